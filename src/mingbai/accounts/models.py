"""User and Post: a right is always a person in a role at an organ, from a day on."""

from __future__ import annotations

import secrets
import unicodedata
import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from mingbai.accounts.roles import SUBTREE_ROLES, TREE_WRITERS, Role
from mingbai.audit.actors import Actor
from mingbai.organs.models import Organ


def folded(username: str) -> str:
    """A user name as it is kept and looked up: one spelling in lower case."""
    return unicodedata.normalize("NFKC", username).strip().lower()


def new_stamp() -> str:
    """A random word that the sessions of a person are bound to."""
    return secrets.token_hex(16)


class UserManager(BaseUserManager["User"]):
    """Creates users; there is no superuser."""

    def create_user(self, username: str, password: str | None = None, **facts: Any) -> User:
        """A new officer; without a password the account cannot log in."""
        user = self.model(username=self.model.normalize_username(username), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An officer. Personal rows have random keys."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(
        "用户名",
        max_length=40,
        unique=True,
        error_messages={"unique": "已有同名账号，请换一个用户名。"},
    )
    name = models.CharField("姓名", max_length=40)
    is_active = models.BooleanField("启用", default=True)
    initial_password_until = models.DateTimeField("初始密码有效至", null=True, blank=True)
    # 开户或重新启用的时刻：从未登录的账号由此起算闲置（SEC-09）
    enabled_at = models.DateTimeField("启用时间", null=True, editable=False)
    # 换掉它，此人所有已登录的会话即刻失效（SEC-10）
    session_stamp = models.CharField(max_length=32, default=new_stamp, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name or self.username

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """Called by ``clean`` and by the manager, so that no two accounts differ only in case."""
        return folded(username)

    def get_session_auth_hash(self) -> str:
        """What a session must hold: it ends with the password and with the stamp."""
        return self._session_hash(None)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same under secret keys that are being replaced."""
        return map(self._session_hash, settings.SECRET_KEY_FALLBACKS)

    def as_actor(self) -> Actor:
        """The person himself, acting on his own account under no post."""
        return Actor("officer", str(self.pk))

    def _session_hash(self, secret: str | bytes | None) -> str:
        value = f"{self.password}:{self.session_stamp}"
        made = salted_hmac("mingbai.accounts.session", value, secret, algorithm="sha256")
        return made.hexdigest()


class PostQuerySet(models.QuerySet["Post"]):
    """Chainable predicates over posts."""

    def held(self, on: date) -> PostQuerySet:
        """Posts held on the day."""
        return self.filter(since__lte=on).filter(Q(until=None) | Q(until__gte=on))


class Post(models.Model):
    """A person in a role at an organ: the one source of row rights."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField("岗位", max_length=20, choices=Role.choices)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["organ__path", "role"]
        constraints = [
            models.UniqueConstraint(
                name="post_held_once_at_a_time",
                fields=["user", "organ", "role"],
                condition=Q(until=None),
            ),
            models.CheckConstraint(
                name="post_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=models.F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organ.short_name} {self.get_role_display()}"

    def covers(self, organ: Organ) -> bool:
        """Whether the post reaches the organ, directly or as the one that continues its duties.

        Its own organ, or its subtree for the roles that cover it; what was merged into one of
        these comes with it (承继).
        """
        return any(self._reaches(continued) for continued in organ.lineage())

    def arranges(self, organ: Organ) -> bool:
        """Whether the post may change the tree at the organ."""
        return self.role in TREE_WRITERS and self._reaches(organ)

    def overlaps(self, since: date, until: date | None) -> bool:
        """Whether it is held on one of the days; no ``until`` means without end."""
        return (until is None or self.since <= until) and (
            self.until is None or self.until >= since
        )

    def as_actor(self) -> Actor:
        """The person and the post, as an audit event names them."""
        return Actor("officer", str(self.user_id), str(self.pk))

    def _reaches(self, organ: Organ) -> bool:
        if self.role in SUBTREE_ROLES:
            return self.organ.contains(organ)
        return self.organ_id == organ.pk


class FeedToken(models.Model):
    """The secret in the address of a person's calendar feed; only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="feed_tokens")
    hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField("开通")
    revoked_at = models.DateTimeField("停用", null=True)
    last_used_at = models.DateTimeField("最近使用", null=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                name="feed_token_one_at_a_time", fields=["user"], condition=Q(revoked_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.made_at:%Y-%m-%d}"
