"""PDF files: the text layer, also under black boxes; annotations, forms, properties."""

import io
import logging
from collections.abc import Iterator
from typing import Any

from mingbai.refusal import Refusal
from mingbai.rules.privacy import Passage, Severity
from mingbai.scanning.bounds import RULE, Bounds
from mingbai.scanning.pieces import Piece, hidden

MOST_PAGES = 2_000
MOST_CHARACTERS = 60_000  # of one page
DARK = 0.25


def pieces(data: bytes, name: str, bounds: Bounds, depth: int) -> Iterator[Piece]:
    """Page after page.  Raises Refusal for an encrypted or broken file."""
    try:
        import pdfplumber
    except ImportError as error:
        raise Refusal("检查 PDF 需要 pdfplumber", remedy="请执行 pip install pdfplumber") from error
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            yield from _document(document, bounds)
    except Refusal:
        raise
    except MemoryError:
        raise
    except Exception as error:  # the parser raises whatever a broken file provokes
        if "PDFPasswordIncorrect" in repr(error):
            raise Refusal("PDF 已加密，不能检查", remedy="请去掉密码后再检查") from error
        raise Refusal("PDF 已损坏，读不了", remedy="请重新下载或另存一份") from error
    if b"/EmbeddedFile" in data:
        yield hidden("附件", "PDF 里带有附件，没有检查")


def _document(document: Any, bounds: Bounds) -> Iterator[Piece]:
    properties = [str(value) for value in (document.metadata or {}).values()]
    yield Passage("文档属性", "\n".join(properties))
    if len(document.pages) > MOST_PAGES:
        raise Refusal(f"PDF 超过{MOST_PAGES}页", article=RULE, remedy="请拆成较小的文件")
    for number, page in enumerate(document.pages, 1):
        bounds.check_time()
        yield from _page(page, f"第{number}页")
        page.close()


def _page(page: Any, where: str) -> Iterator[Piece]:
    if len(page.chars) > MOST_CHARACTERS:
        raise Refusal(f"PDF {where}的内容过多", article=RULE, remedy="请另存为普通的 PDF")
    yield Passage(where, page.extract_text() or "")
    if not page.chars and page.images:
        yield hidden(where, "这一页是图片，图片里的文字没有识别", Severity.INFO)
    covered = _covered(page)
    if covered:
        yield hidden(where, f"涂黑的方块下面还有{covered}个字", Severity.CRITICAL)
    notes = "\n".join(
        str(value)
        for note in page.annots
        for value in (note.get("contents"), note.get("title"), note.get("uri"), _form(note))
        if value
    )
    if notes:
        yield Passage(f"{where}的批注和表单", notes)


def _form(note: Any) -> str:
    """What is filled into a form field."""
    value = (note.get("data") or {}).get("V")
    if isinstance(value, bytes):
        wide = value.startswith((b"\xfe\xff", b"\xff\xfe"))
        return value.decode("utf-16" if wide else "latin-1", "replace")
    return str(value) if value else ""


def _covered(page: Any) -> int:
    """Dark characters within dark filled boxes: covered, not deleted."""
    boxes = [box for box in page.rects if box.get("fill") and _dark(box.get("non_stroking_color"))]
    boxes = [box for box in boxes if box["height"] > 4 and box["width"] > 4][:500]
    return sum(
        any(_inside(char, box) for box in boxes)
        for char in (page.chars if boxes else ())
        if _dark(char.get("non_stroking_color")) and char["text"].strip()
    )


def _inside(char: Any, box: Any) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box["x0"] <= x <= box["x1"] and box["top"] <= y <= box["bottom"])


def _dark(colour: Any) -> bool:
    """Black or nearly, in grey, RGB or CMYK; no colour given is black."""
    if colour is None:
        return True
    values = colour if isinstance(colour, list | tuple) else (colour,)
    if not values or not all(isinstance(value, int | float) for value in values):
        return not values
    if len(values) == 4:
        return bool(values[3] > 1 - DARK or min(values[:3]) > 1 - DARK)
    return bool(max(values) < DARK)
