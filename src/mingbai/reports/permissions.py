"""Who may see, write and fix an organ's report (ARCHITECTURE.md, invariant 4)."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from mingbai.accounts import rights
from mingbai.accounts.models import Post, User
from mingbai.accounts.roles import LEDGER_READERS, REPORT_WRITERS
from mingbai.organs.models import Organ


def readable_organs(user: User, *, today: date) -> QuerySet[Organ]:
    """The organs whose report, draft included, the person may see today."""
    return rights.organs(user, roles=LEDGER_READERS, today=today)


def writing_post(user: User, organ: Organ, *, today: date) -> Post | None:
    """The post under which the person writes the organ's report; None for a reader."""
    return rights.acting_post(user, organ, roles=REPORT_WRITERS, today=today)


def check_can_write(by: Post, organ: Organ) -> None:
    """Raises ``PermissionDenied`` unless the post writes the organ's report."""
    if by.role not in REPORT_WRITERS or not by.covers(organ):
        raise PermissionDenied
