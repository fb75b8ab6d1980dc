"""One sheet read in a single pass: values, and what a reader must not pass over in silence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from mingbai.files.cells import Cell, Unreadable, is_blank, serial
from mingbai.files.workbook import Element, Sheet, Style, Workbook, children, local, text_of
from mingbai.refusal import Refusal

MAX_ROWS = 50_000
MAX_COLUMNS = 100
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MAX_DIGITS = 15  # Excel keeps no more digits of a number
_SPLIT = "请把台账按年分成几个文件，或删去台账以外的内容"


@dataclass(frozen=True)
class Range:
    """A block of cells, rows counted from 1, columns from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass
class Grid:
    """The cells of a sheet by row number, with what is hidden and what is merged."""

    rows: dict[int, list[Cell]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Range] = field(default_factory=list)


def read(book: Workbook, sheet: Sheet) -> Grid:
    """The grid of a sheet; blank rows are left out. Raises ``Refusal`` beyond the limits."""
    grid = Grid()
    reader = _Reader(book, grid)
    with book.package.open(sheet.part) as file:
        above = Element("none")
        steps = ElementTree.iterparse(file, events=("start", "end"))  # noqa: S314 (no declarations)
        for step, element in steps:
            match step, local(element):
                case "start", "sheetData":
                    above = element
                case "end", "row":
                    reader.row(element)
                    above.clear()  # so that a million blank rows do not pile up
                case "end", "col":
                    reader.column(element)
                case "end", "mergeCell":
                    grid.merged.append(_range(element.get("ref", "")))
    return grid


def letters(column: int) -> str:
    """The name of a column: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


class _Reader:
    """Fills a grid; keeps where it is, since a cell may leave out its address."""

    def __init__(self, book: Workbook, grid: Grid) -> None:
        self.book, self.grid, self.number = book, grid, 0

    def column(self, element: Element) -> None:
        """Note a hidden or zero-width run of columns."""
        if element.get("hidden") in ("1", "true") or float(element.get("width") or 1) == 0:
            first, last = int(element.get("min", "1")), int(element.get("max", "1"))
            self.grid.hidden_columns.update(range(max(first, 1) - 1, min(last, MAX_COLUMNS)))

    def row(self, element: Element) -> None:
        """Keep a row that is not blank."""
        self.number = int(element.get("r") or self.number + 1)
        cells: list[Cell] = []
        for column, cell in self._cells(element):
            value = self._value(cell)
            if is_blank(value):
                continue
            if column >= MAX_COLUMNS:
                raise Refusal(f"工作表超过{MAX_COLUMNS}列", remedy=_SPLIT)
            cells.extend([None] * (column + 1 - len(cells)))
            cells[column] = value
        if not cells:
            return
        if len(self.grid.rows) > MAX_ROWS:
            raise Refusal(f"工作表超过{MAX_ROWS}行", remedy=_SPLIT)
        self.grid.rows[self.number] = cells
        if element.get("hidden") in ("1", "true") or float(element.get("ht") or 1) == 0:
            self.grid.hidden_rows.add(self.number)

    def _cells(self, element: Element) -> Iterator[tuple[int, Element]]:
        column = -1
        for cell in children(element, "c"):
            found = _REFERENCE.fullmatch(cell.get("r", ""))
            column = _column(found.group(1)) if found else column + 1
            yield column, cell

    def _value(self, cell: Element) -> Cell:
        parts = {local(part): part for part in cell}
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return text_of(parts["is"]) if "is" in parts else None
        raw = (parts["v"].text or "") if "v" in parts else ""
        if not raw and "f" in parts and kind != "str":
            return Unreadable(
                "公式", "单元格是公式，文件里没有存计算结果，请用Excel打开并保存一次，或改填数值"
            )
        if not raw:
            return None
        return self._typed(kind, raw, cell.get("s", ""))

    def _typed(self, kind: str, raw: str, style: str) -> Cell:
        match kind:
            case "s":
                return self.book.texts[int(raw)]
            case "e":
                return Unreadable(raw, f"单元格是公式错误{raw}，请改正公式或直接填写内容")
            case "b":
                return "是" if raw == "1" else "否"
            case "str" | "d":
                return raw
            case _:
                return self._number(raw, style)

    def _number(self, raw: str, style: str) -> Cell:
        number = float(raw)
        known = self.book.styles[int(style)] if style else Style()
        if known.is_date:
            return serial(number, date1904=self.book.date1904) or number
        if abs(number) >= 10**_MAX_DIGITS:
            return Unreadable(
                raw, f"超过{_MAX_DIGITS}位的数字在Excel里已经失真，请把该列设为文本后重新填写"
            )
        if known.width and number.is_integer() and number >= 0:
            return str(int(number)).zfill(known.width)
        return number


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _range(reference: str) -> Range:
    first, _, last = reference.partition(":")
    corners = [_REFERENCE.fullmatch(part) for part in (first, last or first)]
    (a, b), (c, d) = [(_column(m.group(1)), int(m.group(2))) for m in corners if m]
    return Range(b, a, d, c)
