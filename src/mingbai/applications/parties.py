"""The applicant as one who acts: known by the number and code of his case, not by an account."""

from dataclasses import dataclass
from uuid import UUID

from mingbai.audit.actors import Actor


@dataclass(frozen=True)
class Asking:
    """The applicant of one case; the second source of rights beside ``Post`` (invariant 4)."""

    application_id: UUID

    def as_actor(self) -> Actor:
        """An actor of kind ``applicant``; the id is the case's, never a person's."""
        return Actor("applicant", str(self.application_id))
