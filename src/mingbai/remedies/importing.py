"""The ledger of remedies filled from a file: what each row would do, then all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mingbai.accounts import rights
from mingbai.accounts.roles import LEDGER_WRITERS
from mingbai.applications.permissions import writable_organs
from mingbai.applications.queries import numbers_of
from mingbai.audit.actors import Acting
from mingbai.files.columns import BadCell, Entry, Layout, load
from mingbai.files.columns import layout as build
from mingbai.files.ledger import Done, Preview
from mingbai.files.text import key
from mingbai.organs.models import Organ
from mingbai.remedies import actions, queries
from mingbai.remedies.facts import LABELS, Facts, made, problems
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.report.remedies import RemedyKind, RemedyResult

_DATA = Path(__file__).parent / "data/columns.toml"
_AFTER_REVIEW = "suit_after_review"
_AMEND = "请核对案号；登记有误的，请打开该案更正，不要用导入覆盖。"


@cache
def columns() -> Layout:
    """The columns; a suit after a review may be written as a kind of its own."""
    kinds = {kind.value: kind.label for kind in RemedyKind} | {_AFTER_REVIEW: "复议后起诉"}
    return build(load(_DATA), {"kind": kinds})


@cache
def result_words(kind: RemedyKind) -> dict[str, RemedyResult]:
    """Folded word → result; the same word (撤销) is another result before a court."""
    shorter = load(_DATA)["words"][kind.value]
    return {
        key(word): result
        for result in RemedyResult
        if result.kind is kind
        for word in (result.value, result.label, *shorter.get(result.value, ()))
    }


@dataclass
class _Sorting:
    """The rows so far: good ones by number, and what is wrong with the others."""

    organ: Organ
    today: date
    known: dict[str, Facts]
    applications: set[str]
    rows: list[Facts] = field(default_factory=list)
    bad: list[BadCell] = field(default_factory=list)
    seen: dict[str, tuple[int, Facts]] = field(default_factory=dict)
    new: int = 0

    def take(self, entry: Entry) -> None:
        """Put one row where it belongs."""
        number = entry.row.number
        facts = None if entry.bad else self._facts(entry)
        self.bad.extend(entry.bad)
        if facts is None:
            return
        wrong = problems(facts, organ=self.organ, today=self.today)
        for problem in wrong:
            self._bad(number, problem.field, facts, str(problem.refusal))
        if not wrong and not self._unlinked(number, facts) and not self._clashes(number, facts):
            self.rows.append(facts)
            self.new += facts.case_no not in self.known and facts.case_no not in self.seen
            self.seen.setdefault(facts.case_no, (number, facts))

    def _facts(self, entry: Entry) -> Facts | None:
        values = dict(entry.values)
        if values["kind"] == _AFTER_REVIEW:
            values |= {"kind": "suit", "after_review": True}
        kind, text = RemedyKind(values["kind"]), values.get("result", "")
        result = result_words(kind).get(key(text)) if text else None
        if text and result is None:
            labels = "、".join(item.label for item in RemedyResult if item.kind is kind)
            reason = f"{kind.label}没有“{text}”这一结果，可写{labels}"
            self.bad.append(BadCell(entry.row.number, LABELS["result"], text, reason))
            return None
        return made(**(values | {"result": result}))

    def _unlinked(self, number: int, facts: Facts) -> bool:
        if not facts.application_number or facts.application_number in self.applications:
            return False
        reason = "申请台账中没有这个登记编号。请核对，或先登记该申请；不涉及具体申请的留空。"
        self._bad(number, "application_number", facts, reason)
        return True

    def _clashes(self, number: int, facts: Facts) -> bool:
        """Whether the number belongs to a case with other facts, in the ledger or in the file."""
        stored = self.known.get(facts.case_no)
        if stored is not None and stored != facts:
            told = _differences(stored, facts)
            self._bad(number, "case_no", facts, f"该案号已登记，内容不同（{told}）。{_AMEND}")
            return True
        first, earlier = self.seen.get(facts.case_no, (0, facts))
        if earlier != facts:
            told = f"与第{first}行案号相同，内容不同（{_differences(earlier, facts)}）"
            self._bad(number, "case_no", facts, f"{told}。一案一行，请核对案号。")
            return True
        return False

    def _bad(self, number: int, name: str, facts: Facts, reason: str) -> None:
        self.bad.append(BadCell(number, LABELS[name], _words(getattr(facts, name)), reason))


def sort(entries: Sequence[Entry], *, organ: Organ, today: date) -> Preview:
    """What the rows would do to the organ's ledger; changes nothing."""
    sorting = _Sorting(organ, today, queries.known(organ), numbers_of(organ))
    for entry in entries:
        sorting.take(entry)
    identical = len(sorting.rows) - sorting.new
    return Preview(tuple(sorting.rows), sorting.new, identical, tuple(sorting.bad))


class RemedyLedger:
    """The ledger as the import flow sees it."""

    name = "复议诉讼台账"
    namespace = "remedies"

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
        today = timezone.localdate(at)
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
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return chinese_date(value)
    return str(getattr(value, "label", value or "空"))
