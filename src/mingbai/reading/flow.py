"""Paragraphs and tables of a document in order, gathered by a carrier and handed on as lines."""

import re
from dataclasses import dataclass, field

from mingbai.reading import grid, loose
from mingbai.reading.grid import Box
from mingbai.reading.lines import Line, Source
from mingbai.refusal import Refusal

BLANKS = re.compile(r"[ \t\u00a0\u200b\ufeff]+")
Row = list[Box]
MOST_CELLS = 8_000


@dataclass
class Flow:
    """What a document holds, in order: a text is a paragraph, a list of rows a table."""

    blocks: list[str | list[Row]] = field(default_factory=list)
    images: int = 0
    cells: int = 0

    def paragraph(self, text: str) -> None:
        """Add a paragraph; line breaks inside it make several."""
        for line in text.split("\n"):
            plain = BLANKS.sub(" ", line).strip()
            if plain:
                self.blocks.append(plain)

    def blank(self) -> None:
        """An empty paragraph, which may stand for a blank cell."""
        self.blocks.append("")

    def table(self, rows: list[Row]) -> None:
        """Add a table; rows without cells are left out."""
        kept = [row for row in rows if row]
        self.cells += sum(len(row) for row in kept)
        if self.cells > MOST_CELLS:
            raise Refusal("表格的格子太多，不像一份年度报告", remedy="请只留下报告正文")
        if kept:
            self.blocks.append(kept)

    def source(self, carrier: str, title: str = "", limits: tuple[str, ...] = ()) -> Source:
        """The lines for the tables and the paragraphs for the prose (a table cell is one each)."""
        lines: list[Line] = []
        paragraphs: list[str] = []
        run: list[str] = []
        tables = 0
        for block in self.blocks:
            if isinstance(block, str):
                run.append(block)
                paragraphs += [block] if block else []
                continue
            lines += _running(run, len(paragraphs))
            run = []
            tables += 1
            lines += grid.placed(block, f"第{tables}个表")
            paragraphs += [
                text for row in block for box in row if (text := BLANKS.sub(" ", box.text).strip())
            ]
        lines += _running(run, len(paragraphs))
        return Source(carrier, tuple(lines), tuple(paragraphs), title, limits)


def _running(run: list[str], end: int) -> tuple[Line, ...]:
    """Paragraphs between two tables as one running text: a table may be made of them.

    ``end`` counts the paragraphs so far that are not empty.
    """
    if not any(run):
        return ()
    first = end - sum(map(bool, run)) + 1
    text = "\n".join(run)
    place = loose.Places(text)
    return loose.cut(text, lambda at: f"第{first}段起{place(at)}")
