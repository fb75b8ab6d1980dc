"""Relations between records, shown on both ends."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mingbai.accounts.models import Post
from mingbai.audit.actions import record as record_event
from mingbai.records import kinds, permissions
from mingbai.records.actions.locking import locked
from mingbai.records.models import Record, Relation
from mingbai.refusal import Refusal


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
    check_may_point_to(target, by)
    made, new = Relation.objects.get_or_create(
        kind=kind, source=source, target=target, ended_at=None, defaults={"by": by, "at": at}
    )
    if new:
        note("record.related", made, by=by, at=at)
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
    note("record.unrelated", relation, by=by, at=at)
    return relation


# 变动的依据在本系统中的，两件之间即有这一关系
RELATED = {
    "amended": "amends",
    "repealed": "repeals",
    "expired": "expires",
    "restored": "restores",
}


def _check_not_of_a_change(relation: Relation) -> None:
    changes = [change for change, kind in RELATED.items() if kind == relation.kind]
    rows = relation.target.validity_changes.filter(basis_record=relation.source)
    if rows.filter(change__in=changes).exists():
        raise Refusal(
            "这一关系由效力变动的登记形成，不能单独解除",
            article="国办发〔2018〕37号",
            remedy="登记有误的，请另行登记“恢复效力”",
        )


def check_may_point_to(record: Record, by: Post) -> None:
    """Raises ``Refusal`` for what is neither public nor of an organ the post works for."""
    if not record.is_public and not by.covers(record.organ):
        raise Refusal("对方信息还没有公开", remedy="请待其公开后再建立关系")


def note(verb: str, relation: Relation, *, by: Post, at: datetime) -> None:
    """The event of a relation made or ended."""
    record_event(
        verb,
        relation.source,
        chain=relation.source.organ.code,
        by=by,
        at=at,
        kind=relation.kind,
        target=str(relation.target_id),
    )
