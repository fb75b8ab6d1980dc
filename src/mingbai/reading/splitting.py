"""Cells run together (640020470): every way to cut them that the printed sums allow."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingbai.reading.glyphs import halfwidth
from mingbai.reading.lines import Gap, Piece

COUNT = re.compile(r"(?:0|[1-9]\d{0,11}|[1-9]\d{0,2}(?:,\d{3})+)")
SIGNED = re.compile(r"[+\-\u2212–]?(?:0|[1-9]\d{0,11})")
MONEY = re.compile(r"(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?(?:[亿万]?元)?")
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
        return tuple(int(text.replace(",", "")) for text in self.texts)


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
        text += halfwidth(piece.text).strip()
    return text, frozenset(borders)


def cuts(
    text: str, borders: frozenset[int], kinds: Sequence[re.Pattern[str]], sums: Sequence[int] = ()
) -> list[Reading]:
    """All readings of ``text`` as ``len(kinds)`` cells.

    ``sums`` holds the indexes of cells that must equal the sum of the cells before them back to
    the previous such index.  Raises TooMany when the bound is passed.
    """
    found = []
    for spans in _Cutter(text, borders, kinds, frozenset(sums)).spans(len(text), len(kinds) - 1):
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

    def spans(self, end: int, cell: int, owed: int | None = None) -> Iterator[Spans]:
        """The extents of cells 0 … ``cell`` in ``text[:end]``, adding up to ``owed`` if given."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooMany
        if cell < 0:
            if end == 0 and not owed:
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
        for start in range(end - 1, cell - 1, -1):
            if self.kinds[cell].fullmatch(self.text, start, end):
                yield start
            if start in self.borders:
                return

    def _owed(self, part: str, cell: int, owed: int | None) -> int | None:
        """What the cells to the left must still add up to, after taking ``part`` as ``cell``."""
        if not self.sums:
            return None
        value = int(part.replace(",", ""))
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
