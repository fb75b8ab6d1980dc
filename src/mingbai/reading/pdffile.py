"""PDF as a carrier: ruled tables by their lines, prose by its words, page after page."""

import io
import logging
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mingbai.reading import imposed, loose, unfolding, unruled
from mingbai.reading.glyphs import columns
from mingbai.reading.intake import HINT, MEGABYTE
from mingbai.reading.lines import Line, Piece, Source
from mingbai.reading.textfile import grid_line, is_value
from mingbai.reading.unruled import ALIGNED, CLOSE, Block
from mingbai.refusal import Refusal

LARGEST = 30 * MEGABYTE
MOST_PAGES = 120
MOST_CHARACTERS = 20_000  # of one page
MOST_CONTENT = 4 * MEGABYTE  # drawing instructions of one page
MOST_SHAPES = 8_000  # of one page; a drawing, not a table
SECONDS = 60.0
PAGE_NUMBER = re.compile(r"[-—–－·~\s]*(?:第\s*)?\d{1,3}(?:\s*[/共]\s*\d{1,3})?\s*页?[-—–－·~\s]*")
BETWEEN_HAN = re.compile(r"(?<=[一-龥]) (?=[\d一-龥])|(?<=\d) (?=[一-龥])")
HEADING = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.]|\d{1,2}[.、]")
WRAPPED = re.compile(r"[+\-\u2212]?[\d０-９,.，]*[亿万]?[元件项条个宗次]?")
LEAST_ROWS = 8  # fewer rows with figures in ruled tables: the tables have no lines


def source(data: bytes) -> Source:
    """The lines of a PDF.  Raises Refusal for an encrypted, broken, scanned or oversized one."""
    if len(data) > LARGEST:
        raise Refusal(
            f"PDF 有{len(data) // MEGABYTE}MB，超过{LARGEST // MEGABYTE}MB的上限", remedy=HINT
        )
    try:
        import pdfplumber
        from pdfminer.pdfdocument import PDFPasswordIncorrect
    except ImportError as error:
        raise Refusal("读 PDF 需要 pdfplumber", remedy="请执行 pip install pdfplumber") from error
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with unfolding.bounded(), pdfplumber.open(io.BytesIO(data)) as pdf:
            return _document(pdf)
    except Refusal:
        raise
    except PDFPasswordIncorrect as error:
        raise Refusal("PDF 已加密，打不开", remedy="请去掉密码后再核对") from error
    except Exception as error:  # the parser raises whatever a broken file provokes
        if "PDFPasswordIncorrect" in repr(error):
            raise Refusal("PDF 已加密，打不开", remedy="请去掉密码后再核对") from error
        raise Refusal("PDF 已损坏，读不了", remedy="请重新下载，或换用网页、Word 文件") from error


def _document(pdf: Any) -> Source:
    pages = len(pdf.pages)
    if pages > MOST_PAGES:
        raise Refusal(f"PDF 有{pages}页，年度报告不会这么长", remedy="请只留下报告所在的页")
    read = _Pages()
    end = time.monotonic() + SECONDS
    for number, page in enumerate(pdf.pages, 1):
        if time.monotonic() > end:
            raise Refusal("PDF 太复杂，在限定时间内读不完", remedy=HINT)
        _check(page, number)
        read.take(page, number)
        page.close()
    if len(read.empty) == pages:
        raise Refusal("PDF 是扫描图片，没有文字；图片中的数字不读", remedy=HINT)
    return read.source()


@dataclass
class _Pages:
    """What the pages so far hold; ``other`` is the title of a report at the right of ours."""

    lines: list[Line] = field(default_factory=list)
    prose: list[tuple[str, bool]] = field(default_factory=list)  # a text, may go on in the next
    empty: list[int] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)  # of pages without a ruled table
    other: str | None = None

    def take(self, page: Any, number: int) -> None:
        """Add one page, or the two pages printed on a sheet."""
        if not page.chars:
            self.empty.append(number)
        sides = imposed.halves(page) or (page,)
        if len(sides) == 2:
            self.other = self.other or imposed.title_beside(*sides)
        for side in sides[:1] if self.other else sides:
            ruled = len(self.lines)
            side = _without_page_number(side)
            _take(side, number, self.lines, self.prose)
            framed = any(len(line.values) >= 5 for line in self.lines[ruled:])
            if not framed and len(self.blocks) < unruled.MOST_BLOCKS:
                self.blocks += unruled.blocks(side, number)

    def source(self) -> Source:
        """The tables by their lines; as running text where too few rows stand between lines."""
        limits = [f"第{number}页没有文字，可能是图片；图片中的数字不读" for number in self.empty]
        if self.other:
            words = f"右边的“{self.other}”没有读，请分开核对"
            limits.append(f"页面左右并排印着两份报告，只读了左边一份，{words}")
        paragraphs = tuple(_paragraphs(self.prose))
        if sum(1 for line in self.lines if len(line.values) >= 5) < LEAST_ROWS:
            return _unruled(paragraphs, [text for text, _ in self.prose], self.blocks, limits)
        return Source("PDF", tuple(self.lines), paragraphs, "", tuple(limits))


def _take(page: Any, number: int, lines: list[Line], prose: list[tuple[str, bool]]) -> None:
    """Add what one page holds to the lines of the tables and to the prose."""
    for item in _items(page, number):
        if isinstance(item, Line):
            lines.append(item)
            cells = (*item.labels, *item.values)
            prose.extend((piece.text.replace("\n", ""), False) for piece in cells)
        else:
            prose.append((item, True))
            lines.append(Line((Piece(item, f"第{number}页"),), (), grid=True))


def _unruled(
    paragraphs: tuple[str, ...], prose: list[str], blocks: list[Block], limits: list[str]
) -> Source:
    """Tables without lines: columns by their place, else the words in order as running text."""
    by_place = unruled.lines(blocks)
    text = "\n".join(prose)
    running = loose.cut(text, loose.Places(text))
    better = unruled.whole_rows(by_place) >= max(unruled.whole_rows(running), LEAST_ROWS)
    lines = tuple(by_place) if better else running
    return Source("PDF（无表格线）", lines, paragraphs, "", tuple(limits))


def _check(page: Any, number: int) -> None:
    """Raises Refusal for a page too full to be a report's, before it is laid out if possible."""
    if unfolding.content_of(page.page_obj) > MOST_CONTENT:
        raise Refusal(f"PDF 第{number}页的内容过多，不像年度报告", remedy=HINT)
    shapes = len(page.rects) + len(page.lines) + len(page.curves)
    if len(page.chars) > MOST_CHARACTERS or shapes > MOST_SHAPES:
        raise Refusal(f"PDF 第{number}页的内容过多，不像年度报告", remedy=HINT)


def _without_page_number(page: Any) -> Any:
    """The page without a page number in its margins, which a table's frame may enclose.

    A bare number inside a ruled table may be the rest of a wrapped cell and stays.
    """
    margin = 0.09 * page.height
    for line in page.extract_text_lines(return_chars=False):
        outside = line["top"] < page.bbox[1] + margin or line["bottom"] > page.bbox[3] - margin
        if not outside or not PAGE_NUMBER.fullmatch(line["text"]):
            continue
        bare = line["text"].strip().isdecimal()
        if bare and (_in_table(page, line) or _under_figure(page, line)):
            continue
        top, bottom = line["top"] - 0.5, line["bottom"] + 0.5
        page = page.filter(
            lambda item, top=top, bottom=bottom: (
                item.get("object_type") != "char"
                or not (top <= item["top"] and item["bottom"] <= bottom)
            )
        )
    return page


def _under_figure(page: Any, line: Any) -> bool:
    """Whether a digit stands close above at the same left: the rest of a wrapped cell."""
    height = line["bottom"] - line["top"]
    return any(
        char["text"].isdecimal()
        and abs(char["x0"] - line["x0"]) <= ALIGNED
        and 0 < line["top"] - char["top"] <= CLOSE * height
        for char in page.chars
    )


def _in_table(page: Any, line: Any) -> bool:
    return _inside(line, [table.bbox for table in page.find_tables()])


def _items(page: Any, number: int) -> Iterator[Line | str]:
    """Rows of ruled tables and lines of prose between them, from top to bottom."""
    tables = [t for t in page.find_tables() if any(_cells(row) > 1 for row in t.rows)]
    boxes = [table.bbox for table in tables]
    found: list[tuple[float, int, Line | str]] = []
    for table in tables:
        for row, texts in zip(table.rows, table.extract(), strict=True):
            line = _row(row, texts, number)
            if line is not None:
                found.append((row.bbox[1], 1, line))
    outside = page.filter(
        lambda item: item.get("object_type") != "char" or not _inside(item, boxes)
    )
    for text in outside.extract_text_lines(return_chars=False):
        found.append((text["top"], 0, text["text"]))
    for _, _, item in sorted(found, key=lambda entry: entry[:2]):
        yield item


def _cells(row: Any) -> int:
    return sum(cell is not None for cell in row.cells)


def _inside(char: Any, boxes: list[tuple[float, float, float, float]]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in boxes)


def _row(row: Any, texts: list[str | None], number: int) -> Line | str | None:
    """One table row; a row of one wide cell is a caption or prose between frames."""
    pieces = []
    for box, text in zip(row.cells, texts, strict=True):
        if box is None:
            continue
        x0, top, x1, bottom = box
        where = f"第{number}页（{x0:.0f},{top:.0f}）–（{x1:.0f},{bottom:.0f}）"
        pieces.append(Piece(_closed(text or ""), where, x0, x1))
    if not pieces:
        return None
    if len(pieces) == 1 and not is_value(pieces[0].text):
        return pieces[0].text.replace("\n", "")
    return grid_line(pieces)


def _closed(text: str) -> str:
    """A number wrapped inside its narrow cell is one number (311 over 9)."""
    parts = text.split("\n")
    if len(parts) > 1 and all(WRAPPED.fullmatch(part.strip()) for part in parts):
        return "".join(part.strip() for part in parts)
    return text


def _paragraphs(prose: list[tuple[str, bool]]) -> Iterator[str]:
    """Wrapped lines joined: a line of prose that reaches the margin goes on in the next."""
    widths = sorted(columns(text) for text, wraps in prose if wraps)
    full = 0.88 * widths[int(0.9 * (len(widths) - 1))] if widths else 0.0
    held, open_end = "", False
    for line, wraps in prose:
        text = BETWEEN_HAN.sub("", line.strip())
        if open_end and wraps and not HEADING.match(text):
            held += text
        else:
            if held:
                yield held
            held = text
        open_end = wraps and columns(line) >= full and not held.endswith(("。", "：", "！", "？"))
    if held:
        yield held
