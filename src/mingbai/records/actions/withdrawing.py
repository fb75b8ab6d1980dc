"""Withdrawal by two people; what cannot wait is off the page at once (SEC-12)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.audit.actions import record as record_event
from mingbai.audit.actors import Acting
from mingbai.audit.canonical import digest
from mingbai.records import kinds, permissions, placing, privacy
from mingbai.records.actions.locking import locked
from mingbai.records.models import Record, Withdrawal
from mingbai.records.stages import LIFECYCLE, Move, Stage
from mingbai.refusal import Refusal


@transaction.atomic
def ask_withdrawal(
    record_id: UUID, *, reason: str, note: str, opinion: str = "", by: Post, at: datetime
) -> Withdrawal:
    """Ask that a public record be withdrawn; an urgent reason takes it off the page at once.

    ``note`` is what the public reads there.  Raises ``Refusal`` for an unknown reason, an empty
    note or one with personal data, a record that is not public or whose withdrawal is already
    asked for; what is urgent does not wait for that.
    """
    record = locked(record_id, None, may=permissions.check_can_withdraw, by=by, at=at)
    if record.public_version_id is None:
        raise Refusal("本件现在没有公开，不必撤下")
    row = kinds.data("withdrawals").get(reason)
    if row is None:
        raise Refusal("没有这一撤下理由", remedy="请从列表中选择")
    if not note.strip():
        raise Refusal("请写一句给公众的说明", article="《政府信息公开条例》第六条")
    privacy.refuse_personal(note, today=timezone.localdate(at))
    waiting = record.withdrawals.filter(decided_at=None, effective_at=None)
    if not row["urgent"] and waiting.exists():
        raise Refusal("本件的撤下已经提出，正待确认", remedy="请由他人确认")
    made = Withdrawal.objects.create(
        record=record,
        version_id=record.public_version_id,
        reason=reason,
        note=note.strip(),
        opinion=opinion,
        asked_by=by,
        asked_at=at,
        effective_at=at if row["urgent"] else None,
    )
    _event("record.withdrawal_asked", made, by=by, at=at)
    if row["urgent"]:
        take_down(record, made, by=by, at=at)
        placing.clear(record)
    return made


@transaction.atomic
def confirm(withdrawal_id: int, *, by: Post, at: datetime) -> Withdrawal:
    """Confirm by a second person; what was not urgent leaves the page now."""
    withdrawal = _undecided(withdrawal_id, by=by, at=at)
    record, waited = withdrawal.record, withdrawal.effective_at is None
    if waited and record.public_version_id != withdrawal.version_id:
        raise Refusal(
            "提出撤下以后，所指的一稿已不再公开", remedy="请不予确认；仍须撤下的，请重新提出"
        )
    withdrawal.decided_by, withdrawal.decided_at = by, at
    withdrawal.effective_at = withdrawal.effective_at or at
    withdrawal.save()
    _event("record.withdrawal_confirmed", withdrawal, by=by, at=at)
    if waited:
        take_down(record, withdrawal, by=by, at=at)
        placing.clear(record)
    return withdrawal


@transaction.atomic
def refuse(withdrawal_id: int, *, by: Post, at: datetime) -> Withdrawal:
    """Refuse by a second person.  What is off the page already comes back only through the gate."""
    withdrawal = _undecided(withdrawal_id, by=by, at=at)
    withdrawal.decided_by, withdrawal.decided_at, withdrawal.refused = by, at, True
    withdrawal.save()
    _event("record.withdrawal_refused", withdrawal, by=by, at=at)
    return withdrawal


def _undecided(withdrawal_id: int, *, by: Post, at: datetime) -> Withdrawal:
    permissions.check_held(by, at)
    found = Withdrawal.objects.select_related("record__organ", "asked_by").get(pk=withdrawal_id)
    permissions.check_can_confirm(by, found)
    record = Record.objects.select_for_update().get(pk=found.record_id)
    record.organ = found.record.organ
    fresh = Withdrawal.objects.select_for_update().get(pk=withdrawal_id)
    if fresh.decided_at is not None:
        raise Refusal("这一撤下已经有了决定")
    fresh.record, fresh.asked_by = record, found.asked_by
    return fresh


def take_down(record: Record, withdrawal: Withdrawal, *, by: Acting, at: datetime) -> None:
    """Off the page, inside an action that holds the lock.

    The caller unlinks the files as its last act, before the commit (invariant 4): nothing can fail
    after it that would leave the record public without its files.
    """
    record.stage = LIFECYCLE.after(Stage(record.stage), Move.WITHDRAW)
    record.public_version = None
    record.changed_at = at
    record.publish_at = record.scheduled_by = None
    record.save()
    _event("record.withdrawn", withdrawal, by=by, at=at)


def _event(verb: str, withdrawal: Withdrawal, *, by: Acting, at: datetime) -> None:
    record = withdrawal.record
    record_event(
        verb,
        record,
        chain=record.organ.code,
        by=by,
        at=at,
        version=withdrawal.version.number,
        reason=withdrawal.reason,
        note=digest(withdrawal.note),
    )
