"""The report as a workbook: the statutory grids with merged cells, ready to print on A4."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from mingbai.reports.downloads.marks import marks
from mingbai.reports.grid import placed
from mingbai.reports.numbers import exact
from mingbai.rules.report.display import FEE_2021, PURCHASES_2019, wan_from_yuan

SHEETS = {"t2": "二、主动公开", "t3": "三、申请", "t4": "四、复议诉讼"}
WIDTHS = {"t2": [26, 20, 20, 20], "t3": [9, 13, 34] + [9] * 7, "t4": [8] * 15}
LANDSCAPE = {"t4"}
THIN = Side(style="thin", color="000000")
FRAME = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
TITLE = Font(name="黑体", size=14)
BODY = Font(name="宋体", size=10.5)
NOTE = Font(name="宋体", size=9)


def render(content: Mapping[str, Any]) -> bytes:
    """Sheets for tables two, three, four, the charts' figures, and the notes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, table in content["tables"].items():
        _statutory(book.create_sheet(SHEETS[name]), content, name, table)
    _rows(book.create_sheet("图表数据"), content, list(_chart_rows(content)))
    _rows(book.create_sheet("说明"), content, list(_note_rows(content)))
    made = datetime.fromisoformat(content["dated"])
    book.properties.title = content["title"]
    book.properties.creator = content["organ"]["name"]
    book.properties.created = made
    book.properties.language = "zh-CN"
    raw = io.BytesIO()
    book.save(raw)
    return _settled(raw.getvalue(), made)


def _statutory(
    sheet: Worksheet, content: Mapping[str, Any], name: str, table: Mapping[str, Any]
) -> None:
    top = _head(sheet, content, table["caption"])
    for y, x, cell in placed(table):
        place = sheet.cell(top + y, x + 1)
        _fill(place, cell, content)
        last_row, last_column = top + y + cell["rowspan"] - 1, x + cell["colspan"]
        for row in sheet.iter_rows(top + y, last_row, x + 1, last_column):
            for covered in row:
                covered.border = FRAME
        if cell["rowspan"] > 1 or cell["colspan"] > 1:
            sheet.merge_cells(
                start_row=top + y, start_column=x + 1, end_row=last_row, end_column=last_column
            )
    for column, width in enumerate(WIDTHS[name]):
        sheet.column_dimensions[chr(ord("A") + column)].width = width
    _paper(sheet, landscape=name in LANDSCAPE)
    if table["head_rows"]:
        sheet.print_title_rows = f"{top}:{top + table['head_rows'] - 1}"


def _fill(place: Cell | MergedCell, cell: Mapping[str, Any], content: Mapping[str, Any]) -> None:
    """Numbers as numbers; money in 万元 as printed, its unit as part of the number's format."""
    place.font = BODY
    place.alignment = Alignment(horizontal=cell["align"], vertical="center", wrap_text=True)
    if not cell["cell_id"]:
        _words(place, cell["text"])
        return
    value = exact(content["cells"][cell["cell_id"]])
    if value is not None and cell["cell_id"] in (PURCHASES_2019, FEE_2021):
        value = wan_from_yuan(value)
        place.number_format = "General"
        if cell["cell_id"] == PURCHASES_2019 and value:
            place.number_format = 'General"万元"'
    place.value = value


def _words(place: Cell | MergedCell, text: str) -> None:
    """Text stays text, also where it looks like a formula."""
    place.value = text
    place.data_type = "s"


def _head(sheet: Worksheet, content: Mapping[str, Any], caption: str) -> int:
    """The demonstration's mark, then the title; returns the row in which the grid begins."""
    lines = marks(content)
    lines.append(f"{content['title']}　{caption}".rstrip("　"))
    for row, line in enumerate(lines, start=1):
        _words(sheet.cell(row, 1), line)
        sheet.cell(row, 1).font = TITLE if row == len(lines) else NOTE
    return len(lines) + 2


def _paper(sheet: Worksheet, *, landscape: bool) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "— &P —"


def _rows(sheet: Worksheet, content: Mapping[str, Any], rows: list[list[Any]]) -> None:
    top = _head(sheet, content, "")
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            place = sheet.cell(top + y, x + 1)
            place.font = BODY
            place.alignment = Alignment(vertical="top", wrap_text=True)
            if isinstance(value, str):
                _words(place, value)
            else:
                place.value = value
    for column, width in zip("ABCDE", (34, 26, 20, 14, 60), strict=True):
        sheet.column_dimensions[column].width = width
    _paper(sheet, landscape=True)


def _chart_rows(content: Mapping[str, Any]) -> Iterator[list[Any]]:
    yield ["图", "系列", "年份或类别", "数值", "图中结论"]
    for chart in content["charts"]:
        for line in chart["lines"]:
            for category, value in zip(chart["categories"], line["values"], strict=True):
                shown = "无数据" if value is None else value
                yield [chart["caption"], line["label"], category, shown, chart["title"]]


def _note_rows(content: Mapping[str, Any]) -> Iterator[list[Any]]:
    yield ["依据", content["notice"]]
    yield ["统计期限", "至".join(content["period"])]
    yield ["案件清单散列值（SHA-256）", content["cases_sha256"]]
    for source in content["sources"]:
        yield ["数据来源", source]
    for question, choice, basis in content["switches"]:
        yield ["计数口径", question, choice, "", basis]
    for cell, meaning in content["definitions"].items():
        yield ["各格含义", meaning["label"], cell, meaning["unit"], meaning["definition"]]


def _settled(raw: bytes, made: datetime) -> bytes:
    """The same workbook without the moment of writing, so that the bytes repeat."""
    stamp = made.strftime("%Y-%m-%dT00:00:00Z").encode()
    settled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(settled, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                head, _, rest = data.partition(b"<dcterms:modified")
                opening, _, rest = rest.partition(b">")
                _, _, tail = rest.partition(b"</dcterms:modified>")
                data = b"".join(
                    (head, b"<dcterms:modified", opening, b">", stamp, b"</dcterms:modified>", tail)
                )
            info = zipfile.ZipInfo(name, (made.year, made.month, made.day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, data)
    return settled.getvalue()
