"""A paper: what stands on it and in which order, before any layout (GB/T 9704—2012)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

# 段落的种类：正文、小标题、引文、列举、表格、靠右一行、另页的标题、另起一页
KINDS = ("body", "heading", "quote", "list", "table", "right", "title", "break")


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
