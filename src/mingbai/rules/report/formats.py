"""Both printed forms of the annual report as data: 国办公开办函〔2019〕60号 and 〔2021〕30号."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal

from mingbai.refusal import Refusal
from mingbai.rules.report import data

FormatId = Literal["2019", "2021"]
Table = Literal["t2", "t3", "t4"]
Kind = Literal["count", "signed", "money", "decimal"]

FORMAT_IDS: tuple[FormatId, ...] = ("2019", "2021")
TOTAL = "total"
HANDLED_TOTAL = "t3.3.7"  # （七）总计: printed as a row of its own, never one of its addends


@dataclass(frozen=True)
class Column:
    """A column as printed; ``kind`` says what its numbers are (money is held in yuan)."""

    id: str
    label: str
    group: str | None = None
    kind: Kind = "count"


@dataclass(frozen=True)
class Row:
    """A row as printed. ``leaf`` rows carry numbers; ``depth`` is 0 for 一、二、三、四、."""

    id: str
    label: str
    leaf: bool
    parent: str | None
    depth: int
    short: str


@dataclass(frozen=True)
class Block:
    """One item of Article 20 in table 2, with its own heads."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class RemedyBlock:
    """One of the three groups of columns in table 4; ``parent`` is the head printed above it."""

    id: str
    label: str
    parent: str | None = None


@dataclass(frozen=True)
class Format:
    """One printed form. Cell ids are ``row/column`` (``t3.1/natural``, ``review/upheld``)."""

    id: FormatId
    notice: str
    document_number: str
    title: str
    first_year: int
    last_year: int | None
    sections: tuple[str, ...]
    table2: tuple[Block, ...]
    table3_columns: tuple[Column, ...]
    table3_rows: tuple[Row, ...]
    table3_note: str
    table4_blocks: tuple[RemedyBlock, ...]
    table4_columns: tuple[Column, ...]

    @cached_property
    def numeric_rows(self) -> tuple[Row, ...]:
        """Rows of table 3 that carry numbers: 23 in 2019, 25 in 2021."""
        return tuple(row for row in self.table3_rows if row.leaf)

    @cached_property
    def leaves(self) -> tuple[Row, ...]:
        """The results under 三、 that add up to （七）总计: 19 in 2019, 21 in 2021."""
        return tuple(row for row in self.numeric_rows if row.depth > 0 and row.id != HANDLED_TOTAL)

    def row(self, row_id: str) -> Row:
        """The row of table 2 or 3 with this id; raises Refusal for an unknown one."""
        for row in self._rows:
            if row.id == row_id:
                return row
        raise Refusal(f"年报格式中没有“{row_id}”这一行", article=self.document_number)

    def column(self, cell_id: str) -> Column:
        """The column a cell stands in; raises Refusal for an unknown cell."""
        return self._cells[self._known(cell_id)][1]

    def cell_ids(self, table: Table) -> tuple[str, ...]:
        """Every cell of a table in printed order: 22/161/15 cells in 2019, 10/175/15 in 2021."""
        return self._by_table[table]

    def cell_label(self, cell_id: str) -> str:
        """A cell in words (三（三）6.属于四类过程性信息 · 自然人); raises Refusal if unknown."""
        head, column = self._cells[self._known(cell_id)]
        return f"{head} · {column.label}"

    def row_label(self, row_id: str) -> str:
        """A row of table 2 or 3 with its numbering (三（三）6.属于四类过程性信息)."""
        row = self.row(row_id)
        numbers = []
        parent = row.parent
        while parent is not None:
            above = self.row(parent)
            numbers.append(_number_of(above.label))
            parent = above.parent
        return "".join(reversed(numbers)) + row.label

    def title_for(self, organ: str, year: int) -> str:
        """The statutory title of an organ's report (RPT-2)."""
        return self.title.format(organ=organ, year=year)

    def _known(self, cell_id: str) -> str:
        if cell_id not in self._cells:
            raise Refusal(f"年报格式中没有“{cell_id}”这一格", article=self.document_number)
        return cell_id

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        return tuple(row for block in self.table2 for row in block.rows) + self.table3_rows

    @cached_property
    def _by_table(self) -> dict[Table, tuple[str, ...]]:
        return {
            "t2": tuple(
                f"{row.id}/{column.id}"
                for block in self.table2
                for row in block.rows
                for column in block.columns
            ),
            "t3": tuple(
                f"{row.id}/{column.id}"
                for row in self.numeric_rows
                for column in self.table3_columns
            ),
            "t4": tuple(
                f"{block.id}/{column.id}"
                for block in self.table4_blocks
                for column in self.table4_columns
            ),
        }

    @cached_property
    def _cells(self) -> dict[str, tuple[str, Column]]:
        cells: dict[str, tuple[str, Column]] = {}
        for block in self.table2:
            for row in block.rows:
                for column in block.columns:
                    cells[f"{row.id}/{column.id}"] = (f"{block.caption}{row.label}", column)
        for row in self.numeric_rows:
            for column in self.table3_columns:
                cells[f"{row.id}/{column.id}"] = (self.row_label(row.id), column)
        for remedy in self.table4_blocks:
            head = f"{remedy.parent}（{remedy.label}）" if remedy.parent else remedy.label
            for column in self.table4_columns:
                cells[f"{remedy.id}/{column.id}"] = (head, column)
        return cells


@cache
def load(format_id: str) -> Format:
    """The form with this id ("2019" or "2021"); raises Refusal for any other."""
    if format_id not in FORMAT_IDS:
        raise Refusal(f"没有“{format_id}”这种年报格式", remedy="可用的格式是 2019 和 2021")
    raw = data.table(f"report-{format_id}")
    third, fourth = raw["table3"], raw["table4"]
    return Format(
        id=raw["id"],
        notice=raw["notice"],
        document_number=raw["document_number"],
        title=raw["title"],
        first_year=raw["first_year"],
        last_year=raw.get("last_year"),
        sections=tuple(raw["sections"]),
        table2=tuple(_block(block) for block in raw["table2"]),
        table3_columns=tuple(Column(**column) for column in third["columns"]),
        table3_rows=_rows(third["rows"]),
        table3_note=third["note"],
        table4_blocks=tuple(RemedyBlock(**block) for block in fourth["blocks"]),
        table4_columns=tuple(Column(**column) for column in fourth["columns"]),
    )


def for_year(year: int) -> Format:
    """The form in force for a report year; raises Refusal before 2019 (another Regulation)."""
    for format_id in FORMAT_IDS:
        form = load(format_id)
        if form.first_year <= year and (form.last_year is None or year <= form.last_year):
            return form
    raise Refusal(
        f"旧格式不支持：{year}年度的报告按修订前的条例编制，没有统一表格",
        article="《政府信息公开条例》（国务院令第711号）自2019年5月15日起施行",
        remedy="只能读取和编制2019年度以后的报告",
    )


def _block(raw: dict[str, Any]) -> Block:
    return Block(
        id=raw["id"],
        caption=raw["caption"],
        columns=tuple(Column(**column) for column in raw["columns"]),
        rows=_rows(raw["rows"]),
    )


def _rows(raw: list[dict[str, Any]]) -> tuple[Row, ...]:
    depth: dict[str, int] = {}
    rows = []
    for item in raw:
        parent = item.get("parent")
        depth[item["id"]] = depth[parent] + 1 if parent else 0
        rows.append(
            Row(
                id=item["id"],
                label=item["label"],
                leaf=item.get("leaf", True),
                parent=parent,
                depth=depth[item["id"]],
                short=item["short"],
            )
        )
    return tuple(rows)


def _number_of(label: str) -> str:
    """The numbering a printed heading opens with: 三、 → 三, （三）不予公开 → （三）."""
    return label[: label.index("）") + 1] if label.startswith("（") else label.split("、")[0]
