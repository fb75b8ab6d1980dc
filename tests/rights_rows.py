"""What a row of the table of rights is made of: groups of roles, a place, a row."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from mingbai.accounts.roles import LEDGER_READERS, TREE_WRITERS, Role
from mingbai.organs.models import Organ

EVERYONE = frozenset(Role)
STAFFING = frozenset({Role.SECURITY_ADMIN})
TREE_READERS = TREE_WRITERS | {Role.SECURITY_ADMIN, Role.AUDITOR}
NOBODY: frozenset[Role] = frozenset()
OFFICES = frozenset({Role.OFFICE})
HANDLERS = LEDGER_READERS - {Role.AUDITOR}
RECORD_READERS = LEDGER_READERS | {Role.LEGAL}
OVERSEERS = OFFICES | {Role.AUDITOR}
GAP_READERS = OVERSEERS | {Role.OFFICER, Role.HEAD}


@dataclass(frozen=True)
class Place:
    """The things of one organ that an address can name."""

    organ: Organ
    case: UUID
    remedy: UUID
    person: UUID
    post: UUID
    upload: str
    intake: UUID
    paper: UUID
    round: UUID
    message: UUID
    handled: UUID
    paper_out: UUID
    site: int
    column: int
    record: UUID
    batch: int


Arguments = Callable[[Place], list[Any]]


@dataclass(frozen=True)
class Row:
    """Who may open an address, and what anybody else of the organ gets.

    ``of`` makes the arguments out of the things of an organ; without it the address names none, so
    there is no foreign one to try.
    """

    roles: frozenset[Role]
    of: Arguments | None = None
    also: list[Any] = field(default_factory=list)
    method: str = "get"
    opens: int = 200
    otherwise: int = 404

    def arguments(self, place: Place) -> list[Any]:
        return self.of(place) + self.also if self.of else self.also
