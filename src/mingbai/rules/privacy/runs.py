"""Digits that may belong together: written as figures, letters or Chinese, parted by little."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

CHINESE = dict(
    zip("零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两", "00012345678911234567892", strict=True)
)
LETTERS = {"O": "0", "o": "0", "l": "1", "I": "1", "X": "X", "x": "X", "×": "X"}
DIGITS = "0-9OolIXx×" + "".join(CHINESE)
GAP = r"\s.\-·•\u2010-\u2015\u2212_/|"
# A gap may be a line end between cells with their indents; more is no longer one number.
ALL = frozenset("0123456789") | frozenset(CHINESE) | frozenset(LETTERS)
RUN = re.compile(f"[{DIGITS}](?:[{GAP}]{{0,4}}[{DIGITS}]){{5,}}")
TO_DIGIT = str.maketrans(CHINESE | LETTERS)
PLAIN = re.compile("[0-9]")


@dataclass(frozen=True)
class Run:
    """``digits`` (0–9 and X), the place of each in the text, and where a group begins."""

    text: str
    digits: str
    at: range | list[int]

    def starts_group(self, i: int) -> bool:
        """Whether a gap, or no digit at all, stands before digit ``i``."""
        return i == 0 or self.at[i] != self.at[i - 1] + 1

    def ends_group(self, i: int) -> bool:
        """Whether a gap, or no digit at all, follows digit ``i``."""
        return i == len(self.digits) - 1 or self.at[i + 1] != self.at[i] + 1

    def groups(self, first: int, last: int) -> list[str]:
        """Digits ``first`` to ``last`` as they are grouped in the text."""
        found = [""]
        for i in range(first, last + 1):
            if i > first and self.starts_group(i):
                found.append("")
            found[-1] += self.digits[i]
        return found

    def written(self, first: int, last: int) -> str:
        """What stands in the text from digit ``first`` to digit ``last``."""
        return self.text[self.at[first] : self.at[last] + 1]

    def figures(self, first: int, last: int) -> int:
        """How many of the digits are written as Arabic figures."""
        return len(PLAIN.findall(self.written(first, last)))


def runs(text: str) -> Iterator[Run]:
    """The runs of six digits or more in folded text, from left to right."""
    for found in RUN.finditer(text):
        piece = found[0]
        start = found.start()
        if piece.isdigit() and piece.isascii():
            yield Run(text, piece, range(start, found.end()))
            continue
        at = [i for i, c in enumerate(piece, start) if c in ALL]
        yield Run(text, "".join(text[i] for i in at).translate(TO_DIGIT), at)
