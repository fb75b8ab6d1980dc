"""The gate: what still stands between a version and the public (条例第十七条，先审查、后公开)."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from mingbai.records import privacy
from mingbai.records.content import OPEN
from mingbai.records.kinds import Step, kind, step
from mingbai.records.models import BatchReview, Conclusion, ExtraStep, Record, Review, Version
from mingbai.records.stages import Stage

Given = Review | BatchReview


def steps(record: Record) -> tuple[Step, ...]:
    """The reviews that the record needs: those of its kind, and what organs above demand beyond.

    An added review comes before the signature, which stays the last.
    """
    required = kind(record.kind).steps
    lineage = record.organ.path.rstrip("/").split("/")
    extra = ExtraStep.objects.filter(organ__code__in=lineage, kind__in=["", record.kind])
    known = {each.id for each in required}
    added = [step(row.step) for row in extra.order_by("pk") if row.step not in known]
    return (*required[:-1], *dict.fromkeys(added), *required[-1:]) if added else required


def reviews_in_force(version: Version) -> Mapping[str, Given]:
    """The last review of each step of this very version, or of the batch it came with."""
    if version.batch_id:
        given = BatchReview.objects.filter(
            batch=version.batch_id,
            manifest=version.batch.manifest,  # type: ignore[union-attr]
        )
        return {each.step: each for each in given.select_related("reviewer").order_by("pk")}
    # 按主键排，不用 order_by：列表页预取的审查记录不必再查一次
    rows = sorted(version.reviews.all(), key=lambda row: row.pk)
    return {review.step: review for review in rows}


def next_step(version: Version) -> Step | None:
    """The first required step that has not passed; None when all have."""
    in_force = reviews_in_force(version)
    for each in steps(version.record):
        review = in_force.get(each.id)
        if review is None or review.conclusion != Conclusion.PASSED:
            return each
    return None


def returned(version: Version) -> bool:
    """Whether a step sent this very version back and has not thought better of it."""
    in_force = reviews_in_force(version).values()
    return any(review.conclusion == Conclusion.RETURNED for review in in_force)


def obstacle(version: Version, *, today: date) -> str:
    """Why the version may not become public, in words; empty when nothing stands in the way."""
    return _text(version) or _reviews(version) or privacy.obstacle(version, today=today)


def _text(version: Version) -> str:
    """What is wrong with the text itself."""
    if version.sha256 != version.computed_sha256():
        return "这一稿的内容与其散列值不符，不得公开"
    record = version.record
    if record.versions.filter(number__gt=version.number).exists():
        return "已有更新的一稿，须审查并公开最新的一稿"
    if record.stage in (Stage.WITHDRAWN, Stage.DISCARDED):
        return f"本件{Stage(record.stage).label}，须重新形成一稿、重新审查"
    if kind(record.kind).is_document and version.content().get("openness", OPEN) != OPEN:
        return "公开属性不是“主动公开”，不得公开"
    return ""


def _reviews(version: Version) -> str:
    """Which review is missing, or who gave two."""
    in_force = reviews_in_force(version)
    for each in steps(version.record):
        review = in_force.get(each.id)
        if review is None or review.conclusion != Conclusion.PASSED:
            return f"这一稿尚未通过“{each.label}”"
    people: list[UUID] = [version.author.user_id]
    people += [review.reviewer.user_id for review in in_force.values()]
    if len(people) != len(set(people)):
        return "拟稿人与各审查人须为不同的人"
    return ""
