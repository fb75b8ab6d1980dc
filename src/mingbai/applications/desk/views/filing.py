"""Entering a case that did not come through the site; number, code once, receipt (REG-31)."""

import uuid
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingbai.accounts.roles import LEDGER_WRITERS
from mingbai.applications import actions, receipts
from mingbai.applications.actions.filing import Submitted
from mingbai.applications.desk import handing, queries
from mingbai.applications.desk.filing_forms import NewCaseForm
from mingbai.applications.desk.forms import ReissueForm, officer_of
from mingbai.applications.desk.views import reach
from mingbai.applications.desk.views.moving import taken
from mingbai.documents import pdf
from mingbai.files.attachments import Accepted
from mingbai.limits import codes
from mingbai.refusal import Refusal
from mingbai.rules.receipt import Channel

ONCE = 24 * 3600  # seconds: a sent form is not taken twice within a day
NOT_RECEIVED = Refusal(
    "本件没有在计算的期限，不能出具登记回执",
    article="《政府信息公开条例》第三十一条",
    remedy="还没有确认收到的，请先确认收到",
)
UPLOADS = (("identity", "identity_files"), ("evidence", "evidence_files"))


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """The form, and what came of it."""
    today = timezone.localdate()
    posts = queries.posts_of(officer_of(request), LEDGER_WRITERS, today=today)
    if not posts.exists():
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = NewCaseForm(data, posts=posts, today=today)
    if request.method == "POST" and form.is_valid():
        filed = _submitted(request, form)
        if filed:
            made = filed.application
            context = {"case": made, "code": filed.code, "received": bool(made.received_on)}
            return render(request, "applications/case/filed.html", context)
    context = {"form": form, "once": request.POST.get("once") or uuid.uuid4().hex}
    return render(request, "applications/case/new.html", context)


def _submitted(request: HttpRequest, form: NewCaseForm) -> Submitted | None:
    """The filed case; a form that is sent again is not filed again."""
    once = f"filed:{request.user.pk}:{request.POST.get('once', '')[:64]}"
    if not cache.add(once, 1, ONCE):
        form.add_error(None, "这份表已经登记过，没有再登记一次。请到“办件”里查看。")
        return None
    made: list[Submitted] = []
    data, now = form.cleaned_data, timezone.now()

    def act() -> None:
        submitted = actions.submit(
            organ=data["post"].organ,
            person=form.person(),
            request=form.request(),
            channel=Channel(data["channel"]),
            arrived_at=form.arrived_at(now),
            confirmed=data["confirmed"],
            confirm_method=data["confirm_method"],
            files=_files(request),
            by=data["post"],
            at=now,
        )
        made.append(submitted)

    if not reach.tried(form, act):
        cache.delete(once)
        return None
    return made[0]


def _files(request: HttpRequest) -> list[tuple[str, Accepted]]:
    return [(purpose, file) for purpose, name in UPLOADS for file in taken(request, name)]


@login_required
def reissue(request: HttpRequest, key: UUID) -> HttpResponse:
    """A new query code after the officer has checked who asks; shown once (ABU-06)."""
    found, post = reach.written(request, key)
    form = ReissueForm(request.POST if request.method == "POST" else None)
    made: list[str] = []

    def act() -> None:
        how = form.cleaned_data["how"]
        made.append(actions.reissue_code(found.pk, how=how, by=post, at=timezone.now()))

    if request.method == "POST" and form.is_valid() and reach.tried(form, act):
        context = {"case": found, "code": made[0], "received": bool(found.due_on), "again": True}
        return render(request, "applications/case/filed.html", context)
    return render(request, "applications/case/code.html", {"case": found, "form": form})


@login_required
@require_POST
def receipt(request: HttpRequest, key: UUID) -> HttpResponse:
    """The receipt as PDF; with the query code only where the right one is sent along."""
    found, _ = reach.handled(request, key)
    given = request.POST.get("code", "")
    code = given if given and codes.matches(given, found.filing.code_hash) else receipts.HIDDEN
    try:
        made = receipts.copy_for(found, code)
        if made is None:
            raise NOT_RECEIVED
        data = pdf.pdf_of(made)
    except Refusal as refusal:
        context: dict[str, Any] = {"case": found, "refusal": refusal}
        return render(request, "applications/case/refused.html", context, status=409)
    return handing.file(data, f"{found.number}-登记回执.pdf", "application/pdf")
