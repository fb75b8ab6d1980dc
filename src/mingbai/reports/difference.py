"""What changed between two versions of a report: cells by name, prose by paragraph."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

ADDED, REMOVED = "增", "删"


@dataclass(frozen=True)
class Change:
    """One changed cell: its words, the printed text before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """Changed cells, and paragraphs taken away or added (mark, text)."""

    cells: tuple[Change, ...]
    lines: tuple[tuple[str, str], ...]

    def __bool__(self) -> bool:
        return bool(self.cells or self.lines)


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> Difference:
    """What a reviewer must look at who has read ``before``."""
    return Difference(tuple(_cells(before, after)), tuple(_lines(before, after)))


def _cells(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    old, new = _texts(before), _texts(after)
    for cell in dict.fromkeys([*old, *new]):
        if old.get(cell, "") != new.get(cell, ""):
            source = after if cell in new else before
            label = source["definitions"][cell]["label"]
            yield Change(label, old.get(cell, ""), new.get(cell, ""))


def _texts(content: Mapping[str, Any]) -> dict[str, str]:
    tables = content["tables"].values()
    cells = (cell for table in tables for row in table["rows"] for cell in row)
    return {cell["cell_id"]: cell["text"] for cell in cells if cell["cell_id"]}


def _lines(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    old, new = _prose(before), _prose(after)
    for tag, a1, a2, b1, b2 in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from ((REMOVED, line) for line in old[a1:a2])
            yield from ((ADDED, line) for line in new[b1:b2])


def _prose(content: Mapping[str, Any]) -> list[str]:
    parts = [content["introduction"]] + [part["paragraphs"] for part in content["sections"]]
    return [content["title"]] + [paragraph["text"] for part in parts for paragraph in part]
