"""The gate: what still stands between a version and the public (条例第十七条，先审查、后公开)."""

from collections.abc import Mapping
from datetime import date
from itertools import chain

from django.db.models import Prefetch

from mingbai.files import store
from mingbai.records import manifests, privacy
from mingbai.records.checking import LABELS, ahead, foreign_files, names
from mingbai.records.content import OPEN, document
from mingbai.records.kinds import Step, kind
from mingbai.records.kinds import step as step_of
from mingbai.records.models import (
    Batch,
    BatchReview,
    BatchRow,
    Conclusion,
    ExtraStep,
    Record,
    Review,
    Version,
)
from mingbai.records.stages import Stage

Given = Review | BatchReview
# 与稿件一并取出各项审查和审查人，下面各处不再逐一查询
WITH_REVIEWS = Prefetch("reviews", Review.objects.select_related("reviewer"))
REVIEWED = (Batch.Stage.READY, Batch.Stage.PUBLISHING, Batch.Stage.DONE)


def steps(record: Record) -> tuple[Step, ...]:
    """The reviews that the record needs: those of its kind, and what organs above demand beyond.

    An added review comes before the signature, which stays the last.
    """
    required = kind(record.kind).steps
    lineage = record.organ.path.rstrip("/").split("/")
    extra = ExtraStep.objects.filter(organ__code__in=lineage, kind__in=["", record.kind])
    known = {each.id for each in required}
    demanded = dict.fromkeys(extra.order_by("pk").values_list("step", flat=True))
    added = [step_of(each) for each in demanded if each not in known]
    return (*required[:-1], *added, *required[-1:]) if added else required


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


def next_step(version: Version, required: tuple[Step, ...] | None = None) -> Step | None:
    """The first required step that has not passed; None when all have.

    A list that has asked for ``steps`` once for many records hands them in.
    """
    if required is None:
        required = steps(version.record)
    return _missing(required, reviews_in_force(version))


def _missing(required: tuple[Step, ...], in_force: Mapping[str, Given]) -> Step | None:
    """The first step without a conclusion that it passed, given after those of the steps before.

    Who signed before a review that was demanded later signs again: the signature is the last.
    """
    before = 0
    for each in required:
        review = in_force.get(each.id)
        if review is None or review.conclusion != Conclusion.PASSED or review.pk < before:
            return each
        before = review.pk
    return None


def returned(version: Version) -> bool:
    """Whether a step sent this very version back and has not thought better of it."""
    in_force = reviews_in_force(version).values()
    return any(review.conclusion == Conclusion.RETURNED for review in in_force)


def obstacle(version: Version, *, listed: bool = False, today: date) -> str:
    """Why the version may not become public, in words; empty when nothing stands in the way.

    ``listed``: the caller has compared the whole list of its migration batch with the reviewed one.
    """
    return (
        _text(version)
        or _document(version, today)
        or _reviews(version)
        or _batch(version, listed=listed)
        or privacy.obstacle(version, today=today)
    )


def _text(version: Version) -> str:
    """What is wrong with the text itself."""
    if version.sha256 != version.computed_sha256():
        return "这一稿的内容与其散列值不符，不得公开"
    record = version.record
    if record.versions.filter(number__gt=version.number).exists():
        return "已有更新的一稿，须审查并公开最新的一稿"
    if record.stage in (Stage.WITHDRAWN, Stage.DISCARDED):
        return f"本件{Stage(record.stage).label}，须重新形成一稿、重新审查"
    if outlived(version):
        return "这一稿形成之后本件已经撤下，须重新形成一稿、重新审查"
    return ""


def _document(version: Version, today: date) -> str:
    """What is wrong with what a document says of itself."""
    if not kind(version.record.kind).is_document:
        return ""
    content = version.content()
    if content.get("openness", OPEN) != OPEN:
        return "公开属性不是“主动公开”，不得公开"
    paper = document(content)
    if foreign := foreign_files(version.record, paper):
        return f"附件“{foreign[0]}”不是本件上传的文件，不得公开"
    if lost := next((each.name for each in paper.files if not store.sound(each.sha256)), ""):
        return f"保存的附件“{lost}”不见了或者已损坏，不得公开"
    column = version.record.column
    if column is not None and column.closed_on and version.record.first_public_at is None:
        return f"栏目“{column.name}”已经停用，不再收新的信息"
    if wrong := next(chain(ahead(paper, today), names(paper)), None):
        return f"{LABELS[wrong.field]}：{wrong.words}"
    return ""


def outlived(version: Version) -> bool:
    """Whether the record was withdrawn after the version was made, and is not public again."""
    record = version.record
    if record.first_public_at is None or record.is_public:
        return False
    return record.withdrawals.filter(effective_at__gte=version.made_at).exists()


def _reviews(version: Version) -> str:
    """Which review is missing, or who gave two."""
    in_force = reviews_in_force(version)
    if step := _missing(steps(version.record), in_force):
        return f"这一稿尚未通过“{step.label}”"
    reviewers = [str(review.reviewer.user_id) for review in in_force.values()]
    if len(reviewers) != len(set(reviewers)) or version.people & set(reviewers):
        return "拟稿人与各审查人须为不同的人"
    return ""


def _batch(version: Version, *, listed: bool) -> str:
    """Whether the text is one of the lines that were reviewed as one, none of them changed."""
    batch = version.batch
    if batch is None:
        return ""
    rows = BatchRow.objects.filter(batch=batch, version=version, record=version.record_id)
    if batch.stage not in REVIEWED or not rows.exists():
        return "这一稿不在审查过的迁移清单之中"
    if not listed and not manifests.intact(batch):
        return "迁移清单与审查时的不一致，不得公开"
    return ""
