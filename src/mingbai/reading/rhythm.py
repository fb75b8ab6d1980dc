"""How running text parts its cells: where the rhythm is known, a longer gap shows a blank cell."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from mingbai.reading.glyphs import columns

WIDTH = 7  # cells of a row of table three, by which a rhythm is told
LEAST_ROWS = 3  # rows that must come out whole
MOST_BLANKS = 15
LAST_CELL = re.compile(r"(?:^|\s{2,})(?=\S)")
Span = tuple[int, int]
# (text half width, text as it is, where the cell in front begins, extent of what stands between)
# → blank cells; None: no border
Gap = Callable[[str, str, int, int, int], int | None]


@dataclass(frozen=True)
class Group:
    """A label and its values: where the label ends, the values, where what follows begins."""

    label_end: int
    values: tuple[Span, ...]
    next_start: int


@dataclass(frozen=True)
class Rhythm:
    """Blank cells between two values, before the first value and behind the last."""

    between: Gap
    before: Gap
    behind: Gap
    open_end: bool = False  # blanks at the end of a line may have been cut off

    def cells(self, plain: str, raw: str, group: Group) -> list[tuple[int, Span | None]]:
        """All cells of a group: (0, extent of a value) or (offset, None) for a blank one.

        Nothing where two values stand too close to be two cells by this rhythm.
        """
        first = self.before(plain, raw, 0, group.label_end, group.values[0][0]) or 0
        out: list[tuple[int, Span | None]] = [(group.label_end, None)] * first
        held = group.values[0]
        for value in group.values[1:]:
            blanks = self.between(plain, raw, *held, value[0])
            if blanks is None and _one_number(plain, held, value):
                held = (held[0], value[1])
                continue
            if blanks is None:
                return []
            out.append((0, held))
            out += [(held[1], None)] * blanks
            held = value
        out.append((0, held))
        return out

    def trailing(self, plain: str, raw: str, group: Group, own: int) -> int:
        """Blank cells behind the last value of a row of ``own`` cells."""
        if self.open_end:
            return max(WIDTH - own, 0) if own < 10 else max(2 * WIDTH + 1 - own, 0)
        return self.blanks(plain, raw, group.values[-1][1], group.next_start)

    def blanks(self, plain: str, raw: str, start: int, end: int) -> int:
        """Blank cells that stand between a row and what follows it."""
        return self.behind(plain, raw, start, start, end) or 0


def _one_number(plain: str, left: Span, right: Span) -> bool:
    """Whether a space may stand inside one number (8 073)."""
    return (
        re.fullmatch(r"[1-9]\d{0,2}(?: \d{3})*", plain[slice(*left)]) is not None
        and re.fullmatch(r"\d{3}\D{0,2}", plain[slice(*right)]) is not None
    )


def of(plain: str, raw: str, groups: Sequence[Group]) -> Rhythm | None:
    """The rhythm under which most rows have seven cells; None if the values alone have more.

    ``plain`` is ``raw`` in half width, offset for offset.
    """
    best, most = None, max(LEAST_ROWS, sum(len(g.values) == WIDTH for g in groups))
    for rhythm in _candidates(plain, raw, groups):
        whole = sum(_whole(rhythm, plain, raw, group) for group in groups)
        if whole >= most:
            best, most = rhythm, whole + 1
    return best


def keeps_none(groups: Sequence[Group]) -> bool:
    """Whether cells are run together, so that no gap parts them."""
    rows = [group for group in groups if group.values]
    glued = sum(group.label_end == group.values[0][0] for group in rows)
    return sum(len(g.values) == WIDTH for g in rows) < LEAST_ROWS and 2 * glued > len(rows)


def _whole(rhythm: Rhythm, plain: str, raw: str, group: Group) -> bool:
    if len(group.values) > 3 * WIDTH:
        return False
    own = len(rhythm.cells(plain, raw, group))
    return own == WIDTH or (
        not rhythm.open_end
        and 0 < own < WIDTH
        and own + rhythm.trailing(plain, raw, group, own) == WIDTH
    )


def _candidates(plain: str, raw: str, groups: Sequence[Group]) -> Iterator[Rhythm]:
    gaps = [
        (left[1], right[0])
        for group in groups
        for left, right in zip(group.values, group.values[1:], strict=False)
    ]
    lines = Counter(plain.count("\n", *gap) for gap in gaps)
    for unit in _frequent(lines, least=1):
        yield _of_lines(unit)
    same = [gap for gap in gaps if "\n" not in plain[slice(*gap)]]
    for base in _frequent(Counter(b - a for a, b in same), least=2):
        yield _of_spaces(base, base)
        yield _of_spaces(base, base + 1)  # a blank cell holds one blank of its own
    pitches = Counter(
        columns(raw[left[0] : right[0]])
        for group in groups
        for left, right in zip(group.values, group.values[1:], strict=False)
        if "\n" not in plain[left[1] : right[0]]
    )
    for pitch in _frequent(pitches, least=4):
        yield _of_columns(pitch)


def _frequent(counts: Counter[int], *, least: int) -> Iterable[int]:
    """The three smallest lengths that are no exception."""
    total = sum(counts.values())
    return sorted(n for n, c in counts.items() if n >= least and c * 20 >= total)[:3]


def _of_lines(unit: int) -> Rhythm:
    """A cell a line, ``unit`` line ends apart."""

    def gap(plain: str, raw: str, opens: int, start: int, end: int) -> int | None:
        ends = plain.count("\n", start, end)
        return min(max(ends // unit - 1, 0), MOST_BLANKS) if ends else None

    return Rhythm(gap, gap, gap)


def _of_spaces(base: int, stride: int) -> Rhythm:
    """Cells ``base`` blanks apart, ``stride`` more for each blank cell between."""

    def gap(plain: str, raw: str, opens: int, start: int, end: int) -> int | None:
        between = plain[start:end]
        if "\n" in between:  # a line may open with blank cells
            return min(len(between.rpartition("\n")[2]) // stride, MOST_BLANKS)
        blanks = max(len(between) - base, 0) // stride
        return min(blanks, MOST_BLANKS) if len(between) > 1 else None

    def behind(plain: str, raw: str, opens: int, start: int, end: int) -> int | None:
        line, ended, _ = plain[start:end].partition("\n")
        return min(len(line) // stride, MOST_BLANKS) if ended else 0

    return Rhythm(gap, gap, behind)


def _of_columns(pitch: int) -> Rhythm:
    """Columns ``pitch`` wide, filled up with blanks, at least two behind a text."""

    def blanks(raw: str, start: int, end: int, until: int) -> int | None:
        if "\n" in raw[end:until]:  # a line may open with blank cells
            return min(columns(raw[end:until].rpartition("\n")[2]) // pitch, MOST_BLANKS)
        if until - end < 2:
            return None
        wide = max(pitch, columns(raw[start:end]) + 2)
        return min(max((columns(raw[start:until]) - wide) // pitch, 0), MOST_BLANKS)

    def between(plain: str, raw: str, opens: int, start: int, end: int) -> int | None:
        return blanks(raw, opens, start, end)

    def before(plain: str, raw: str, opens: int, start: int, end: int) -> int | None:
        line = plain.rfind("\n", 0, start) + 1
        cells = [match.start() for match in LAST_CELL.finditer(plain, line, start)]
        return blanks(raw, cells[-1] if cells else line, start, end)

    def behind(plain: str, raw: str, opens: int, start: int, end: int) -> int | None:
        return 0

    return Rhythm(between, before, behind, open_end=True)
