"""Values of one row put under its columns: one to each, by the grid, or by cutting a run."""

from collections.abc import Sequence
from dataclasses import dataclass

from mingbai.reading import splitting
from mingbai.reading.glyphs import halfwidth
from mingbai.reading.lines import Gap, Piece
from mingbai.reading.numerals import Kind, parse
from mingbai.reading.rows import Head


@dataclass(frozen=True)
class Text:
    """What stands in one cell: the printed text and its place."""

    raw: str
    where: str


def directly(
    values: Sequence[Piece], columns: Sequence[str], heads: Sequence[Head], *, grid: bool
) -> list[Text | None] | None:
    """One value to each column where that needs no decision, else None.

    Blank cells in front (a label cell that was not merged) or behind are set aside; a grid row with
    too few cells is placed by the extent of the heads, and what has no cell is None.
    """
    if any(value.gap is Gap.GLUED for value in values):
        return None
    if not grid and len(values) > len(columns):
        return None if not _surplus_blank(values, len(columns)) else _trimmed(values, len(columns))
    if len(values) > len(columns):
        by_heads = _under_heads(values, columns, heads)
        return by_heads or _trimmed(values, len(columns))
    if len(values) == len(columns):
        return [Text(value.text, value.where) for value in values]
    return _under_heads(values, columns, heads) if grid else None


def _is_blank(piece: Piece) -> bool:
    return parse(piece.text).kind is Kind.BLANK


def _surplus_blank(values: Sequence[Piece], count: int) -> bool:
    return sum(not _is_blank(value) for value in values) <= count


def _trimmed(values: Sequence[Piece], count: int) -> list[Text | None] | None:
    """Without the blank cells in front of or behind the row, if they are exactly the surplus."""
    surplus = len(values) - count
    if all(_is_blank(value) for value in values[:surplus]):
        values = values[surplus:]
    elif all(_is_blank(value) for value in values[count:]):
        values = values[:count]
    else:
        return None
    return [Text(value.text, value.where) for value in values]


def _under_heads(
    values: Sequence[Piece], columns: Sequence[str], heads: Sequence[Head]
) -> list[Text | None] | None:
    """Each value under the head whose extent covers its middle; None if two claim one column."""
    extents = {head.column: head for head in heads}
    if any(column not in extents for column in columns):
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
    offset = start
    for piece in values:
        size = len(halfwidth(piece.text).strip())
        if offset < size:
            place = f"{piece.where}起第{offset + 1}位" if offset else piece.where
            return Text(text, place)
        offset -= size
    return Text(text, values[-1].where)
