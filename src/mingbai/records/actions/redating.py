"""The last days for publication counted anew when the calendar has changed (CAL-3)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from mingbai.audit.actions import record as record_event
from mingbai.audit.actors import Machine
from mingbai.records import terms
from mingbai.records.models import Record
from mingbai.records.stages import Stage

# 更早到期的，迟到的放假通知也不再改动
LOOK_BACK = timedelta(days=60)


@transaction.atomic
def redate(*, by: Machine, at: datetime) -> int:
    """Set the day of every record not yet public that now has another; how many.

    Each that moved gets its event; nothing happens while the calendar stays what it was.
    """
    since = timezone.localdate(at) - LOOK_BACK
    open_rows = Record.objects.filter(public_version=None, due_on__gte=since)
    moved = 0
    for record in open_rows.exclude(stage=Stage.DISCARDED).order_by("pk").iterator(chunk_size=500):
        if terms.of_record(record) not in (None, record.due_on):
            moved += _redate(record, by=by, at=at)
    return moved


def _redate(seen: Record, *, by: Machine, at: datetime) -> int:
    record = Record.objects.select_for_update(of=("self",)).select_related("organ").get(pk=seen.pk)
    was, now = record.due_on, terms.of_record(record)
    if record.is_public or was is None or now is None or was == now:
        return 0
    record.due_on = now
    record.save(update_fields=["due_on"])
    record_event("record.redated", record, chain=record.organ.code, by=by, at=at, was=was, now=now)
    return 1
