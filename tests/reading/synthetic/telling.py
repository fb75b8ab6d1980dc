"""Cells that a text with its cells run together does not determine, proved without the reader.

Each proof is another filling of a table that prints as the same characters and keeps every
identity.  What is not proved open counts as determined, so that no share is flattered.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice

from tests.reading.synthetic.cases import Case, Cell

MOST = 20_000  # ways tried for one block of table four
Row = list[Cell]


def untold(case: Case, printed: str) -> set[str]:
    """The ids of cells for which another filling prints the same text."""
    runs = _runs(case, printed)
    if runs is None:
        return set()
    found: set[str] = set()
    second, third, fourth = (
        [r for r in runs if r[0][0].id.startswith(t)] for t in ("t2", "t3", "")
    )
    fourth = [run for run in fourth if run[0][0].id.startswith("review")]
    style = _Style(case)
    for row, text in second:
        found |= _other_cuts(row, text, style)
    for row, text in fourth:
        found |= _other_blocks(row, text, style)
    for row, text in third:
        found |= _blank_beside_zero(row, text)
    return found | _columns_that_swap(third)


def _runs(case: Case, printed: str) -> list[tuple[Row, str]] | None:
    """Each row's cells of figures and the text they printed, found by walking all cells."""
    at, out = 0, []
    for table in case.tables:
        for row in table.rows:
            figures = [cell for cell in row if cell.id]
            begins = -1
            for cell in row:
                if cell.id and begins < 0:
                    while at < len(printed) and printed[at] == " ":
                        at += 1
                    begins = at
                place = printed.find(cell.text, at) if cell.text else at
                if place < 0:
                    return None
                at = place + len(cell.text)
            end = at + len(printed[at : at + 9]) - len(printed[at : at + 9].lstrip(" "))
            if figures:
                out.append((figures, printed[begins:end]))
    return out


def _prints_as(texts: Sequence[str], printed: str) -> bool:
    """Whether these cells can print as this text, with a blank behind any of them or none."""
    return re.fullmatch("".join(re.escape(text) + " ?" for text in texts), printed) is not None


class _Style:
    """How a report prints its figures: grouped, with a unit, with marks in place of 0."""

    def __init__(self, case: Case) -> None:
        texts = [c.text for table in case.tables for row in table.rows for c in row if c.id]
        count = r"(?:0|[1-9]\d*)"
        for sign in (",", " "):
            if any(re.fullmatch(rf"\d{{1,3}}(?:{sign}\d{{3}})+", text) for text in texts):
                count = rf"(?:0|[1-9]\d{{0,2}}(?:{sign}\d{{3}})*)"
        unit = "件" if any(text.endswith("件") for text in texts) else ""
        marks = sorted({text for text in texts if not any(map(str.isdigit, text))})
        self.marks = "".join("|" + re.escape(mark) for mark in marks)
        self.count = re.compile(rf"{count}{unit}{self.marks}")
        self.signed = re.compile(rf"-[1-9]\d*|{count}{unit}{self.marks}")
        self.yuan = re.compile(rf"\d+(?:\.\d{{1,2}})?(?:万元|元){self.marks}")
        self.plain = re.compile(rf"(?:0|[1-9]\d*)(?:\.\d{{1,2}})?{unit}{self.marks}")

    def of(self, cell: Cell) -> re.Pattern[str]:
        """What such a cell may hold."""
        kinds = {"items_delta": self.signed, "amount": self.yuan, "amount_wan": self.plain}
        return kinds.get(cell.id.split("/")[1], self.count)


def _ways(row: Row, text: str, style: _Style) -> Iterator[tuple[str, ...]]:
    """All cuts of a text into the cells of a row."""
    if not row:
        if not text:
            yield ()
        return
    plain = unicodedata.normalize("NFKC", text) if "\u3000" not in text else text
    for end in range(len(text) + 1):
        if style.of(row[0]).fullmatch(plain, 0, end):
            for space in {0, int(text[end : end + 1] == " ")}:
                for rest in _ways(row[1:], text[end + space :], style):
                    yield (text[:end], *rest)


def _differing(row: Row, ways: Iterator[tuple[str, ...]]) -> set[str]:
    return {
        cell.id for way in ways for cell, text in zip(row, way, strict=True) if text != cell.text
    }


def _other_cuts(row: Row, text: str, style: _Style) -> set[str]:
    """Table two has no identities: every other cut is another report."""
    return _differing(row, _ways(row, text, style))


def _other_blocks(row: Row, text: str, style: _Style) -> set[str]:
    """Table four, a block at a time: another cut of it whose total is its sum."""
    found: set[str] = set()
    rest = text
    for start in range(0, len(row), 5):
        block = row[start : start + 5]
        own = re.match("".join(re.escape(cell.text) + " ?" for cell in block), rest)
        if own is None:
            return found
        for way in islice(_ways(block, own[0], style), MOST):
            numbers = [_number(part) for part in way]
            if sum(numbers[:-1]) == numbers[-1]:
                found |= _differing(block, iter([way]))
        rest = rest[own.end() :]
    return found


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text) or 0)


def _blank_beside_zero(row: Row, text: str) -> set[str]:
    """A blank cell and the 0 beside it change places: no sum differs."""
    found: set[str] = set()
    texts = [cell.text for cell in row]
    for one in range(len(row)):
        for other in range(one + 1, len(row)):
            if set(texts[one : other + 1]) != {"", "0"} or texts[one] == texts[other]:
                continue
            swapped = list(texts)
            swapped[one], swapped[other] = texts[other], texts[one]
            if _prints_as(swapped, text):
                found |= {row[one].id, row[other].id}
    return found


def _columns_that_swap(rows: list[tuple[Row, str]]) -> set[str]:
    """Two columns change places in every row: all sums hold, the total stays where it is."""
    found: set[str] = set()
    width = len(rows[0][0]) if rows else 0
    for one in range(width):
        for other in range(one + 1, width):
            if any(row[at].id.endswith("/total") for row, _ in rows[:1] for at in (one, other)):
                continue
            changed: set[str] = set()
            for row, text in rows:
                texts = [cell.text for cell in row]
                texts[one], texts[other] = texts[other], texts[one]
                if not _prints_as(texts, text):
                    break
                if row[one].text != row[other].text:
                    changed |= {row[one].id, row[other].id}
            else:
                found |= changed
    return found
