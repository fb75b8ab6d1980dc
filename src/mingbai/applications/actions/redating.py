"""A holiday notice that comes late moves the days to reply of open cases (CAL-3)."""

from datetime import datetime

from django.db import transaction

from mingbai.applications import clock
from mingbai.applications.models import Application, Redating
from mingbai.applications.stages import OPEN
from mingbai.audit.actions import record
from mingbai.audit.actors import Acting


@transaction.atomic
def redate(*, by: Acting, at: datetime) -> Redating | None:
    """Count every open case anew when the calendar is another than the last time; None otherwise.

    Each case that moved gets its event; the row says which, so that their officers can be told.
    """
    fingerprint = clock.calendar().fingerprint
    last = Redating.objects.first()
    if last and last.fingerprint == fingerprint:
        return None
    moved = [row for row in (_redated(case, by=by, at=at) for case in _open()) if row]
    return Redating.objects.create(fingerprint=fingerprint, moved=moved, at=at)


def _open() -> list[Application]:
    cases = Application.objects.select_for_update(of=("self",)).select_related("organ")
    counted = cases.filter(stage__in=OPEN, due_on__isnull=False).order_by("pk")
    return list(counted.prefetch_related("inquiries", "extensions", "reopenings"))


def _redated(application: Application, *, by: Acting, at: datetime) -> list[str] | None:
    was, now = application.due_on, clock.due_on(application)
    if was == now or was is None or now is None:
        return None
    application.due_on = now
    application.save(update_fields=["due_on"])
    record(
        "application.redated",
        application,
        chain=application.organ.code,
        by=by,
        at=at,
        was=was,
        now=now,
    )
    return [str(application.pk), was.isoformat(), now.isoformat()]
