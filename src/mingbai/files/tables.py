"""A table out of a hostile file: header, rows with their numbers, and what was left unread."""

import zlib
from collections.abc import Collection
from dataclasses import dataclass
from xml.etree import ElementTree

from mingbai.files import delimited, sheet
from mingbai.files.cells import Cell, is_blank, shown
from mingbai.files.sheet import Grid, Range, letters
from mingbai.files.sniff import kind_of
from mingbai.files.text import key
from mingbai.files.uploads import Upload
from mingbai.files.workbook import DAMAGED, RESAVE, Sheet, Workbook, open_workbook
from mingbai.refusal import Refusal

_HEADER_WITHIN = 10  # 表头在前几行内：上面可有标题、填报单位
_NAMED = 5
EXPLANATIONS = ("说明", "选项", "填写说明", "填表说明")


@dataclass(frozen=True)
class Row:
    """One row of data and its number in the file, as Excel shows it."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """The cell of a column; rows may be shorter than the header."""
        return self.cells[column] if column < len(self.cells) else None


@dataclass(frozen=True)
class Table:
    """``notes`` say in words what of the file was not read, and how it was understood."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    date1904: bool = False


def read_table(upload: Upload, *, known: Collection[str] = ()) -> Table:
    """Read an .xlsx or CSV file.

    ``known`` are header words the caller expects (as ``text.key`` folds them), which help to find
    the header below a title.  Raises ``Refusal`` for whatever cannot be read surely and whole.
    """
    if kind_of(upload) == "csv":
        grid, encoding = delimited.read(upload.file.read())
        return _table(grid, known, [f"按{encoding}读取"], date1904=False)
    book = open_workbook(upload.file)
    try:
        return _from_workbook(book, known)
    except (ElementTree.ParseError, zlib.error, LookupError, ValueError, EOFError):
        raise Refusal(DAMAGED, remedy=RESAVE) from None
    finally:
        upload.file.seek(0)


def _from_workbook(book: Workbook, known: Collection[str]) -> Table:
    visible = [item for item in book.sheets if not item.hidden]
    notes = [f"隐藏的工作表“{item.name}”没有读" for item in book.sheets if item.hidden]
    chosen: tuple[Sheet, Grid] | None = None
    for item in visible:
        if item.name in EXPLANATIONS:
            continue
        if chosen is not None:
            notes.append(f"只读工作表“{chosen[0].name}”，工作表“{item.name}”没有读")
            continue
        grid = sheet.read(book, item)
        if grid.rows:
            chosen = (item, grid)
    if chosen is None:
        hidden = "，有内容的工作表被隐藏了" if notes else ""
        raise Refusal(f"文件里没有可读的行{hidden}", remedy="请核对选中的文件")
    return _table(chosen[1], known, notes, date1904=book.date1904)


def _table(grid: Grid, known: Collection[str], notes: list[str], *, date1904: bool) -> Table:
    header = _header_row(grid, known)
    headers = tuple(" ".join(shown(cell).split()) for cell in grid.rows[header])
    _refuse_merged(grid, header, headers)
    _refuse_hidden(grid, header, headers)
    above = [number for number in grid.rows if number < header]
    titles = [
        f"第{number}行“{shown(next(c for c in grid.rows[number] if not is_blank(c)))}”"
        "在表头之上，没有读"
        for number in above
    ]
    rows = tuple(
        Row(number, tuple(cells)) for number, cells in grid.rows.items() if number > header
    )
    return Table(headers, rows, (*notes, *titles), date1904)


def _header_row(grid: Grid, known: Collection[str]) -> int:
    """The first row with most known words; with none known, the first with two cells or more."""
    candidates = [
        number
        for number in list(grid.rows)[:_HEADER_WITHIN]
        if sum(not is_blank(cell) for cell in grid.rows[number]) > 1
    ]
    if not candidates:
        raise Refusal(
            "找不到表头：开头的行都不到两格有内容",
            remedy="请在第一行写列名，如登记编号、申请人类别、收到日期，或下载模板填写",
        )
    return max(
        candidates,
        key=lambda number: (sum(key(shown(c)) in known for c in grid.rows[number]), -number),
    )


def _refuse_merged(grid: Grid, header: int, headers: tuple[str, ...]) -> None:
    last = max(grid.rows)
    found = [item for item in grid.merged if item.last_row >= header and item.first_row <= last]
    if not found:
        return
    raise Refusal(
        "台账里有合并单元格：" + _some([_place(item, headers) for item in found], "处"),
        remedy="请选中这些单元格，取消合并，每行都填上内容后再上传",
    )


def _refuse_hidden(grid: Grid, header: int, headers: tuple[str, ...]) -> None:
    rows = {number: cells for number, cells in grid.rows.items() if number >= header}
    columns = [
        column
        for column in sorted(grid.hidden_columns)
        if any(column < len(cells) and not is_blank(cells[column]) for cells in rows.values())
    ]
    if columns:
        raise Refusal(
            "有隐藏的列："
            + _some([_column_name(column, headers) for column in columns], "列")
            + "，列中有内容",
            remedy="请全选后点右键“取消隐藏”，不要的列请删除，再上传",
        )
    if hidden := sorted(grid.hidden_rows & rows.keys()):
        raise Refusal(
            "有隐藏的行：" + _some([f"第{number}行" for number in hidden], "行"),
            remedy="可能开着筛选：请清除筛选、取消隐藏，不要的行请删除，再上传",
        )


def _place(item: Range, headers: tuple[str, ...]) -> str:
    first, last = letters(item.first_column), letters(item.last_column)
    reference = f"{first}{item.first_row}:{last}{item.last_row}"
    return f"{reference}（{_header(item.first_column, headers)}）"


def _column_name(column: int, headers: tuple[str, ...]) -> str:
    return f"{letters(column)}列（{_header(column, headers)}）"


def _header(column: int, headers: tuple[str, ...]) -> str:
    return (headers[column] if column < len(headers) else "") or "无列名"


def _some(names: list[str], unit: str) -> str:
    more = f"等{len(names)}{unit}" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more
