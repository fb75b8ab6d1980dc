"""The cells of a sheet that nobody sees: hidden rows and columns, under a merge, format ;;;."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mingbai.files.cleaning.book.references import Cleared, area, number
from mingbai.files.cleaning.office.markup import Element, local, name, remove, remove_all
from mingbai.files.cleaning.told import Told

_ON = frozenset({"1", "true"})
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_CONTENT = ("v", "f", "is")
_NOISE = re.compile(r"\[[^\]]*\]|\"\"|\s|\\ ")


_Area = tuple[tuple[int, int], tuple[int, int]]
_TALL = 1000  # rows; a merge of more is looked at by itself


@dataclass
class Hidden:
    """What a sheet hides: rows, columns (first, last), merged areas by row, style numbers."""

    rows: set[int] = field(default_factory=set)
    columns: list[tuple[int, int]] = field(default_factory=list)
    merges: dict[int, list[_Area]] = field(default_factory=dict)
    tall: list[_Area] = field(default_factory=list)
    styles: dict[int, str] = field(default_factory=dict)
    anchors: set[tuple[int, int]] = field(default_factory=set)

    def column(self, place: int) -> bool:
        """Whether a column is hidden."""
        return any(first <= place <= last for first, last in self.columns)


def cells(sheet: Element) -> Iterator[tuple[Element, int, int]]:
    """(cell, row, column) of a sheet; places that are not written follow the one before."""
    row_number = 0
    for row in sheet.iter(name("s:row")):
        row_number = int(row.get("r") or row_number + 1)
        column = 0
        for cell in row.findall(name("s:c")):
            found = _CELL.fullmatch(cell.get("r", ""))
            column = number(found[1]) if found else column + 1
            yield cell, row_number, column


def hidden_of(sheet: Element, styles: dict[int, str]) -> Hidden:
    """What the sheet itself says is not shown; a height or width of nothing hides too."""
    found = Hidden(styles=styles)
    place = 0
    for row in sheet.iter(name("s:row")):
        place = int(row.get("r") or place + 1)
        if row.get("hidden") in _ON or _is_zero(row.get("ht")):
            found.rows.add(place)
    for col in sheet.iter(name("s:col")):
        if col.get("hidden") in _ON or _is_zero(col.get("width")):
            found.columns.append((int(col.get("min", "0")), int(col.get("max", "0"))))
    for merge in sheet.iter(name("s:mergeCell")):
        place_of = area(merge.get("ref", ""))
        if place_of is not None:
            _note_merge(found, *place_of)
    return found


def _note_merge(found: Hidden, rows: tuple[int, int], columns: tuple[int, int]) -> None:
    """The first cell of a merge shows in all of it, also where its own row or column is hidden."""
    if rows[1] - rows[0] > _TALL:
        found.tall.append((rows, columns))
    else:
        for row in range(rows[0], rows[1] + 1):
            found.merges.setdefault(row, []).append((rows, columns))
    seen = any(row not in found.rows for row in range(rows[0], rows[1] + 1))
    if seen and any(not found.column(c) for c in range(columns[0], columns[1] + 1)):
        found.anchors.add((rows[0], columns[0]))


def clear(sheet: Element, hidden: Hidden, told: Told, where: str) -> Cleared:
    """Empty what is not shown; the places that held something come back."""
    cleared = Cleared()
    rows, columns = set[int](), set[int]()
    for cell, row, column in list(cells(sheet)):
        reason = _reason(cell, row, column, hidden)
        if not reason:
            continue
        if _empty(cell):
            cleared.cells.add((row, column))
            if reason == "hidden_rows":
                rows.add(row)
            elif reason == "hidden_columns":
                columns.add(column)
            else:
                told.add(reason, where=where)
        if reason != "hidden_cells":
            remove(cell)
    told.add("hidden_rows", len(rows), where=where)
    told.add("hidden_columns", len(columns), where=where)
    cleared.settle()
    return cleared


def _reason(cell: Element, row: int, column: int, hidden: Hidden) -> str:
    if (row, column) not in hidden.anchors:
        if row in hidden.rows:
            return "hidden_rows"
        if hidden.column(column):
            return "hidden_columns"
        if _is_covered(row, column, hidden):
            return "covered_cells" if _holds(cell) else ""
    shown = hidden.styles.get(int(cell.get("s", "0")), "all")
    numeric = cell.get("t", "n") == "n"
    return "hidden_cells" if _holds(cell) and (not shown or (shown == "text" and numeric)) else ""


def _is_covered(row: int, column: int, hidden: Hidden) -> bool:
    return any(
        rows[0] <= row <= rows[1]
        and columns[0] <= column <= columns[1]
        and (row, column) != (rows[0], columns[0])
        for rows, columns in (*hidden.merges.get(row, ()), *hidden.tall)
    )


def _holds(cell: Element) -> bool:
    return any(local(child) in _CONTENT for child in cell)


def _empty(cell: Element) -> bool:
    """Take out a cell's content; whether there was any."""
    held = remove_all(child for child in list(cell) if local(child) in _CONTENT)
    cell.attrib.pop("t", None)
    return held > 0


def unseen_styles(styles: Element | None) -> dict[int, str]:
    """Style number → what its number format shows of a cell: "" nothing, "text" only text."""
    if styles is None:
        return {}
    codes = {
        item.get("numFmtId", ""): _shown(item.get("formatCode", ""))
        for item in styles.iter(name("s:numFmt"))
    }
    formats = styles.find(name("s:cellXfs"))
    found = [] if formats is None else formats.findall(name("s:xf"))
    shown = {place: codes.get(xf.get("numFmtId", ""), "all") for place, xf in enumerate(found)}
    return {place: what for place, what in shown.items() if what != "all"}


def _shown(code: str) -> str:
    bare = _NOISE.sub("", code)
    return {";;;": "", ";;": "text"}.get(bare, "all")


def _is_zero(length: str | None) -> bool:
    try:
        return length is not None and float(length) == 0
    except ValueError:
        return False
