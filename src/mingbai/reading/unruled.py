"""Tables of a PDF without lines: words one above another are a cell, cells side by side a row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mingbai.reading import labels
from mingbai.reading.lines import Gap, Line, Piece
from mingbai.reading.rhythm import WIDTH
from mingbai.reading.textfile import is_value

CLOSE = 1.7  # times the height of a letter: lines of one cell stand no farther apart
LEVEL = 3.0  # points that cells of one row may differ in height
ALIGNED = 2.0  # points that lines of one cell may differ at their left or in their middle
MOST_WORDS = 1_500  # of one page; more are no table
MOST_BLOCKS = 4_000  # of all pages
BACK = 120  # cells back at most, of which a line may be the rest
NUMERALS = frozenset("一二三四五六七八九十")  # a letter of an upright label: 三、本年度…
LONGEST = 24  # letters of a head
HEADS = ("t2", "t3", "t4")


@dataclass(frozen=True)
class Block:
    """A cell: its text, the page, the box, and where its last line begins."""

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    last: float

    @property
    def is_figure(self) -> bool:
        """Whether a number or a mark stands in it."""
        return is_value(self.text) and self.text not in NUMERALS

    def piece(self) -> Piece:
        """The cell as evidence."""
        box = f"（{self.left:.0f},{self.top:.0f}）–（{self.right:.0f},{self.bottom:.0f}）"
        return Piece(self.text, f"第{self.page}页{box}", self.left, self.right)


def blocks(page: Any, number: int) -> list[Block]:
    """The cells of one page from top to bottom, lines of one cell joined."""
    out: list[Block] = []
    words = page.extract_words(keep_blank_chars=True, x_tolerance=2)
    for word in words if len(words) <= MOST_WORDS else ():
        text = word["text"].strip()
        if not text:
            continue
        own = Block(text, number, word["x0"], word["x1"], word["top"], word["bottom"], word["top"])
        place = next(
            (
                i
                for i in reversed(range(max(len(out) - BACK, 0), len(out)))
                if _continues(out[i], own)
            ),
            None,
        )
        if place is None:
            out.append(own)
        else:
            out[place] = _joined(out[place], own)
    return sorted(out, key=lambda block: (block.top, block.left))


def _continues(above: Block, below: Block) -> bool:
    """Whether a line goes on in the same cell: close below, and set at the same left or middle."""
    step = below.top - above.last
    if not 0 < step <= CLOSE * (below.bottom - below.top):
        return False
    middle = (above.left + above.right - below.left - below.right) / 2
    aligned = abs(above.left - below.left) <= ALIGNED or abs(middle) <= ALIGNED
    return aligned and (below.is_figure or not above.is_figure)


def _joined(above: Block, below: Block) -> Block:
    return replace(
        above,
        text=above.text + below.text,
        left=min(above.left, below.left),
        right=max(above.right, below.right),
        bottom=below.bottom,
        last=below.top,
    )


@dataclass
class _Row:
    """Cells at one height: words at the left, figures at the right of them."""

    words: list[Block]
    figures: list[Block]


def lines(cells: Sequence[Block]) -> list[Line]:
    """The lines of all pages; a column without a figure in some row shows a blank cell there."""
    out: list[Line] = []
    heads: list[Block] = []
    held: list[_Row] = []
    for row in _rows(cells):
        if row.figures:
            held.append(row)
            continue
        if held and not _label_only(row, held):
            out += _table(heads, held)
            heads, held = [], []
        if held:
            held.append(row)
        else:
            heads += row.words
            out.append(Line(tuple(block.piece() for block in row.words), (), grid=False))
    return out + _table(heads, held)


def whole_rows(found: Sequence[Line]) -> int:
    """How many lines have the cells of a row of table three."""
    return sum(len(line.values) == WIDTH for line in found)


def _rows(cells: Sequence[Block]) -> Iterator[_Row]:
    """Figures at one height with the words beside them; words alone at one height."""
    figures = [block for block in cells if block.is_figure]
    words = [block for block in cells if not block.is_figure]
    rows: list[tuple[tuple[int, float], _Row]] = []
    for block in figures:
        if rows and _level(rows[-1][1].figures[0], block):
            rows[-1][1].figures.append(block)
        else:
            rows.append(((block.page, block.top), _Row([], [block])))
    for block in words:
        own = next((row for _, row in rows if row.figures and _level(row.figures[0], block)), None)
        if own is None:
            beside = (row for _, row in rows if not row.figures and _level(row.words[0], block))
            own = next(beside, None)
        if own is None:
            own = _Row([], [])
            rows.append(((block.page, block.top), own))
        own.words.append(block)
    for _, row in sorted(rows, key=lambda entry: entry[0]):
        row.words.sort(key=lambda block: block.left)
        row.figures.sort(key=lambda block: block.left)
        yield row


def _level(one: Block, other: Block) -> bool:
    """Whether two cells stand in one row, set at its top or in its middle."""
    if one.page != other.page:
        return False
    middle = (one.top + one.bottom - other.top - other.bottom) / 2
    return abs(one.top - other.top) <= LEVEL or abs(middle) <= LEVEL


def _label_only(row: _Row, held: Sequence[_Row]) -> bool:
    """Whether words alone are the label of a row whose cells are all blank, not a head or prose."""
    first = min(block.left for other in held for block in other.figures)
    return all(block.right <= first + ALIGNED for block in row.words) and _names_a_row(row)


def _names_a_row(row: _Row) -> bool:
    return any(
        (match := labels.row_of(row.words[-1].text, labels.table("rows")[table])) is not None
        and match.fault == 0
        for table in ("t2", "t3")
    )


def _table(heads: Sequence[Block], rows: Sequence[_Row]) -> list[Line]:
    """Rows under the same heads: one value for each column, a trace where nothing stands."""
    bands = _bands(heads, rows)
    out = []
    for row in rows:
        cells = _placed(row.figures, bands)
        values = cells or [replace(block.piece(), gap=Gap.PLACE) for block in row.figures]
        out.append(Line(tuple(block.piece() for block in row.words), tuple(values), grid=False))
    return out


def _placed(figures: Sequence[Block], bands: Sequence[tuple[float, float]]) -> list[Piece]:
    """A piece for each column; [] where two figures claim one."""
    out = []
    for left, right in bands:
        own = [block for block in figures if block.left < right and block.right > left]
        if len(own) > 1:
            return []
        where = f"第{figures[0].page}页（{left:.0f},{figures[0].top:.0f}）" if figures else ""
        held = replace(own[0].piece(), gap=Gap.PLACE) if own else None
        out.append(held or Piece("", where, left, right, Gap.TRACE))
    return out


def _bands(heads: Sequence[Block], rows: Sequence[_Row]) -> list[tuple[float, float]]:
    """The columns from left to right: where figures stand, and heads with none under them."""
    bands: list[tuple[float, float]] = []
    figures = [(block.left, block.right) for row in rows for block in row.figures]
    for left, right in sorted(figures):
        if bands and left < bands[-1][1]:
            bands[-1] = (bands[-1][0], max(right, bands[-1][1]))
        else:
            bands.append((left, right))
    for head in heads:
        clear = all(head.right <= left or head.left >= right for left, right in bands)
        if clear and len(head.text) < LONGEST and _names_a_column(head.text):
            bands.append((head.left, head.right))
    return sorted(bands)


def _names_a_column(text: str) -> bool:
    found = [labels.row_of(text, labels.table("columns")[table]) for table in HEADS]
    return any(match is not None and match.id != "group" for match in found)
