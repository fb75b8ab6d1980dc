"""Values of one row put under its columns: one to each, by the grid, or by cutting a run."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mingbai.reading import splitting
from mingbai.reading.lines import Gap, Piece
from mingbai.reading.numerals import Kind, parse
from mingbai.reading.rows import Head

THREE, ENDING = re.compile(r"\d{3}"), re.compile(r"[1-9]\d{0,2}$")

# (columns, cells in the row) → blank cells in front of the row's own
Pads = Mapping[tuple[int, int], int]


@dataclass(frozen=True)
class Text:
    """What stands in one cell: the printed text and its place."""

    raw: str
    where: str


def directly(
    values: Sequence[Piece],
    columns: Sequence[str],
    heads: Sequence[Head],
    *,
    grid: bool,
    pads: Pads | None = None,
) -> list[Text | None] | None:
    """One value to each column where that needs no decision, else None.

    Blank cells in front (a label cell that was not merged) or behind are set aside; ``pads`` tells
    how many stand in front in the rows that leave no doubt.  A grid row with too few cells is
    placed by the extent of the heads, and what has no cell is None.
    """
    if any(value.gap is Gap.GLUED for value in values):
        return None
    if any(value.gap is Gap.TRACE for value in values):
        values = without_spare(values, len(columns))
    if not grid and any(value.gap is Gap.CELL for value in values[1:]):
        values = _by_borders(values)
    if len(values) == len(columns):
        return [Text(value.text, value.where) for value in values]
    front = _front(values, len(columns), pads or {})
    if front is not None:
        return [Text(v.text, v.where) for v in values[front : front + len(columns)]]
    return _under_heads(values, columns, heads) if grid else None


def without_spare(values: Sequence[Piece], count: int) -> Sequence[Piece]:
    """Without blank cells behind the row that only a gap shows, down to ``count`` cells.

    Without any such cell if that alone fits.
    """
    kept = len(values)
    while kept > count and values[kept - 1].gap is Gap.TRACE:
        kept -= 1
    bare = [value for value in values if value.gap is not Gap.TRACE]
    return bare if kept != count == len(bare) else values[:kept]


def traced(values: Sequence[Piece], count: int) -> bool:
    """Whether a blank cell of a row of ``count`` cells is known only by the gap it left."""
    return any(value.gap is Gap.TRACE for value in without_spare(values, count))


def _by_borders(values: Sequence[Piece]) -> list[Piece]:
    """Where cells have borders, figures with only a space between them stand in one cell."""
    cells: list[Piece] = []
    for value in values:
        if cells and value.gap is Gap.SPACE:
            cells[-1] = replace(cells[-1], text=f"{cells[-1].text} {value.text}")
        else:
            cells.append(value)
    return cells


def thousands(values: Sequence[Piece]) -> bool:
    """Whether a space in a run may stand inside one number (8 073)."""
    return any(
        b.gap is Gap.SPACE and THREE.match(b.text) is not None and ENDING.search(a.text) is not None
        for a, b in pairwise(values)
    )


def pads_of(rows: Iterable[tuple[Sequence[Piece], int]]) -> Pads:
    """For rows of (values, columns) with a surplus: the blank cells in front, where all agree."""
    seen: dict[tuple[int, int], set[int]] = {}
    for values, count in rows:
        least, most = _range(values, count)
        if least == most and len(values) > count:
            seen.setdefault((count, len(values)), set()).add(least)
    return {key: fronts.pop() for key, fronts in seen.items() if len(fronts) == 1}


def _is_blank(piece: Piece) -> bool:
    return parse(piece.text).kind is Kind.BLANK


def _front(values: Sequence[Piece], count: int, pads: Pads) -> int | None:
    """How many blank cells in front are not the row's own; None when it cannot be told."""
    if len(values) <= count:
        return None
    least, most = _range(values, count)
    known = pads.get((count, len(values)))
    if known is not None:
        return known if least <= known <= most else None
    blank = all(_is_blank(value) for value in values)
    return least if least == most or blank else None


def _range(values: Sequence[Piece], count: int) -> tuple[int, int]:
    """The least and most cells that may be taken from the front, leaving only blanks out."""
    surplus = len(values) - count
    filled = [index for index, value in enumerate(values) if not _is_blank(value)]
    if not filled:
        return 0, surplus
    back = len(values) - 1 - filled[-1]
    return max(surplus - back, 0), min(filled[0], surplus)


def _under_heads(
    values: Sequence[Piece], columns: Sequence[str], heads: Sequence[Head]
) -> list[Text | None] | None:
    """Each value under the head whose extent covers its middle; None if two claim one column."""
    extents = {head.column: head for head in heads}
    if any(column not in extents for column in columns) or not _side_by_side(heads, values):
        return None
    placed: dict[str, Text] = {}
    for value in values:
        column = _column_at(value, columns, extents)
        if column is None:
            if _is_blank(value):
                continue
            return None
        if column in placed:
            return None
        placed[column] = Text(value.text, value.where)
    return [placed.get(column) for column in columns]


def _side_by_side(heads: Sequence[Head], values: Sequence[Piece]) -> bool:
    """Whether the heads stand apart above the values; else their extents mean nothing."""
    lefts = [head.left or 0.0 for head in heads]
    first = min((value.left or 0.0 for value in values), default=0.0)
    return len(set(lefts)) == len(lefts) and min(lefts) >= first - 1


def _column_at(value: Piece, columns: Sequence[str], extents: dict[str, Head]) -> str | None:
    if value.left is None or value.right is None:
        return None
    middle = (value.left + value.right) / 2
    for column in columns:
        left, right = extents[column].left, extents[column].right
        if left is not None and right is not None and left <= middle <= right:
            return column
    return None


def texts_of(values: Sequence[Piece], reading: splitting.Reading) -> list[Text | None]:
    """The cells of a cut run with their places (the run's place and the digit they start at)."""
    return [
        text_at(values, text, start)
        for text, start in zip(reading.texts, reading.starts, strict=True)
    ]


def text_at(values: Sequence[Piece], text: str, start: int) -> Text:
    """One cell of a cut run: which piece it begins in and at which digit."""
    offset, text = start, text.replace(splitting.OPEN, "\u3000")
    for piece in values:
        size = len(splitting.bare(piece))
        if offset < size:
            place = f"{piece.where}起第{offset + 1}位" if offset else piece.where
            return Text(text, place)
        offset -= size
    return Text(text, values[-1].where)
