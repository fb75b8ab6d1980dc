"""From cases to cells: what table 3 counts, and which cases stand behind a cell (CNT-1 … CNT-9)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from mingbai.refusal import Refusal
from mingbai.rules.findings import Number
from mingbai.rules.report.formats import HANDLED_TOTAL, TOTAL, Format
from mingbai.rules.report.outcomes import ApplicantKind, Outcome, outcomes_in, row_of
from mingbai.rules.report.remedy_counting import RemedyGroup as RemedyGroup
from mingbai.rules.report.remedy_counting import RemedySelection as RemedySelection
from mingbai.rules.report.remedy_counting import count_remedies as count_remedies
from mingbai.rules.report.remedy_counting import remedy_selection as remedy_selection
from mingbai.rules.report.switches import DEFAULT, Switches

Period = Literal["received", "carried_in", "concluded", "carried_out"]

RECEIVED, CARRIED_IN, CARRIED_OUT = "t3.1", "t3.2", "t3.4"
_FIXED_ROWS: dict[str, Period] = {
    RECEIVED: "received",
    CARRIED_IN: "carried_in",
    HANDLED_TOTAL: "concluded",
    CARRIED_OUT: "carried_out",
}


@dataclass(frozen=True)
class CaseGroup:
    """``count`` applications that agree in everything the table asks.

    ``received`` and ``concluded`` are years in Asia/Shanghai (REG-31, CNT-3); ``concluded`` is None
    while a case is open.  A ``kind`` or ``outcome`` of None is unknown: the case then counts in the
    totals and in no part, so that the printed identities fail and show it.
    """

    received: int
    concluded: int | None
    kind: ApplicantKind | None
    outcome: Outcome | None
    count: int = 1


def _in_period(case: CaseGroup, period: Period, year: int) -> bool:
    match period:
        case "received":
            return case.received == year
        case "concluded":
            return case.concluded == year
        case "carried_in":
            return case.received < year and (case.concluded is None or case.concluded >= year)
        case "carried_out":
            return case.received <= year and (case.concluded is None or case.concluded > year)


@dataclass(frozen=True)
class Selection:
    """The cases behind a cell of table 3, so that a database can be asked.

    ``period``: received in ``year``; carried_in = received earlier and not concluded before
    ``year``; concluded in ``year``; carried_out = received by its end and not concluded then.
    ``kinds`` and ``outcomes`` of None mean any, the unknown included.
    """

    period: Period
    kinds: frozenset[ApplicantKind] | None
    outcomes: frozenset[Outcome] | None
    year: int

    def holds(self, case: CaseGroup) -> bool:
        """Whether the case counts in the cell."""
        return (
            _in_period(case, self.period, self.year)
            and (self.kinds is None or case.kind in self.kinds)
            and (self.outcomes is None or case.outcome in self.outcomes)
        )


def selection(cell_id: str, *, year: int, fmt: Format, switches: Switches = DEFAULT) -> Selection:
    """What stands behind a cell of table 3; raises Refusal if the form has no such cell."""
    if cell_id not in fmt.cell_ids("t3"):
        raise Refusal(f"表三没有“{cell_id}”这一格", article=fmt.document_number)
    row_id, column = cell_id.split("/")
    period = _FIXED_ROWS.get(row_id, "concluded")
    return Selection(
        period=period,
        kinds=None if column == TOTAL else frozenset({ApplicantKind(column)}),
        outcomes=None if row_id in _FIXED_ROWS else outcomes_in(row_id, fmt, switches),
        year=year,
    )


def count_applications(
    groups: Iterable[CaseGroup], *, year: int, fmt: Format, switches: Switches = DEFAULT
) -> dict[str, int]:
    """All cells of table 3 for one report year.

    Rows and totals are counted each on its own, never derived from one another: 结转下年度 comes
    from open cases (CNT-4), （七）总计 from concluded ones, and the identities then compare them.
    """
    counts: Counter[str] = Counter()
    for group in groups:
        for row in _rows_of(group, year, fmt, switches):
            counts[f"{row}/{TOTAL}"] += group.count
            if group.kind is not None:
                counts[f"{row}/{group.kind.value}"] += group.count
    return {cell: counts[cell] for cell in fmt.cell_ids("t3")}


def _rows_of(group: CaseGroup, year: int, fmt: Format, switches: Switches) -> list[str]:
    rows = [row for row, period in _FIXED_ROWS.items() if _in_period(group, period, year)]
    if group.concluded == year and group.outcome is not None:
        rows.append(row_of(group.outcome, fmt, switches))
    return rows


def add_up(children: Iterable[Mapping[str, Number | None]]) -> dict[str, Number | None]:
    """The sum of several organs' cells, cell by cell (AGG-R1).

    A cell that any of them lacks or leaves without a number has no sum (None): a gap below must
    not look like a smaller figure above.
    """
    tables = list(children)
    sums: dict[str, Number | None] = {}
    for cell in dict.fromkeys(cell for table in tables for cell in table):
        total: Number | None = 0
        for table in tables:
            value = table.get(cell)
            total = None if total is None or value is None else total + value
        sums[cell] = total
    return sums
