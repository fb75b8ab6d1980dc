"""A ledger of cases filled from a file: what each row would do, then all or nothing.

The two ledgers differ in their facts, not in how a file is held against them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mingbai.accounts import rights
from mingbai.accounts.roles import LEDGER_WRITERS
from mingbai.applications.permissions import writable_organs
from mingbai.audit.actors import Acting
from mingbai.files.columns import BadCell
from mingbai.files.ledger import Done, Preview
from mingbai.organs.models import Organ
from mingbai.rules.legal_days import chinese_date


@dataclass(frozen=True)
class Numbering:
    """How a ledger tells its cases apart: the field, its word, what to do about a clash."""

    field: str
    word: str
    labels: Mapping[str, str]
    unlike: str  # two rows of the file with one number and other facts
    stored: str  # a row and a case of the ledger


@dataclass
class Sorting:
    """The rows so far: good ones by number, and what is wrong with the others."""

    numbering: Numbering
    known: Mapping[str, Any]
    rows: list[Any] = field(default_factory=list)
    bad: list[BadCell] = field(default_factory=list)
    seen: dict[str, tuple[int, Any]] = field(default_factory=dict)
    new: int = 0

    def keep(self, row: int, facts: Any) -> None:
        """Put the facts of a row beside the others, unless their number has other facts already."""
        number = self._number(facts)
        if self._clashes(row, number, facts):
            return
        self.rows.append(facts)
        self.new += number not in self.known and number not in self.seen
        self.seen.setdefault(number, (row, facts))

    def refuse(self, row: int, name: str, facts: Any, reason: str) -> None:
        """Name a field of a row as bad."""
        words = in_words(getattr(facts, name))
        self.bad.append(BadCell(row, self.numbering.labels[name], words, reason))

    def preview(self) -> Preview:
        """What the rows would do."""
        identical = len(self.rows) - self.new
        return Preview(tuple(self.rows), self.new, identical, tuple(self.bad))

    def _number(self, facts: Any) -> str:
        return str(getattr(facts, self.numbering.field))

    def _clashes(self, row: int, number: str, facts: Any) -> bool:
        """Whether the number belongs to a case with other facts, in the ledger or in the file."""
        by, stored = self.numbering, self.known.get(number)
        if stored is not None and stored != facts:
            told = self._differences(stored, facts)
            self.refuse(row, by.field, facts, f"该{by.word}已登记，内容不同（{told}）。{by.stored}")
            return True
        first, earlier = self.seen.get(number, (0, facts))
        if earlier != facts:
            told = f"与第{first}行{by.word}相同，内容不同（{self._differences(earlier, facts)}）"
            self.refuse(row, by.field, facts, f"{told}。{by.unlike}")
            return True
        return False

    def _differences(self, stored: Any, facts: Any) -> str:
        pairs = (
            (label, in_words(getattr(stored, name)), in_words(getattr(facts, name)))
            for name, label in self.numbering.labels.items()
        )
        return "，".join(
            f"{label}：原为“{was}”，现为“{now}”" for label, was, now in pairs if was != now
        )


class Counted(Protocol):
    """What an import did, as the actions of a ledger say it."""

    @property
    def new(self) -> int:
        """Rows that were new."""
        ...

    @property
    def identical(self) -> int:
        """Rows already in the ledger with the same facts."""
        ...


class CaseLedger:
    """The import of a ledger of cases, under the person's post of the day."""

    import_batch: Callable[..., Counted]

    def organs(self, user: Any, today: date) -> Sequence[tuple[str, str]]:
        """(code, name) of the organs in whose ledger the person may write."""
        if not user.is_authenticated:
            return []
        return list(writable_organs(user, today=today).values_list("code", "name"))

    def enter(self, preview: Preview, *, organ: str, sha256: str, user: Any, at: datetime) -> Done:
        """Enter all rows or none, under the person's post of the day."""
        place = Organ.objects.get(code=organ)
        today = timezone.localdate(at)
        post = rights.acting_post(user, place, roles=LEDGER_WRITERS, today=today)
        if post is None:
            raise PermissionDenied
        return self.enter_as(preview, organ=place, sha256=sha256, by=post, at=at)

    def enter_as(
        self, preview: Preview, *, organ: Organ, sha256: str, by: Acting, at: datetime
    ) -> Done:
        """The same for whoever acts, the command line included."""
        done = self.import_batch(organ=organ, rows=preview.rows, sha256=sha256, by=by, at=at)
        return Done(done.new, done.identical)


def in_words(value: Any) -> str:
    """A fact as the person reads it."""
    if value is None or value == "":
        return "空"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return chinese_date(value)
    return str(getattr(value, "label", value))
