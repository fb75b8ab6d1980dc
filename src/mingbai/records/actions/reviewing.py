"""Reviews of a version, and the steps that an organ demands beyond those of the kind."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mingbai.accounts.models import Post
from mingbai.audit.actions import record as record_event
from mingbai.audit.canonical import digest
from mingbai.organs.models import Organ
from mingbai.records import gate, kinds, permissions
from mingbai.records.actions.answering import answered
from mingbai.records.actions.locking import locked
from mingbai.records.content import OPEN
from mingbai.records.kinds import Step
from mingbai.records.models import Conclusion, ExtraStep, Record, Review, Version
from mingbai.records.permissions import ARTICLE
from mingbai.records.stages import LIFECYCLE, Move, Stage
from mingbai.refusal import Refusal


@transaction.atomic
def review(
    version: Version,
    *,
    conclusion: Conclusion,
    basis: str,
    opinion: str = "",
    answers: Mapping[str, str] | None = None,
    by: Post,
    at: datetime,
) -> Review:
    """Give the next required review of a version; the role of ``by`` must be that of the step.

    ``answers`` to the questions of the step (预先审查的四问), by their ids.  Raises ``Refusal``
    when the steps before are missing, when a newer version exists, when a question is open or
    answered otherwise than the text says, when the person drafted this version or already reviewed
    it in another step.
    """
    version, step = _due(version, by=by, at=at)
    record = version.record
    permissions.check_can_review(by, version, step)
    move = _move(conclusion, opinion)
    LIFECYCLE.check(Stage(record.stage), move)
    openness = version.content().get("openness", OPEN) if step.choices else OPEN
    given = answered(step, conclusion, answers or {}, openness=openness)
    made = Review.objects.create(
        version=version,
        step=step.id,
        conclusion=conclusion,
        basis=basis,
        opinion=opinion,
        answers=given,
        reviewer=by,
        at=at,
    )
    _move_on(record, step, move, at, stays=conclusion == Conclusion.REFERRED)
    record_event(
        "record.reviewed",
        record,
        chain=record.organ.code,
        by=by,
        at=at,
        version=version.number,
        step=step.id,
        conclusion=str(conclusion),
        opinion=digest(opinion),
        answers=digest(given),
    )
    return made


def _due(version: Version, *, by: Post, at: datetime) -> tuple[Version, Step]:
    """The version, its record locked, and the review that is due. Raises ``Refusal`` for none."""
    record = locked(version.record_id, None, may=permissions.check_reviews_for, by=by, at=at)
    found = record.versions.select_related("author").prefetch_related(gate.WITH_REVIEWS)
    last = found.latest("number")
    if last.pk != version.pk:
        raise Refusal("这一稿之后已有新稿", article=ARTICLE, remedy="请审查最新的一稿")
    last.record = record
    if last.batch_id is not None:
        raise Refusal("这一稿随迁移批次一并审查", remedy="请在批次页面审查；须单独修改的，请退回")
    step = gate.next_step(last)
    if step is None:
        raise Refusal("这一稿的各项审查均已通过", remedy="可以公开，或修改后重新送审")
    return last, step


def _move(conclusion: Conclusion, opinion: str) -> Move:
    """What the conclusion moves. Raises ``Refusal`` for a referral that does not say to whom."""
    if conclusion == Conclusion.REFERRED and not opinion.strip():
        raise Refusal("请写明报请哪个部门确定、报送的时间", article=ARTICLE)
    return Move.RETURN if conclusion == Conclusion.RETURNED else Move.PASS


def _move_on(record: Record, step: Step, move: Move, at: datetime, *, stays: bool) -> None:
    """To the next stage: 待公开 after the last review has passed; ``stays`` in review otherwise."""
    last = not stays and kinds.kind(record.kind).steps[-1].id == step.id  # 增加的环节都在签发之前
    to = Stage.READY if last and move is Move.PASS else None
    record.stage, record.changed_at = LIFECYCLE.after(Stage(record.stage), move, to), at
    record.save(update_fields=["stage", "changed_at"])


@transaction.atomic
def demand_step(organ: Organ, *, kind: str, step: str, by: Post, at: datetime) -> ExtraStep:
    """Demand a review of the organ and all below it, beyond those of the kind ("" = every kind).

    Texts in review need it too: the gate asks at the instant of publication.
    """
    _check_may_set_steps(by, organ, at)
    if kind:
        kinds.kind(kind)
    kinds.step(step)
    made, new = ExtraStep.objects.get_or_create(organ=organ, kind=kind, step=step)
    if not new:
        return made
    record_event(
        "records.step_demanded",
        organ,
        chain=organ.code,
        by=by,
        at=at,
        kind=kind or "all",
        step=step,
    )
    return made


@transaction.atomic
def waive_step(extra: ExtraStep, *, by: Post, at: datetime) -> None:
    """No longer demand a review that was demanded in addition."""
    _check_may_set_steps(by, extra.organ, at)
    if not ExtraStep.objects.select_for_update().filter(pk=extra.pk).exists():
        raise Refusal("这一环节已经取消")
    record_event(
        "records.step_waived",
        extra.organ,
        chain=extra.organ.code,
        by=by,
        at=at,
        kind=extra.kind or "all",
        step=extra.step,
    )
    extra.delete()


def _check_may_set_steps(by: Post, organ: Organ, at: datetime) -> None:
    permissions.check_held(by, at)
    if by.role not in permissions.STEP_SETTERS or not by.covers(organ):
        raise PermissionDenied
