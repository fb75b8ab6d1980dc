"""What a ledger must offer to be filled from a file; the ledgers stand above and implement it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.contrib.auth.base_user import AbstractBaseUser

from mingbai.files.columns import BadCell, Entry, Layout


@dataclass(frozen=True)
class Preview:
    """What an import would do: ``rows`` are the facts of all good rows, new and identical."""

    rows: tuple[Any, ...]
    new: int
    identical: int
    bad: tuple[BadCell, ...]

    @property
    def bad_rows(self) -> int:
        """How many rows cannot be entered."""
        return len({cell.row for cell in self.bad})


@dataclass(frozen=True)
class Done:
    """What an import did."""

    new: int
    identical: int


class Ledger(Protocol):
    """``name`` is what it is called, ``namespace`` that of its addresses."""

    name: str
    namespace: str

    @property
    def layout(self) -> Layout:
        """Its columns."""
        ...

    def organs(self, user: AbstractBaseUser, today: date) -> Sequence[tuple[str, str]]:
        """(code, name) of the organs in whose ledger the person may write."""
        ...

    def preview(self, entries: Sequence[Entry], *, organ: str, today: date) -> Preview:
        """What the rows would do to the organ's ledger; changes nothing."""
        ...

    def enter(
        self,
        preview: Preview,
        *,
        organ: str,
        sha256: str,
        user: AbstractBaseUser,
        at: datetime,
    ) -> Done:
        """Enter all rows or none. Raises ``Refusal``, ``PermissionDenied``."""
        ...
