"""One move of a case: its form, its consequence, or why it cannot be made now."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from mingbai.applications import actions, clock
from mingbai.applications.desk import comparing, queries
from mingbai.applications.desk.asking_forms import AskReasonForm, ChargeForm
from mingbai.applications.desk.forms import MoveForm, officer_of
from mingbai.applications.desk.moves import EDITED, FORMS, REVIEWED, action_name
from mingbai.applications.desk.views import reach
from mingbai.applications.models import Application
from mingbai.applications.offers import Offer, offer
from mingbai.applications.stages import OPEN, UNRECEIVED, Move, Stage
from mingbai.applications.steps import left
from mingbai.files.attachments import Accepted, accept, check_together
from mingbai.files.uploads import Upload
from mingbai.refusal import Refusal


@login_required
def move(request: HttpRequest, key: UUID, move: str) -> HttpResponse:
    """The page of a move; 404 for who never makes it."""
    made = Move(move) if move in set(Move) else None
    if made in EDITED:
        return redirect("applications:case_reply", key, made.value)
    if made is None or made not in FORMS:
        raise Http404
    found = reach.case(request, key)
    today = timezone.localdate()
    offered = offer(officer_of(request), found, made, today=today)
    if offered is None:
        raise Http404
    if offered.refusal and request.method != "POST":
        return _page(request, found, offered, form=None)
    form = FORMS[made](request.POST if request.method == "POST" else None, case=found, today=today)
    if request.method == "POST" and _done(request, found, offered, form):
        messages.success(request, f"{found.number}：{made.label}，已记入办理记录。")
        found.refresh_from_db(fields=["stage"])
        return redirect(found)
    return _page(request, found, offered, form=form)


def _done(request: HttpRequest, found: Application, offered: Offer, form: MoveForm) -> bool:
    if not form.is_valid() or "preview" in request.POST:
        return False
    seen = request.POST.get("stage", "")
    if seen and seen != found.stage:
        before = Stage(seen).label if seen in set(Stage) else "别的环节"
        now = Stage(found.stage).label
        form.add_error(
            None,
            f"您打开这一页时本件是“{before}”，现在已是“{now}”，有人先办了一步。请返回案件核对后再办。",
        )
        return False
    facts = dict(form.cleaned_data)
    if offered.move is Move.SERVE:
        try:
            facts["files"] = taken(request, "files")
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            return False
    if offered.move is Move.CONSULT_AGENCY and facts.get("organ"):
        facts["name"] = facts["organ"].name
    post = offered.post
    act = getattr(actions, action_name(offered.move))
    return reach.tried(form, lambda: act(found.pk, by=post, at=timezone.now(), **facts))


def taken(request: HttpRequest, name: str) -> list[Accepted]:
    """The uploaded files, checked and cleaned. Raises ``Refusal``."""
    uploads = [
        Upload(each.name or "", each.size or 0, each, each.content_type or "")
        for each in request.FILES.getlist(name)
    ]
    check_together(uploads)
    return [accept(upload) for upload in uploads]


def _page(
    request: HttpRequest, found: Application, offered: Offer, *, form: MoveForm | None
) -> HttpResponse:
    context: dict[str, Any] = {
        "case": found,
        "offer": offered,
        "move": offered.move,
        "form": form,
        "open": Stage(found.stage) in (*OPEN, *UNRECEIVED),
        "left": left(found, today=timezone.localdate(), calendar=clock.calendar()),
    }
    context |= _beside(found, offered.move, form)
    return render(request, "applications/case/move.html", context)


def _beside(found: Application, move: Move, form: MoveForm | None) -> dict[str, Any]:
    """What helps to decide: the draft and its difference, the calculation, the evidence."""
    if move in REVIEWED or move is Move.SUBMIT_DRAFT:
        return comparing.of(found, on=timezone.localdate())
    if isinstance(form, ChargeForm) and form.is_bound and form.is_valid():
        return _fee(form)
    if isinstance(form, AskReasonForm):
        return {"pattern": form.pattern}
    if move is Move.LINK:
        return {"nothing_alike": not queries.of_same_applicant(found)}
    return {}


def _fee(form: ChargeForm) -> dict[str, Any]:
    try:
        lines: Sequence[Any] = form.preview()
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return {}
    return {"fee_lines": lines, "fee_total": sum(line.amount for line in lines)}
