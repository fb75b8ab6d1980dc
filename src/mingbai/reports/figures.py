"""All cells of an organ's report of one year, live from the ledgers, and what the rules find."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingbai.organs import queries as organs
from mingbai.organs.models import Organ, OrganKind
from mingbai.reports import ledgers, queries
from mingbai.rules.findings import Finding, Number, Severity
from mingbai.rules.report import formats, reconcile
from mingbai.rules.report.counting import add_up
from mingbai.rules.report.formats import Format
from mingbai.rules.report.report import APPLICATIONS, PUBLISHED, Level, Report
from mingbai.rules.report.switches import Switches

Cells = Mapping[str, Number | None]
NAMED_AT_MOST = 6
LEVELS: dict[str, Level] = {OrganKind.GOVERNMENT: "district"}


@dataclass(frozen=True)
class Figures:
    """The cells of tables two, three and four (money in yuan), and the two parts of a sum.

    ``own`` are the organ's own cells, ``below`` those of all below it (None without the subtree),
    ``previous`` last year's.  ``accepted``: reviews and suits accepted within the year.
    """

    organ: Organ
    year: int
    subtree: bool
    fmt: Format
    switches: Switches
    cells: Cells
    own: Cells
    below: Cells | None
    previous: Cells | None
    accepted: Mapping[str, int]

    @property
    def untyped(self) -> tuple[str, ...]:
        """The cells of table two without a number."""
        return tuple(cell for cell in self.fmt.cell_ids("t2") if self.cells.get(cell) is None)


def figures(organ: Organ, year: int, *, subtree: bool) -> Figures:
    """Count the report of an organ: its own cases, or with everything below it (AGG-R1).

    Raises Refusal for a year before 2019.
    """
    fmt, switches = formats.for_year(year), ledgers.switches_in_force()
    scope = organs.own_scope(organ, year)
    typed = queries.typed(organ, scope, year, subtree=subtree)
    own = ledgers.count_own(scope, year, fmt, switches)
    whole, below = own, None
    if subtree:
        whole, below = ledgers.count_tree(organ, scope, year, fmt, switches)
    return Figures(
        organ=organ,
        year=year,
        subtree=subtree,
        fmt=fmt,
        switches=switches,
        cells=_cells(fmt, typed.whole, whole.cells),
        own=_cells(fmt, typed.own, own.cells),
        below=None if below is None else _cells(fmt, typed.below, below.cells),
        previous=queries.previous_cells(organ, year),
        accepted=whole.accepted,
    )


def _cells(fmt: Format, typed: Cells, counted: Cells) -> dict[str, Number | None]:
    """All cells in printed order; a cell of table two that nobody typed has no number."""
    return {cell: typed.get(cell) for cell in fmt.cell_ids("t2")} | dict(counted)


def findings(
    made: Figures, *, text: str = "", cases: Mapping[str, Sequence[str]] | None = None
) -> list[Finding]:
    """What the rules say of the figures and the prose, errors first."""
    found = reconcile.check(as_report(made, text=text, cases=cases)) + _blank(made)
    weight = {Severity.ERROR: 0, Severity.WARN: 1, Severity.INFO: 2}
    return sorted(found, key=lambda finding: weight[finding.severity])


def as_report(
    made: Figures, *, text: str = "", cases: Mapping[str, Sequence[str]] | None = None
) -> Report:
    """The figures as the rules check them, about to be published by this platform."""
    organ, year = made.organ, made.year
    return Report(
        format=made.fmt,
        year=year,
        organ=organ.name,
        level=LEVELS.get(organ.kind, "department"),
        cells=made.cells,
        text=text or None,
        title=made.fmt.title_for(organ.name, year),
        previous=made.previous,
        own=_zeros(made, made.own) if made.subtree else None,
        children_sum=_children(made),
        previous_figures=_previous_figures(made),
        publishing=True,
        cases=cases,
    )


def _children(made: Figures) -> Cells | None:
    """What the subordinates report: their sealed reports once all have one, else their ledgers."""
    if made.below is None:
        return None
    sealed = queries.sealed_children(made.organ, made.year)
    return add_up(sealed) if sealed else _zeros(made, made.below)


def _zeros(made: Figures, cells: Cells) -> Cells:
    """A part of a sum in which nobody typed adds nothing, where the whole has a number."""
    return {
        cell: 0 if value is None and made.cells.get(cell) is not None else value
        for cell, value in cells.items()
    }


def _previous_figures(made: Figures) -> dict[str, Number]:
    last = made.year - 1
    typed = queries.series_in_force(made.organ, [last])
    found: dict[str, Number] = {}
    for name in (APPLICATIONS, PUBLISHED):
        row = typed.get((name, last))
        if row is not None and row.value is not None:
            found[name] = int(row.value)
    received = (made.previous or {}).get("t3.1/total")
    return found if received is None else {**found, APPLICATIONS: received}


def _blank(made: Figures) -> list[Finding]:
    """Table two must be filled before the report is fixed: nobody may take a gap for a zero."""
    if len(made.untyped) > NAMED_AT_MOST:
        return [_unfilled(f"有{len(made.untyped)}格未填", "t2")]
    return [_unfilled(f"“{made.fmt.cell_label(cell)}”未填", cell) for cell in made.untyped]


def _unfilled(message: str, where: str) -> Finding:
    return Finding(
        rule="T2-FILL",
        severity=Severity.ERROR,
        message=f"第二部分的表{message}",
        where=where,
        hint="请填写；没有的填0",
        basis="《政府信息公开条例》第五十条第一款第（一）项",
    )
