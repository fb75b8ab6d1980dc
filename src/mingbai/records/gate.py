"""The gate: what still stands between a version and the public (条例第十七条，先审查、后公开)."""

from mingbai.records.kinds import Step, kind
from mingbai.records.models import Conclusion, Review, Version


def reviews_in_force(version: Version) -> dict[str, Review]:
    """The last review of each step of this very version."""
    return {review.step: review for review in version.reviews.order_by("pk")}


def next_step(version: Version) -> Step | None:
    """The first required step that has not passed; None when all have."""
    in_force = reviews_in_force(version)
    for step in kind(version.record.kind).steps:
        review = in_force.get(step.id)
        if review is None or review.conclusion != Conclusion.PASSED:
            return step
    return None


def returned(version: Version) -> bool:
    """Whether a step sent this very version back and has not thought better of it."""
    in_force = reviews_in_force(version).values()
    return any(review.conclusion == Conclusion.RETURNED for review in in_force)


def obstacle(version: Version) -> str:
    """Why the version may not become public, in words; empty when nothing stands in the way."""
    if version.sha256 != version.computed_sha256():
        return "这一稿的内容与其散列值不符，不得公开"
    if version.record.versions.filter(number__gt=version.number).exists():
        return "已有更新的一稿，须审查并公开最新的一稿"
    if step := next_step(version):
        return f"这一稿尚未通过“{step.label}”"
    people = [version.author.user_id] + [
        r.reviewer.user_id for r in reviews_in_force(version).values()
    ]
    if len(people) != len(set(people)):
        return "拟稿人与各审查人须为不同的人"
    return ""
