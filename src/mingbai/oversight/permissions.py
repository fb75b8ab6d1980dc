"""Who may write in 监督, and who may look (ARCHITECTURE.md, invariant 4)."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from mingbai.accounts import rights
from mingbai.accounts.models import Post, User
from mingbai.accounts.roles import Role
from mingbai.audit.actors import Acting, Machine
from mingbai.organs.models import Organ

# 政务公开工作主管部门考核、监督（条例第四十六、四十七条）；审计只看。
WRITERS = frozenset({Role.OFFICE})
READERS = frozenset({Role.OFFICE, Role.AUDITOR})


def check_can_write(by: Acting, organ: Organ) -> None:
    """Raises ``PermissionDenied`` unless the post is that of an office above the organ or its own.

    The tick acts as the machine: it reads what an office has taken in.
    """
    if isinstance(by, Machine):
        return
    if not isinstance(by, Post) or by.role not in WRITERS or not by.covers(organ):
        raise PermissionDenied


def readable_organs(user: User, *, today: date) -> QuerySet[Organ]:
    """The organs whose papers the person may see today."""
    return rights.organs(user, roles=READERS, today=today)


def writing_posts(user: User, *, today: date) -> list[Post]:
    """The posts under which the person may take papers in today."""
    return rights.posts(user, roles=WRITERS, today=today)


def writing_post(user: User, organ: Organ, *, today: date) -> Post | None:
    """The post under which the person may write about the organ; None for a reader."""
    return rights.acting_post(user, organ, roles=WRITERS, today=today)
