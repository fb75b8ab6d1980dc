"""Workbooks: every sheet with its hidden rows and columns, names, comments, pivot caches."""

import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree import ElementTree

from mingbai.rules.privacy import Passage
from mingbai.scanning import ooxml, parts
from mingbai.scanning.bounds import Bounds
from mingbai.scanning.package import Package
from mingbai.scanning.pieces import Piece, hidden

BOOK, STRINGS, RELATIONS = (
    "xl/workbook.xml",
    "xl/sharedStrings.xml",
    "xl/_rels/workbook.xml.rels",
)
SKIPPED = frozenset({"[Content_Types].xml", "xl/styles.xml", "xl/theme/theme1.xml"})
LETTERS = re.compile("[A-Z]{1,3}")
SHORTEST = 11
WIDEST_GAP = 40
NUMERIC = re.compile(r"\d{11,18}(?:\.0)?")


@dataclass
class _Sheet:
    """The text of a sheet as it grows, with the reference of each cell."""

    strings: list[str]
    parts: list[str] = field(default_factory=list)
    length: int = 0
    starts: list[int] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    numbers: list[tuple[int, int]] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    unseen: set[str] = field(default_factory=set)
    column: int = 0
    row: int = 0
    row_hidden: bool = False
    cell: dict[str, str] = field(default_factory=dict)
    value: str = ""

    def place(self, at: int) -> str:
        """The cell of a character."""
        index = bisect_right(self.starts, at) - 1
        return self.references[index] if index >= 0 else ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element of the sheet begins."""
        if name == "c":
            self.cell = attributes
        elif name == "row":
            self.column = 0
            self.row += 1
            self.row_hidden = attributes.get("hidden") in ("1", "true")
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            bounds = int(attributes.get("min", "0")), int(attributes.get("max", "0"))
            self.hidden_columns.append(bounds)

    def end(self, name: str, text: str) -> None:
        """An element of the sheet ends."""
        if name in ("v", "t"):
            self.value += text
        elif name == "c":
            self._cell()
            self.value = ""
        elif name == "row":
            self._add("\n")
        elif text and not text.isspace():
            self.other.append(text)

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _cell(self) -> None:
        """A cell at its column; a number is remembered as such (PII-03)."""
        reference = self.cell.get("r", "")
        column = column_number(reference.rstrip("0123456789")) or self.column + 1
        gap = column - (self.column or 1)
        if gap > 0:
            self._add("\t" * min(gap, WIDEST_GAP))
        self.column = column
        kind = self.cell.get("t", "n")
        text = _value(kind, self.value, self.strings).replace("\n", "\x0b").replace("\t", " ")
        if not text:
            return
        self.starts.append(self.length)
        self.references.append(reference or f"第{self.row}行第{column}列")
        if kind == "n" and len(text) >= SHORTEST and NUMERIC.fullmatch(text):
            self.numbers.append((self.length, self.length + len(text)))
        self._add(text)
        if self.row_hidden:
            self.unseen.add("隐藏的行里有内容")
        if self.hidden_columns and any(low <= column <= high for low, high in self.hidden_columns):
            self.unseen.add("隐藏的列里有内容")


def pieces(package: Package, bounds: Bounds) -> Iterator[Piece]:
    """Sheet after sheet, then every other part."""
    shared = strings(package, bounds)
    done = {BOOK, STRINGS, *SKIPPED}
    targets = _targets(package, bounds)
    listed, names = _listed(package, bounds)
    yield Passage("定义的名称", "\n".join(names))
    yield Passage("工作表名称", "\n".join(name for name, _, _ in listed))
    for name, relation, state in listed:
        path = targets.get(relation, "")
        where = f"工作表“{name}”"
        if not package.has(path):
            continue
        done.add(path)
        if state != "visible":
            yield hidden(where, "隐藏的工作表")
        yield from _sheet(package.read(path), where, shared, bounds)
    yield from parts.rest(package, bounds, done)


def sheets(package: Package, bounds: Bounds) -> list[tuple[str, str, str]]:
    """(name, path, state) of every sheet in its order."""
    targets = _targets(package, bounds)
    listed, _ = _listed(package, bounds)
    return [(name, targets.get(relation, ""), state) for name, relation, state in listed]


def strings(package: Package, bounds: Bounds) -> list[str]:
    """The shared texts that cells point to by number."""
    if not package.has(STRINGS):
        return []
    found: list[str] = []
    held: list[str] = []

    def end(name: str, text: str) -> None:
        if name == "t":
            held.append(text)
        elif name == "si":
            found.append("".join(held))
            held.clear()

    ooxml.walk(package.read(STRINGS), bounds, lambda name, attributes: None, end)
    return found


def _targets(package: Package, bounds: Bounds) -> dict[str, str]:
    if not package.has(RELATIONS):
        return {}
    return {
        element.get("Id", ""): posixpath.normpath(posixpath.join("xl", _target(element)))
        for event, element, name in ooxml.events(package.read(RELATIONS), bounds)
        if event == "start" and name == "Relationship"
    }


def _target(element: ElementTree.Element) -> str:
    target = element.get("Target", "")
    return target.replace("/xl/", "", 1) if target.startswith("/xl/") else target


def _listed(package: Package, bounds: Bounds) -> tuple[list[tuple[str, str, str]], list[str]]:
    """(name, relation, state) of every sheet; the defined names with what they stand for."""
    sheets: list[tuple[str, str, str]] = []
    names: list[str] = []
    for event, element, name in ooxml.events(package.read(BOOK), bounds):
        if event == "start" and name == "sheet":
            relation = next((v for k, v in element.items() if k.endswith("}id")), "")
            sheets.append((element.get("name", ""), relation, element.get("state", "visible")))
        elif event == "end" and name == "definedName":
            names.append(f"{element.get('name', '')} {element.text or ''}")
    return sheets, names


def _sheet(content: bytes, where: str, strings: list[str], bounds: Bounds) -> Iterator[Piece]:
    sheet = _Sheet(strings)
    ooxml.walk(content, bounds, sheet.start, sheet.end)
    yield Passage(where, "".join(sheet.parts), sheet.place, tuple(sheet.numbers))
    yield Passage(f"{where}的公式、页眉页脚和数据验证", "\n".join(sheet.other))
    for words in sorted(sheet.unseen):
        yield hidden(where, words)


def _value(kind: str, value: str, strings: list[str]) -> str:
    if kind == "s":
        return strings[int(value)] if value.isdigit() and int(value) < len(strings) else ""
    return parts.plain_number(value) if kind == "n" else value


@lru_cache(maxsize=20_000)
def column_number(letters: str) -> int:
    """A is 1, AA is 27; 0 for what is no column."""
    number = 0
    for letter in letters if LETTERS.fullmatch(letters) else "":
        number = number * 26 + ord(letter) - 64
    return number
