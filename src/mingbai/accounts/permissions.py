"""Who may make, change and end accounts and posts: 人员管理 in its subtree, never for himself."""

from datetime import date

from django.core.exceptions import PermissionDenied

from mingbai.accounts.models import Post, User
from mingbai.accounts.roles import EXCLUSIVE_ROLES, Role
from mingbai.audit.actors import Machine
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal

SEPARATION = "《信息安全技术 网络安全等级保护基本要求》（GB/T 22239—2019）权限分离"

Manager = Machine | Post


def check_can_staff(by: Manager, organ: Organ, *, today: date) -> None:
    """Raises ``PermissionDenied`` unless ``by`` staffs the organ, ``Refusal`` if it has ended."""
    if isinstance(by, Post) and not (_manages(by, today) and by.covers(organ)):
        raise PermissionDenied
    if organ.active_to:
        raise Refusal(f"{organ.name}已于{organ.active_to}撤并", remedy="请选承继它的机关")


def check_can_manage(by: Manager, user: User, *, today: date) -> None:
    """Whether ``by`` may touch the account.

    Raises ``PermissionDenied`` for people out of reach, ``Refusal`` for oneself and for people who
    also hold a post that ``by`` does not cover.
    """
    if isinstance(by, Machine):
        return
    if not _manages(by, today):
        raise PermissionDenied
    if by.user_id == user.pk:
        raise Refusal("不能改动自己的账号和岗位", article=SEPARATION, remedy="请由上级人员管理办理")
    posts = list(user.posts.select_related("organ"))
    if not any(by.covers(post.organ) for post in posts):
        raise PermissionDenied
    beyond = [p for p in posts if not _over(p, today) and not by.covers(p.organ)]
    if beyond:
        raise Refusal(
            f"此人还在{beyond[0].organ.name}任岗，不归您管理", remedy="请由上级人员管理办理"
        )


def check_own(by: User, user: User) -> None:
    """Raises ``PermissionDenied`` for anybody else's account."""
    if by.pk != user.pk:
        raise PermissionDenied


def check_duties_apart(user: User, role: Role, since: date, until: date | None) -> None:
    """Raises ``Refusal`` when the post would join duties that must lie apart (SEC-06)."""
    for held in user.posts.exclude(role=role):
        if held.overlaps(since, until) and {held.role, role} & EXCLUSIVE_ROLES:
            raise Refusal(
                f"“{Role(held.role).label}”与“{role.label}”不能由同一人同时担任",
                article=SEPARATION,
                remedy="请先结束原岗位，或另选人员",
            )


def _manages(by: Post, today: date) -> bool:
    begun = by.since <= today and not _over(by, today)
    return by.role == Role.SECURITY_ADMIN and begun and by.user.is_active


def _over(post: Post, today: date) -> bool:
    return post.until is not None and post.until < today
