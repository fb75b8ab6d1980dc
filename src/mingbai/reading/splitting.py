"""Cells run together (640020470): every way to cut them that the printed sums allow."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingbai.reading.glyphs import halfwidth
from mingbai.reading.lines import Gap, Piece

COUNT = re.compile(r"(?:0|[1-9]\d{0,11}|[1-9]\d{0,2}(?:,\d{3})+)")
SIGNED = re.compile(r"[+\-\u2212–]?(?:0|[1-9]\d{0,11})")
MONEY = re.compile(r"(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?(?:[亿万]?元)?")
# A cell that holds a mark in place of 0; OPEN stands for an ideographic space.
OPEN = "␣"
MARK = re.compile(f"[-\u2013\u2014/无{OPEN}]")
MOST_STEPS = 100_000
MOST_READINGS = 2_000
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Reading:
    """One way to cut a run: the texts of the cells and the offset of each in the joined run."""

    texts: tuple[str, ...]
    starts: tuple[int, ...]

    def numbers(self) -> tuple[int, ...]:
        """The cells as integers (counts only)."""
        return tuple(map(_number, self.texts))


def _number(text: str) -> int:
    return 0 if MARK.fullmatch(text) else int(text.replace(",", ""))


def or_mark(kind: re.Pattern[str]) -> re.Pattern[str]:
    """A kind of cell that may hold a mark instead."""
    return re.compile(f"{kind.pattern}|{MARK.pattern}")


def bare(piece: Piece) -> str:
    """A piece as it counts in a run: half width, an ideographic space as a mark."""
    if piece.gap is Gap.TRACE:
        return ""
    return halfwidth(piece.text.replace("\u3000", OPEN)).strip()


class TooMany(Exception):
    """More readings or steps than the bound; the run is refused."""


def joined(pieces: Sequence[Piece], *, merge_spaces: bool) -> tuple[str, frozenset[int]]:
    """The run without blanks, and the offsets where a cell must end.

    A space is a border unless ``merge_spaces`` (the digits of one cell may have come apart).
    """
    text, borders = "", set()
    for piece in pieces:
        if text and not (merge_spaces and piece.gap is Gap.SPACE):
            borders.add(len(text))
        text += bare(piece)
    return text, frozenset(borders)


def cuts(
    text: str, borders: frozenset[int], kinds: Sequence[re.Pattern[str]], sums: Sequence[int] = ()
) -> list[Reading]:
    """All readings of ``text`` as ``len(kinds)`` cells.

    ``sums`` holds the indexes of cells that must equal the sum of the cells before them back to
    the previous such index; (0,) alone says that the first cell is the sum of all others.
    Raises TooMany when the bound is passed.
    """
    found = []
    cutter = _Cutter(text, borders, kinds, frozenset(sums))
    ways = cutter.behind_total() if tuple(sums) == (0,) else cutter.spans(len(text), len(kinds) - 1)
    for spans in ways:
        found.append(Reading(tuple(text[a:b] for a, b in spans), tuple(a for a, _ in spans)))
        if len(found) > MOST_READINGS:
            raise TooMany
    return found


class _Cutter:
    """Cuts from the right, where the total stands, so that what is owed bounds the rest."""

    def __init__(
        self,
        text: str,
        borders: frozenset[int],
        kinds: Sequence[re.Pattern[str]],
        sums: frozenset[int],
    ) -> None:
        self.text, self.borders, self.kinds, self.sums = text, borders, kinds, sums
        self.steps = 0
        self.first = self.floor = 0  # the first cell still to be cut, and where it begins

    def behind_total(self) -> Iterator[Spans]:
        """The extents where the first cell is the total of all others."""
        self.sums, self.first = frozenset(), 1
        for end in range(1, len(self.text) - len(self.kinds) + 2):
            if self.kinds[0].fullmatch(self.text, 0, end):
                self.floor = end
                owed = _number(self.text[:end])
                for rest in self.spans(len(self.text), len(self.kinds) - 1, owed):
                    yield ((0, end), *rest)
            if end in self.borders:
                return

    def spans(self, end: int, cell: int, owed: int | None = None) -> Iterator[Spans]:
        """The extents of cells 0 … ``cell`` in ``text[:end]``, adding up to ``owed`` if given."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooMany
        if cell < self.first:
            if end == self.floor and not owed:
                yield ()
            return
        if owed and cell in self.sums:
            return
        for start in self._starts(end, cell):
            rest = self._owed(self.text[start:end], cell, owed)
            if rest is None or rest >= 0:
                for head in self.spans(start, cell - 1, rest):
                    yield (*head, (start, end))

    def _starts(self, end: int, cell: int) -> Iterator[int]:
        """Where a cell that ends at ``end`` may begin, not reaching over a border."""
        for start in range(end - 1, self.floor + cell - self.first - 1, -1):
            if self.kinds[cell].fullmatch(self.text, start, end):
                yield start
            if start in self.borders:
                return

    def _owed(self, part: str, cell: int, owed: int | None) -> int | None:
        """What the cells to the left must still add up to, after taking ``part`` as ``cell``."""
        if not self.sums and owed is None:
            return None
        value = _number(part)
        return value if cell in self.sums else (owed or 0) - value


def agreed(readings: Sequence[Reading]) -> tuple[tuple[str, int] | None, ...]:
    """Per cell its text and offset where all readings agree, else None."""
    if not readings:
        return ()
    first = readings[0]
    return tuple(
        (text, start)
        if all(r.texts[i] == text and r.starts[i] == start for r in readings)
        else None
        for i, (text, start) in enumerate(zip(first.texts, first.starts, strict=True))
    )
