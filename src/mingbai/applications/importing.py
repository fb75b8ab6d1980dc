"""The ledger of applications filled from a file: what each row would do, then all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied

from mingbai.accounts import rights
from mingbai.accounts.roles import LEDGER_WRITERS
from mingbai.applications import actions, queries
from mingbai.applications.facts import LABELS, Facts, made, problems
from mingbai.applications.permissions import writable_organs
from mingbai.audit.actors import Acting
from mingbai.files.columns import BadCell, Entry, Layout, load
from mingbai.files.columns import layout as build
from mingbai.files.ledger import Done, Preview
from mingbai.organs.models import Organ
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.report.outcomes import ApplicantKind, Outcome


@cache
def columns() -> Layout:
    """The columns with the labels of kinds and outcomes as the rules print them."""
    codes = {
        "applicant_kind": {kind.value: kind.label for kind in ApplicantKind},
        "outcome": {outcome.value: outcome.label for outcome in Outcome},
    }
    return build(load(Path(__file__).parent / "data/columns.toml"), codes)


@dataclass
class _Sorting:
    """The rows so far: good ones by number, and what is wrong with the others."""

    organ: Organ
    today: date
    known: dict[str, Facts]
    rows: list[Facts] = field(default_factory=list)
    bad: list[BadCell] = field(default_factory=list)
    seen: dict[str, tuple[int, Facts]] = field(default_factory=dict)
    new: int = 0

    def take(self, entry: Entry) -> None:
        """Put one row where it belongs."""
        number = entry.row.number
        if entry.bad:
            self.bad.extend(entry.bad)
            return
        facts = made(**entry.values)
        wrong = problems(facts, organ=self.organ, today=self.today)
        for problem in wrong:
            self._bad(number, problem.field, facts, str(problem.refusal))
        if not wrong and not self._clashes(number, facts):
            self.rows.append(facts)
            self.new += facts.number not in self.known and facts.number not in self.seen
            self.seen.setdefault(facts.number, (number, facts))

    def _clashes(self, number: int, facts: Facts) -> bool:
        """Whether the number belongs to a case with other facts, in the ledger or in the file."""
        stored = self.known.get(facts.number)
        if stored is not None and stored != facts:
            told = _differences(stored, facts)
            self._bad(number, "number", facts, f"该编号已登记，内容不同（{told}）。{_AMEND}")
            return True
        first, earlier = self.seen.get(facts.number, (0, facts))
        if earlier != facts:
            told = f"与第{first}行编号相同，内容不同（{_differences(earlier, facts)}）"
            self._bad(number, "number", facts, f"{told}。一件一号，请核对编号。")
            return True
        return False

    def _bad(self, number: int, name: str, facts: Facts, reason: str) -> None:
        self.bad.append(BadCell(number, LABELS[name], _words(getattr(facts, name)), reason))


_AMEND = "请核对编号；登记有误的，请打开该件更正，不要用导入覆盖。"


def sort(entries: Sequence[Entry], *, organ: Organ, today: date) -> Preview:
    """What the rows would do to the organ's ledger; changes nothing."""
    sorting = _Sorting(organ, today, queries.known(organ))
    for entry in entries:
        sorting.take(entry)
    identical = len(sorting.rows) - sorting.new
    return Preview(tuple(sorting.rows), sorting.new, identical, tuple(sorting.bad))


class ApplicationLedger:
    """The ledger as the import flow sees it."""

    name = "政府信息公开申请台账"
    namespace = "applications"

    @property
    def layout(self) -> Layout:
        """Its columns."""
        return columns()

    def organs(self, user: Any, today: date) -> Sequence[tuple[str, str]]:
        """(code, name) of the organs in whose ledger the person may write."""
        if not user.is_authenticated:
            return []
        return list(writable_organs(user, today=today).values_list("code", "name"))

    def preview(self, entries: Sequence[Entry], *, organ: str, today: date) -> Preview:
        """What the rows would do."""
        return sort(entries, organ=Organ.objects.get(code=organ), today=today)

    def enter(self, preview: Preview, *, organ: str, sha256: str, user: Any, at: datetime) -> Done:
        """Enter all rows or none, under the person's post of the day."""
        place = Organ.objects.get(code=organ)
        today = actions.day_of(at)
        post = rights.acting_post(user, place, roles=LEDGER_WRITERS, today=today)
        if post is None:
            raise PermissionDenied
        return self.enter_as(preview, organ=place, sha256=sha256, by=post, at=at)

    def enter_as(
        self, preview: Preview, *, organ: Organ, sha256: str, by: Acting, at: datetime
    ) -> Done:
        """The same for whoever acts, the command line included."""
        done = actions.import_batch(organ=organ, rows=preview.rows, sha256=sha256, by=by, at=at)
        return Done(done.new, done.identical)


def _differences(stored: Facts, facts: Facts) -> str:
    return "，".join(
        f"{label}：原为“{_words(getattr(stored, name))}”，现为“{_words(getattr(facts, name))}”"
        for name, label in LABELS.items()
        if getattr(stored, name) != getattr(facts, name)
    )


def _words(value: Any) -> str:
    if value is None:
        return "空"
    if isinstance(value, date):
        return chinese_date(value)
    return str(getattr(value, "label", value))
