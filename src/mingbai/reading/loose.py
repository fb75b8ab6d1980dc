"""Running text cut into lines: a run of words is the label, the figures after it are its values.

Serves plain text with one cell a line, cells parted by spaces, and cells run together.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from mingbai.reading import rhythm
from mingbai.reading.glyphs import halfwidth
from mingbai.reading.lines import Gap, Line, Piece
from mingbai.reading.rhythm import Group, Rhythm, Span
from mingbai.refusal import Refusal

# A figure as it stands in running text; the unit ends it, so nothing is glued behind one.
FIGURE = re.compile(
    r"[+\-\u2212–－]?\d+(?:,\d+)*(?:\.\d+)?(?:[亿万]?元(?![0-9一-龥]{0,3}[年月])|"
    r"(?:件|项|条|个|宗|次)(?=[\s|\d(（]|[一二三四五六七]、|$))?"
)
# A cell that says "none" must stand alone, or 无正当理由 would count.
ALONE = re.compile(r"(?<![^\s|])(?:无|/|-{1,2}|—{1,2}|–|零|〇)(?![^\s|])")
NO_NONE = re.compile(r" *[正法效]")  # 无正当理由, 无法提供, 无效
WORD = re.compile(r"(?!无)[一-龥（）()]")
# Marks run together with figures and each other (8无无无19); an ideographic space where it is one.
MARKS = re.compile(r"(?:无(?! *[正法效])|-(?!\d)|[—/\u3000])+")
TOKEN = re.compile(
    f"(?P<figure>{FIGURE.pattern})|(?P<alone>{ALONE.pattern})|(?P<marks>{MARKS.pattern})"
)
ADDRESS = re.compile(r"[A-Za-z:.]")
# 2.其他…: the digit before a point and a Chinese character numbers the label that follows.
NUMBERING = re.compile(r"\d {0,2}[.、．]\s*(?=[一-龥“\"'‘])")
BLANKS = re.compile(r"\s{2,}")
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
    groups = list(_groups(plain))
    beat = rhythm.of(plain, text, [group for _, group in groups if group.values])
    if beat is None and rhythm.keeps_none([group for _, group in groups]):
        plain = "".join(c if c == "\u3000" else p for c, p in zip(text, plain, strict=True))
        groups = list(_groups(plain))
    lines: list[Line] = []
    for start, group in groups:
        values = _by_rhythm(beat, plain, text, group, place) if beat and group.values else []
        values = values or [
            Piece(text[a:b], place(a), gap=_gap(plain, a, first=not number))
            for number, (a, b) in enumerate(group.values)
        ]
        if beat is not None:
            blank_rows, start = _blank_rows(beat, plain, text, (start, group.label_end), place)
            lines += blank_rows
        label = Piece(
            text[start : group.values[0][0]] if group.values else text[start:], place(start)
        )
        lines.append(Line((label,), tuple(values), grid=False))
    return tuple(lines)


def _groups(plain: str) -> Iterator[tuple[int, Group]]:
    """Each label's start with the label's end and its values, to the end of the text."""
    start, end, figures = 0, 0, 0
    values: list[Span] = []
    for is_value, opens, closes in _tokens(plain):
        figures += is_value
        if figures > MOST_FIGURES:
            raise Refusal(TOO_MANY, remedy="请只留下报告正文")
        if is_value:
            values.append((opens, closes))
            continue
        if values:
            following = opens + _leading(plain[opens:closes])
            yield start, Group(end, tuple(values), following)
        start, end, values = opens, opens + len(plain[opens:closes].rstrip()), []
    if values or end:
        yield start, Group(end, tuple(values), len(plain))


def _leading(text: str) -> int:
    return len(text) - len(text.lstrip())


def _by_rhythm(
    beat: Rhythm, plain: str, text: str, group: Group, place: Callable[[int], str]
) -> list[Piece]:
    """The cells of a row with the blank ones that a longer gap shows; [] if it keeps no time."""
    cells = beat.cells(plain, text, group)
    if not cells:
        return []
    last = group.values[-1][1]
    cells += [(last, None)] * beat.trailing(plain, text, group, len(cells))
    return [
        Piece(text[slice(*span)], place(span[0])) if span else Piece("", place(at), gap=Gap.TRACE)
        for at, span in cells
    ]


def _blank_rows(
    beat: Rhythm, plain: str, text: str, label: Span, place: Callable[[int], str]
) -> tuple[list[Line], int]:
    """Rows without any figure, which only their gaps show, before the label of a row with some."""
    lines: list[Line] = []
    start, end = label
    start += _leading(plain[start:end])
    for space in BLANKS.finditer(plain, start, end):
        blanks = beat.blanks(plain, text, *space.span())
        if blanks:
            piece = Piece(text[start : space.start()], place(start))
            values = (Piece("", place(space.start()), gap=Gap.TRACE),) * blanks
            lines.append(Line((piece,), values, grid=False))
            start = space.end()
    return lines, start


def _tokens(plain: str) -> Iterator[tuple[bool, int, int]]:
    """(is a value, start, end) in order; blanks between values belong to neither."""
    at = 0
    for match in TOKEN.finditer(plain):
        start, end = match.span()
        if match["figure"]:
            start, end = _without_numbering(plain, start, end)
            if start == end or not _figure_or_mark(plain, start, end):
                continue
        elif (match["marks"] and _no_mark(plain, start, end)) or _between_words(plain, start, end):
            continue
        if plain[at:start].strip(" \t\r\n|"):
            yield False, at, start
        yield True, start, end
        at = end
    if plain[at:].strip(" \t\r\n|"):
        yield False, at, len(plain)


def _no_mark(plain: str, start: int, end: int) -> bool:
    """Whether signs belong to an address or to words (https://, ——某某) and not to a run."""
    before = plain[max(start - 6, 0) : start].rpartition("\n")[2].rstrip(" ")[-1:]
    after = plain[end : end + 6].partition("\n")[0].lstrip(" ")[:1]
    if ADDRESS.match(before) or ADDRESS.match(after):
        return True
    return end - start <= 2 and all(not char or WORD.match(char) for char in (before, after))


def _between_words(plain: str, start: int, end: int) -> bool:
    """Whether a sign stands between words of its own line (本 年 增 / 减, 无 法 提 供)."""
    before = plain[max(start - 6, 0) : start].rpartition("\n")[2]
    after = plain[end : end + 6].partition("\n")[0]
    if plain[start] == "无" and NO_NONE.match(after):
        return True
    if before.endswith("  ") or after.startswith("  "):
        return False
    return all(WORD.match(char) for char in (before.rstrip(" ")[-1:], after.lstrip(" ")[:1]))


def _without_numbering(plain: str, start: int, end: int) -> tuple[int, int]:
    """Give the last digit back to the label it numbers (…0000000|2.其他)."""
    if plain[end - 1].isdigit() and NUMBERING.match(plain, end - 1):
        return start, end - 1
    return start, end


def _figure_or_mark(plain: str, start: int, end: int) -> bool:
    """Whether digits are left, or a dash that ends a run of marks (…------7.其他)."""
    before = plain[max(start - 6, 0) : start].rstrip(" ")[-1:]
    return any(map(str.isdigit, plain[start:end])) or (before != "" and before in "-—/无0123456789")


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
