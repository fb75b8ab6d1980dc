"""The columns of a ledger's table, as data: what they are called, which words they understand."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from mingbai.files.cells import Cell, as_date, as_text, shown
from mingbai.files.tables import Row, Table
from mingbai.files.text import key

Kind = Literal["text", "date", "code", "yes"]
_NO = frozenset(key(word) for word in ("", "否", "无", "不是", "n", "no", "0", "-", "—", "/", "×"))
_YES = frozenset(key(word) for word in ("是", "有", "y", "yes", "1", "√", "✓"))

# 照抄年报行名时带着的序号：1.、2、（一）
_NUMBERING = re.compile(r"^(?:\d{1,2}[.、]|\([一二三四五六七八九十]+\))")


@dataclass(frozen=True)
class Column:
    """One column: ``headers`` are other names for it, ``blank`` words that mean nothing yet.

    ``codes`` maps a code to the words for it, the first being the one we print; ``unclear`` maps
    a word that fits several codes to what to write instead.
    """

    id: str
    label: str
    kind: Kind
    needed: bool
    hint: str
    headers: tuple[str, ...]
    blank: tuple[str, ...]
    codes: Mapping[str, tuple[str, ...]]
    unclear: Mapping[str, str]

    @cached_property
    def keys(self) -> frozenset[str]:
        """The folded names by which a header is known."""
        return frozenset(key(word) for word in (self.label, *self.headers))

    @cached_property
    def blank_keys(self) -> frozenset[str]:
        """The folded words that mean nothing yet."""
        return frozenset(key(word) for word in self.blank)

    @cached_property
    def words(self) -> dict[str, str]:
        """Folded word → code."""
        return {key(word): code for code, words in self.codes.items() for word in (code, *words)}


@dataclass(frozen=True)
class BadCell:
    """A cell that keeps the file out: the row's number in the file, and what to do."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class Entry:
    """One row as values by column id; ``bad`` names the cells that could not be understood."""

    row: Row
    values: Mapping[str, Any]
    bad: tuple[BadCell, ...]


@dataclass(frozen=True)
class Layout:
    """All columns of one ledger."""

    columns: tuple[Column, ...]

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every folded header word, to find the header row by."""
        return frozenset().union(*(column.keys for column in self.columns))

    def match(self, headers: Sequence[str]) -> dict[str, int]:
        """Column id → index of the header it is surely meant by; ids without one are left out."""
        found: dict[str, int] = {}
        folded = [_without_remark(key(header)) for header in headers]
        for column in self.columns:
            places = [index for index, name in enumerate(folded) if name in column.keys]
            if len(places) == 1:
                found[column.id] = places[0]
        return found

    def missing(self, matching: Mapping[str, int]) -> list[str]:
        """Labels of the needed columns that nothing is matched to."""
        return [c.label for c in self.columns if c.needed and c.id not in matching]

    def read(self, table: Table, matching: Mapping[str, int]) -> list[Entry]:
        """Every row of the table, each cell understood or named as bad."""
        return [self._entry(row, table, matching) for row in table.rows]

    def _entry(self, row: Row, table: Table, matching: Mapping[str, int]) -> Entry:
        values: dict[str, Any] = {}
        bad: list[BadCell] = []
        for column in self.columns:
            if column.id not in matching:
                continue
            cell = row.cell(matching[column.id])
            try:
                values[column.id] = understood(column, cell, date1904=table.date1904)
            except ValueError as error:
                bad.append(BadCell(row.number, column.label, shown(cell), str(error)))
        return Entry(row, values, tuple(bad))


def understood(column: Column, cell: Cell, *, date1904: bool = False) -> Any:
    """The value of a cell: text, date or None, code or "", bool. Raises ``ValueError`` in words."""
    if column.kind == "date" and not isinstance(cell, str):
        day = as_date(cell, date1904=date1904)
        return _needed(column, day)
    text = as_text(cell)
    if text and column.blank and key(text) in column.blank_keys:
        text = ""
    if column.kind == "date":
        return _needed(column, as_date(text, date1904=date1904))
    if column.kind == "yes":
        return _yes(text)
    if column.kind == "code" and text:
        return _code(column, text)
    return _needed(column, text)


def load(path: Path) -> dict[str, Any]:
    """The parsed TOML of a ledger's columns."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def layout(raw: Mapping[str, Any], codes: Mapping[str, Mapping[str, str]]) -> Layout:
    """The layout from TOML; ``codes`` gives per column the label of each code, in order."""
    made: list[Column] = []
    for row in raw["column"]:
        words = raw.get("words", {}).get(row["id"], {})
        labels = codes.get(row["id"], {})
        made.append(
            Column(
                id=row["id"],
                label=row["label"],
                kind=row["kind"],
                needed=row.get("needed", False),
                hint=row.get("hint", ""),
                headers=tuple(row.get("headers", ())),
                blank=tuple(row.get("blank", ())),
                codes={code: (name, *words.get(code, ())) for code, name in labels.items()},
                unclear={key(word): advice for word, advice in row.get("unclear", {}).items()},
            )
        )
    return Layout(tuple(made))


def _needed(column: Column, value: Any) -> Any:
    if column.needed and not value:
        raise ValueError(f"没有填写{column.label}")
    return value


def _code(column: Column, text: str) -> str:
    folded = key(text)
    bare = _NUMBERING.sub("", folded)
    if code := column.words.get(folded) or column.words.get(bare):
        return code
    if advice := column.unclear.get(bare):
        raise ValueError(f"“{text}”分不清是哪一种，{advice}")
    usual = "、".join(told(words[0]) for words in list(column.codes.values())[:6])
    more = "等，全部写法见模板的说明" if len(column.codes) > 6 else ""
    raise ValueError(f"不认识“{text}”，可写{usual}{more}")


def told(word: str) -> str:
    """The word as it stands in a list: quoted where its own commas would blur with the list's."""
    return f"“{word}”" if set(word) & set("，、；") else word


def _yes(text: str) -> bool:
    folded = key(text)
    if folded in _YES:
        return True
    if folded in _NO:
        return False
    raise ValueError(f"“{text}”请写成是或否")


def _without_remark(folded: str) -> str:
    """A header without what stands in brackets behind it, or a star before it."""
    return folded.partition("(")[0].strip("*：:")
