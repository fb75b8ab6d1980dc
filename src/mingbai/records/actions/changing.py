"""Changes of validity: what the public reads of them was reviewed, or stands by two people."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.audit.actions import record as record_event
from mingbai.audit.canonical import digest
from mingbai.records import permissions, privacy
from mingbai.records.actions.linking import RELATED, check_may_point_to, note
from mingbai.records.actions.locking import locked
from mingbai.records.models import AskedChange, Record, Relation, ValidityChange
from mingbai.refusal import Refusal
from mingbai.rules.validity import Change

ARTICLE = "国办发〔2018〕37号"
CHANGES = tuple(str(each) for each in Change)
BASIS = 200


@dataclass(frozen=True)
class Entered:
    """What came of an entry: in force at once, or asked and waiting for a second person."""

    change: ValidityChange | None = None
    asked: AskedChange | None = None


@transaction.atomic
def change_validity(
    record_id: UUID,
    *,
    change: str,
    on: date,
    basis: str = "",
    basis_record: UUID | None = None,
    by: Post,
    at: datetime,
) -> Entered:
    """Enter 修改、废止、失效 or 恢复 from a day on, with the document that says so.

    A public document named by nothing but its title and number takes effect at once: they were
    reviewed.  Own words, and a document that is not public, wait for a second person, because they
    stand on a public page (第十七条).  Raises ``Refusal`` for what is missing or waits already.
    """
    record = locked(record_id, None, may=permissions.check_can_draft, by=by, at=at)
    if change not in CHANGES:
        raise Refusal("没有这一种变动", remedy="请选择修改、废止、失效或者恢复")
    _check_day(record, on)
    found, basis = _basis(basis_record, record, by), basis.strip()
    if found is None and not basis:
        raise Refusal("请写明依据的文件", article=ARTICLE)
    reviewed = found is not None and found.is_public and basis in ("", found.title, named(found))
    if found is not None and (reviewed or not basis):
        basis = named(found)
    privacy.refuse_personal(basis, today=timezone.localdate(at))
    if reviewed:
        made = ValidityChange(record=record, change=change, on=on, basis=basis, basis_record=found)
        return Entered(change=_in_force(made, by=by, at=at))
    if record.asked_changes.filter(decided_at=None).exists():
        raise Refusal("本件已经提出过一项效力变动，正待确认", remedy="请由他人确认后再提")
    asked = AskedChange.objects.create(
        record=record,
        change=change,
        on=on,
        basis=basis,
        basis_record=found,
        asked_by=by,
        asked_at=at,
    )
    _event("record.validity_asked", asked, by=by, at=at)
    return Entered(asked=asked)


@transaction.atomic
def confirm_change(asked_id: int, *, by: Post, at: datetime) -> ValidityChange:
    """Confirm by a second person; the public page tells it from now on."""
    asked = _undecided(asked_id, by=by, at=at)
    _check_day(asked.record, asked.on)
    asked.decided_by, asked.decided_at = by, at
    asked.save()
    _event("record.validity_confirmed", asked, by=by, at=at)
    made = ValidityChange(
        record=asked.record,
        change=asked.change,
        on=asked.on,
        basis=asked.basis,
        basis_record=asked.basis_record,
    )
    return _in_force(made, by=by, at=at)


@transaction.atomic
def refuse_change(asked_id: int, *, by: Post, at: datetime) -> AskedChange:
    """Refuse by a second person; the public never reads of it."""
    asked = _undecided(asked_id, by=by, at=at)
    asked.decided_by, asked.decided_at, asked.refused = by, at, True
    asked.save()
    _event("record.validity_refused", asked, by=by, at=at)
    return asked


def named(record: Record) -> str:
    """Title and number of a document, as a basis is written; at most ``BASIS`` characters."""
    number = f"（{record.doc_no}）" if record.doc_no else ""
    return f"{record.title[: BASIS - len(number)]}{number}"


def _basis(basis_record: UUID | None, record: Record, by: Post) -> Record | None:
    """The record a change is based on: another one, that the public or the post can read."""
    if basis_record is None:
        return None
    if basis_record == record.pk:
        raise Refusal("依据的文件不能是本件自己")
    found = Record.objects.select_related("organ").get(pk=basis_record)
    check_may_point_to(found, by)
    return found


def _check_day(record: Record, on: date) -> None:
    if record.effective_on and on < record.effective_on:
        raise Refusal("变动日期不得早于施行日期")


def _undecided(asked_id: int, *, by: Post, at: datetime) -> AskedChange:
    permissions.check_held(by, at)
    found = AskedChange.objects.select_related("record__organ", "asked_by").get(pk=asked_id)
    permissions.check_can_confirm(by, found)
    record = Record.objects.select_for_update().get(pk=found.record_id)
    record.organ = found.record.organ
    fresh = AskedChange.objects.select_for_update().get(pk=asked_id)
    if fresh.decided_at is not None:
        raise Refusal("这一效力变动已经有了决定")
    fresh.record, fresh.asked_by = record, found.asked_by
    return fresh


def _in_force(made: ValidityChange, *, by: Post, at: datetime) -> ValidityChange:
    """What the public reads, with the relation to its basis; inside the lock of the record."""
    made.by, made.at = by, at
    made.save()
    record = made.record
    record.changed_at = at
    record.save(update_fields=["changed_at"])
    if made.basis_record is not None:
        related, new = Relation.objects.get_or_create(
            kind=RELATED[made.change],
            source=made.basis_record,
            target=record,
            ended_at=None,
            defaults={"by": by, "at": at},
        )
        if new:
            note("record.related", related, by=by, at=at)
    _event("record.validity_changed", made, by=by, at=at)
    return made


def _event(verb: str, row: ValidityChange | AskedChange, *, by: Post, at: datetime) -> None:
    record_event(
        verb,
        row.record,
        chain=row.record.organ.code,
        by=by,
        at=at,
        change=row.change,
        on=row.on,
        basis=digest(row.basis),
    )
