"""The same act on many chosen records: each by itself, under the officer's post, with its result.

First a page that shows what was chosen and asks once more; then each row through the public
action, so that one that is refused keeps no other back.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingbai.accounts import rights
from mingbai.accounts.models import Post, User
from mingbai.records import actions, permissions
from mingbai.records.desk.list_forms import DOINGS, MOST, ManyForm, kept_query
from mingbai.records.desk.list_rows import address
from mingbai.records.desk.list_views import may_write, person
from mingbai.records.models import Record
from mingbai.records.queries import listing
from mingbai.records.queries.columns import to_move_to
from mingbai.refusal import Refusal

Act = Callable[[Record, Post, datetime], Any]
NOT_HERE = "没有这一件，或者您看不到它"
NOT_YOURS = "您的岗位不能办理这一件"


@dataclass(frozen=True)
class Result:
    """What became of one row: done, or why not."""

    title: str
    done: bool
    words: str
    address: str = ""


@login_required
@require_POST
def many(request: HttpRequest) -> HttpResponse:
    """Ask once more, or do it and say of each row what became of it."""
    user = person(request)
    if not may_write(user):
        raise Http404
    chosen, today = _chosen(request.POST), timezone.localdate()
    moves = request.POST.get("do") == "move"
    organs = permissions.readable_organs(user, today=today)
    form = ManyForm(request.POST, columns=to_move_to(organs) if moves else ())
    context: dict[str, Any] = {
        "form": form,
        "query": kept_query(QueryDict(request.POST.get("query", "")[:2000])).urlencode(),
        "most": MOST,
    }
    if chosen and len(chosen) <= MOST and form.is_valid() and "confirmed" in request.POST:
        context["results"] = results = _results(user, chosen, form, at=timezone.now())
        context["done"] = sum(each.done for each in results)
        context["refused"] = len(results) - context["done"]
        context["doing"] = dict(DOINGS)[form.cleaned_data["do"]]
    else:
        seen = listing.of_keys(user, chosen[:MOST], today=today)
        context |= {"chosen": list(seen.values()), "too_many": len(chosen) > MOST}
    return render(request, "records/list_many.html", context)


def _chosen(data: QueryDict) -> list[UUID]:
    """The ids that were sent, each once; what is no id names nothing."""
    found: dict[UUID, None] = {}
    for text in data.getlist("rows")[: MOST + 1]:
        try:
            found[UUID(text)] = None
        except ValueError:
            continue
    return list(found)


def _results(user: User, keys: Iterable[UUID], form: ManyForm, *, at: datetime) -> list[Result]:
    today = timezone.localdate(at)
    keys = list(keys)
    records = listing.of_keys(user, keys, today=today)
    act = _act(form.cleaned_data)
    posts: dict[int, Post | None] = {}
    found = []
    for key in keys:
        record = records.get(key)
        if record is None:
            found.append(Result("—", False, NOT_HERE))
            continue
        if record.organ_id not in posts:
            posts[record.organ_id] = rights.acting_post(
                user, record.organ, roles=permissions.PUBLISHERS, today=today
            )
        found.append(_one(record, posts[record.organ_id], act, at))
    return found


def _one(record: Record, by: Post | None, act: Act, at: datetime) -> Result:
    """One row through its action."""
    where = address(record)
    if by is None:
        return Result(record.title, False, NOT_YOURS, where)
    try:
        act(record, by, at)
    except Refusal as refusal:
        return Result(record.title, False, str(refusal), where)
    except PermissionDenied:
        return Result(record.title, False, NOT_YOURS, where)
    return Result(record.title, True, "已办理", where)


def _act(data: Mapping[str, Any]) -> Act:
    """The action of the chosen word."""

    def submit(record: Record, by: Post, at: datetime) -> None:
        if not hasattr(record, "draft"):
            raise Refusal("本件没有草稿", remedy="请打开这一件，修改后再送审")
        actions.submit(record.pk, edition=record.draft.edition, by=by, at=at)

    def publish(record: Record, by: Post, at: datetime) -> None:
        version = record.versions.order_by("-number").first()
        if version is None:
            raise Refusal("本件还没有送审过", remedy="请先送审")
        actions.publish(version, by=by, at=at)

    def schedule(record: Record, by: Post, at: datetime) -> None:
        actions.schedule(record.pk, publish_at=data["publish_at"], by=by, at=at)

    def move(record: Record, by: Post, at: datetime) -> None:
        actions.move_to_column(record.pk, data["column"], by=by, at=at)

    def discard(record: Record, by: Post, at: datetime) -> None:
        actions.discard(record.pk, by=by, at=at)

    acts: dict[str, Act] = {"submit": submit, "publish": publish, "schedule": schedule}
    acts |= {"move": move, "discard": discard}
    return acts[data["do"]]
