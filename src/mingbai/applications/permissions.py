"""Who may write in an organ's ledger, and who may read it (ARCHITECTURE.md, invariant 4)."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from mingbai.accounts import rights
from mingbai.accounts.models import Post, User
from mingbai.accounts.roles import LEDGER_READERS, LEDGER_WRITERS
from mingbai.audit.actors import Acting, Machine
from mingbai.organs.models import Organ


def check_can_write(by: Acting, organ: Organ) -> None:
    """Raises ``PermissionDenied`` unless the post writes for the organ.

    The command line acts as the machine: who runs it already holds the database.
    """
    if isinstance(by, Machine):
        return
    if not isinstance(by, Post) or by.role not in LEDGER_WRITERS or not by.covers(organ):
        raise PermissionDenied


def can_write(user: User, organ: Organ, *, today: date) -> bool:
    """Whether the person holds today a post that writes for the organ."""
    return rights.acting_post(user, organ, roles=LEDGER_WRITERS, today=today) is not None


def readable_organs(user: User, *, today: date) -> QuerySet[Organ]:
    """The organs whose ledgers the person may read today."""
    return rights.organs(user, roles=LEDGER_READERS, today=today)


def writable_organs(user: User, *, today: date) -> QuerySet[Organ]:
    """The organs in whose ledgers the person may write today."""
    return rights.organs(user, roles=LEDGER_WRITERS, today=today)
