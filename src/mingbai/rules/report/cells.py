"""Reading numbers out of a report for a rule: sums, missing cells, the words for a place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingbai.refusal import Refusal
from mingbai.rules.findings import Finding, Number, Severity
from mingbai.rules.report.citing import finding
from mingbai.rules.report.formats import HANDLED_TOTAL, Row, Table
from mingbai.rules.report.report import Report

NAMED_AT_MOST = 6


@dataclass(frozen=True)
class Sum:
    """The sum of some cells, or None with the cells that have no number."""

    value: Number | None
    missing: tuple[str, ...] = ()


def total_of(report: Report, cells: Iterable[str]) -> Sum:
    """Adds cells up; blanks of the source count as 0, missing cells leave no sum."""
    names = list(cells)
    missing = tuple(name for name in names if report.number(name) is None)
    if missing:
        return Sum(None, missing)
    total: Number = 0
    for name in names:
        total = total + (report.number(name) or 0)
    return Sum(total)


def has_table(report: Report, table: Table) -> bool:
    """Whether any cell of the table has a number or a printed blank."""
    return any(report.number(cell) is not None for cell in report.format.cell_ids(table))


def label(report: Report, cell: str) -> str:
    """A cell in words; a cell that the form does not have is named by its heading or its id."""
    row, _, column = cell.partition("/")
    heads = {head.id: head.label for head in report.format.table3_columns}
    try:
        if column in heads and row.startswith("t3."):
            return f"{report.format.row_label(row)} · {heads[column]}"
        return report.format.cell_label(cell)
    except Refusal:
        return cell


def listed(report: Report, cells: Sequence[str]) -> str:
    """Some cells in words, the rest as a number."""
    words = "、".join(label(report, cell) for cell in cells[:NAMED_AT_MOST])
    rest = len(cells) - NAMED_AT_MOST
    return f"{words}等{len(cells)}格" if rest > 0 else words


def left_out(report: Report, rule: str, cells: Iterable[str]) -> Iterable[Finding]:
    """One note that a rule was not applied where these cells have no number."""
    missing = tuple(dict.fromkeys(cells))
    if missing:
        yield finding(
            rule,
            Severity.INFO,
            f"{listed(report, missing)}没有数字，涉及的关系未核对",
            where=missing[0],
            hint="补上数字后重新核对",
        )


def result_cells(report: Report, column: str) -> tuple[str, ...]:
    """The cells whose sum is （七）总计 in a column, as this report prints them.

    A report may print one row where the form has three, or three where it has one (其他处理): then
    the printed rows stand for the missing ones; FMT-R1 reports it.
    """
    cells: dict[str, None] = {}
    for row in report.format.leaves:
        cell = f"{row.id}/{column}"
        parts = _parts_of(report, row.id, column)
        if report.number(cell) is None and parts:
            cells.update(dict.fromkeys(parts))
        else:
            cells[_heading_of(report, row, column) or cell] = None
    return tuple(cells)


def _heading_of(report: Report, row: Row, column: str) -> str | None:
    """The heading that carries the number of all its rows, where none of them has one."""
    heading = f"{row.parent}/{column}"
    siblings = [item.id for item in report.format.leaves if item.parent == row.parent]
    alone = all(report.number(f"{name}/{column}") is None for name in siblings)
    return heading if alone and report.number(heading) is not None else None


def _parts_of(report: Report, row: str, column: str) -> list[str]:
    cells = (f"{row}.{number}/{column}" for number in range(1, 4))
    return [cell for cell in cells if report.number(cell) is not None]


def printed_rows(report: Report) -> tuple[str, ...]:
    """Rows of table 3 to be added up across: those that carry numbers here, then the form's."""
    columns = [column.id for column in report.format.table3_columns]
    rows: dict[str, None] = {"t3.1": None, "t3.2": None}
    for column in columns:
        for cell in result_cells(report, column):
            rows[cell.split("/")[0]] = None
    rows[HANDLED_TOTAL] = None
    rows["t3.4"] = None
    return tuple(rows)
