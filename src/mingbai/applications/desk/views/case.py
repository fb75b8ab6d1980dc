"""The page of one case: facts, time-line and papers, moves; looking at what is masked."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingbai.accounts import stepup
from mingbai.accounts.roles import LEDGER_WRITERS
from mingbai.applications import actions, clock, history, masking
from mingbai.applications.desk import links, queries, telling
from mingbai.applications.desk.forms import RevealForm, officer_of
from mingbai.applications.desk.views import reach
from mingbai.applications.models import Application
from mingbai.applications.offers import offers
from mingbai.applications.queries import history as events_of
from mingbai.applications.stages import OPEN, UNRECEIVED, Stage
from mingbai.applications.steps import left, next_step
from mingbai.documents.kinds import KINDS
from mingbai.files import attachments
from mingbai.outbox.queries import about as sent_about
from mingbai.refusal import Refusal
from mingbai.rules import explain
from mingbai.rules.explain import Explanation


@login_required
def case(request: HttpRequest, key: UUID) -> HttpResponse:
    """One case as it stands today."""
    return _page(request, reach.case(request, key))


@login_required
@require_POST
def reveal(request: HttpRequest, key: UUID) -> HttpResponse:
    """The applicant's contact in full, once, with a line in the log."""
    return _reveal(request, key, "contact")


@login_required
def reveal_identity(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The identity numbers in full, after the password was asked again (SEC-13)."""
    if request.method != "POST":
        # 重新登录之后回到案件页
        return redirect(reach.case(request, key))
    reach.handled(request, key)
    return _identity(request, key)


@stepup.required
def _identity(request: HttpRequest, key: UUID) -> HttpResponse:
    return _reveal(request, key, "identity")


def _reveal(request: HttpRequest, key: UUID, what: str) -> HttpResponse:
    found, post = reach.handled(request, key)
    form = RevealForm(request.POST)
    if not form.is_valid():
        return _page(request, found, reveal_form=form)
    reason, now = form.cleaned_data["reason"], timezone.now()
    actions.reveal(found, what=what, reason=reason, by=post, at=now)
    return _page(request, found, revealed=what)


@login_required
@require_POST
def hold(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep the applicant's data while a dispute needs them (``hold=on``), or let them go again."""
    found, post = reach.written(request, key)
    on = request.POST.get("hold") == "on"
    try:
        actions.hold(found.pk, on=on, by=post, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已设定涉诉保留。" if on else "已解除涉诉保留。")
    return redirect(found)


@login_required
@require_POST
def attachment(request: HttpRequest, key: UUID, file: UUID) -> HttpResponse:
    """A link to the file that opens once within five minutes, and the way to it."""
    reach.handled(request, key)
    found = queries.attachment(reach.cases(request), key, file)
    if found is None:
        raise Http404
    return redirect("applications:case_download", links.make(found.pk, to=officer_of(request)))


@login_required
def download(request: HttpRequest, token: str) -> HttpResponse:
    """What the link opens."""
    file = links.spend(token, by=officer_of(request))
    found = queries.attachment_by_key(reach.cases(request), file) if file else None
    if found is None:
        raise Http404
    post = reach.handling_post(request, found.application)
    if post is None:
        raise Http404
    try:
        data = actions.open_attachment(found, by=post, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(found.application)
    return attachments.response(data, found.name, found.kind)


def _page(
    request: HttpRequest, found: Application, *, revealed: str = "", reveal_form: Any = None
) -> HttpResponse:
    user, today = officer_of(request), timezone.localdate()
    post = reach.handling_post(request, found)
    explanation, made = explained(found), offers(user, found, today=today)
    person = queries.applicant_of(found)
    context = {
        "case": found,
        "applicant": masking.shown(
            person,
            found.applicant_kind,
            contact=revealed == "contact",
            identities=revealed == "identity",
        ),
        "person": person,
        "revealed": revealed,
        "reveal_form": reveal_form or RevealForm(),
        "left": left(found, today=today, calendar=clock.calendar()),
        "next_step": next_step(found),
        "open": Stage(found.stage) in (*OPEN, *UNRECEIVED),
        "explanation": explanation,
        "sentence": explain.sentence(explanation) if explanation else "",
        "offers": made,
        "possible": [each for each in made if each.possible],
        "of_others": [each for each in made if each.post is None],
        "handles": post,
        "writes": reach.handling_post(request, found, LEDGER_WRITERS),
        "history": history.lines(events_of(found), telling.sentence),
        "papers": [(each, KINDS[each.kind].name) for each in found.papers.all()],
        "sent": sent_about(found),
        "split_into": queries.split_from(found),
        "remedies": found.remedies.all(),
    }
    return render(request, "applications/case/case.html", context)


def explained(found: Application) -> Explanation | None:
    """The derivation of the day to reply; None before receipt."""
    try:
        return clock.explanation(found)
    except (ValueError, Refusal):
        return None
