"""From reconsiderations and suits to the cells of table 4 (LIT-1 … LIT-5)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from mingbai.refusal import Refusal
from mingbai.rules.report.formats import TOTAL, Format
from mingbai.rules.report.remedies import (
    RemedyKind,
    RemedyResult,
    block_of,
    remedy_column,
    results_in,
)
from mingbai.rules.report.switches import DEFAULT, Switches

State = Literal["decided", "pending", "any"]


@dataclass(frozen=True)
class RemedyGroup:
    """``count`` reconsiderations or suits against this organ that agree in what table 4 asks.

    ``accepted`` and ``concluded`` are years; ``concluded`` is None while undecided.  A ``result``
    of None with a year of conclusion is unknown: it counts in the total and in no part.
    ``joint_respondent``: the organ is co-defendant only because it upheld another's act (LIT-1).
    """

    kind: RemedyKind
    after_review: bool
    accepted: int
    concluded: int | None
    result: RemedyResult | None
    count: int = 1
    joint_respondent: bool = False


@dataclass(frozen=True)
class RemedySelection:
    """The cases behind a cell of table 4, so that a database can be asked.

    ``state`` decided: ``concluded`` is ``year`` and the result is not one of ``undecided``;
    pending: accepted by the end of ``year`` and not decided by then; any: either.
    ``results`` limits decided cases (None = any).  Cases with a result in ``not_counted`` never
    count; ``accepted_in`` limits the year of acceptance; ``joint``: co-defendants count too.
    """

    kind: RemedyKind
    after_review: bool | None
    state: State
    results: frozenset[RemedyResult] | None
    year: int
    undecided: frozenset[RemedyResult]
    not_counted: frozenset[RemedyResult]
    accepted_in: int | None
    joint: bool

    def holds(self, case: RemedyGroup) -> bool:
        """Whether the case counts in the cell."""
        if case.kind is not self.kind or case.result in self.not_counted:
            return False
        if self.after_review not in (None, case.after_review):
            return False
        if self.accepted_in not in (None, case.accepted):
            return False
        return (self.joint or not case.joint_respondent) and self._in_state(case)

    def _in_state(self, case: RemedyGroup) -> bool:
        decided_in = None if case.result in self.undecided else case.concluded
        if decided_in == self.year:
            return self.state == "any" or (
                self.state == "decided" and (self.results is None or case.result in self.results)
            )
        still_open = case.accepted <= self.year and (decided_in is None or decided_in > self.year)
        return still_open and self.state != "decided"


def remedy_selection(
    cell_id: str, *, year: int, fmt: Format, switches: Switches = DEFAULT
) -> RemedySelection:
    """What stands behind a cell of table 4; raises Refusal if the form has no such cell."""
    if cell_id not in fmt.cell_ids("t4"):
        raise Refusal(f"表四没有“{cell_id}”这一格", article=fmt.document_number)
    block, column = cell_id.split("/")
    states: dict[str, State] = {TOTAL: "any", "pending": "pending"}
    state = states.get(column, "decided")
    return RemedySelection(
        kind=RemedyKind.REVIEW if block == "review" else RemedyKind.SUIT,
        after_review=None if block == "review" else block == "suit_after_review",
        state=state,
        results=results_in(column, switches) if state == "decided" else None,
        year=year,
        undecided=results_in("pending", switches),
        not_counted=results_in(None, switches),
        accepted_in=year if switches.remedy_year == "by_acceptance_year" else None,
        joint=switches.joint_respondent == "counted",
    )


def count_remedies(
    groups: Iterable[RemedyGroup], *, year: int, fmt: Format, switches: Switches = DEFAULT
) -> dict[str, int]:
    """All cells of table 4 for one report year; totals are counted apart from their parts."""
    counts: Counter[str] = Counter()
    for group in groups:
        if not _counts(group, year, switches):
            continue
        block = block_of(group.kind, group.after_review)
        counts[f"{block}/{TOTAL}"] += group.count
        column = _column_of(group, year, switches)
        if column is not None:
            counts[f"{block}/{column}"] += group.count
    return {cell: counts[cell] for cell in fmt.cell_ids("t4")}


def _decided_in(group: RemedyGroup, switches: Switches) -> int | None:
    """The year of decision; a suspended case is undecided whatever date it carries."""
    if group.result is not None and remedy_column(group.result, switches) == "pending":
        return None
    return group.concluded


def _counts(group: RemedyGroup, year: int, switches: Switches) -> bool:
    if group.joint_respondent and switches.joint_respondent == "not_counted":
        return False
    if group.result is not None and remedy_column(group.result, switches) is None:
        return False
    if switches.remedy_year == "by_acceptance_year" and group.accepted != year:
        return False
    decided = _decided_in(group, switches)
    return decided == year or (group.accepted <= year and (decided is None or decided > year))


def _column_of(group: RemedyGroup, year: int, switches: Switches) -> str | None:
    if _decided_in(group, switches) != year:
        return "pending"
    return None if group.result is None else remedy_column(group.result, switches)
