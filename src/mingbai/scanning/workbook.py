"""Workbooks: every sheet with its hidden rows and columns, names, comments, pivot caches."""

import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
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
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
WIDEST_GAP = 40
NUMERIC = re.compile(r"\d{11,18}(?:\.0)?")


@dataclass
class _Sheet:
    """The text of a sheet as it grows, with the reference of each cell."""

    name: str
    parts: list[str] = field(default_factory=list)
    length: int = 0
    starts: list[int] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    numbers: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    unseen: set[str] = field(default_factory=set)
    column: int = 0
    row: int = 0
    row_hidden: bool = False

    def add(self, text: str) -> None:
        """Append text."""
        self.parts.append(text)
        self.length += len(text)

    def place(self, at: int) -> str:
        """The cell of a character."""
        index = bisect_right(self.starts, at) - 1
        return self.references[index] if index >= 0 else ""


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
    for event, element, name in ooxml.events(package.read(STRINGS), bounds):
        if event == "end" and name == "t":
            held.append(element.text or "")
        elif event == "end" and name == "si":
            found.append("".join(held))
            held = []
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
    sheet = _Sheet(where)
    value: list[str] = []
    other: list[str] = []
    for event, element, name in ooxml.events(content, bounds):
        if event == "start":
            _begin(sheet, element, name)
        elif name in ("v", "t"):
            value.append(element.text or "")
        elif name == "c":
            _cell(sheet, element, "".join(value), strings)
            value = []
        elif name == "row":
            sheet.add("\n")
        elif element.text and element.text.strip():
            other.append(element.text)
    yield Passage(where, "".join(sheet.parts), sheet.place, tuple(sheet.numbers))
    yield Passage(f"{where}的公式、页眉页脚和数据验证", "\n".join(other))
    for words in sorted(sheet.unseen):
        yield hidden(where, words)


def _begin(sheet: _Sheet, element: ElementTree.Element, name: str) -> None:
    if name == "row":
        sheet.column = 0
        sheet.row += 1
        sheet.row_hidden = element.get("hidden") in ("1", "true")
    elif name == "col" and element.get("hidden") in ("1", "true"):
        sheet.hidden_columns.append((int(element.get("min", "0")), int(element.get("max", "0"))))


def _cell(sheet: _Sheet, element: ElementTree.Element, value: str, strings: list[str]) -> None:
    """A cell at its column; a number is remembered as such (PII-03)."""
    reference = element.get("r", "")
    found = REFERENCE.fullmatch(reference)
    column = column_number(found[1]) if found else sheet.column + 1
    sheet.add("\t" * min(max(column - max(sheet.column, 1), 0), WIDEST_GAP))
    sheet.column = column
    kind = element.get("t", "n")
    text = _value(kind, value, strings).replace("\n", "\x0b").replace("\t", " ")
    if not text:
        return
    sheet.starts.append(sheet.length)
    sheet.references.append(reference or f"第{sheet.row}行第{column}列")
    if kind == "n" and NUMERIC.fullmatch(text):
        sheet.numbers.append((sheet.length, sheet.length + len(text)))
    sheet.add(text)
    if sheet.row_hidden:
        sheet.unseen.add("隐藏的行里有内容")
    if any(low <= column <= high for low, high in sheet.hidden_columns):
        sheet.unseen.add("隐藏的列里有内容")


def _value(kind: str, value: str, strings: list[str]) -> str:
    if kind == "s":
        return strings[int(value)] if value.isdigit() and int(value) < len(strings) else ""
    return parts.plain_number(value) if kind == "n" else value


def column_number(letters: str) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
