"""Reviews and publication of a migration batch as one, bound to its manifest.

Publication goes row by row through :func:`publish`, the one gate; here nothing is made public.
"""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef

from mingbai.accounts.models import Post
from mingbai.audit.actions import record as record_event
from mingbai.audit.canonical import digest
from mingbai.records import manifests, permissions
from mingbai.records.actions import importing
from mingbai.records.actions.answering import answered
from mingbai.records.actions.publishing import publish
from mingbai.records.importing import pages
from mingbai.records.kinds import Step
from mingbai.records.models import (
    Batch,
    BatchReview,
    BatchRow,
    Conclusion,
    LegacyAddress,
    Record,
    Version,
)
from mingbai.records.permissions import ARTICLE
from mingbai.records.queries import batches
from mingbai.records.stages import Stage
from mingbai.refusal import Refusal

_States, _Stages = BatchRow.State, Batch.Stage
ALTERED, AGAIN = "清单与审查时的不一致，不得公开", "请作废本批次，重新导入"


@transaction.atomic
def review_batch(
    batch_id: int,
    *,
    conclusion: Conclusion,
    basis: str,
    opinion: str = "",
    answers: Mapping[str, str] | None = None,
    by: Post,
    at: datetime,
) -> BatchReview:
    """Give the next review that the pages of the batch need, for all of them.

    Raises ``PermissionDenied`` for the wrong post, ``Refusal`` for a person who began the batch or
    gave another step, and where the questions of the step are open.
    """
    batch = Batch.objects.select_related("organ", "by__user").get(pk=batch_id)
    permissions.check_held(by, at)
    permissions.check_reviews_for(by, batch.organ)
    batch = _locked(batch)
    if batch.stage not in (_Stages.REVIEW, _Stages.RETURNED):
        raise Refusal(f"本批次{batch.get_stage_display()}，现在不能审查")
    step = batches.next_step(batch)
    if step is None:
        raise Refusal("本批次的各项审查均已通过")
    _check_reviewer(by, batch, step)
    given = answered(step, conclusion, answers or {})
    made = BatchReview.objects.create(
        batch=batch,
        manifest=batch.manifest,
        step=step.id,
        conclusion=conclusion,
        basis=basis,
        opinion=opinion,
        answers=given,
        reviewer=by,
        at=at,
    )
    _move_on(batch, conclusion, at)
    _event(
        "batch.reviewed",
        batch,
        by=by,
        at=at,
        manifest=batch.manifest,
        step=step.id,
        conclusion=str(conclusion),
        opinion=digest(opinion),
        answers=digest(given),
    )
    return made


def publish_batch(batch_id: int, *, limit: int, by: Post, at: datetime) -> int:
    """Publish the next pages of a batch whose reviews have all passed; 0 when none is left.

    What the gate refuses is stopped with its reason and keeps no other page from the public.
    """
    batch, reviewed = _started(batch_id, limit, by=by, at=at)
    if batch.stage == _Stages.DONE:
        return 0
    for key, entry in reviewed.items():
        _publish(batch, key, entry, by=by, at=at)
    if len(reviewed) < limit:
        _finish(batch, by=by, at=at)
    return len(reviewed)


def carry_on(*, limit: int, at: datetime) -> tuple[int, int, list[str]]:
    """Go on with everything begun, within a bound: rows read, pages published, what stands still.

    In the names of those who began it and pressed 公开.
    """
    read, published, still = 0, 0, []
    for batch in batches.under_way():
        left = limit - read - published
        if left <= 0:
            break
        try:
            if batch.stage == _Stages.READING:
                read += importing.read_rows(batch.pk, limit=left, at=at)
            elif batch.publisher is not None and not permissions.on_duty(batch.publisher, at):
                still.append(f"{batch.name}：按下“公开”的人已不在岗，请在岗的人再按一次")
            elif batch.publisher is not None:
                published += publish_batch(batch.pk, limit=left, by=batch.publisher, at=at)
        except (Refusal, PermissionDenied) as reason:
            still.append(f"{batch.name}：{reason or '没有权限'}")
    return read, published, still


@transaction.atomic
def _started(batch_id: int, limit: int, *, by: Post, at: datetime) -> tuple[Batch, dict[int, str]]:
    """The batch in publication with its next rows as they were reviewed; the first call starts it.

    Raises where it may not begin.
    """
    batch = Batch.objects.select_related("organ", "site", "by__user").get(pk=batch_id)
    permissions.check_held(by, at)
    permissions.check_can_publish(by, batch.organ)
    batch = _locked(batch)
    if batch.stage == _Stages.DONE:
        return batch, {}
    if batch.stage not in (_Stages.READY, _Stages.PUBLISHING):
        raise Refusal(
            f"本批次{batch.get_stage_display()}，不能公开",
            article=ARTICLE,
            remedy="请先完成各项审查",
        )
    reviewed = _reviewed(batch, batches.waiting(batch, _States.READ, limit))
    if batch.stage == _Stages.READY:
        batch.stage, batch.publisher = _Stages.PUBLISHING, by
        batch.save(update_fields=["stage", "publisher"])
        _event("batch.publishing", batch, by=by, at=at, manifest=batch.manifest)
    return batch, reviewed


def _reviewed(batch: Batch, keys: list[int]) -> dict[int, str]:
    """The hash of each of these rows, among rows that are exactly those that were reviewed."""
    rows = list(manifests.entries(batch))
    if digest([entry for _, entry in rows]) != batch.manifest:
        raise Refusal(ALTERED, article=ARTICLE, remedy=AGAIN)
    found = dict(rows)
    return {key: digest(found[key]) for key in keys}


def _publish(batch: Batch, key: int, reviewed: str, *, by: Post, at: datetime) -> None:
    """One page through the gate, with its old address, in one transaction."""
    with transaction.atomic():
        row = BatchRow.objects.select_for_update().get(pk=key)
        if row.state != _States.READ:
            return
        row = BatchRow.objects.select_related("version__record").get(pk=key)
        assert row.version is not None  # noqa: S101 (a row that was read has its version)
        if digest([row.number, row.data, row.version.sha256]) != reviewed:
            raise Refusal(ALTERED, article=ARTICLE, remedy=AGAIN)
        try:
            if row.version.record.public_version_id != row.version_id:
                publish(row.version, listed=True, by=by, at=at)
        except Refusal as refusal:
            words = [str(refusal), row.message]
            row.state = _States.STOPPED
        else:
            words = [row.message, keep_address(batch, row)]
            row.state = _States.PUBLIC
        row.message = "；".join(each for each in words if each)[: importing.MESSAGE]
        row.save(update_fields=["state", "message"])


def keep_address(batch: Batch, row: BatchRow) -> str:
    """The old address leads to the record for good; a conflict is told (SIT-10)."""
    record = row.record
    address = row.data["values"].get("address", "")
    if not address and row.version is not None:
        address = str(row.version.content().get("source_link", ""))
    path = pages.path_of(address)
    if record is None or batch.site is None or not path:
        return ""
    kept, _ = LegacyAddress.objects.get_or_create(
        site=batch.site, path=path, defaults={"record": record}
    )
    if kept.record_id != record.pk:
        return f"原网址 {path} 已经指向另一件信息，没有改动"
    return ""


@transaction.atomic
def _finish(batch: Batch, *, by: Post, at: datetime) -> None:
    """All pages are through: addresses of duplicates lead to the page that stands."""
    fresh = _locked(batch)
    left = BatchRow.objects.filter(batch=batch, state=_States.READ).exists()
    if fresh.stage != _Stages.PUBLISHING or left:
        return
    same = BatchRow.objects.filter(
        batch=batch, state=_States.SAME, record__public_version__isnull=False
    )
    for row in same.select_related("record"):
        if told := keep_address(batch, row):
            row.message = f"{row.message}；{told}"[: importing.MESSAGE]
            row.save(update_fields=["message"])
    fresh.stage = _Stages.DONE
    fresh.save(update_fields=["stage"])
    facts = {f"rows_{state}": n for state, n in batches.progress(fresh).counts.items()}
    _event("batch.published", fresh, by=by, at=at, **facts)


def _move_on(batch: Batch, conclusion: Conclusion, at: datetime) -> None:
    """The stage of the batch, and with it that of its records that nobody took back."""
    if conclusion == Conclusion.RETURNED:
        batch.stage, to = _Stages.RETURNED, Stage.RETURNED
    elif batches.next_step(batch) is None:
        batch.stage, to = _Stages.READY, Stage.READY
    else:
        batch.stage, to = _Stages.REVIEW, Stage.REVIEW
    batch.save(update_fields=["stage"])
    newer = Version.objects.filter(record=OuterRef("record"), number__gt=OuterRef("number"))
    read = Version.objects.filter(batch=batch).exclude(Exists(newer)).values("record")
    on_the_way = [Stage.REVIEW, Stage.RETURNED, Stage.READY]
    Record.objects.filter(pk__in=read, stage__in=on_the_way).exclude(stage=to).update(
        stage=to, changed_at=at
    )


def _check_reviewer(by: Post, batch: Batch, step: Step) -> None:
    if by.role != step.role or by.organ_id != batch.organ_id:
        raise PermissionDenied
    if by.user_id == batch.by.user_id:
        raise Refusal("导入的人不得审查自己导入的批次", article=ARTICLE, remedy="请由他人审查")
    others = (row for key, row in batches.reviews_in_force(batch).items() if key != step.id)
    if any(row.reviewer.user_id == by.user_id for row in others):
        raise Refusal("同一人不得在两个环节审查同一批", article=ARTICLE, remedy="请由他人审查")


def _locked(batch: Batch) -> Batch:
    found = Batch.objects.select_for_update().get(pk=batch.pk)
    found.organ, found.by = batch.organ, batch.by
    return found


def _event(verb: str, batch: Batch, *, by: Post, at: datetime, **facts: str | int) -> None:
    record_event(verb, batch, chain=batch.organ.code, by=by, at=at, **facts)
