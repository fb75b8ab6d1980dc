"""Table two from its rows: no identity ties its cells, so a run needs one reading only."""

from collections.abc import Sequence
from dataclasses import dataclass

from mingbai.reading import splitting
from mingbai.reading.lines import Gap
from mingbai.reading.outcome import DECIDED, DOUBTFUL, SURE
from mingbai.reading.placing import Pads, Text, directly, pads_of, text_at, thousands, traced
from mingbai.reading.rows import Found
from mingbai.reading.splitting import TooMany
from mingbai.reading.table3 import Habits
from mingbai.rules.report.formats import Format

PATTERNS = {
    "count": splitting.COUNT,
    "signed": splitting.SIGNED,
    "money": splitting.MONEY,
    "decimal": splitting.MONEY,
}


@dataclass(frozen=True)
class Row:
    """One row: a text for each column, None where the run has more than one reading."""

    found: Found
    columns: tuple[str, ...]
    texts: tuple[Text | None, ...]
    confidence: float


def read(found: Sequence[Found], form: Format, habits: Habits) -> dict[str, Row]:
    """All rows of table two by id; runs are cut only where table three shows that they may be."""
    rows: dict[str, Row] = {}
    pads = pads_of((item.values, len(_columns(item, form))) for item in found)
    for item in found:
        columns = _columns(item, form)
        row = _row(item, columns, pads, habits)
        held = rows.get(item.row)
        if held is None or (not item.grid and _settled(row) > _settled(held)):
            rows[item.row] = row
    return rows


def _settled(row: Row) -> int:
    return sum(text is not None for text in row.texts)


def _columns(found: Found, form: Format) -> tuple[str, ...]:
    """The columns its heads name; those of the form when no head was recognised."""
    named = tuple(dict.fromkeys(_printed(found)))
    own = next(
        (
            tuple(column.id for column in block.columns)
            for block in form.table2
            if any(row.id == found.row for row in block.rows)
        ),
        (),
    )
    if not named or (set(named) < set(own) and len(found.values) == len(own)):
        return own or named
    return named


def _row(found: Found, columns: tuple[str, ...], pads: Pads, habits: Habits) -> Row:
    placed = _unmerged(found, columns)
    if placed is None and (habits.spaces or not thousands(found.values)):
        placed = directly(found.values, columns, found.heads, grid=found.grid, pads=pads)
    if placed is None and len(columns) == 1:
        placed = _only_column(found)
    if placed is not None:
        return Row(found, columns, tuple(placed), _certainty(found, columns, habits))
    values = found.values
    nothing: tuple[Text | None, ...] = (None,) * len(columns)
    blank = not all(map(splitting.bare, values))
    bordered = not habits.cuts or found.grid or blank or thousands(values)
    if bordered or not values or any(value.gap in (Gap.CELL, Gap.PLACE) for value in values[1:]):
        return Row(found, columns, nothing, 0.0)
    kinds = [PATTERNS[_kind(column)] for column in columns]
    if habits.marks:
        kinds = [splitting.or_mark(kind) for kind in kinds]
    text, borders = splitting.joined(values, merge_spaces=False)
    try:
        readings = splitting.cuts(text, borders, kinds)
    except TooMany:
        readings = []
    texts = tuple(
        text_at(values, *agreed) if agreed else None for agreed in splitting.agreed(readings)
    )
    return Row(found, columns, texts or nothing, SURE)


def _certainty(found: Found, columns: tuple[str, ...], habits: Habits) -> float:
    """How sure a row with one value a column is; no sum of its own confirms it."""
    if traced(found.values, len(columns)):
        return DECIDED if habits.whole else DOUBTFUL
    if any(value.gap is Gap.PLACE for value in found.values) and not habits.whole:
        return DOUBTFUL  # a digit may be lost
    return SURE if columns else DECIDED


def _only_column(found: Found) -> list[Text | None] | None:
    """One column, so nothing to divide: the only cell that is not blank, if there is just one."""
    filled = [value for value in found.values if value.text.strip()]
    if len(filled) == 1:
        return [Text(filled[0].text, filled[0].where)]
    if not filled and found.values:
        return [Text("", found.values[0].where)]
    if filled and len({value.text.strip() for value in filled}) == 1 and found.grid:
        return [Text(filled[0].text, filled[0].where)]  # a merged cell printed once a column
    joined = " ".join(value.text.strip() for value in filled)
    from_spaces = all(value.gap is Gap.SPACE for value in filled[1:])
    return [Text(joined, filled[0].where)] if filled and from_spaces else None


def _printed(found: Found) -> list[str]:
    """The columns as the heads name them, twice where a merged head is printed twice."""
    return ["decisions" if c == "decisions_now" else c for c in found.column_ids]


def _unmerged(found: Found, columns: tuple[str, ...]) -> list[Text | None] | None:
    """One value for each column where heads and values of merged cells are printed twice."""
    printed = _printed(found)
    if not found.grid or len(printed) != len(found.values):
        return None
    cells: dict[str, Text] = {}
    for column, value in zip(printed, found.values, strict=True):
        if cells.setdefault(column, Text(value.text, value.where)).raw != value.text:
            return None
    return [cells[column] for column in columns]


def _kind(column: str) -> str:
    return {"items_delta": "signed", "amount": "money", "amount_wan": "decimal"}.get(
        column, "count"
    )
