"""Who may draft, review, publish, withdraw and see a record."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone

from mingbai.accounts import rights
from mingbai.accounts.models import Post, User
from mingbai.accounts.roles import LEDGER_READERS, REPORT_WRITERS, Role
from mingbai.organs.models import Organ, Site
from mingbai.records.kinds import Step, data
from mingbai.records.models import AskedChange, Override, Record, Version, Withdrawal
from mingbai.refusal import Refusal

ARTICLE = "《政府信息公开条例》第十七条"
SUCCESSION = "《行政诉讼法》第二十六条第六款"
READERS = LEDGER_READERS | {Role.LEGAL}
WRITERS = REPORT_WRITERS
# 公开这一动作由经办或政务公开科完成；审过的人不必再按一次。
PUBLISHERS = frozenset({Role.OFFICER, Role.OFFICE})
# 撤下、自己写依据的效力变动由经办提出、他人确认（SEC-12）；涉密、涉个人信息的，审查人也可以提出
WITHDRAWERS = frozenset({Role.OFFICER, Role.OFFICE, Role.SECRECY})
CONFIRMERS = frozenset({Role.SIGNER, Role.HEAD, Role.SECRECY, Role.OFFICE})
# 放行个人信息、密级标志，由保密审查岗位决定
ALLOWERS = frozenset({Role.SECRECY})
# 公开义务由各机关自己看到缺项：经办、公开机构负责人；政务公开科、审计看下级各机关
MINDERS = frozenset({Role.OFFICER, Role.HEAD, Role.OFFICE})
OVERSEERS = MINDERS | {Role.AUDITOR}
# 复查发现，可以提出撤下的人都看得到
FINDERS = OVERSEERS | WITHDRAWERS
# 增加、取消机关的审查环节
STEP_SETTERS = frozenset({Role.OFFICE, Role.HEAD})
REVIEWERS = frozenset(Role(row["role"]) for row in data("steps").values())


def check_held(post: Post, at: datetime) -> None:
    """Raises ``PermissionDenied`` unless the post is held on the day in Shanghai."""
    today = timezone.localdate(at)
    if post.since > today or (post.until is not None and post.until < today):
        raise PermissionDenied


def on_duty(post: Post, at: datetime) -> bool:
    """Whether the post is held and its holder may sign in: what was set goes on in his name."""
    held = Post.objects.held(timezone.localdate(at))
    return held.filter(pk=post.pk, user__is_active=True).exists()


def _check_not_ended(post: Post, organ: Organ) -> None:
    """Raises ``Refusal`` at an organ that was merged: another continues its duties (承继)."""
    if organ.active_to is not None and post.organ_id == organ.pk:
        raise Refusal(
            f"{organ.name}已经撤并", article=SUCCESSION, remedy="请由承继机关或者上级的岗位办理"
        )


def check_can_draft(post: Post, organ: Organ) -> None:
    """Raises ``PermissionDenied`` unless the post writes for the organ."""
    if post.role not in WRITERS or not post.covers(organ):
        raise PermissionDenied
    _check_not_ended(post, organ)


def check_reviews_for(post: Post, organ: Organ) -> None:
    """Raises ``PermissionDenied`` unless some review of the organ's texts is the post's to give."""
    if post.role not in REVIEWERS or not post.covers(organ):
        raise PermissionDenied
    _check_not_ended(post, organ)


def check_can_review(post: Post, version: Version, step: Step) -> None:
    """Raises ``PermissionDenied`` for the wrong post, ``Refusal`` for the wrong person."""
    if post.role != step.role or not post.covers(version.record.organ):
        raise PermissionDenied
    if str(post.user_id) in version.people:
        raise Refusal("拟稿人不得审查自己的稿件", article=ARTICLE, remedy="请由他人审查")
    others = (review for review in version.reviews.all() if review.step != step.id)
    if any(review.reviewer.user_id == post.user_id for review in others):
        raise Refusal("同一人不得在两个环节审查同一稿", article=ARTICLE, remedy="请由他人审查")


def check_can_publish(post: Post, organ: Organ) -> None:
    """Raises ``PermissionDenied`` unless the post publishes for the organ."""
    if post.role not in PUBLISHERS or not post.covers(organ):
        raise PermissionDenied
    _check_not_ended(post, organ)


def check_can_withdraw(post: Post, organ: Organ) -> None:
    """Raises ``PermissionDenied`` unless the post may ask for a withdrawal."""
    if post.role not in WITHDRAWERS or not post.covers(organ):
        raise PermissionDenied


def check_can_confirm(post: Post, asked: Withdrawal | AskedChange) -> None:
    """Raises ``PermissionDenied`` for the wrong post, ``Refusal`` for the person who asked."""
    if post.role not in CONFIRMERS or not post.covers(asked.record.organ):
        raise PermissionDenied
    if asked.asked_by is not None and asked.asked_by.user_id == post.user_id:
        raise Refusal("提出的人不得自己确认", article=ARTICLE, remedy="请由他人确认")


def check_can_allow(post: Post, override: Override) -> None:
    """Raises ``PermissionDenied`` for the wrong post, ``Refusal`` for the person who asked."""
    if post.role not in ALLOWERS or not post.covers(override.version.record.organ):
        raise PermissionDenied
    if str(post.user_id) in {str(override.asked_by.user_id), *override.version.people}:
        raise Refusal("拟稿人、申请放行的人不得自己放行", article=ARTICLE, remedy="请由他人决定")


def check_can_arrange(post: Post, site: Site) -> None:
    """Raises ``PermissionDenied`` unless the post is the office of the site's root organ."""
    if post.role != Role.OFFICE or post.organ_id != site.root_id:
        raise PermissionDenied


def check_can_oblige(post: Post, organ: Organ) -> None:
    """Raises ``PermissionDenied`` unless the post is an office above or at the organ."""
    if post.role != Role.OFFICE or not post.covers(organ):
        raise PermissionDenied


def readable_organs(user: User, *, today: date) -> QuerySet[Organ]:
    """The organs whose records the person may see on the desk today."""
    return rights.organs(user, roles=READERS, today=today)


def visible_to(user: User, *, today: date) -> QuerySet[Record]:
    """The records the person may see on the desk today; all else is a 404 (SEC-07)."""
    return Record.objects.filter(organ__in=readable_organs(user, today=today))
