"""Table three from its rows; runs of digits are decided by the identities T3-R1, R2 and R3."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mingbai.reading import agreeing, splitting
from mingbai.reading.lines import Gap, Piece
from mingbai.reading.numerals import Kind, parse
from mingbai.reading.outcome import DECIDED, DOUBTFUL, PLAIN, SURE
from mingbai.reading.placing import (
    Pads,
    Text,
    directly,
    pads_of,
    text_at,
    texts_of,
    thousands,
    traced,
)
from mingbai.reading.rows import T3_COLUMNS, Found
from mingbai.reading.splitting import Reading, TooMany

RECEIVED, CARRIED_IN, HANDLED, CARRIED_OUT = "t3.1", "t3.2", "t3.3.7", "t3.4"
FLOW = {RECEIVED: 1, CARRIED_IN: 1, HANDLED: -1, CARRIED_OUT: -1}
Vector = tuple[int, ...]


@dataclass(frozen=True)
class Habits:
    """``cuts``: zeros are printed and cells run together; ``spaces``: a space parts cells.

    ``whole``: every cell was read and every identity holds; ``marks``: a mark may stand for 0.
    """

    cuts: bool
    spaces: bool
    whole: bool = False
    marks: bool = False


@dataclass
class Row:
    """One row under way: its texts once known, else the readings its own sum allows."""

    found: Found
    columns: tuple[str, ...]
    texts: list[Text | None] | None = None
    readings: list[Reading] = field(default_factory=list)
    confidence: float = SURE
    cut: bool = False
    merged: bool = False

    @property
    def spaced(self) -> bool:
        """Whether the row has one figure a column with spaces between them."""
        gaps = {value.gap for value in self.found.values[1:]}
        return gaps == {Gap.SPACE} and self.texts is not None and not self.cut

    @property
    def marked(self) -> bool:
        """Whether a mark or an ideographic space stands in some cell of its run."""
        return any(splitting.MARK.search(splitting.bare(value)) for value in self.found.values)

    def numbers(self) -> Vector | None:
        """The row as integers if every cell is one (a blank counts as 0, T3-R4), else None."""
        if self.texts is None:
            return None
        out = []
        for text in self.texts:
            figure = parse(text.raw) if text else None
            if figure is None or figure.kind is Kind.WORDS:
                return None
            value = figure.value or 0
            if not isinstance(value, int):
                return None
            out.append(value)
        return tuple(out)

    def adds_up(self) -> bool:
        """Whether the row's total is the sum of its other cells (T3-R3)."""
        numbers = self.numbers()
        return numbers is not None and self.would_add_up(numbers)

    def would_add_up(self, numbers: Sequence[int]) -> bool:
        """Whether these cells would."""
        if "total" not in self.columns:
            return False
        return sum(numbers) == 2 * numbers[self.columns.index("total")]


def read(found: Sequence[Found], leaves: Sequence[str]) -> dict[str, Row]:
    """All rows of table three by id; a row that stays undecided has ``texts`` None.

    ``leaves`` are the row ids that add up to （七）总计 in the form the report follows.
    """
    pads = pads_of((item.values, len(_columns(item))) for item in found)
    rows = {item.row: _start(item, pads) for item in found}
    if not loses_cells(rows):
        for row in rows.values():
            if row.texts is None:
                _cut(row)
        _combine(rows, leaves)
        _by_residue(rows, leaves)
    _weigh(rows, leaves)
    _doubt_spaces(rows, leaves)
    _doubt_order(rows)
    _doubt_cuts(rows, leaves)
    return rows


def _doubt_cuts(rows: Mapping[str, Row], leaves: Sequence[str]) -> None:
    """Where rows are missing, blanks may be lost: cuts that not all columns confirm are doubted.

    With （七）总计 read the columns could confirm them; what they do not is refused.
    """
    if {*leaves, RECEIVED, CARRIED_IN, HANDLED, CARRIED_OUT} <= rows.keys():
        return
    for row in rows.values():
        if row.cut and row.confidence < SURE:
            row.confidence = DOUBTFUL
            row.texts = None if HANDLED in rows else row.texts


def _doubt_order(rows: Mapping[str, Row]) -> None:
    """Refuse what does not add up where no head tells the order; all of it if that is no slip."""
    guessed = [row for row in rows.values() if not row.found.grid and not _ordered(row.found)]
    wrong = [row for row in guessed if not row.adds_up()]
    for row in wrong if len(wrong) < 2 else guessed:
        row.texts = None


def _doubt_spaces(rows: Mapping[str, Row], leaves: Sequence[str]) -> None:
    """Refuse rows in which a space may stand inside a number and no sum confirms the reading."""
    if habits(rows, leaves).spaces:
        return
    for row in rows.values():
        doubtful = not row.found.grid and thousands(row.found.values)
        if doubtful and row.confidence < SURE:
            row.texts = None


def loses_cells(rows: Mapping[str, Row]) -> bool:
    """Whether a run has fewer digits than columns: blank cells left no trace."""
    return any(
        row.texts is None
        and not row.found.grid
        and sum(map(len, map(splitting.bare, row.found.values))) < len(row.columns)
        for row in rows.values()
    )


def habits(rows: Mapping[str, Row], leaves: Sequence[str]) -> Habits:
    """What table three shows of the whole text: whether runs may be cut, what a space means."""
    decided = bool(rows) and all(row.texts is not None for row in rows.values())
    parted = sum(row.spaced for row in rows.values())
    return Habits(
        cuts=decided and any(row.cut for row in rows.values()),
        spaces=decided and not any(row.merged for row in rows.values()) and 2 * parted >= len(rows),
        whole=decided and _holds(rows, leaves),
        marks=any(row.cut and row.marked for row in rows.values()),
    )


def _columns(found: Found) -> tuple[str, ...]:
    columns = found.column_ids if _ordered(found) else T3_COLUMNS
    return T3_COLUMNS if len(columns) < len(T3_COLUMNS) <= len(found.values) else columns


def _ordered(found: Found) -> bool:
    """Whether heads tell the columns; in running text only if all seven are known."""
    return bool(found.column_ids) if found.grid else len(found.column_ids) >= len(T3_COLUMNS)


def _start(found: Found, pads: Pads) -> Row:
    row = Row(found, _columns(found))
    row.texts = directly(found.values, row.columns, found.heads, grid=found.grid, pads=pads)
    return row


def _cut(row: Row) -> None:
    """Readings of a run by the row's own sum: borders kept first, then with spaces closed."""
    values = row.found.values
    if not all(map(splitting.bare, values)) or row.found.grid:
        return  # blank cells show that cells have borders
    ends = [at for at, column in enumerate(row.columns) if column == "total"]
    if not values or ends not in ([0], [len(row.columns) - 1]) or _bordered(values):
        return  # cells with borders between them: some are missing, none is to be cut
    kinds = [kind_of(values)] * len(row.columns)
    for merge in (False, True):
        text, borders = splitting.joined(values, merge_spaces=merge)
        if len(text) < len(row.columns):
            return
        try:
            row.readings = splitting.cuts(text, borders, kinds, ends)
        except TooMany:
            row.readings = []
            return
        if row.readings:
            row.merged = merge
            break
    if len(row.readings) == 1:
        _settle(row, row.readings[0])


def _bordered(values: Sequence[Piece]) -> bool:
    return any(value.gap in (Gap.CELL, Gap.PLACE) for value in values[1:])


def kind_of(values: Sequence[Piece]) -> re.Pattern[str]:
    """What a cell of a run may hold: a count, and a mark where the run has one."""
    marked = any(splitting.MARK.search(splitting.bare(value)) for value in values)
    return splitting.or_mark(splitting.COUNT) if marked else splitting.COUNT


def _settle(row: Row, reading: Reading) -> None:
    values = [value for value in row.found.values if splitting.bare(value)]
    row.texts, row.cut = texts_of(values, reading), True


def _combine(rows: Mapping[str, Row], leaves: Sequence[str]) -> None:
    """Rows with several readings: settle those of which the columns leave one only."""
    readings = {
        key: {reading.numbers(): reading for reading in row.readings}
        for key, row in rows.items()
        if row.texts is None and row.readings
    }
    fixed = _known(rows)
    told = [
        identity
        for identity, whole in (
            (_results(leaves), HANDLED in rows),
            (FLOW, rows.keys() >= FLOW.keys()),
        )
        if whole and all(key in fixed or key in readings for key in identity if key in rows)
    ]
    left = agreeing.left_over(readings, fixed, told) if readings and told else None
    for key, options in (left or {}).items():
        if len(options) == 1:
            _settle(rows[key], readings[key][options.pop()])


def _by_residue(rows: Mapping[str, Row], leaves: Sequence[str]) -> None:
    """Rows that their own sum cannot cut: what the columns leave for one, or for two together."""
    for identity in (_results(leaves), FLOW, _results(leaves)):
        known = _known(rows)
        left = [key for key in identity if key in rows and key not in known]
        if identity is FLOW and not rows.keys() >= FLOW.keys():
            continue
        if HANDLED not in rows or any(rows[key].texts is not None for key in left):
            continue
        width = max((len(row.columns) for row in rows.values()), default=0)
        if any(len(numbers) != width for numbers in known.values()):
            continue
        rest = agreeing.rest(known, identity, width)
        if len(left) == 1:
            sign = identity[left[0]]
            _settle_as(rows[left[0]], [sign * value for value in rest])
        elif len(left) == 2:
            _settle_two(rows[left[0]], rows[left[1]], identity, rest)


def _known(rows: Mapping[str, Row]) -> dict[str, Vector]:
    return {key: numbers for key, row in rows.items() if (numbers := row.numbers()) is not None}


def _results(leaves: Sequence[str]) -> dict[str, int]:
    """T3-R2 as signs: the results add up to （七）总计."""
    return dict.fromkeys(leaves, 1) | {HANDLED: -1}


def _settle_two(one: Row, other: Row, identity: Mapping[str, int], rest: Sequence[int]) -> None:
    """Two rows that cut each other, if only one way makes both add up."""
    runs = [splitting.joined(row.found.values, merge_spaces=False)[0] for row in (one, other)]
    if not all(run.isdecimal() for run in runs):
        return
    signs = identity[one.found.row], identity[other.found.row]
    ways = agreeing.together((runs[0], runs[1]), signs, rest)
    fitting = [way for way in ways if one.would_add_up(way[0]) and other.would_add_up(way[1])]
    if len(fitting) == 1:
        _settle_as(one, fitting[0][0])
        _settle_as(other, fitting[0][1])


def _settle_as(row: Row, wanted: Sequence[int]) -> None:
    """Take the run as these numbers, if that is what it reads, borders and all."""
    values = [value for value in row.found.values if splitting.bare(value)]
    if min(wanted) < 0 or not values:
        return
    text, borders = splitting.joined(values, merge_spaces=False)
    if "".join(map(str, wanted)) != text:
        return
    starts = [sum(len(str(number)) for number in wanted[:i]) for i in range(len(wanted))]
    if not borders <= set(starts):
        return
    row.texts = [text_at(values, str(n), s) for n, s in zip(wanted, starts, strict=True)]
    row.cut, row.confidence = True, DECIDED


def _columns_hold(rows: Mapping[str, Vector], leaves: Sequence[str]) -> tuple[bool, bool]:
    """(T3-R1, T3-R2) over all columns; a row that the report lacks counts as nothing."""
    width = max((len(vector) for vector in rows.values()), default=0)
    zero = (0,) * width
    if any(len(vector) != width for vector in rows.values()):
        return False, False
    inflow = _sum([rows.get(RECEIVED, zero), rows.get(CARRIED_IN, zero)], width)
    outflow = _sum([rows.get(HANDLED, zero), rows.get(CARRIED_OUT, zero)], width)
    results = _sum([rows[leaf] for leaf in leaves if leaf in rows], width)
    return inflow == outflow, results == rows.get(HANDLED, zero)


def _weigh(rows: Mapping[str, Row], leaves: Sequence[str]) -> None:
    """Confidence: a cut run is sure only when every identity of the whole table holds."""
    whole = _holds(rows, leaves)
    for row in rows.values():
        adds_up = row.adds_up()
        if not _ordered(row.found):
            row.confidence = PLAIN  # the order of the form, which no head confirms
        if traced(row.found.values, len(row.columns)):
            row.confidence = DECIDED
        if not (whole and adds_up):
            row.confidence = min(row.confidence, _unconfirmed(row, adds_up=adds_up))


def _holds(rows: Mapping[str, Row], leaves: Sequence[str]) -> bool:
    """Whether every row is read and the columns agree (T3-R1, T3-R2)."""
    known = _known(rows)
    return len(known) == len(rows) and all(_columns_hold(known, leaves))


def _unconfirmed(row: Row, *, adds_up: bool) -> float:
    """The confidence of a row that not every identity confirms."""
    if traced(row.found.values, len(row.columns)):
        return DOUBTFUL
    if row.cut or row.found.grid or adds_up:
        return DECIDED if row.cut else PLAIN
    parted = any(value.gap in (Gap.SPACE, Gap.PLACE) for value in row.found.values[1:])
    return DOUBTFUL if parted else DECIDED


def _sum(vectors: Sequence[Vector], width: int) -> Vector:
    return tuple(sum(vector[i] for vector in vectors) for i in range(width))
