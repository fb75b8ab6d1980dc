"""Table four from its one row of fifteen numbers; a run is decided by the three sums (T4-R1)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mingbai.reading import splitting
from mingbai.reading.lines import Gap
from mingbai.reading.numerals import Kind, parse
from mingbai.reading.outcome import DECIDED, DOUBTFUL, PLAIN, SURE
from mingbai.reading.placing import Text, directly, text_at, traced
from mingbai.reading.rows import T4_BLOCKS, T4_COLUMNS, Found
from mingbai.reading.splitting import TooMany
from mingbai.reading.table3 import kind_of

BLOCK = 5


@dataclass(frozen=True)
class Row:
    """The cells by id (``review/upheld`` …); None where the run has more than one reading."""

    found: Found
    texts: dict[str, Text | None]
    confidence: float


def read(found: Sequence[Found], *, cuts: bool, whole: bool) -> Row | None:
    """Table four: its one row, the one with most cells settled, or its rows of one block each.

    ``whole``: all of table three was read, so that longer gaps mean blank cells here too.
    """
    rows = [_doubted(_row(item, cuts=cuts), whole=whole) for item in found]
    entire = [row for row in rows if len(row.texts) > BLOCK]
    if entire or not rows:
        return max(entire, key=_settled, default=None)
    texts: dict[str, Text | None] = {}
    for row in rows:
        texts = row.texts | texts
    return Row(rows[0].found, texts, min(row.confidence for row in rows))


def _doubted(row: Row, *, whole: bool) -> Row:
    """Blank cells known by their gaps alone are doubted where table three does not confirm them."""
    if not traced(row.found.values, len(row.texts)):
        return row
    sure = whole and row.confidence == SURE
    return replace(row, confidence=min(row.confidence, DECIDED if sure else DOUBTFUL))


def _settled(row: Row) -> int:
    return sum(text is not None for text in row.texts.values())


def _row(found: Found, *, cuts: bool) -> Row:
    if not found.column_ids:
        return _without_heads(found)
    placed = directly(found.values, found.column_ids, found.heads, grid=found.grid)
    if (
        placed is not None
        and traced(found.values, len(found.column_ids))
        and not _sums_hold(placed)
    ):
        placed = None  # the gaps do not tell where the blank cells are
    if placed is not None:
        texts = dict(zip(found.column_ids, placed, strict=True))
        return Row(found, texts, SURE if _sums_hold(placed) else PLAIN)
    values = found.values
    nothing: dict[str, Text | None] = dict.fromkeys(found.column_ids)
    bordered = not cuts or found.grid or not all(map(splitting.bare, values))
    if bordered or not values or any(value.gap in (Gap.CELL, Gap.PLACE) for value in values[1:]):
        return Row(found, nothing, 0.0)
    for merge in (False, True):
        text, borders = splitting.joined(values, merge_spaces=merge)
        totals = [i for i, cell in enumerate(found.column_ids) if cell.endswith("/total")]
        closed = tuple(totals) if totals == [4, 9, 14] else ()
        try:
            readings = splitting.cuts(text, borders, [kind_of(values)] * 15, closed)
        except TooMany:
            break
        if readings:
            agreed = splitting.agreed(readings)
            cells = [text_at(values, *part) if part else None for part in agreed]
            confidence = SURE if len(readings) == 1 and closed else DECIDED
            return Row(found, dict(zip(found.column_ids, cells, strict=True)), confidence)
    return Row(found, nothing, 0.0)


def _without_heads(found: Found) -> Row:
    """Fifteen values in the order of the form, believed only if the three sums hold."""
    cells = [f"{block}/{column}" for block in T4_BLOCKS for column in T4_COLUMNS]
    texts: list[Text | None] = [Text(value.text, value.where) for value in found.values]
    if not _sums_hold(texts):
        return Row(found, dict.fromkeys(cells), 0.0)
    return Row(found, dict(zip(cells, texts, strict=True)), PLAIN)


def _sums_hold(texts: Sequence[Text | None]) -> bool:
    values = []
    for text in texts:
        figure = parse(text.raw) if text else None
        if figure is None or figure.kind is Kind.WORDS:
            return False
        values.append(figure.value or 0)
    blocks = [values[i : i + BLOCK] for i in range(0, len(values), BLOCK)]
    return all(sum(block[:-1]) == block[-1] for block in blocks)
