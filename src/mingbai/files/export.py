"""Tables out: CSV and Excel whose cells no program takes for a formula (WEB-10)."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from mingbai.files.text import escaped

Value = str | int | date | None
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTH = 18


def as_csv(
    name: str, headers: Sequence[str], rows: Iterable[Sequence[Value]]
) -> StreamingHttpResponse:
    """A CSV download, UTF-8 with BOM so that Excel shows Chinese; streamed."""
    lines = csv_lines(headers, rows)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    return _attached(response, f"{name}.csv")


def as_xlsx(name: str, headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> HttpResponseBase:
    """An Excel download; dates stay dates, everything else is text or a whole number."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    sheet.freeze_panes = "A2"
    for index in range(len(headers)):
        sheet.column_dimensions[chr(65 + index)].width = _WIDTH
    sheet.append([_head(sheet, text) for text in headers])
    for row in rows:
        sheet.append([escaped(value) if isinstance(value, str) else value for value in row])
    return download(f"{name}.xlsx", book)


def download(name: str, book: Workbook) -> HttpResponseBase:
    """A workbook as a download."""
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=name, content_type=XLSX)


def _head(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=escaped(text))
    cell.font = Font(bold=True)
    return cell


def csv_lines(headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """The lines of a CSV, the mark of UTF-8 first."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    yield "\ufeff"
    yield _line(buffer, writer, headers)
    for row in rows:
        yield _line(buffer, writer, row)


def _line(buffer: io.StringIO, writer: Any, row: Sequence[Value]) -> str:
    buffer.seek(0)
    buffer.truncate()
    writer.writerow([_plain(value) for value in row])
    return buffer.getvalue()


def _plain(value: Value) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else escaped(str(value))


def _attached(response: StreamingHttpResponse, name: str) -> StreamingHttpResponse:
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response
