"""Files of every bad kind, made on the spot."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

from mingbai.files.uploads import Upload

HEADERS = ("登记编号", "申请人类别", "收到日期")
ROWS = (("2019-1", "自然人", date(2019, 3, 5)), ("2019-2", "商业企业", date(2019, 3, 6)))


def upload(content: bytes, name: str = "台账.xlsx", content_type: str = "") -> Upload:
    """The bytes as an upload."""
    return Upload(name, len(content), io.BytesIO(content), content_type)


def xlsx(
    rows: Sequence[Sequence[Any]] = (HEADERS, *ROWS),
    change: Callable[[Workbook], object] | None = None,
) -> bytes:
    """A workbook with one sheet; ``change`` may spoil it before it is saved."""
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(
    content: bytes, *, add: dict[str, bytes] | None = None, swap: tuple[bytes, bytes] = (b"", b"")
) -> bytes:
    """The package with more parts, or with one piece of text exchanged in its first sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml" and swap[0]:
                assert swap[0] in part
                part = part.replace(*swap)
            new.writestr(entry.filename, part)
        for name, part in (add or {}).items():
            new.writestr(name, part)
    return out.getvalue()


def moved(content: bytes, target: str, part: bytes) -> bytes:
    """The package whose first sheet is said to be ``part``, kept under the name ``target``."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "xl/_rels/workbook.xml.rels":
                assert b"worksheets/sheet1.xml" in data
                data = data.replace(b"worksheets/sheet1.xml", target.encode())
            new.writestr(entry.filename, data)
        new.writestr(f"xl/{target}", part)
    return out.getvalue()
