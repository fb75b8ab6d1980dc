"""Accounts and posts: the only writers of who may work where (SEC-06, SEC-08, SEC-09)."""

from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from mingbai.accounts import feeds, queries
from mingbai.accounts.models import FeedToken, Post, User, new_stamp
from mingbai.accounts.passwords import LIFETIME, one_time_password
from mingbai.accounts.permissions import (
    Manager,
    check_can_manage,
    check_can_staff,
    check_duties_apart,
    check_own,
)
from mingbai.accounts.roles import Role
from mingbai.audit.actions import record
from mingbai.audit.actors import TICK
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal

IDLE = timedelta(days=90)


@transaction.atomic
def add_officer(
    *, username: str, name: str, organ: Organ, role: Role, since: date, by: Manager, at: datetime
) -> tuple[User, str]:
    """Make an account with its first post; returns it and its one-time password (24 hours).

    Raises ``ValidationError`` for a name already taken, ``PermissionDenied``, ``Refusal``.
    """
    check_can_staff(by, organ, today=timezone.localdate(at))
    password = one_time_password()
    user = User(username=username, name=name, enabled_at=at, initial_password_until=at + LIFETIME)
    user.set_password(password)
    user.full_clean()
    user.save(force_insert=True)
    record("user.added", user, chain=organ.code, by=by, at=at)
    _give(user, organ, role, since, None, by=by, at=at)
    return user, password


@transaction.atomic
def appoint(
    user: User,
    *,
    organ: Organ,
    role: Role,
    since: date,
    until: date | None = None,
    by: Manager,
    at: datetime,
) -> Post:
    """Give a person a further post. Raises ``PermissionDenied``, ``Refusal``."""
    today = timezone.localdate(at)
    check_can_staff(by, organ, today=today)
    user = _locked(user)
    check_can_manage(by, user, today=today)
    if until is not None and until < since:
        raise Refusal("岗位的结束日期早于开始日期", remedy="请核对日期")
    return _give(user, organ, role, since, until, by=by, at=at)


@transaction.atomic
def end_post(post: Post, *, until: date, by: Manager, at: datetime) -> Post:
    """Let a post end with a day. Raises ``PermissionDenied``, ``Refusal``."""
    today = timezone.localdate(at)
    check_can_manage(by, _locked(post.user), today=today)
    post = Post.objects.select_for_update().select_related("organ").get(pk=post.pk)
    if post.until is not None and post.until < today:
        raise Refusal(f"这个岗位已于{post.until}结束")
    if until < post.since:
        raise Refusal(f"结束日期早于任岗日期{post.since}", remedy="请核对日期")
    post.until = until
    post.save(update_fields=["until"])
    record("post.ended", post, chain=post.organ.code, by=by, at=at, until=until)
    return post


@transaction.atomic
def disable(user: User, *, by: Manager, at: datetime) -> None:
    """Close an account: its sessions end with their next request. Raises as ``appoint``."""
    user = _locked(user)
    check_can_manage(by, user, today=timezone.localdate(at))
    if not user.is_active:
        raise Refusal("这个账号已经停用")
    user.is_active = False
    user.save(update_fields=["is_active"])
    record("user.disabled", user, chain=_chain(user), by=by, at=at)


@transaction.atomic
def enable(user: User, *, by: Manager, at: datetime) -> str:
    """Open a closed account again; returns its new one-time password. Raises as ``appoint``."""
    user = _locked(user)
    check_can_manage(by, user, today=timezone.localdate(at))
    if user.is_active:
        raise Refusal("这个账号并未停用")
    user.is_active, user.enabled_at = True, at
    user.save(update_fields=["is_active", "enabled_at"])
    record("user.enabled", user, chain=_chain(user), by=by, at=at)
    return _new_password(user, at)


@transaction.atomic
def reset_password(user: User, *, by: Manager, at: datetime) -> str:
    """A new one-time password (24 hours); open sessions end. Raises as ``appoint``."""
    user = _locked(user)
    check_can_manage(by, user, today=timezone.localdate(at))
    if not user.is_active:
        raise Refusal("这个账号已经停用", remedy="请先启用，启用时会给出新的初始密码")
    record("user.password_reset", user, chain=_chain(user), by=by, at=at)
    return _new_password(user, at)


@transaction.atomic
def reset_second_factor(user: User, *, by: Manager, at: datetime) -> str:
    """Forget a lost second factor; a new password comes with it, else one factor would be enough.

    Returns the one-time password (24 hours).  Raises as ``appoint``.
    """
    user = _locked(user)
    check_can_manage(by, user, today=timezone.localdate(at))
    Authenticator.objects.filter(user=user).delete()
    record("user.second_factor_reset", user, chain=_chain(user), by=by, at=at)
    return _new_password(user, at)


@transaction.atomic
def end_sessions(user: User, *, by: User, at: datetime) -> User:
    """End every session of one's own account (SEC-10); returns the person with the new stamp."""
    check_own(by, user)
    user = _locked(user)
    user.session_stamp = new_stamp()
    user.save(update_fields=["session_stamp"])
    record("user.sessions_ended", user, chain=_chain(user), by=by, at=at)
    return user


@transaction.atomic
def make_feed(user: User, *, by: User, at: datetime) -> str:
    """Open one's own calendar feed; returns its token, shown once. An older one ends."""
    check_own(by, user)
    user = _locked(user)
    user.feed_tokens.filter(revoked_at=None).update(revoked_at=at)
    token = feeds.new_token()
    made = FeedToken.objects.create(user=user, hash=feeds.hashed(token), made_at=at)
    record("feed.made", made, chain=_chain(user), by=by, at=at)
    return token


@transaction.atomic
def revoke_feed(user: User, *, by: User, at: datetime) -> None:
    """Close one's own calendar feed. Raises ``Refusal`` when there is none."""
    check_own(by, user)
    user = _locked(user)
    kept = user.feed_tokens.filter(revoked_at=None).first()
    if kept is None:
        raise Refusal("日程订阅并未开通")
    kept.revoked_at = at
    kept.save(update_fields=["revoked_at"])
    record("feed.revoked", kept, chain=_chain(user), by=by, at=at)


def disable_idle(*, at: datetime) -> int:
    """Close the accounts nobody has used for ninety days (SEC-09); returns how many."""
    closed = 0
    for user in queries.idle_since(at - IDLE):
        with transaction.atomic():
            user = _locked(user)
            if not user.is_active:  # another tick was faster
                continue
            user.is_active = False
            user.save(update_fields=["is_active"])
            record("user.disabled_idle", user, chain=_chain(user), by=TICK, at=at)
            closed += 1
    return closed


def _give(
    user: User,
    organ: Organ,
    role: Role,
    since: date,
    until: date | None,
    *,
    by: Manager,
    at: datetime,
) -> Post:
    check_duties_apart(user, role, since, until)
    if user.posts.filter(organ=organ, role=role, until=None).exists():
        raise Refusal(f"此人已经是{organ.short_name}的{role.label}")
    post = Post.objects.create(user=user, organ=organ, role=role, since=since, until=until)
    days = {"since": since, "until": until}
    record("post.given", post, chain=organ.code, by=by, at=at, role=role.value, **days)
    return post


def _new_password(user: User, at: datetime) -> str:
    password = one_time_password()
    user.set_password(password)
    user.initial_password_until = at + LIFETIME
    user.save(update_fields=["password", "initial_password_until"])
    return password


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _chain(user: User) -> str:
    """The chain of the organ of the person's latest post."""
    latest = user.posts.select_related("organ").order_by("-since", "pk").first()
    return latest.organ.code if latest else "accounts"
