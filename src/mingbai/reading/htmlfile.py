"""HTML as a carrier: the span grid of its tables, Word markup and all; scripts are never run."""

import re
from dataclasses import dataclass, field

from mingbai.reading.flow import Flow, Row
from mingbai.reading.grid import Box
from mingbai.reading.intake import MEGABYTE, decode
from mingbai.reading.lines import Source
from mingbai.refusal import Refusal

LARGEST = 20 * MEGABYTE
MOST_ELEMENTS = 400_000
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_\-]{2,20})", re.I)
SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "select", "option", "iframe", "svg", "head"}
    | {"object", "button", "textarea"}
)
BLOCKS = frozenset(
    {"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article"}
    | {"header", "footer", "main", "center", "form", "dl", "dt", "dd", "pre", "blockquote"}
    | {"caption", "figure", "figcaption", "tr", "hr", "body", "table"}
)
HIDDEN = re.compile(r"display\s*:\s*none", re.I)
PICTURE = 200  # points; a smaller image is an icon


@dataclass
class _Table:
    """A table under way; ``layout`` once another table stands inside it."""

    rows: list[Row] = field(default_factory=list)
    texts: list[str] | None = None  # of the open cell
    span: tuple[int, int] = (1, 1)
    layout: bool = False


def source(data: bytes) -> Source:
    """The lines of an HTML page.  Raises Refusal for a page too large or without any text."""
    if len(data) > LARGEST:
        raise Refusal(
            f"网页有{len(data) // MEGABYTE}MB，超过{LARGEST // MEGABYTE}MB的上限",
            remedy="请只保存报告正文所在的页面",
        )
    try:
        from lxml import etree, html  # type: ignore[import-untyped]
    except ImportError as error:
        raise Refusal("读网页需要 lxml", remedy="请执行 pip install lxml") from error
    text = _decoded(data)
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Refusal("网页里没有可读的内容") from error
    walker = _Walker()
    walker.walk(etree.iterwalk(root, events=("start", "end")))
    title = (root.findtext(".//title") or "").strip()[:200]
    limits: tuple[str, ...] = ()
    if walker.flow.images and not any(isinstance(b, list) for b in walker.flow.blocks):
        limits = ("网页里没有表格，只有图片；图片中的数字不读",)
    return walker.flow.source("网页", title, limits)


def _decoded(data: bytes) -> str:
    """By the page's own charset if it fits, else by what the bytes are."""
    named = CHARSET.search(data[:4096])
    name = named[1].decode("ascii").lower() if named else ""
    if name.startswith("gb"):
        name = "gb18030"
    if name and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return _declaration_free(data.decode(name))
        except (LookupError, UnicodeError):
            pass
    return _declaration_free(decode(data))


def _declaration_free(text: str) -> str:
    """Without an XML declaration and null characters, which the parser refuses in text."""
    return re.sub(r"^\s*<\?xml[^>]{0,200}>", "", text).replace("\x00", "")


class _Walker:
    """Turns start and end of elements into paragraphs and tables."""

    def __init__(self) -> None:
        self.flow = Flow()
        self._run: list[str] = []
        self._tables: list[_Table] = []
        self._elements = 0

    def walk(self, events: object) -> None:
        """All elements of the page, in order."""
        for event, element in events:  # type: ignore[attr-defined]
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                self._count()
                if not tag or tag in SKIPPED or HIDDEN.search(element.get("style") or ""):
                    events.skip_subtree()  # type: ignore[attr-defined]
                    continue
                self._start(tag, element)
                self._text(element.text)
            else:
                if tag and tag not in SKIPPED and not HIDDEN.search(element.get("style") or ""):
                    self._end(tag)
                    if tag in BLOCKS and not len(element) and not (element.text or "").strip():
                        self._blank()
                self._text(element.tail)
        self._flush()

    def _count(self) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise Refusal("网页的元素太多，不像年度报告", remedy="请只保存报告正文所在的页面")

    def _text(self, text: str | None) -> None:
        if text:
            self._sink().append(re.sub(r"[\r\n]+", " " if text.strip() else "", text))

    def _sink(self) -> list[str]:
        if self._tables and self._tables[-1].texts is not None:
            return self._tables[-1].texts
        return self._run

    def _start(self, tag: str, element: object) -> None:
        if tag == "table":
            self._open_table()
        elif tag == "tr" and self._tables:
            self._end_cell()
            self._tables[-1].rows.append([])
        elif tag in ("td", "th") and self._tables:
            self._open_cell(element)
        elif tag == "br":
            self._sink().append("\n")
        elif tag == "img":
            self.flow.images += _is_picture(element)
        elif tag in BLOCKS:
            self._break()

    def _end(self, tag: str) -> None:
        if tag == "table" and self._tables:
            self._close_table()
        elif tag in ("td", "th", "tr") and self._tables:
            self._end_cell()
        elif tag in BLOCKS:
            self._break()

    def _break(self) -> None:
        if self._tables and self._tables[-1].texts is not None:
            self._tables[-1].texts.append("\n")
        else:
            self._flush()

    def _flush(self) -> None:
        self.flow.paragraph("".join(self._run))
        self._run = []

    def _blank(self) -> None:
        """An empty paragraph outside of tables: a blank cell, where cells are paragraphs."""
        if not self._tables:
            self.flow.blank()

    def _open_table(self) -> None:
        self._flush()
        if self._tables:
            self._as_layout(self._tables[-1])
        self._tables.append(_Table())

    def _as_layout(self, table: _Table) -> None:
        """A table around a table only arranges the page: its cells become paragraphs."""
        table.layout = True
        for row in table.rows:
            for box in row:
                self.flow.paragraph(box.text)
        table.rows = []
        if table.texts is not None:
            self.flow.paragraph("".join(table.texts))
            table.texts = []

    def _open_cell(self, element: object) -> None:
        self._end_cell()
        table = self._tables[-1]
        if not table.rows:
            table.rows.append([])
        table.texts = []
        get = element.get  # type: ignore[attr-defined]
        table.span = (_span(get("colspan")), _span(get("rowspan")))

    def _end_cell(self) -> None:
        table = self._tables[-1]
        if table.texts is None:
            return
        text = "".join(table.texts).strip(" \n\t")
        table.texts = None
        if table.layout:
            self.flow.paragraph(text)
        else:
            table.rows[-1].append(Box(text, *table.span))

    def _close_table(self) -> None:
        self._end_cell()
        table = self._tables.pop()
        if not table.layout:
            self.flow.table(table.rows)


def _span(value: str | None) -> int:
    digits = (value or "").strip()[:4]
    return int(digits) if digits.isdecimal() and int(digits) > 0 else 1


def _is_picture(element: object) -> bool:
    """An image large enough to hold a table, or of unknown size."""
    get = element.get  # type: ignore[attr-defined]
    sizes = [re.match(r"\d{1,5}", get(name) or "") for name in ("width", "height")]
    return all(size is None or int(size[0]) >= PICTURE for size in sizes)
