"""A paper: what stands on it and in which order, before any layout (GB/T 9704—2012)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

# 段落的种类：正文、小标题、引文、列举、表格、靠右一行、另页的标题、另起一页
KINDS = ("body", "heading", "quote", "list", "table", "right", "title", "break")


TITLE_CHARS = 18  # 二号字一行约二十字；标题按机关名与文种分行，不把词拆开


@dataclass(frozen=True)
class Cell:
    """A cell in its place: its text, whether it names something, how many columns it covers."""

    text: str
    label: bool
    span: int = 1

    @property
    def tag(self) -> str:
        """The element of a page that it is."""
        return "th" if self.label else "td"


@dataclass(frozen=True)
class Row:
    """A row of a table; the last cell of a shorter row reaches to the edge."""

    cells: tuple[str, ...]
    head: bool = False
    tall: bool = False


@dataclass(frozen=True)
class Part:
    """A paragraph, or a table; ``kind`` is one of ``KINDS``."""

    kind: str
    text: str = ""
    rows: tuple[Row, ...] = ()

    @property
    def columns(self) -> int:
        """How many columns the table has."""
        return max((len(row.cells) for row in self.rows), default=0)

    @property
    def listing(self) -> bool:
        """Whether the table is a list with a head; else it is a form, every second cell a label."""
        return bool(self.rows) and self.rows[0].head

    @property
    def grid(self) -> list[tuple[Row, list[Cell]]]:
        """Rows with their cells in place."""
        return [(row, self._placed(row)) for row in self.rows]

    def _placed(self, row: Row) -> list[Cell]:
        last = len(row.cells) - 1
        return [
            Cell(
                text,
                label=row.head if self.listing else place % 2 == 0,
                span=self.columns - place if place == last else 1,
            )
            for place, text in enumerate(row.cells)
        ]


@dataclass(frozen=True)
class Paper:
    """One document as it will be read; all text is plain text, never markup.

    ``number`` is the 文号 and may be empty; ``appendix`` stands on pages after the signature
    (回执); ``signed_by`` is empty for forms, which are signed in their boxes.
    """

    kind: str
    organ: str
    number: str
    title: str
    addressee: str
    parts: tuple[Part, ...]
    attachments: tuple[str, ...]
    signed_by: str
    on: date
    contact: str
    copy_to: tuple[str, ...] = ()
    appendix: tuple[Part, ...] = ()

    @property
    def title_lines(self) -> list[str]:
        """The title in one line, or after the organ's name in two (no word is cut)."""
        rest = self.title.removeprefix(self.organ)
        if len(self.title) <= TITLE_CHARS or rest == self.title:
            return [self.title]
        return [self.organ, rest]

    @property
    def dated(self) -> str:
        """成文日期, such as 2026年11月2日."""
        return dated(self.on)


def dated(day: date) -> str:
    """A day as it stands on a paper: Arabic numerals, no leading zero."""
    return f"{day.year}年{day.month}月{day.day}日"


def plain(paper: Paper) -> dict[str, Any]:
    """The paper as JSON-able values, to be kept; ``paper_of`` reads them back."""
    return asdict(paper) | {"on": paper.on.isoformat()}


def paper_of(kept: Mapping[str, Any]) -> Paper:
    """The paper that ``plain`` wrote down."""
    facts = dict(kept)
    facts["on"] = date.fromisoformat(facts["on"])
    for name in ("parts", "appendix"):
        facts[name] = tuple(_part(part) for part in facts[name])
    for name in ("attachments", "copy_to"):
        facts[name] = tuple(facts[name])
    return Paper(**facts)


def _part(kept: Mapping[str, Any]) -> Part:
    rows = (Row(tuple(row["cells"]), row["head"], row["tall"]) for row in kept["rows"])
    return Part(kept["kind"], kept["text"], tuple(rows))


def words(paper: Paper) -> str:
    """The whole paper as plain text, one paragraph a line: for a message or a comparison."""
    lines = [paper.number, paper.title, f"{paper.addressee}：" if paper.addressee else ""]
    lines += [_words(part) for part in paper.parts]
    lines += [f"附件：{name}" for name in paper.attachments]
    lines += [paper.signed_by, paper.dated if paper.signed_by else "", paper.contact]
    lines += [f"抄送：{name}" for name in paper.copy_to]
    lines += [_words(part) for part in paper.appendix]
    return "\n".join(line for line in lines if line)


def _words(part: Part) -> str:
    if part.kind == "table":
        return "\n".join("\t".join(row.cells) for row in part.rows)
    return part.text
