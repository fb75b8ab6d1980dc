"""The table to fill in: an Excel file with lists to choose from and an explaining sheet, or CSV."""

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from mingbai.files.columns import Column, Layout, told
from mingbai.files.sheet import letters
from mingbai.files.text import escaped

_ROWS = 5000  # how far down lists and formats reach
_WIDTHS = {"text": 24, "date": 14, "code": 22, "yes": 12}
_HEAD = PatternFill("solid", fgColor="E8EEF5")


def workbook(layout: Layout) -> Workbook:
    """Sheets 台账 (to fill in), 说明 and 选项 (which the import passes over)."""
    book = Workbook()
    table: Worksheet = book.active  # type: ignore[assignment]
    table.title = "台账"
    explaining, choices = book.create_sheet("说明"), book.create_sheet("选项")
    _row(explaining, 1, ["列名", "必填", "填写要求"])
    used = 0
    for index, column in enumerate(layout.columns):
        _head(table, index, column)
        _row(explaining, index + 2, [column.label, "是" if column.needed else "", _rule(column)])
        if column.kind == "code":
            used += 1
            _choices(table, choices, index, used, column)
    table.freeze_panes = "A2"
    for sheet, widths in ((explaining, (18, 8, 90)), (choices, (40, 40, 40))):
        for place, width in enumerate(widths):
            sheet.column_dimensions[letters(place)].width = width
    return book


def headers(layout: Layout) -> list[str]:
    """The header row of the CSV template."""
    return [column.label for column in layout.columns]


def _head(table: Worksheet, index: int, column: Column) -> None:
    name = letters(index)
    cell = table.cell(1, index + 1, column.label)
    cell.font, cell.fill = Font(bold=True), _HEAD
    table.column_dimensions[name].width = _WIDTHS[column.kind]
    if column.kind in ("text", "date"):
        shape = "@" if column.kind == "text" else "yyyy-mm-dd"
        # A column's own format: it reaches the empty cells without writing them.
        table.column_dimensions[name].number_format = shape
    if column.kind == "yes":
        _validate(table, name, '"是,否"')


def _choices(table: Worksheet, choices: Worksheet, index: int, place: int, column: Column) -> None:
    """A list longer than 255 characters must stand in cells of its own."""
    choices.cell(1, place, column.label).font = Font(bold=True)
    for line, words in enumerate(column.codes.values(), start=2):
        choices.cell(line, place, escaped(words[0]))
    name, last = letters(place - 1), len(column.codes) + 1
    _validate(table, letters(index), f"选项!${name}$2:${name}${last}")


def _validate(table: Worksheet, name: str, source: str) -> None:
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
    rule.error, rule.errorTitle = "请从下拉列表中选择", "填写有误"
    table.add_data_validation(rule)
    rule.add(f"{name}2:{name}{_ROWS}")


def _rule(column: Column) -> str:
    if column.kind != "code":
        return column.hint
    words = "；".join("、".join(map(told, dict.fromkeys(w))) for w in column.codes.values())
    return f"{column.hint} 可写：{words}".strip()


def _row(sheet: Worksheet, number: int, texts: list[str]) -> None:
    for index, text in enumerate(texts, start=1):
        cell = sheet.cell(number, index, escaped(text))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if number == 1:
            cell.font = Font(bold=True)
