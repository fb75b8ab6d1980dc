"""Who may draft, review and publish a record."""

from django.core.exceptions import PermissionDenied

from mingbai.accounts.models import Post
from mingbai.accounts.roles import REPORT_WRITERS, Role
from mingbai.organs.models import Organ
from mingbai.records.kinds import Step
from mingbai.records.models import Version
from mingbai.refusal import Refusal

# 公开这一动作由经办或政务公开科完成；审过的人不必再按一次。
PUBLISHERS = frozenset({Role.OFFICER, Role.OFFICE})


def check_can_draft(post: Post, organ: Organ) -> None:
    """Raises ``PermissionDenied`` unless the post writes for the organ."""
    if post.role not in REPORT_WRITERS or not post.covers(organ):
        raise PermissionDenied


def check_can_review(post: Post, version: Version, step: Step) -> None:
    """Raises ``PermissionDenied`` for the wrong post, ``Refusal`` for the wrong person."""
    if post.role != step.role or post.organ_id != version.record.organ_id:
        raise PermissionDenied
    if version.author.user_id == post.user_id:
        raise Refusal(
            "拟稿人不得审查自己的稿件",
            article="《政府信息公开条例》第十七条",
            remedy="请由他人审查",
        )
    if version.reviews.exclude(step=step.id).filter(reviewer__user=post.user_id).exists():
        raise Refusal(
            "同一人不得在两个环节审查同一稿",
            article="《政府信息公开条例》第十七条",
            remedy="请由他人审查",
        )


def check_can_publish(post: Post, organ: Organ) -> None:
    """Raises ``PermissionDenied`` unless the post publishes for the organ."""
    if post.role not in PUBLISHERS or not post.covers(organ):
        raise PermissionDenied
