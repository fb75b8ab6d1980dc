"""Relations between records, shown on both ends; changes of validity with their basis."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.audit.actions import record as record_event
from mingbai.audit.canonical import digest
from mingbai.records import kinds, permissions, privacy
from mingbai.records.actions.locking import locked
from mingbai.records.models import Record, Relation, ValidityChange
from mingbai.refusal import Refusal
from mingbai.rules.validity import Change


@transaction.atomic
def relate(source_id: UUID, target_id: UUID, *, kind: str, by: Post, at: datetime) -> Relation:
    """Relate two records; ``by`` writes for the organ of the source, the target may be another's.

    The same relation twice is one.  Raises ``Refusal`` for a record with itself, an unknown kind,
    and for a target that is neither public nor of an organ the post writes for.
    """
    source = locked(source_id, None, may=permissions.check_can_draft, by=by, at=at)
    if kind not in kinds.data("relations"):
        raise Refusal("没有这一关系", remedy="请从列表中选择")
    if source_id == target_id:
        raise Refusal("信息不能与自己建立关系")
    target = Record.objects.select_related("organ").get(pk=target_id)
    _check_may_point_to(target, by)
    made, new = Relation.objects.get_or_create(
        kind=kind, source=source, target=target, ended_at=None, defaults={"by": by, "at": at}
    )
    if new:
        _event("record.related", made, by=by, at=at)
    return made


@transaction.atomic
def unrelate(relation_id: int, *, by: Post, at: datetime) -> Relation:
    """End a relation; the row stays.

    Raises ``Refusal`` for one that a change of validity rests on: both pages go on telling it.
    """
    relation = Relation.objects.select_related("source__organ", "target").get(pk=relation_id)
    permissions.check_held(by, at)
    permissions.check_can_draft(by, relation.source.organ)
    fresh = Relation.objects.select_for_update().get(pk=relation_id)
    if fresh.ended_at is not None:
        raise Refusal("这一关系已经解除")
    _check_not_of_a_change(relation)
    relation.ended_by, relation.ended_at = by, at
    relation.save(update_fields=["ended_by", "ended_at"])
    _event("record.unrelated", relation, by=by, at=at)
    return relation


@transaction.atomic
def change_validity(
    record_id: UUID,
    *,
    change: str,
    on: date,
    basis: str,
    basis_record: UUID | None = None,
    by: Post,
    at: datetime,
) -> ValidityChange:
    """Enter 修改、废止 or 失效 from a day on, with the document that says so.

    A basis that is a record here is related to this one at the same time.
    """
    record = locked(record_id, None, may=permissions.check_can_draft, by=by, at=at)
    if change not in CHANGES:
        raise Refusal("没有这一种变动", remedy="请选择修改、废止、失效或者恢复")
    if not basis.strip():
        raise Refusal("请写明依据的文件", article="国办发〔2018〕37号")
    if record.effective_on and on < record.effective_on:
        raise Refusal("变动日期不得早于施行日期")
    privacy.refuse_personal(basis, today=timezone.localdate(at))
    found = _basis(basis_record, record, by)
    made = ValidityChange.objects.create(
        record=record, change=change, on=on, basis=basis.strip(), basis_record=found, by=by, at=at
    )
    record.changed_at = at
    record.save(update_fields=["changed_at"])
    if found is not None:
        related, new = Relation.objects.get_or_create(
            kind=RELATED[change],
            source=found,
            target=record,
            ended_at=None,
            defaults={"by": by, "at": at},
        )
        if new:
            _event("record.related", related, by=by, at=at)
    record_event(
        "record.validity_changed",
        record,
        chain=record.organ.code,
        by=by,
        at=at,
        change=change,
        on=on,
        basis=digest(basis),
    )
    return made


CHANGES = tuple(str(each) for each in Change)
# 变动的依据在本系统中的，两件之间即有这一关系
RELATED = {
    "amended": "amends",
    "repealed": "repeals",
    "expired": "expires",
    "restored": "restores",
}


def _basis(basis_record: UUID | None, record: Record, by: Post) -> Record | None:
    """The record a change is based on: another one, that the public or the post can read."""
    if basis_record is None:
        return None
    if basis_record == record.pk:
        raise Refusal("依据的文件不能是本件自己")
    found = Record.objects.select_related("organ").get(pk=basis_record)
    _check_may_point_to(found, by)
    return found


def _check_not_of_a_change(relation: Relation) -> None:
    changes = [change for change, kind in RELATED.items() if kind == relation.kind]
    rows = relation.target.validity_changes.filter(basis_record=relation.source)
    if rows.filter(change__in=changes).exists():
        raise Refusal(
            "这一关系由效力变动的登记形成，不能单独解除",
            article="国办发〔2018〕37号",
            remedy="登记有误的，请另行登记“恢复效力”",
        )


def _check_may_point_to(record: Record, by: Post) -> None:
    if not record.is_public and not by.covers(record.organ):
        raise Refusal("对方信息还没有公开", remedy="请待其公开后再建立关系")


def _event(verb: str, relation: Relation, *, by: Post, at: datetime) -> None:
    record_event(
        verb,
        relation.source,
        chain=relation.source.organ.code,
        by=by,
        at=at,
        kind=relation.kind,
        target=str(relation.target_id),
    )
