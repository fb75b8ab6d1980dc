"""公示期满: what its reviewed text made public for a time leaves the public after it (PII-10)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mingbai.audit.actors import Machine
from mingbai.records import kinds, placing
from mingbai.records.actions.withdrawing import take_down
from mingbai.records.models import Record, Withdrawal

REASON = "expired"


def take_down_expired(*, by: Machine, at: datetime, limit: int = 1000) -> int:
    """Withdraw what is public beyond the last day of its period; how many.  Safe to repeat."""
    today = timezone.localdate(at)
    over = Record.objects.filter(public_version__isnull=False, public_until__lt=today)
    keys = list(over.order_by("public_until", "pk").values_list("pk", flat=True)[:limit])
    done = 0
    for key in keys:
        with transaction.atomic():
            done += _take_down(key, today, by=by, at=at)
    return done


def _take_down(record_id: UUID, today: date, *, by: Machine, at: datetime) -> bool:
    """Asked again under the lock: it may have been corrected or withdrawn since it was read."""
    record = (
        Record.objects.select_for_update(of=("self",)).select_related("organ").get(pk=record_id)
    )
    until = record.public_until
    if record.public_version_id is None or until is None or until >= today:
        return False
    made = Withdrawal.objects.create(
        record=record,
        version_id=record.public_version_id,
        reason=REASON,
        note=kinds.data("withdrawals")[REASON]["note"],
        asked_at=at,
        effective_at=at,
        decided_at=at,
    )
    take_down(record, made, by=by, at=at)
    placing.clear(record)
    return True
