"""Plain text as a carrier: rows parted by bars or tabs, one cell a line, or all run together."""

import re

from mingbai.reading import loose
from mingbai.reading.glyphs import halfwidth
from mingbai.reading.lines import Line, Piece, Source
from mingbai.reading.numerals import Kind, parse
from mingbai.refusal import Refusal

RULE = re.compile(r"[\s|:+\-=─━┄┅—_]*")
# A page number on a line of its own, told from a figure by its dashes or words.
PAGE_NUMBER = re.compile(
    r"(?m)^[ \t\u3000]*(?:[-－–—·~～]{1,2}[ \u3000]{0,3}\d{1,3}[ \u3000]{0,3}[-－–—·~～]{1,2}|"
    r"第[ \u3000]{0,3}\d{1,3}[ \u3000]{0,3}页"
    r"(?:[ /，,]{0,3}共[ \u3000]{0,3}\d{1,3}[ \u3000]{0,3}页)?)[ \t\u3000\r]*$"
)
BARS = "|│┃\t"
BAR = re.compile(r"[|│┃\t]")


def source(text: str) -> Source:
    """The lines and paragraphs of a text; the separator is judged over the whole text."""
    text = PAGE_NUMBER.sub(lambda mark: " " * len(mark[0]), text)  # offsets stay as they are
    rows = text.split("\n")
    if sum(map(text.count, BARS)) > loose.MOST_FIGURES:
        raise Refusal(loose.TOO_MANY, remedy="请只留下报告正文")
    paragraphs = tuple(row.strip() for row in rows if row.strip())
    place = loose.Places(text)
    style = _style(rows)
    if style == "rows":
        return Source("文本（分隔符表格）", _by_rows(rows, place), paragraphs)
    if style == "cells":
        return Source("文本（逐格换行，竖线分隔）", _by_cells(text, place), paragraphs)
    return Source("文本", loose.cut(text, place), paragraphs)


def _style(rows: list[str]) -> str:
    """rows: a line holds a table row; cells: bars end cells that stand on lines of their own."""
    barred = [row for row in map(halfwidth, rows) if BAR.search(row) and not RULE.fullmatch(row)]
    bare_bars = sum(1 for row in rows if "|" in halfwidth(row))
    if len(barred) < 3 and bare_bars < 6:
        return "loose"
    several = sum(1 for row in barred if sum(1 for c in BAR.split(row) if c.strip()) >= 2)
    if several * 3 >= len(barred) and several >= 3:
        return "rows"
    return "cells" if bare_bars >= 6 else "loose"


def _by_rows(rows: list[str], place: loose.Places) -> tuple[Line, ...]:
    lines: list[Line] = []
    barred = [row for row in map(halfwidth, rows) if BAR.search(row)]
    frame = sum(row.lstrip(" ")[:1] in BARS[:3] for row in barred) * 10 >= len(barred) * 6
    offset = 0
    prose: list[tuple[int, str]] = []
    for row in rows:
        plain = halfwidth(row)
        if BAR.search(plain) and not RULE.fullmatch(plain):
            lines += _prose(prose, place)
            prose = []
            lines.append(_row(plain, row, offset, place, frame=frame))
        elif not RULE.fullmatch(plain):
            prose.append((offset, row))
        offset += len(row) + 1
    return tuple(lines + _prose(prose, place))


def _prose(prose: list[tuple[int, str]], place: loose.Places) -> list[Line]:
    """Lines between the tables: headings and sentences, cut as running text."""
    lines: list[Line] = []
    for start, row in prose:
        lines += loose.cut(row, lambda at, start=start: place(start + at))  # type: ignore[misc]
    return lines


def _row(plain: str, row: str, offset: int, place: loose.Places, *, frame: bool) -> Line:
    """One table row: the bars at both ends are a frame, not cells; columns count from the left."""
    pieces: list[Piece] = []
    at = 0
    for index, text in enumerate(BAR.split(plain)):
        pieces.append(Piece(row[at : at + len(text)], place(offset + at), index, index + 1))
        at += len(text) + 1
    if frame and not pieces[0].text.strip():
        pieces = pieces[1:]
    if frame and plain.rstrip(" ").endswith(("|", "│", "┃")):
        pieces = pieces[:-1]
    return grid_line(pieces)


def _by_cells(text: str, place: loose.Places) -> tuple[Line, ...]:
    """Cells end at bars and stand on lines of their own; labels and values follow each other."""
    lines: list[Line] = []
    labels: list[Piece] = []
    values: list[Piece] = []
    at = 0
    for part in BAR.split(halfwidth(text)):
        lead = len(part) - len(part.lstrip())
        for inner in part.strip().split("\n") if part.strip() else [""]:
            piece = Piece(inner.strip(), place(min(at + lead, len(text))))
            if is_value(piece.text):
                values.append(piece)
                continue
            if values:
                lines.append(Line(tuple(labels), tuple(values), grid=True))
                labels, values = [], []
            labels.append(piece)
        at += len(part) + 1
    lines.append(Line(tuple(labels), tuple(values), grid=True))
    return tuple(lines)


def is_value(text: str) -> bool:
    """A number, a blank, a dash or 无: anything a cell of figures may hold."""
    return parse(text).kind is not Kind.WORDS


def grid_line(pieces: list[Piece]) -> Line:
    """A row of known cells: labels up to the last cell in words, the rest are values."""
    last = max((i for i, piece in enumerate(pieces) if not is_value(piece.text)), default=-1)
    labels = tuple(p for p in pieces[: last + 1] if not is_value(p.text))
    return Line(labels, tuple(pieces[last + 1 :]), grid=True)
