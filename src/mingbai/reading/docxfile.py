"""Word files as a carrier: paragraphs and tables with gridSpan and vMerge, from the XML alone."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from mingbai.reading.flow import Flow
from mingbai.reading.grid import Box
from mingbai.reading.intake import HINT, MEGABYTE
from mingbai.reading.lines import Source
from mingbai.refusal import Refusal

DOCUMENT = "word/document.xml"
LARGEST_PART = 40 * MEGABYTE
MOST_ENTRIES, MOST_RATIO = 2_000, 100
DEEPEST = 60
KINDS = (
    ("xl/workbook.xml", "这是 Excel 文件", "请换用公布页面的网页、Word、PDF 或纯文本"),
    ("ppt/presentation.xml", "这是演示文稿", HINT),
    ("OFD.xml", "这是 OFD 文件，还不能读", HINT),
    ("mimetype", "这是 ODF 或电子书文件", "请另存为 .docx"),
)
SKIPPED = frozenset({"Fallback", "del", "moveFrom", "instrText", "pict", "txbxContent"})


def source(data: bytes) -> Source:
    """The lines of a .docx file.  Raises Refusal for other archives, bombs and broken files."""
    root = _parsed(_document(data))
    body = next((child for child in root if _name(child) == "body"), None)
    if body is None:
        raise Refusal("Word 文件里没有正文")
    flow = Flow()
    _blocks(body, flow, 0)
    limits: tuple[str, ...] = ()
    if flow.images and not any(isinstance(block, list) for block in flow.blocks):
        limits = ("Word 文件里没有表格，只有图片；图片中的数字不读",)
    return flow.source("Word", limits=limits)


def _document(data: bytes) -> bytes:
    """The bytes of word/document.xml, within the bounds of UPL-05."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES:
                raise Refusal(f"压缩包里有{len(entries)}个文件，不像 Word 文件", remedy=HINT)
            names = {entry.filename for entry in entries}
            if DOCUMENT not in names:
                raise _other_archive(names)
            entry = archive.getinfo(DOCUMENT)
            _check_size(entry)
            with archive.open(entry) as stream:
                content = stream.read(LARGEST_PART + 1)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError) as error:
        raise Refusal("Word 文件已损坏，打不开", remedy="请重新下载或另存一份") from error
    except (RuntimeError, EOFError, ValueError, KeyError) as error:
        raise Refusal("Word 文件已加密或已损坏，打不开", remedy="请去掉密码另存一份") from error
    except Exception as error:
        if isinstance(error, Refusal) or type(error).__module__ != "zlib":
            raise
        raise Refusal("Word 文件已损坏，打不开", remedy="请重新下载或另存一份") from error
    if len(content) > LARGEST_PART:
        raise Refusal("Word 文件展开后过大，不像年度报告")
    return content


def _check_size(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 1:
        raise Refusal("Word 文件已加密", remedy="请去掉密码另存一份")
    ratio = entry.file_size / max(entry.compress_size, 1)
    if entry.file_size > LARGEST_PART or (ratio > MOST_RATIO and entry.file_size > MEGABYTE):
        raise Refusal("Word 文件的压缩比异常，可能是压缩炸弹，不打开")


def _other_archive(names: set[str]) -> Refusal:
    for name, reason, remedy in KINDS:
        if name in names:
            return Refusal(reason, remedy=remedy)
    return Refusal("这是压缩包，不是 Word 文件", remedy="请先解压")


def _parsed(content: bytes) -> ElementTree.Element:
    """The XML tree; entities are refused before parsing, so none can expand."""
    head = content[:4096].replace(b"\x00", b"")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"<!DOCTYPE" in head:
        raise Refusal("Word 文件里有实体声明，不打开")
    try:
        return ElementTree.fromstring(content)  # noqa: S314 (no DOCTYPE, bounded above)
    except (ElementTree.ParseError, ValueError) as error:
        raise Refusal("Word 文件的内容已损坏", remedy="请重新下载或另存一份") from error


def _name(element: ElementTree.Element) -> str:
    """The local name; transitional and strict files differ only in the namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _blocks(parent: ElementTree.Element, flow: Flow, depth: int) -> None:
    """Paragraphs and tables in order; content controls are looked into."""
    if depth > DEEPEST:
        raise Refusal("Word 文件的层次过深，不像年度报告", remedy=HINT)
    for child in parent:
        name = _name(child)
        if name == "p":
            flow.images += sum(1 for e in child.iter() if _name(e) in ("blip", "imagedata"))
            flow.paragraph(_text(child))
        elif name == "tbl":
            _tables(child, flow, depth)
        elif name in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
            _blocks(child, flow, depth + 1)


def _tables(table: ElementTree.Element, flow: Flow, depth: int) -> None:
    """A table; one around other tables only arranges the page, its cells are looked into."""
    rows = list(_children(table, "tr", depth))
    cells = [cell for row in rows for cell in _children(row, "tc", depth)]
    if any(_name(inner) == "tbl" for cell in cells for inner in cell):
        for cell in cells:
            _blocks(cell, flow, depth + 1)
    else:
        flow.table([list(_row(row)) for row in rows])


def _children(
    parent: ElementTree.Element, wanted: str, depth: int
) -> Iterator[ElementTree.Element]:
    """Rows or cells, also inside content controls."""
    if depth > DEEPEST:
        raise Refusal("Word 文件的层次过深，不像年度报告", remedy=HINT)
    for child in parent:
        name = _name(child)
        if name == wanted:
            yield child
        elif name in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _children(child, wanted, depth + 1)


def _row(row: ElementTree.Element) -> Iterator[Box]:
    """The cells of a row; one that continues a vertical merge only covers its columns."""
    before = _number(_property(row, "trPr", "gridBefore"))
    if before:
        yield Box("", before, covered=True)
    for cell in _children(row, "tc", 0):
        width = max(_number(_property(cell, "tcPr", "gridSpan")), 1)
        merge = _property(cell, "tcPr", "vMerge")
        covered = merge is not None and _value(merge) != "restart"
        text = "\n".join(_text(p) for p in cell.iter() if _name(p) == "p")
        yield Box(text.strip("\n"), width, covered=covered)


def _property(element: ElementTree.Element, group: str, name: str) -> ElementTree.Element | None:
    for child in element:
        if _name(child) == group:
            return next((item for item in child if _name(item) == name), None)
    return None


def _value(element: ElementTree.Element) -> str:
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == "val"), "")


def _number(element: ElementTree.Element | None) -> int:
    text = _value(element) if element is not None else ""
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _text(paragraph: ElementTree.Element) -> str:
    """What a paragraph shows: inserted text counts, deleted text and fallbacks do not."""
    parts: list[str] = []
    stack = [iter(paragraph)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            continue
        name = _name(child)
        if name == "t":
            parts.append(child.text or "")
        elif name in ("tab", "br", "cr"):
            parts.append(" " if name == "tab" else "\n")
        elif name not in SKIPPED and len(stack) < DEEPEST:
            stack.append(iter(child))
    return "".join(parts)
