"""The editor of a reply: sections by outcome, what is missing beside, the paper as it will be."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from mingbai.applications import actions, clock, drafting
from mingbai.applications.actions.answering import AT_ONCE
from mingbai.applications.desk import comparing, reply_forms
from mingbai.applications.desk.forms import officer_of
from mingbai.applications.desk.moves import EDITED
from mingbai.applications.desk.reply_forms import Editor, OutcomeForm
from mingbai.applications.desk.views import reach
from mingbai.applications.models import Application
from mingbai.applications.offers import Offer, offer
from mingbai.applications.stages import Move
from mingbai.applications.steps import left
from mingbai.rules.report.outcomes import Outcome


@login_required
def reply(request: HttpRequest, key: UUID, move: str) -> HttpResponse:
    """Write a reply (``draft``), or answer on the spot (``answer_at_once``)."""
    made = Move(move) if move in set(Move) else None
    if made not in EDITED or made is None:
        raise Http404
    found, today = reach.case(request, key), timezone.localdate()
    offered = offer(officer_of(request), found, made, today=today)
    if offered is None:
        raise Http404
    only = AT_ONCE if made is Move.ANSWER_AT_ONCE else None
    sent = request.method == "POST"
    chooser = OutcomeForm(_chosen(request, found), only=only)
    outcome = Outcome(chooser.cleaned_data["outcome"]) if chooser.is_valid() else None
    editor = None
    if outcome:
        base = drafting.first(found, outcome, today=today)
        editor = Editor(base, _data(request) if sent and "outcome" in request.POST else None)
    if offered.possible and sent and editor and editor.is_valid():
        answer = _act(request, found, offered, editor)
        if answer:
            return answer
    return _page(request, found, offered, chooser, editor, today)


def _chosen(request: HttpRequest, found: Application) -> Any:
    """The outcome sent, asked for in the address, or suggested by the case."""
    sent = request.POST if request.method == "POST" else request.GET
    if sent.get("outcome"):
        return {"outcome": sent["outcome"]}
    suggested = drafting.suggested(found)
    return {"outcome": suggested.value} if suggested else None


def _data(request: HttpRequest) -> Any:
    """What was typed, with one row more where that was asked for."""
    do = request.POST.get("do", "")
    if do.startswith("more-"):
        return reply_forms.more(request.POST, do.removeprefix("more-"))
    return request.POST


def _act(
    request: HttpRequest, found: Application, offered: Offer, editor: Editor
) -> HttpResponse | None:
    """Keep the draft, give it to the reviews, or answer at once; None when it goes on."""
    do, draft, now, post = request.POST.get("do", ""), editor.draft(), timezone.now(), offered.post
    if post is None:
        return None
    if offered.move is Move.ANSWER_AT_ONCE:
        at_once = actions.answer_at_once
        if do == "answer" and reach.tried(
            editor.form, lambda: at_once(found.pk, draft=draft, by=post, at=now)
        ):
            messages.success(request, f"{found.number}：已当场答复，案件办结。")
            return redirect(found)
        return None
    if do not in ("save", "submit"):
        return None
    if not reach.tried(editor.form, lambda: actions.draft(found.pk, draft=draft, by=post, at=now)):
        return None
    if do == "save":
        messages.success(request, f"{found.number}：已保存一稿。")
        return redirect("applications:case_reply", found.pk, Move.DRAFT.value)
    # 不能送审的，这一稿已经保存
    if reach.tried(editor.form, lambda: actions.submit_draft(found.pk, by=post, at=now)):
        messages.success(request, f"{found.number}：已送法制审核。")
        return redirect(found)
    return None


def _page(
    request: HttpRequest,
    found: Application,
    offered: Offer,
    chooser: OutcomeForm,
    editor: Editor | None,
    today: date,
) -> HttpResponse:
    context: dict[str, Any] = {
        "case": found,
        "offer": offered,
        "move": offered.move,
        "at_once": offered.move is Move.ANSWER_AT_ONCE,
        "chooser": chooser,
        "editor": editor,
        "left": left(found, today=today, calendar=clock.calendar()),
    }
    if editor:
        valid = editor.form.is_bound and editor.is_valid()
        draft = editor.draft() if valid else editor.base
        wanted, others = editor.sections()
        context |= {
            "draft": draft,
            "seen": comparing.seen(found, draft, on=today),
            "wanted": wanted,
            "others": others,
            "sent": editor.form.is_bound,
        }
    return render(request, "applications/case/reply.html", context)
