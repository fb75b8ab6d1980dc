"""Where in its source each cell and finding stands: the source rebuilt as rows of text and tables.

Works from what the carriers hand on (``lines.Source``) and the places the cells name, so that it
serves every carrier; what cannot be located is said, never guessed.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from mingbai.reading.glyphs import halfwidth
from mingbai.reading.lines import Line, Piece, Source
from mingbai.reading.papers.wording import Json

IN_TEXT = re.compile(r"(?:第(\d{1,7})段起)?第(\d{1,7})行第(\d{1,7})字(?:起第(\d{1,3})位)?")
NEAR = 0.9  # of a column, or of a point
SHORTEST = 5  # characters of a clause to look for
BETWEEN = re.compile(r"[\s|│┃]*")


@dataclass(frozen=True)
class Span:
    """A part of a row of text, from and to a character, with the cells it shows."""

    start: int
    end: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class TextRow:
    """One line or paragraph of the source."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class TableCell:
    """One printed cell: how many columns it spans, and the cells of the form it shows."""

    text: str
    width: int = 1
    cells: tuple[str, ...] = ()


@dataclass
class Block:
    """A table, or one row of text; ``findings`` are indexes into the report's findings."""

    text: TextRow | None = None
    table: list[list[TableCell]] = field(default_factory=list)
    findings: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Marked:
    """The source in order; ``lost`` are cells not located, ``general`` findings of no one place."""

    blocks: tuple[Block, ...]
    lost: tuple[str, ...]
    general: tuple[int, ...]


def mark(source: Source, report: Json, text: str | None = None) -> Marked:
    """Locate every cell and finding; ``text`` is the whole text of a plain text file."""
    by_place: dict[str, list[str]] = {}
    for cell, held in report["cells"].items():
        by_place.setdefault(held["where"], []).append(cell)
    spans, rows = _spans(report["cells"], source, text)
    if text is not None:
        blocks = [_row_block(rows[row], spans.get(row, ())) for row in rows if rows[row].strip()]
    else:
        blocks = list(_blocks(source, rows, spans, by_place))
    shown = {cell for block in blocks for cell in _cells_of(block)}
    general = _attach(blocks, report["findings"])
    lost = tuple(cell for cell in report["cells"] if cell not in shown)
    return Marked(tuple(blocks), lost, general)


def _blocks(
    source: Source,
    rows: Mapping[int, str],
    spans: Mapping[int, list[Span]],
    by_place: Mapping[str, list[str]],
) -> Iterator[Block]:
    """Tables from grid lines, rows of text from the others; each row of text once."""
    table: list[tuple[Piece, ...]] = []
    shown: set[int] = set()
    for line in source.lines:
        pieces = (*line.labels, *line.values)
        if line.grid and len(pieces) > 1:
            table.append(pieces)
            continue
        if table:
            yield Block(table=_table(table, by_place))
            table = []
        if line.grid:
            yield from (Block(text=TextRow(piece.text)) for piece in pieces)
            continue
        for row in _rows_of(line):
            if row not in shown and rows.get(row, "").strip():
                shown.add(row)
                yield _row_block(rows[row], spans.get(row, ()))
    if table:
        yield Block(table=_table(table, by_place))


def _row_block(text: str, spans: Sequence[Span]) -> Block:
    return Block(text=TextRow(text, tuple(sorted(spans, key=lambda span: span.start))))


def _table(
    rows: Sequence[Sequence[Piece]], by_place: Mapping[str, list[str]]
) -> list[list[TableCell]]:
    """The rows with every cell under its column, also where a cell above reaches down."""
    edges = _edges(piece for row in rows for piece in row)
    return [list(_table_row(row, edges, by_place)) for row in rows]


def _edges(pieces: Iterable[Piece]) -> list[float]:
    """Where columns begin and end, in columns or points; those closer than NEAR are one."""
    found: list[float] = []
    for at in sorted({at for p in pieces for at in (p.left, p.right) if at is not None}):
        if not found or at - found[-1] >= NEAR:
            found.append(at)
    return found


def _table_row(
    row: Sequence[Piece], edges: Sequence[float], by_place: Mapping[str, list[str]]
) -> Iterator[TableCell]:
    column = 0
    for piece in sorted(row, key=lambda piece: piece.left or 0.0):
        cells = tuple(by_place.get(piece.where, ()))
        if piece.left is None or piece.right is None:
            yield TableCell(piece.text, 1, cells)
            continue
        left, right = (bisect_right(edges, at + 1e-6) - 1 for at in (piece.left, piece.right))
        if left > column:
            yield TableCell("", left - column)
        yield TableCell(piece.text, max(1, right - left), cells)
        column = max(left + 1, right)


def _rows_of(line: Line) -> Iterator[int]:
    """Rows of text that a line cut out of running text covers."""
    for piece in (*line.labels, *line.values):
        at = _position(piece.where)
        if at is not None:
            yield from range(at[0], at[0] + piece.text.count("\n") + 1)


def _position(where: str) -> tuple[int, int, int] | None:
    """(row, character, place in the run) from 0; rows count over the whole source."""
    found = IN_TEXT.fullmatch(where)
    if found is None:
        return None
    paragraph, row, character, place = (int(part or 1) for part in found.groups())
    return paragraph + row - 2, character - 1, place - 1


def _spans(
    cells: Mapping[str, Json], source: Source, text: str | None
) -> tuple[dict[int, list[Span]], dict[int, str]]:
    """The marks of each row of running text, and the rows."""
    rows = _rows(source, text)
    runs: dict[tuple[int, int], dict[int, tuple[str, list[str]]]] = {}
    for cell, held in cells.items():
        at = _position(held["where"])
        if at is not None:
            run = runs.setdefault(at[:2], {})
            run.setdefault(at[2], (held["raw"], []))[1].append(cell)
    spans: dict[int, list[Span]] = {}
    for (row, start), run in runs.items():
        spans.setdefault(row, []).extend(_of_run(rows.get(row, ""), start, run))
    return {row: _apart(found) for row, found in spans.items()}, rows


def _of_run(text: str, start: int, run: Mapping[int, tuple[str, list[str]]]) -> Iterator[Span]:
    """The cells of one run of figures, one behind the other; ends where the text differs."""
    at = start
    for place in sorted(run):
        raw, cells = run[place]
        if not raw:  # a cell printed blank
            yield Span(at, at, tuple(cells))
            continue
        blank = BETWEEN.match(text, at)
        at = blank.end() if blank else at
        if not text.startswith(raw, at):
            return
        yield Span(at, at + len(raw), tuple(cells))
        at += len(raw)


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Without those that overlap an earlier one."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _rows(source: Source, text: str | None) -> dict[int, str]:
    """The rows that places count: lines of a text, paragraphs, or what the pieces tell."""
    if text is not None:
        return dict(enumerate(text.split("\n")))
    if source.carrier in ("网页", "Word"):
        return dict(enumerate(source.paragraphs))
    rows: dict[int, str] = {}
    for line in source.lines:
        for piece in (*line.labels, *line.values):
            at = _position(piece.where)
            if at is None:
                continue
            for step, part in enumerate(piece.text.split("\n")):
                held = rows.get(at[0] + step, "")
                rows[at[0] + step] = held.ljust(0 if step else at[1]) + part
    return rows


def _cells_of(block: Block) -> Iterator[str]:
    if block.text is not None:
        for span in block.text.spans:
            yield from span.cells
    for row in block.table:
        for cell in row:
            yield from cell.cells


def _attach(blocks: Sequence[Block], findings: Sequence[Json]) -> tuple[int, ...]:
    """Each finding to the block of its cell, its column, its table or its clause."""
    home: dict[str, Block] = {}
    for block in blocks:
        for cell in _cells_of(block):
            for name in _names_of(cell):
                home.setdefault(name, block)
    prose = _Prose(blocks)
    general: list[int] = []
    for index, finding in enumerate(findings):
        found = home.get(finding["where"]) or prose.block_with(finding["where"])
        if found is None:
            general.append(index)
        else:
            found.findings.append(index)
    return tuple(general)


def _names_of(cell: str) -> tuple[str, ...]:
    """A cell's id, its row, its column in the table, its table: what a finding may name."""
    row, _, column = cell.partition("/")
    table = cell[:2] if cell.startswith(("t2.", "t3.")) else "t4"
    return cell, row, f"{table}/{column}", table


class _Prose:
    """All rows of text as one, so that a clause wrapped over two lines is found."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = [block for block in blocks if block.text is not None]
        plain = [_squeezed(block.text.text) for block in self._blocks if block.text is not None]
        self._text = "".join(plain)
        self._ends = list(accumulate(len(text) for text in plain))

    def block_with(self, where: str) -> Block | None:
        """The row in which the clause begins; None for a clause too short to be sure."""
        clause = _squeezed(where)
        at = self._text.find(clause) if len(clause) >= SHORTEST else -1
        return self._blocks[bisect_right(self._ends, at)] if at >= 0 else None


def _squeezed(text: str) -> str:
    return re.sub(r"[\s，,。、；;：:]+", "", halfwidth(text))
