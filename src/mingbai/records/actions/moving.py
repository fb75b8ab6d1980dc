"""A draft put into another column; what is fixed is not moved: the column is reviewed as well."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mingbai.accounts.models import Post
from mingbai.audit.actions import record as record_event
from mingbai.records import permissions, shown
from mingbai.records.actions import drafting, fixing
from mingbai.records.actions.locking import locked
from mingbai.records.models import Column, Record
from mingbai.records.stages import EDITABLE, Stage
from mingbai.refusal import Refusal

FIXED = "已经定稿送审，栏目也在审查之内"


@transaction.atomic
def move_to_column(record_id: UUID, column_id: int, *, by: Post, at: datetime) -> Record:
    """Put the draft of a record into another column of its site; the officer becomes a writer.

    Raises ``PermissionDenied``; ``Refusal`` for a text that is fixed (the column is in its bytes),
    for a column of another site, a group, a closed one, and one of another organ.
    """
    record = locked(record_id, None, may=permissions.check_can_draft, by=by, at=at)
    drafting.check_document(record)
    _check_editable(record)
    draft = fixing.draft_of(record, by=by, at=at)
    column = _column(record, column_id)
    was = str(draft.content.get("column", ""))
    if was == column.code:
        raise Refusal(f"本件已在“{column.name}”栏目")
    content = draft.content | {"column": column.code}
    facts = {"edition": draft.edition, "title": draft.title, "content": content}
    drafting.save(record.pk, **facts, by=by, at=at)
    codes = {"was": was, "now": column.code}
    record_event("record.moved", record, chain=record.organ.code, by=by, at=at, **codes)
    return record


def _check_editable(record: Record) -> None:
    stage = Stage(record.stage)
    if stage in EDITABLE:
        return
    if record.is_public:
        raise Refusal(
            "本件已公开，栏目是审查过的内容，不能直接换",
            article=permissions.ARTICLE,
            remedy="请办理更正，在更正的一稿里换栏目",
        )
    if stage in (Stage.REVIEW, Stage.READY, Stage.SCHEDULED):
        remedy = "请先取回修改，再换栏目"
        raise Refusal(f"本件{FIXED}", article=permissions.ARTICLE, remedy=remedy)
    raise Refusal(f"本件{stage.label}，不能换栏目")


def _column(record: Record, column_id: int) -> Column:
    found = Column.objects.select_related("organ").get(pk=column_id)
    here = shown.column(record, found.code)
    if here is None or here.pk != found.pk:
        raise Refusal(f"“{found.name}”不是本机关所在网站的栏目")
    if found.kind == Column.Kind.GROUP:
        raise Refusal(f"“{found.name}”是栏目组，信息要放在它下面的栏目里")
    if found.closed_on is not None:
        raise Refusal(f"“{found.name}”已经停用", remedy="请另选栏目")
    if found.organ is not None and found.organ != record.organ:
        raise Refusal(f"“{found.name}”由{found.organ.name}负责，不收其他机关的信息")
    return found
