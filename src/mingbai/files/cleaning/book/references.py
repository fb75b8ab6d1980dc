"""What a formula refers to, read cautiously: what is not understood counts as touching."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field

from mingbai.files.attachments.packages import refusal

_STRING = re.compile(r'"(?:[^"]|"")*"')
_OUTSIDE = re.compile(r"\[\d+\]")
# 结果取自文件之外，或者取自要删去的透视表
_ALWAYS = re.compile(
    r"\b(?:GETPIVOTDATA|RTD|CUBE\w+|WEBSERVICE|FILTERXML|IMAGE|STOCKHISTORY|CALL|REGISTER\.ID|EXEC)"
    r"\s*\(",
    re.IGNORECASE,
)
# 引用的地方要算了才知道
_COMPUTED = re.compile(r"\b(?:INDIRECT|OFFSET|CELL|INFO|SHEETS?|FORMULATEXT)\s*\(", re.IGNORECASE)
_REFERENCE = re.compile(
    r"(?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
    r"(?:\$?(?P<c1>[A-Z]{1,3})\$?(?P<r1>\d{1,7})(?::\$?(?P<c2>[A-Z]{1,3})\$?(?P<r2>\d{1,7}))?"
    r"|\$?(?P<c3>[A-Z]{1,3}):\$?(?P<c4>[A-Z]{1,3})|\$?(?P<r3>\d{1,7}):\$?(?P<r4>\d{1,7}))"
    r"(?![\w(.!])"
)
_FUNCTION = re.compile(r"[^\W\d][\w.]*\s*\(")
_CONSTANT = re.compile(
    r"#(?:N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|REF!|SPILL!|CALC!)|\b(?:TRUE|FALSE)\b"
)
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d*)?(?:E[+-]?\d+)?(?![\w.])", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d]|[!\[\]]")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


@dataclass
class Cleared:
    """The cells of a sheet that were emptied, by row and by column."""

    cells: set[tuple[int, int]] = field(default_factory=set)
    _rows: list[int] = field(default_factory=list)
    _columns: list[int] = field(default_factory=list)

    def settle(self) -> None:
        """Call once when all cells are known."""
        self._rows = sorted({row for row, _ in self.cells})
        self._columns = sorted({column for _, column in self.cells})

    def meets(self, rows: tuple[int, int], columns: tuple[int, int]) -> bool:
        """Whether an area may hold an emptied cell."""
        return _between(self._rows, *rows) and _between(self._columns, *columns)


@dataclass
class Gone:
    """What a formula may no longer refer to: removed sheets, emptied cells by sheet, names."""

    sheets: set[str] = field(default_factory=set)
    cells: Mapping[str, Cleared] = field(default_factory=dict)
    names: bool = False

    @property
    def anything(self) -> bool:
        """Whether anything was removed at all."""
        return bool(self.sheets) or self.names or any(c.cells for c in self.cells.values())

    def touched_by(self, formula: str, sheet: str) -> bool:
        """Whether a formula on a sheet refers, or may refer, to what is gone.

        Raises ``Refusal`` for one that starts a program (DDE).
        """
        bare = _STRING.sub('""', formula)
        if re.search(r"[\w'\]]\|", bare):
            raise refusal("工作簿里有会启动程序的公式（DDE）")
        if _OUTSIDE.search(bare) or _ALWAYS.search(bare):
            return True
        if not self.anything:
            return False
        if _COMPUTED.search(bare):
            return True
        for found in _REFERENCE.finditer(bare):
            name = unquoted(found["sheet"]) if found["sheet"] else sheet
            if name in self.sheets or ":" in name or self._meets(name, found):
                return True
        return bool(_WORD.search(_without_known(bare)))

    def _meets(self, sheet: str, found: re.Match[str]) -> bool:
        cleared = self.cells.get(sheet)
        return cleared is not None and cleared.meets(*_area(found))


def unquoted(sheet: str) -> str:
    """The name of a sheet as it stands before ``!``."""
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet


def is_reference(text: str) -> bool:
    """Whether a name stands for plain areas of sheets and nothing else."""
    rest = _REFERENCE.sub("", _STRING.sub('"', text))
    return bool(_REFERENCE.search(text)) and not rest.strip(", ()")


def sheets_of(text: str) -> set[str]:
    """The sheets that a text of references names."""
    return {unquoted(found["sheet"]) for found in _REFERENCE.finditer(text) if found["sheet"]}


def number(letters: str) -> int:
    """A is 1."""
    total = 0
    for letter in letters:
        total = total * 26 + ord(letter) - 64
    return total


def area(text: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """(first, last row), (first, last column) of ``A1:B2``; None for anything else."""
    found = _REFERENCE.fullmatch(text.replace("$", ""))
    return None if found is None else _area(found)


def _area(found: re.Match[str]) -> tuple[tuple[int, int], tuple[int, int]]:
    if found["c3"]:
        return (1, _LAST_ROW), _ordered(number(found["c3"]), number(found["c4"]))
    if found["r3"]:
        return _ordered(int(found["r3"]), int(found["r4"])), (1, _LAST_COLUMN)
    row, column = int(found["r1"]), number(found["c1"])
    if not found["c2"]:
        return (row, row), (column, column)
    return _ordered(row, int(found["r2"])), _ordered(column, number(found["c2"]))


def _ordered(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


def _between(places: list[int], first: int, last: int) -> bool:
    index = bisect_left(places, first)
    return index < len(places) and places[index] <= last


def _without_known(formula: str) -> str:
    """What is left beside references, functions, constants and numbers: names and tables."""
    for pattern in (_REFERENCE, _CONSTANT, _FUNCTION, _NUMBER):
        formula = pattern.sub(" ", formula)
    return formula
