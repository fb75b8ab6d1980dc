"""What has become of the documents of a list: 已修改、已废止、已失效 beside each title (SIT-08)."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from mingbai.records import kinds
from mingbai.records.models import Record, ValidityChange
from mingbai.rules.validity import Change, Validity, ValidityEvent, state


def mark(records: Iterable[Record], on: date) -> None:
    """Set ``standing`` of every row; one statement for all of them."""
    rows = list(records)
    changes: dict[UUID, list[ValidityChange]] = {row.pk: [] for row in rows}
    for change in ValidityChange.objects.filter(record__in=list(changes)).order_by("pk"):
        changes[change.record_id].append(change)
    for row in rows:
        row.standing = of(row, changes[row.pk], on)


def of(record: Record, changes: Iterable[ValidityChange], on: date) -> Validity | None:
    """The validity of a record on a day; None for what has none: no official paper, no change."""
    events = [ValidityEvent(Change(row.change), row.on, row.basis) for row in changes]
    if not events and not kinds.kind(record.kind).official:
        return None
    return state(record.effective_on, record.expires_on, events, on)
