"""Who may write in an organ's ledger, and who may read it (ARCHITECTURE.md, invariant 4)."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from mingbai.accounts import rights
from mingbai.accounts.models import Post, User
from mingbai.accounts.roles import LEDGER_READERS, LEDGER_WRITERS, Role
from mingbai.applications.models import Application
from mingbai.applications.parties import Asking
from mingbai.applications.stages import Move, Stage
from mingbai.audit.actors import Acting, Machine
from mingbai.organs.models import Organ

# 退回修改的是正在审查这一稿的人
_RETURNS = {
    Stage.LEGAL_REVIEW: Role.REVIEWER,
    Stage.SECRECY_REVIEW: Role.SECRECY,
    Stage.SIGNING: Role.SIGNER,
}


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


def check_can(by: Acting, move: Move, application: Application) -> None:
    """Raises ``PermissionDenied`` unless ``by`` may make the move on this case.

    An officer acts for his own organ, or for one merged into it, never for the subtree: each organ
    answers for itself (第二十七条).  The applicant makes the few moves that are his, on his case.
    """
    if isinstance(by, Machine):
        return
    if isinstance(by, Asking):
        if move.law.applicant and by.application_id == application.pk:
            return
    elif isinstance(by, Post):
        stage = Stage(application.stage)
        if makes(by, move, stage) and handles(by, application.organ):
            return
    raise PermissionDenied


def makes(post: Post, move: Move, stage: Stage | None = None) -> bool:
    """Whether the post's role makes the move (in this stage, where the move serves several).

    政务公开科 is the officer of its own organ's cases.
    """
    role = Role.OFFICER if post.role == Role.OFFICE else Role(post.role)
    if move is Move.SEND_BACK and stage is not None:
        return _RETURNS.get(stage) is role
    return role in move.law.roles


def handles(post: Post, organ: Organ) -> bool:
    """Whether the post belongs to the organ that answers, or to the one that continues it."""
    return any(continued.pk == post.organ_id for continued in organ.lineage())


def posts_for(user: User, application: Application, *, today: date) -> list[Post]:
    """The posts of the person that handle the case today."""
    held = rights.posts(user, roles=LEDGER_READERS, today=today)
    return [post for post in held if handles(post, application.organ)]
