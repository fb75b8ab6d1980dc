"""Whole columns of tables (PII-04): by their heading, or because a third of the cells are hits."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate

from mingbai.rules.privacy.findings import Hit, Kind, Severity
from mingbai.rules.privacy.wording import one_of, words

SHARE, LEAST = 0.3, 3
HEAD_ROWS = 5
WHOLE = "整列疑为"
LONG = re.compile(r"(?:[0-9][\s-]?){7,}")
BLANKS = re.compile(r"\s")
KINDS = {
    "id_card": Kind.ID_CARD,
    "mobile": Kind.MOBILE,
    "bank_card": Kind.BANK_CARD,
    "address": Kind.ADDRESS,
}
NAMES = {
    Kind.ID_CARD: "证件号码",
    Kind.MOBILE: "电话号码",
    Kind.BANK_CARD: "银行账户",
    Kind.ADDRESS: "住址",
    Kind.PASSPORT: "证件号码",
}


@dataclass
class _Column:
    """One column of a table: how many cells, and how many are hits of a kind."""

    cells: int = 0
    start: int = -1
    kind: Kind | None = None
    hits: dict[Kind, int] = field(default_factory=dict)
    long: list[tuple[int, int]] = field(default_factory=list)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Hit]:
    """One hit a flagged column, at its first cell; ``hits`` are those of single cells."""
    for column in _all(text, hits):
        yield from _flagged(column)


def long_cells(text: str, hits: Sequence[Hit]) -> Iterator[tuple[int, int]]:
    """The spans of cells with long numbers in flagged columns of numbers."""
    for column in _all(text, hits):
        if any(hit.kind is not Kind.ADDRESS for hit in _flagged(column)):
            yield from column.long


def is_whole(hit: Hit) -> bool:
    """Whether the hit is a column and no value."""
    return hit.masked.startswith(WHOLE)


def _all(text: str, hits: Sequence[Hit]) -> Iterator[_Column]:
    if "\t" not in text:
        return
    ordered = sorted(hits, key=lambda hit: hit.start)
    starts = [hit.start for hit in ordered]
    for table in _tables(text):
        wanted = _wanted(table, ordered, starts)
        if wanted:
            yield from _columns(table, wanted, ordered, starts)


def _tables(text: str) -> Iterator[list[tuple[int, str]]]:
    """Runs of lines with cells: (place, line)."""
    held: list[tuple[int, str]] = []
    at = 0
    for line in text.split("\n"):
        if "\t" in line:
            held.append((at, line))
        elif held:
            yield held
            held = []
        at += len(line) + 1
    if held:
        yield held


def _wanted(table: list[tuple[int, str]], hits: list[Hit], starts: list[int]) -> list[int]:
    """The columns with a heading, or with hits enough: a table of figures has none."""
    wanted = {
        index
        for _, line in table[:HEAD_ROWS]
        for index, cell in enumerate(line.split("\t"))
        if _heading(cell) is not None
    }
    end = table[-1][0] + len(table[-1][1])
    held = starts[bisect_left(starts, table[0][0]) : bisect_left(starts, end)]
    counted = Counter(_indices(table, held))
    return sorted(wanted | {index for index, count in counted.items() if count >= LEAST})


def _indices(table: list[tuple[int, str]], starts: list[int]) -> Iterator[int]:
    """The column of each place, in one walk from the first to the last."""
    lines = [at for at, _ in table]
    row, seen, index = -1, 0, 0
    for start in starts:
        found = bisect_right(lines, start) - 1
        if found != row:
            row, seen, index = found, 0, 0
        at, line = table[row]
        index += line.count("\t", seen, start - at)
        seen = start - at
        yield index


def _columns(
    table: list[tuple[int, str]], wanted: list[int], hits: list[Hit], starts: list[int]
) -> Iterator[_Column]:
    columns = {index: _Column() for index in wanted}
    for row, (start, line) in enumerate(table):
        cells = line.split("\t", wanted[-1] + 1)
        places = list(accumulate(map(len, cells), lambda at, size: at + size + 1, initial=start))
        for index in wanted[: bisect_left(wanted, len(cells))]:
            cell, at = cells[index], places[index]
            if cell and not cell.isspace():
                hit = _within(hits, starts, at, at + len(cell))
                _take(columns[index], cell, at, row, hit)
    yield from columns.values()


def _take(column: _Column, cell: str, at: int, row: int, hit: Hit | None) -> None:
    """Count a cell; in the first rows it may be the heading."""
    if row < HEAD_ROWS and column.kind is None and hit is None:
        column.kind = _heading(cell)
        if column.kind is not None:
            return
    column.cells += 1
    column.start = at if column.start < 0 else column.start
    if LONG.search(cell) is not None:
        column.long.append((at, at + len(cell)))
    if hit is not None:
        column.hits[hit.kind] = column.hits.get(hit.kind, 0) + 1


def _heading(cell: str) -> Kind | None:
    if len(cell) > 20:
        return None
    for kind, pattern in _headings():
        if pattern.search(BLANKS.sub("", cell)):
            return kind
    return None


@cache
def _headings() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    return tuple((KINDS[name], one_of(listed)) for name, listed in words("columns").items())


def _within(hits: list[Hit], starts: list[int], start: int, end: int) -> Hit | None:
    place = bisect_left(starts, start)
    return hits[place] if place < len(hits) and hits[place].start < end else None


def _flagged(column: _Column) -> Iterator[Hit]:
    """By the heading when cells hold long numbers or hits; by the share of hits otherwise."""
    if column.kind is not None and (column.long or column.hits.get(column.kind, 0)):
        if column.kind is not Kind.ADDRESS or column.hits:
            yield _whole(column, column.kind)
        return
    for kind, count in column.hits.items():
        if kind in NAMES and count >= LEAST and count >= SHARE * column.cells:
            yield _whole(column, kind)


def _whole(column: _Column, kind: Kind) -> Hit:
    masked = f"{WHOLE}{NAMES[kind]}，共{column.cells}行"
    severity = Severity.WARNING if kind is Kind.ADDRESS else Severity.CRITICAL
    return Hit(kind, severity, column.start, column.start + 1, masked)
