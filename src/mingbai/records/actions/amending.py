"""A batch that is not public yet: a row corrected or left out, the whole given up.

Whatever changes makes another manifest, and every review of the batch is void.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from mingbai.accounts.models import Post
from mingbai.audit.actions import record as record_event
from mingbai.records import permissions
from mingbai.records.models import Batch, BatchRow, Record, Version
from mingbai.records.stages import Stage
from mingbai.refusal import Refusal

OPEN = (Batch.Stage.READING, Batch.Stage.REVIEW, Batch.Stage.RETURNED, Batch.Stage.READY)
_States = BatchRow.State


@transaction.atomic
def amend_row(
    batch_id: int, number: int, *, values: Mapping[str, str], by: Post, at: datetime
) -> BatchRow:
    """Correct what the list says of a row that could not be imported; it is read again.

    The manifest changes with it, and every review of the batch is void.
    """
    batch = _open(batch_id, by=by, at=at)
    row = BatchRow.objects.select_for_update().get(batch=batch, number=number)
    if row.state != _States.REFUSED or row.record_id is not None:
        raise Refusal("这一行不用改正：只有不能导入的行可以在这里改正")
    merged = row.data["values"] | {key: value.strip() for key, value in values.items()}
    # 没有找到的附件等不因改正而悄悄消失：作为说明留下
    was = [*row.data.get("amended", []), *row.data["bad"]]
    row.data = row.data | {"values": {k: v for k, v in merged.items() if v}, "bad": []}
    row.data = row.data | {"amended": was}
    if values.get("text", "").strip():
        row.data = row.data | {"body": None}
    row.state, row.message = _States.WAITING, ""
    row.save(update_fields=["data", "state", "message"])
    _reopen(batch)
    _event("batch.amended", batch, by=by, at=at, row=number)
    return row


@transaction.atomic
def leave_out(batch_id: int, number: int, *, by: Post, at: datetime) -> BatchRow:
    """Leave a page out of the batch, as a review asked; its record is put aside."""
    batch = _open(batch_id, by=by, at=at)
    row = BatchRow.objects.select_for_update().get(batch=batch, number=number)
    if row.state not in (_States.READ, _States.STOPPED) or row.record_id is None:
        raise Refusal("这一行没有要公开的内容，不用剔除")
    if row.record.first_public_at is not None:  # type: ignore[union-attr]
        raise Refusal("这一件已经单独公开，不能剔除", remedy="不应公开的，请办理撤下")
    _put_aside(batch, [row.pk], at)
    row.data = row.data | {"left_out": True}
    row.state, row.message = _States.REFUSED, "已从本批次剔除"
    row.save(update_fields=["data", "state", "message"])
    _reopen(batch)
    _event("batch.left_out", batch, by=by, at=at, row=number)
    return row


@transaction.atomic
def drop_batch(batch_id: int, *, by: Post, at: datetime) -> Batch:
    """Give the whole batch up before it is published; its records are put aside."""
    batch = _open(batch_id, by=by, at=at)
    read = BatchRow.objects.filter(batch=batch, state__in=[_States.READ, _States.STOPPED])
    _put_aside(batch, list(read.values_list("pk", flat=True)), at)
    batch.stage = Batch.Stage.DROPPED
    batch.save(update_fields=["stage"])
    _event("batch.dropped", batch, by=by, at=at)
    return batch


def _open(batch_id: int, *, by: Post, at: datetime) -> Batch:
    """The locked batch, before its publication began."""
    batch = Batch.objects.select_related("organ").get(pk=batch_id)
    permissions.check_held(by, at)
    permissions.check_can_draft(by, batch.organ)
    locked = Batch.objects.select_for_update().get(pk=batch_id)
    locked.organ = batch.organ
    if locked.stage not in OPEN:
        raise Refusal(f"本批次{locked.get_stage_display()}，不能再改动")
    return locked


def _reopen(batch: Batch) -> None:
    """Back to reading: without a manifest no review of it is in force."""
    read = Version.objects.filter(batch=batch).values("record")
    Record.objects.filter(pk__in=read, stage__in=[Stage.READY, Stage.RETURNED]).update(
        stage=Stage.REVIEW
    )
    batch.stage, batch.manifest = Batch.Stage.READING, ""
    batch.save(update_fields=["stage", "manifest"])


def _put_aside(batch: Batch, rows: list[int], at: datetime) -> None:
    """Discard the records of rows that were never public; their content may come again."""
    chosen = BatchRow.objects.filter(pk__in=rows).values("record")
    records = Record.objects.filter(pk__in=chosen, first_public_at=None)
    for pk in list(records.values_list("pk", flat=True)):
        Record.objects.filter(pk=pk).update(
            stage=Stage.DISCARDED,
            key=f"dropped-{pk.hex}",
            publish_at=None,
            scheduled_by=None,
            changed_at=at,
        )


def _event(verb: str, batch: Batch, *, by: Post, at: datetime, **facts: str | int) -> None:
    record_event(verb, batch, chain=batch.organ.code, by=by, at=at, **facts)
