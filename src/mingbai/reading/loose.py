"""Running text cut into lines: a run of words is the label, the figures after it are its values.

Serves plain text with one cell a line, cells parted by spaces, and cells run together.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from mingbai.reading.glyphs import halfwidth
from mingbai.reading.lines import Gap, Line, Piece
from mingbai.refusal import Refusal

# A figure as it stands in running text; the unit ends it, so nothing is glued behind one.
FIGURE = re.compile(
    r"[+\-\u2212–－]?\d+(?:,\d+)*(?:\.\d+)?(?:[亿万]?元(?![0-9一-龥]{0,3}[年月])|"
    r"(?:件|项|条|个|宗|次)(?=[\s|\d(（]|[一二三四五六七]、|$))?"
)
# A cell that says "none" must stand alone, or 无正当理由 would count.
ALONE = re.compile(r"(?<![^\s|])(?:无|/|-{1,2}|—{1,2}|–|零|〇)(?![^\s|])")
WORD = re.compile(r"[一-龥（）()]")
TOKEN = re.compile(f"(?P<figure>{FIGURE.pattern})|(?P<alone>{ALONE.pattern})")
# 2.其他…: the digit before a point and a Chinese character numbers the label that follows.
NUMBERING = re.compile(r"\d {0,2}[.、．]\s*(?=[一-龥“\"'‘])")
UNIT_ENDS = tuple("元件项条个宗次")
MOST_FIGURES = 20_000
TOO_MANY = "文中的数字太多，不像一份年度报告"


class Places:
    """Turns an offset in the text into words: 第N行第M字."""

    def __init__(self, text: str) -> None:
        self._starts = [0] + [match.end() for match in re.finditer("\n", text)]

    def __call__(self, offset: int) -> str:
        """The place of one character, lines and characters counted from 1."""
        row = bisect_right(self._starts, offset)
        return f"第{row}行第{offset - self._starts[row - 1] + 1}字"


def cut(text: str, place: Callable[[int], str]) -> tuple[Line, ...]:
    """All lines of a running text; ``place`` names an offset for the evidence."""
    plain = halfwidth(text)
    lines: list[Line] = []
    label, label_at = "", 0
    values: list[Piece] = []
    figures = 0
    for is_value, start, end in _tokens(plain):
        figures += is_value
        if figures > MOST_FIGURES:
            raise Refusal(TOO_MANY, remedy="请只留下报告正文")
        if is_value:
            gap = _gap(plain, start, first=not values)
            values.append(Piece(text[start:end], place(start), gap=gap))
            continue
        if values:
            lines.append(Line((Piece(label, place(label_at)),), tuple(values), grid=False))
            label, values = "", []
        if not label:
            label_at = start
        label += text[start:end]
    if label or values:
        lines.append(Line((Piece(label, place(label_at)),), tuple(values), grid=False))
    return tuple(lines)


def _tokens(plain: str) -> Iterator[tuple[bool, int, int]]:
    """(is a value, start, end) in order; blanks between values belong to neither."""
    at = 0
    for match in TOKEN.finditer(plain):
        start, end = match.span()
        if match["figure"]:
            start, end = _without_numbering(plain, start, end)
            if start == end:
                continue
        elif _between_words(plain, start, end):
            continue
        if plain[at:start].strip(" \t\r\n|"):
            yield False, at, start
        yield True, start, end
        at = end
    if plain[at:].strip(" \t\r\n|"):
        yield False, at, len(plain)


def _between_words(plain: str, start: int, end: int) -> bool:
    """Whether a sign stands between words of its own line (本 年 增 / 减, 无 法 提 供)."""
    before = plain[max(start - 6, 0) : start].rpartition("\n")[2].rstrip(" ")
    after = plain[end : end + 6].partition("\n")[0].lstrip(" ")
    return any(WORD.match(char) for char in (before[-1:], after[:1]) if char != "无")


def _without_numbering(plain: str, start: int, end: int) -> tuple[int, int]:
    """Give the last digit back to the label it numbers (…0000000|2.其他)."""
    if plain[end - 1].isdigit() and NUMBERING.match(plain, end - 1):
        return start, end - 1 if end - 1 > start and plain[start : end - 1].strip(
            "+-\u2212–－"
        ) else start
    return start, end


def _gap(plain: str, start: int, *, first: bool) -> Gap:
    """What stands before a value: a line end or bar is a border, a space need not be one."""
    before = start
    while before and plain[before - 1] in " \t\r\n|":
        before -= 1
    between = plain[before:start]
    ended = plain[before - 1 : before] in UNIT_ENDS  # a unit ends its cell
    if first or ended or any(mark in between for mark in "\n|\t"):
        return Gap.CELL
    return Gap.SPACE if between else Gap.GLUED
