"""Who sees an organ's messages, and who sends one again: as in its ledger."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from mingbai.accounts import rights
from mingbai.accounts.models import Post, User
from mingbai.accounts.roles import LEDGER_READERS, LEDGER_WRITERS
from mingbai.organs.models import Organ


def readable_organs(user: User, *, today: date) -> QuerySet[Organ]:
    """The organs whose messages the person may see today."""
    return rights.organs(user, roles=LEDGER_READERS, today=today)


def retrying_post(user: User, organ: Organ, *, today: date) -> Post | None:
    """The post under which the person may send the organ's messages again."""
    return rights.acting_post(user, organ, roles=LEDGER_WRITERS, today=today)


def check_can_retry(by: Post, organ: Organ) -> None:
    """Raises ``PermissionDenied`` unless the post writes for the organ."""
    if by.role not in LEDGER_WRITERS or not by.covers(organ):
        raise PermissionDenied
