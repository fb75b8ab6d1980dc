"""The ledger of all findings as an Excel workbook: 问题台账, 报告一览, 各格数据."""

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from mingbai.reading.papers import wording
from mingbai.reading.papers.wording import Json
from mingbai.refusal import Refusal

MOST_ROWS = 1_000_000  # a sheet holds 1,048,576
LONGEST = 32_000  # characters a cell holds (32,767)
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would take for a formula

FINDINGS = {
    "序号": 6,
    "文件": 28,
    "机关": 24,
    "年度": 8,
    "规则": 10,
    "程度": 8,
    "位置": 34,
    "应为": 14,
    "实为": 14,
    "问题": 56,
    "处理办法": 40,
    "依据": 40,
}
REPORTS = {
    "文件": 36,
    "机关": 28,
    "年度": 8,
    "公布日期": 12,
    "格式": 8,
    "载体": 16,
    "结论": 16,
    "错误": 8,
    "警告": 8,
    "提示": 8,
    "读出的格数": 12,
}
CELLS = {
    "文件": 30,
    "机关": 24,
    "年度": 8,
    "表": 8,
    "格": 44,
    "代码": 24,
    "数值（金额为元）": 16,
    "原文": 16,
    "出处": 30,
    "可信度": 10,
}
WRAPPED = frozenset({"位置", "问题", "处理办法", "依据"})
TABLES = {"t2": "表二", "t3": "表三", "t4": "表四"}


def write(path: Path, reports: Iterable[Json]) -> None:
    """Write the workbook.  Raises Refusal without openpyxl or where the file cannot be written."""
    excel = load()
    _check_writable(path)
    book = excel.Workbook(write_only=True)
    held = list(reports)
    _sheet(book, "问题台账", FINDINGS, _findings(held))
    _sheet(book, "报告一览", REPORTS, (_report(report) for report in held))
    _sheet(book, "各格数据", CELLS, (row for report in held for row in _cells(report)))
    book.save(path)


def _check_writable(path: Path) -> None:
    """Before a workbook is begun, which cannot be left half done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab"):
            pass
    except OSError as error:
        raise Refusal(
            f"写不了 {path}", remedy="请核对位置和权限；文件正在 Excel 中打开的，先关闭"
        ) from error


def load() -> Any:
    """openpyxl, imported only when a ledger is asked for."""
    try:
        return import_module("openpyxl")
    except ImportError as error:
        raise Refusal(
            "写 Excel 台账需要 openpyxl", remedy="请执行 pip install 'mingbai[server]'"
        ) from error


def _findings(reports: Sequence[Json]) -> Iterator[list[object]]:
    number = 0
    for report in reports:
        for finding in report["findings"]:
            number += 1
            yield [
                number,
                report["file"],
                report["organ"],
                report["year"],
                finding["rule"],
                wording.SEVERITIES[finding["severity"]],
                wording.place(report, finding),
                finding["expected"],
                finding["found"],
                finding["message"],
                finding["hint"],
                finding["basis"],
            ]


def _report(report: Json) -> list[object]:
    found = wording.counts(report)
    verdict = wording.VERDICTS[wording.code_of(report)] if report["readable"] else "读不了"
    return [
        report["file"],
        report["organ"],
        report["year"],
        report["published"],
        report["format"],
        report["carrier"],
        verdict,
        *found.values(),
        sum(1 for cell in report["cells"] if _value(report, cell) is not None),
    ]


def _cells(report: Json) -> Iterator[list[object]]:
    form = wording.form_of(report)
    for cell, held in report["cells"].items():
        yield [
            report["file"],
            report["organ"],
            report["year"],
            TABLES.get(cell[:2], "表四"),
            wording.cell_words(form, cell),
            cell,
            _value(report, cell),
            held["raw"],
            held["where"],
            held["confidence"],
        ]


def _value(report: Json, cell: str) -> object:
    row, _, column = cell.partition("/")
    table = cell[:2] if cell[:2] in TABLES else "t4"
    return report["tables"].get(table, {}).get(row, {}).get(column)


def _sheet(book: Any, title: str, heads: dict[str, int], rows: Iterable[Sequence[object]]) -> None:
    """One sheet with a frozen head, a filter and widths; more rows than fit go to a second."""
    source = iter(rows)
    number = 1
    while True:
        sheet = _empty(book, title if number == 1 else f"{title}{number}", heads)
        count = 0
        for count, row in enumerate(source, 1):
            sheet.append(
                [_cell(sheet, value, head) for value, head in zip(row, heads, strict=True)]
            )
            if count == MOST_ROWS:
                break
        sheet.auto_filter.ref = f"A1:{chr(64 + len(heads))}{count + 1}"
        if count < MOST_ROWS:
            return
        number += 1


def _empty(book: Any, title: str, heads: dict[str, int]) -> Any:
    styles = import_module("openpyxl.styles")
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for place, width in enumerate(heads.values()):
        sheet.column_dimensions[chr(65 + place)].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    head_cells = []
    for head in heads:
        cell = _text(sheet, head)
        cell.font = styles.Font(bold=True, color="FFFFFF")
        cell.fill = styles.PatternFill("solid", start_color="1F4E79")
        cell.alignment = styles.Alignment(vertical="center", wrap_text=True)
        head_cells.append(cell)
    sheet.append(head_cells)
    return sheet


def _cell(sheet: Any, value: object, head: str) -> Any:
    """A cell; text of others is always text, never a formula."""
    if value is None or isinstance(value, int | float):
        return value
    text = wording.clean(value)[:LONGEST]
    if head in WRAPPED or text.startswith(DANGEROUS):
        return _text(sheet, text)
    return text


def _text(sheet: Any, text: str) -> Any:
    cell = import_module("openpyxl.cell").WriteOnlyCell(sheet, text)
    if text:
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(DANGEROUS)
    cell.alignment = import_module("openpyxl.styles").Alignment(vertical="top", wrap_text=True)
    return cell
