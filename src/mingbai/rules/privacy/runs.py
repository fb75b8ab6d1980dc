"""Digits that may belong together: written as figures, letters or Chinese, parted by little.

A table of numbers is all digits: what is no candidate must never cost a step of Python.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

CHINESE = dict(
    zip("零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两", "00012345678911234567892", strict=True)
)
LETTERS = {"O": "0", "o": "0", "l": "1", "I": "1", "X": "X", "x": "X", "×": "X"}
DIGITS = "0-9OolIXx×" + "".join(CHINESE)
SPACES = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
GAPS = SPACES + ".-·•\u2010\u2011\u2012\u2013\u2014\u2015\u2212_/|"
ALL = frozenset("0123456789") | frozenset(CHINESE) | frozenset(LETTERS)
TO_DIGIT = str.maketrans(CHINESE | LETTERS)
TO_MARK = str.maketrans(CHINESE | LETTERS | dict.fromkeys(GAPS, " "))
SHORTEST = 11  # digits of a mobile number, the shortest that is looked for among runs
STRETCH = re.compile(f"[{DIGITS}{re.escape(GAPS)}]{{{SHORTEST},}}")
# A gap may be a line end between cells with their indents; more is no longer one number.
APART = re.compile(" {5,}")
GROUP = re.compile(" {0,4}([0-9X]+)")
BEGIN = re.compile("[0-9X](?<![0-9X].)")
PLAIN = re.compile("[0-9]")
BLOCK = 512


@dataclass(frozen=True)
class Number:
    """Digits at [start, end) of the text that may be one number.

    ``marks`` are the digits (0–9 and X) with a space for each character of a gap; ``opens`` and
    ``closes``: a gap, or no digit at all, stands before and after.
    """

    text: str
    start: int
    end: int
    marks: str
    opens: bool
    closes: bool

    @property
    def digits(self) -> str:
        """The digits alone."""
        return self.marks.replace(" ", "")

    @property
    def groups(self) -> list[str]:
        """The digits as they are grouped in the text."""
        return self.marks.split()

    @property
    def written(self) -> str:
        """What stands in the text from the first digit to the last."""
        return self.text[self.start : self.end]

    @property
    def figures(self) -> int:
        """How many of the digits are written as Arabic figures."""
        return len(PLAIN.findall(self.written))


class Runs:
    """All stretches of digits and gaps of a folded text, put together to be searched at once.

    ``marks`` holds them in their order, parted by ``#``; ``digits`` is the same without the gaps
    within a run. Places in ``marks`` are called marks, places in ``digits`` by their index.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._places: list[int] = []  # of each stretch, in the text
        self._marks: list[int] = []  # and among the marks
        parts: list[str] = []
        length = 0
        for stretch in STRETCH.finditer(text):
            piece = stretch[0].translate(TO_MARK)
            self._places.append(stretch.start())
            self._marks.append(length)
            parts.append(piece)
            length += len(piece) + 1
        marks = "#".join(parts)
        self.marks = APART.sub(lambda gap: "#" * len(gap[0]), marks)
        self.digits = self.marks.replace(" ", "")
        self._begins: list[int] = []  # of every block of marks, among the digits

    def place(self, mark: int) -> int:
        """The place in the text."""
        stretch = bisect_right(self._marks, mark) - 1
        return self._places[stretch] + mark - self._marks[stretch]

    def mark(self, index: int) -> int:
        """The mark of a digit."""
        if not self._begins:
            self._count()
        block = bisect_right(self._begins, index) - 1
        start = block * BLOCK
        left = index - self._begins[block]
        held = self.marks[start : start + BLOCK]
        return start + [at for at, char in enumerate(held) if char != " "][left]

    def number(self, first: int, end: int) -> Number:
        """The number at marks [first, end)."""
        start = self.place(first)
        opens = first == 0 or self.marks[first - 1] in " #"
        closes = end == len(self.marks) or self.marks[end] in " #"
        marks = self.marks[first:end]
        return Number(self.text, start, start + end - first, marks, opens, closes)

    def groups(self, start: int, end: int) -> Iterator[int]:
        """The marks at which groups begin in [start, end) of the text."""
        if not self._places:
            return
        at = max(bisect_right(self._places, start) - 1, 0)
        while at < len(self._places) and self._places[at] < end:
            shift = self._marks[at] - self._places[at]
            first = max(self._marks[at], start + shift)
            for found in BEGIN.finditer(self.marks, first, self._last(at, end + shift)):
                yield found.start()
            at += 1

    def _last(self, at: int, end: int) -> int:
        following = self._marks[at + 1] if at + 1 < len(self._marks) else len(self.marks)
        return min(following, max(end, 0))

    def _count(self) -> None:
        total = 0
        for start in range(0, len(self.marks), BLOCK):
            self._begins.append(total)
            held = min(BLOCK, len(self.marks) - start)
            total += held - self.marks.count(" ", start, start + BLOCK)


def overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches from left to right, also those that begin within another."""
    found = pattern.search(text)
    while found is not None:
        yield found
        found = pattern.search(text, found.start() + 1)
