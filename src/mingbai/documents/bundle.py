"""A case as one file for the archive: every paper in one PDF with 目录 and 页号, or in one zip."""

import hashlib
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import typst
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import NameObject

from mingbai.documents import faces
from mingbai.documents.printing import Named
from mingbai.documents.wording import clean
from mingbai.refusal import Refusal

LAYOUTS = Path(__file__).resolve().parent / "layouts"
HEADS = ("序号", "文号", "责任者", "题名", "日期", "页号")
MANIFEST = "清单-sha256.txt"
MAX_PAGES = 5000
# What a page of a stranger's file may carry besides what is seen: links, scripts, forms, files.
_ACTIVE = ("/Annots", "/AA", "/AF", "/B", "/PieceInfo", "/Metadata", "/StructParents", "/Tabs")


@dataclass(frozen=True)
class Item:
    """A paper of the file: ``data`` is a PDF; anything else is named in the 目录, not shown."""

    title: str
    data: bytes
    number: str = ""
    author: str = ""
    dated: str = ""


def case_file_pdf(title: str, items: Sequence[Item], *, organ: str, on: date) -> bytes:
    """One PDF: 目录, then the items with 页号 counted through and a bookmark each.

    The same items and fonts give the same bytes.  What is no readable PDF gets a line without 页号
    in the 目录 and a note.  Raises ``Refusal`` for an empty file, for one of too many pages and
    where no font is installed.
    """
    if not items:
        raise Refusal("案卷里没有文件", remedy="请先登记卷内文件")
    read = [_pages(item.data) for item in items]
    if (total := sum(len(pages) for pages in read)) > MAX_PAGES:
        raise Refusal(f"案卷共{total}页，超过{MAX_PAGES}页", remedy="请分卷，或者导出压缩包")
    writer = PdfWriter()
    front = _front(title, items, read, organ, on)
    for page in PdfReader(io.BytesIO(front)).pages:
        writer.add_page(page)
    writer.add_outline_item(title="目录", page_number=0)
    _append(writer, items, read)
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    facts = {"/Title": clean(title), "/Author": clean(organ), "/Producer": "Mingbai"}
    writer.add_metadata(facts | {"/CreationDate": f"D:{on:%Y%m%d}000000+08'00'"})
    raw = io.BytesIO()
    writer.write(raw)
    return raw.getvalue()


def case_file_zip(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of the files in the order of their names, with a manifest that ``sha256sum -c`` reads.

    The same files give the same bytes.  Raises ``Refusal`` for a name that leads out of the folder
    or stands twice.
    """
    named: dict[str, bytes] = {}
    for name, data in files:
        safe = _safe(name)
        if safe in named or safe == MANIFEST:
            raise Refusal(f"压缩包里有两个“{safe}”", remedy="请改名后再导出")
        named[safe] = data
    lines = [f"{hashlib.sha256(named[n]).hexdigest()}  {n}\n" for n in sorted(named)]
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(named):
            _write(package, name, named[name])
        _write(package, MANIFEST, "".join(lines).encode("utf-8"))
    return raw.getvalue()


def _write(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
    info.external_attr = 0o600 << 16
    package.writestr(info, data)


def _safe(name: str) -> str:
    """A relative path without control characters. Raises ``Refusal``."""
    kept = unicodedata.normalize("NFC", clean(name)).replace("\n", " ").replace("\\", "/")
    parts = kept.split("/")
    if not all(part.strip(" .") for part in parts) or re.match(r"[A-Za-z]:", kept):
        raise Refusal(f"“{kept}”不能作压缩包里的文件名", remedy="请换一个文件名")
    return kept


def _pages(data: bytes) -> list[PageObject]:
    """The pages of a PDF, none where it cannot be read (damaged, locked, no PDF)."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return []
        pages = list(reader.pages[: MAX_PAGES + 1])
        for page in pages:
            float(page.mediabox.width), float(page.mediabox.height)
            page.get_contents()
        return pages
    except Exception:  # a stranger's file may break the reader in any way
        return []


def _append(writer: PdfWriter, items: Sequence[Item], read: Sequence[Sequence[PageObject]]) -> None:
    """The pages of the items, what is active taken off, 页号 put on."""
    sizes = [_size(page) for pages in read for page in pages]
    folios = iter(PdfReader(io.BytesIO(_folios(sizes))).pages) if sizes else iter(())
    for item, pages in zip(items, read, strict=True):
        first = len(writer.pages)
        for page in pages:
            added = writer.add_page(page)
            for key in _ACTIVE:
                added.pop(NameObject(key), None)
            if added.rotation:
                added.transfer_rotation_to_content()
            added.merge_page(next(folios))
        if pages:
            writer.add_outline_item(title=clean(item.title), page_number=first)


def _size(page: PageObject) -> tuple[float, float]:
    """Width and height as the page is seen, in points."""
    box = page.mediabox
    width, height = float(box.width), float(box.height)
    return (height, width) if page.rotation % 180 else (width, height)


def _front(
    title: str,
    items: Sequence[Item],
    read: Sequence[Sequence[PageObject]],
    organ: str,
    on: date,
) -> bytes:
    """The 目录: unnumbered, since 页号 counts what is filed."""
    rows, notes, folio = [], [], 1
    for place, (item, pages) in enumerate(zip(items, read, strict=True), 1):
        number = str(folio) if pages else "—"
        rows.append([str(place), item.number, item.author, item.title, item.dated, number])
        if not pages:
            notes.append(f"第{place}件不是可以并入的PDF，原件见案卷压缩包。")
        folio += len(pages)
    rows = [[clean(cell) for cell in row] for row in rows]
    named = Named(json.dumps([title, organ, rows], ensure_ascii=False))
    data = {
        "title": named.whole(clean(title)),
        "organ": named.whole(clean(organ)),
        "date": [on.year, on.month, on.day],
        "heads": HEADS,
        "rows": [[named(cell) for cell in row] for row in rows],
        "notes": [*notes, *named.notes],
    }
    return _set("contents.typ", data, on)


def _folios(sizes: Sequence[tuple[float, float]]) -> bytes:
    return _set("folios.typ", {"sizes": sizes}, date(2000, 1, 1))


def _set(layout: str, data: dict[str, Any], on: date) -> bytes:
    faces.missing()
    moment = datetime(on.year, on.month, on.day, tzinfo=UTC)
    pdf = typst.compile(
        (LAYOUTS / layout).read_bytes(),
        font_paths=faces.fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"file": json.dumps(data | {"fonts": faces.chosen()}, ensure_ascii=False)},
        timestamp=int(moment.timestamp()),
    )
    return bytes(pdf)
