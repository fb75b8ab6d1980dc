"""The calendar feed of an officer: number, step and last day of the cases in his hands, no more."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from mingbai.accounts import feeds
from mingbai.accounts.models import User
from mingbai.applications.steps import next_step
from mingbai.desk import turns
from mingbai.limits import bounds
from mingbai.rules.ics import Event, calendar_file

LISTED = 500


@bounds.limited("track", methods=("GET",))
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The feed that the token opens; a 404 for an unknown or ended one."""
    now = timezone.now()
    user = feeds.holder(token, at=now)
    if user is None:
        raise Http404
    answer = HttpResponse(text(user, at=now), content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def text(user: User, *, at: datetime) -> str:
    """The cases whose next step is the person's, one whole day each."""
    cases = turns.mine(user, today=timezone.localdate(at)).filter(due_on__isnull=False)
    events = [
        Event(f"{case.pk}@mingbai", case.due_on, f"{case.number} {next_step(case)}")
        for case in cases[:LISTED]
        if case.due_on
    ]
    return calendar_file("政府信息公开申请办理期限", events, at)
