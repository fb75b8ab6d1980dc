"""Web pages: what is shown, titles and alternatives, comments, scripts, hidden elements."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from mingbai.refusal import Refusal
from mingbai.rules.privacy import Passage
from mingbai.rules.privacy.hypertext import CELLS, INLINE, ROW
from mingbai.scanning.bounds import Bounds
from mingbai.scanning.pieces import Piece, hidden
from mingbai.scanning.plain import decode

CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
SILENT = frozenset({"script", "style", "template", "noscript"})
UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.I)
SPOKEN = ("title", "alt", "content", "value", "placeholder", "aria-label", "summary", "href", "src")
# XML names its attributes itself: all are read but those that draw.
DRAWN = frozenset({"d", "points", "transform", "viewbox", "style", "class", "values"})
XML = (".xml", ".svg", ".rss", ".atom", ".kml")
SCRIPTS = frozenset({"script", "style"})
CELL, BLOCK = "\x1c", "\x1d"  # stand for the tags until the blanks of the source are one
BLANKS = re.compile(r"[ \r\n\f]+")
PARTS = re.compile(f"[ \n\t{ROW}]{{2,}}|{ROW}")


@dataclass
class _Page:
    """The texts of a page by how they are shown; of XML every attribute is read."""

    xml: bool
    shown: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    attributes: list[str] = field(default_factory=list)


def pieces(data: bytes, name: str, bounds: Bounds, depth: int) -> Iterator[Piece]:
    """The passages of a page; hidden text and comments are told as well."""
    from lxml import etree  # type: ignore[import-untyped]

    content = text_of(data).replace("\x00", "").encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", recover=True, remove_comments=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Refusal("网页已损坏，读不了", remedy="请重新保存网页") from error
    page = _Page(xml=name.lower().endswith(XML) or data.lstrip()[:5].lower() == b"<?xml")
    if root is not None:
        _walk(root, page, bounds)
    yield Passage("正文", tidy("".join(page.shown)))
    named = (("隐藏内容", page.unseen), ("脚本和样式", page.scripts))
    for where, texts in (*named, ("注释", page.comments), ("属性", page.attributes)):
        yield Passage(where, "\n".join(texts))
    if any(text.strip() for text in page.unseen):
        yield hidden("隐藏内容", "网页里有不显示的文字")


def text_of(data: bytes) -> str:
    """Decoded by the page's own declaration, else as any text."""
    declared = CHARSET.search(data[:4096])
    if declared is not None and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        charset = declared[1].decode("ascii").lower()
        wide = {"gb2312": "gb18030", "gbk": "gb18030"}.get(charset, charset)
        try:
            return data.decode(wide)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def _walk(root: Any, page: _Page, bounds: Bounds) -> None:
    """Text in order of the page: inline elements join, blocks and cells part."""
    from lxml import etree

    silent: list[Any] = []  # the hidden or script elements we are in
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for count, (event, element) in enumerate(walk):
        if count % 4096 == 0:
            bounds.check_time()
        if event == "start":
            if element.tag in SILENT or element.keys():
                _open(element, page, silent)
            _put(page, silent, _mark(element.tag)[0], element.text)
        elif event == "end":
            if silent and silent[-1] is element:
                silent.pop()
            _put(page, silent, _mark(element.tag)[1], element.tail)
        else:
            page.comments.append(element.text or "")
            _put(page, silent, "", element.tail)


def _put(page: _Page, silent: list[Any], mark: str, text: str | None) -> None:
    """What parts the text, then the text where it belongs."""
    if mark:
        page.shown.append(mark)
    if text and silent:
        (page.scripts if silent[-1].tag in SCRIPTS else page.unseen).append(text)
    elif text:
        page.shown.append(text)


@cache
def _mark(tag: str) -> tuple[str, str]:
    """What parts the text before and after the element."""
    if tag in CELLS:
        return "", CELL
    if tag == "tr":
        return "", ROW
    return ("", "") if INLINE.fullmatch(tag) else (BLOCK, BLOCK)


def _open(element: Any, page: _Page, silent: list[Any]) -> None:
    """What an element says in its attributes, and whether it hides."""
    attributes = element.attrib
    for key, value in attributes.items():
        if key in SPOKEN or key.startswith("data-") or (page.xml and key not in DRAWN):
            page.attributes.append(value)
    unseen = "hidden" in attributes or UNSEEN.search(attributes.get("style", ""))
    typed = element.tag == "input" and attributes.get("type") == "hidden"
    if element.tag in SILENT or unseen or typed:
        silent.append(element)


def tidy(text: str) -> str:
    """Blocks inside cells do not end the row; blank lines are one.  Each blank is read once."""
    text = BLANKS.sub(" ", text).replace(CELL, "\t").replace(BLOCK, "\n")
    return PARTS.sub(_tidied, text).strip("\n")


def _tidied(blanks: re.Match[str]) -> str:
    """One mark for several: the end of a row ends its last cell, cells hide blocks."""
    _, row, after = blanks[0].rpartition(ROW)
    if row:
        return "\n" + "\t" * after.count("\t")
    tabs = after.count("\t")
    return "\t" * tabs if tabs else after[: after.find("\n") + 1] or after
