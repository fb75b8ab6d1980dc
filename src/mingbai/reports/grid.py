"""The statutory tables two, three and four as merged grids, in the printed layout of each form."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from mingbai.rules.findings import Number
from mingbai.rules.report.display import display
from mingbai.rules.report.formats import Block, Column, Format, RemedyBlock, Row

Scope = Literal["", "col", "colgroup", "row", "rowgroup"]
Align = Literal["left", "center", "right"]
Cells = Mapping[str, Number | None]

T2_COLUMNS = 4
T3_HEAD = 3  # 一、二、… | （一）（二）… | 1.2.… stand in three columns of their own
INFORMATION = "信息内容"


@dataclass(frozen=True)
class Cell:
    """One printed cell. ``cell_id`` is set where a number stands; ``scope`` where a head stands."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    scope: Scope = ""
    cell_id: str = ""
    align: Align = "center"


@dataclass(frozen=True)
class Table:
    """A statutory table: ``columns`` grid columns, rows of cells that stand where they begin."""

    id: str
    caption: str
    columns: int
    head_rows: int
    rows: tuple[tuple[Cell, ...], ...]

    def as_dict(self) -> dict[str, Any]:
        """The table as JSON can hold it."""
        return {**asdict(self), "rows": [[asdict(cell) for cell in row] for row in self.rows]}


def placed(table: Mapping[str, Any]) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Every cell of a table's dict with its grid row and column (both from 0), spans resolved."""
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(table["rows"]):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            taken |= {
                (y + down, x + right)
                for down in range(cell["rowspan"])
                for right in range(cell["colspan"])
            }
            yield y, x, cell


def tables(fmt: Format, cells: Cells) -> dict[str, Table]:
    """Tables two, three and four of a form, filled; an absent number is an empty cell."""
    captions = {"t2": fmt.sections[1], "t3": fmt.sections[2], "t4": fmt.sections[3]}
    return {
        "t2": _table2(fmt, cells, captions["t2"]),
        "t3": _table3(fmt, cells, captions["t3"]),
        "t4": _table4(fmt, cells, captions["t4"]),
    }


def _number(cell_id: str, cells: Cells, colspan: int = 1) -> Cell:
    text = display(cell_id, cells.get(cell_id))
    return Cell(text, colspan=colspan, cell_id=cell_id, align="center")


def _table2(fmt: Format, cells: Cells, caption: str) -> Table:
    rows = [row for block in fmt.table2 for row in _block(block, cells)]
    return Table("t2", caption, T2_COLUMNS, 0, tuple(rows))


def _block(block: Block, cells: Cells) -> Iterator[tuple[Cell, ...]]:
    """One item of Article 20: caption, heads, rows; the last column takes what is left."""
    last = block.columns[-1]
    rest = T2_COLUMNS - len(block.columns)

    def span(column: Column) -> int:
        return rest if column is last else 1

    yield (Cell(block.caption, colspan=T2_COLUMNS, scope="colgroup", align="left"),)
    heads = [Cell(c.label, colspan=span(c), scope="col") for c in block.columns]
    yield (Cell(INFORMATION, scope="col"), *heads)
    for row in block.rows:
        numbers = [_number(f"{row.id}/{c.id}", cells, span(c)) for c in block.columns]
        yield (Cell(row.label, scope="row"), *numbers)


def _table3(fmt: Format, cells: Cells, caption: str) -> Table:
    columns = fmt.table3_columns
    heads = _table3_heads(fmt)
    body = []
    for row in fmt.numeric_rows:
        numbers = [_number(f"{row.id}/{column.id}", cells) for column in columns]
        body.append((*_row_heads(fmt, row), *numbers))
    return Table("t3", caption, T3_HEAD + len(columns), len(heads), (*heads, *body))


def _table3_heads(fmt: Format) -> tuple[tuple[Cell, ...], ...]:
    """The note in the corner; 申请人情况 over 自然人, 法人或其他组织 over its five, 总计."""
    columns = fmt.table3_columns
    note = Cell(fmt.table3_note, rowspan=3, colspan=T3_HEAD, align="left")
    middle: list[Cell] = []
    seen: set[str] = set()
    for column in columns:
        if column.group is None:
            middle.append(Cell(column.label, rowspan=2, scope="col"))
        elif column.group not in seen:
            seen.add(column.group)
            width = sum(1 for other in columns if other.group == column.group)
            middle.append(Cell(column.group, colspan=width, scope="colgroup"))
    lowest = tuple(Cell(column.label, scope="col") for column in columns if column.group)
    applicants = Cell("申请人情况", colspan=len(columns), scope="colgroup")
    return (note, applicants), tuple(middle), lowest


def _row_heads(fmt: Format, row: Row) -> tuple[Cell, ...]:
    """The heads left of a row: a parent opens with its first leaf and spans all of its leaves."""
    above = []
    inner: Row = row
    while inner.parent:
        parent = fmt.row(inner.parent)
        leaves = _leaves_under(fmt, parent.id)
        if leaves[0] == row.id:
            above.append(Cell(parent.label, rowspan=len(leaves), scope="rowgroup", align="left"))
        inner = parent
    own = Cell(row.label, colspan=T3_HEAD - row.depth, scope="row", align="left")
    return (*reversed(above), own)


def _leaves_under(fmt: Format, row_id: str) -> list[str]:
    return [row.id for row in fmt.numeric_rows if row_id in _ancestors(fmt, row)]


def _ancestors(fmt: Format, row: Row) -> list[str]:
    found = []
    while row.parent:
        found.append(row.parent)
        row = fmt.row(row.parent)
    return found


def _table4(fmt: Format, cells: Cells, caption: str) -> Table:
    columns, blocks = fmt.table4_columns, fmt.table4_blocks
    numbers = tuple(_number(f"{b.id}/{c.id}", cells) for b in blocks for c in columns)
    heads = _table4_heads(blocks, columns)
    return Table("t4", caption, len(numbers), len(heads), (*heads, numbers))


def _table4_heads(
    blocks: tuple[RemedyBlock, ...], columns: tuple[Column, ...]
) -> tuple[tuple[Cell, ...], ...]:
    """行政复议 (5) | 行政诉讼 (10) over 未经复议直接起诉 (5) and 复议后起诉 (5)."""
    width = len(columns)
    top: list[Cell] = []
    middle: list[Cell] = []
    lowest: list[Cell] = []
    seen: set[str] = set()
    for block in blocks:
        if block.parent is None:
            top.append(Cell(block.label, colspan=width, scope="colgroup"))
            middle += [Cell(column.label, rowspan=2, scope="col") for column in columns]
            continue
        if block.parent not in seen:
            seen.add(block.parent)
            group = sum(1 for other in blocks if other.parent == block.parent)
            top.append(Cell(block.parent, colspan=width * group, scope="colgroup"))
        middle.append(Cell(block.label, colspan=width, scope="colgroup"))
        lowest += [Cell(column.label, scope="col") for column in columns]
    return tuple(top), tuple(middle), tuple(lowest)
