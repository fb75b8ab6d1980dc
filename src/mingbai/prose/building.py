"""A tree of foreign markup rebuilt as blocks: what is not known here is text or nothing."""

from dataclasses import replace

from lxml import etree  # type: ignore[import-untyped]

from mingbai.prose import addresses, parsing, styles, tables
from mingbai.prose.flow import Flow, Look, inherited, one_line
from mingbai.prose.model import (
    Block,
    Blocks,
    Figure,
    Inlines,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Run,
    Table,
)
from mingbai.prose.parsing import attributes_of, name, whole

DEEPEST = 80  # elements inside elements; what is deeper is text
BOXES = 8  # lists, quotations and tables inside each other
# 会执行、会引入外部内容，或者读者本来看不见的：连同里面的文字一起去掉（del 是修订删去的文字）
DROPPED = frozenset(
    {
        "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "embed",
        "applet", "textarea", "select", "option", "input", "title", "head", "xmp", "noembed",
        "noframes", "plaintext", "audio", "video", "canvas", "map", "frameset", "frame", "link",
        "meta", "base", "datalist", "xml", "del", "button", "dialog", "portal",
    }
)  # fmt: skip
MARKS = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "u": "u", "s": "s", "strike": "s",
    "sub": "sub", "sup": "sup",
}  # fmt: skip
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
BLOCKS = frozenset(
    {
        "p", "pre", "div", "section", "article", "main", "header", "footer", "aside", "nav", "form",
        "fieldset", "address", "center", "dl", "dt", "dd", "details", "summary", "body", "html",
        "legend", "li", "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "figcaption",
        "hgroup", "menu", "dir", "search",
    }
)  # fmt: skip
_KINDS = frozenset("1aAiI")
ADORNING = frozenset({"presentation", "none"})


def blocks(html: str) -> Blocks:
    """The body in normal form. Raises ``Refusal`` beyond the bounds of ``parsing.tree``."""
    root = parsing.tree(html)
    if root is None:
        return ()
    flow = Flow()
    _Walk().inside(root, Look(), flow)
    return flow.ended()


class _Walk:
    """One walk through a tree."""

    def inside(self, element: etree._Element, look: Look, flow: Flow) -> None:
        """The text of an element and its children, in order."""
        if element.text:
            flow.text(element.text, look)
        for child in element:
            self.element(child, look, flow)
            if child.tail:
                flow.text(child.tail, look)

    def element(self, element: etree._Element, look: Look, flow: Flow) -> None:
        """One element; unknown ones are looked through."""
        tag = name(element)
        attributes = attributes_of(element)
        style = styles.parsed(attributes.get("style"))
        if tag in DROPPED or tag.startswith("v:") or styles.hidden(style):
            return
        look = replace(look, depth=look.depth + 1)
        if look.depth > DEEPEST:
            _rest(element, look, flow)
        elif tag in HEADINGS or tag in BLOCKS:
            self._block(element, tag, inherited(look, attributes, style), flow)
        elif tag in ("ul", "ol", "table", "blockquote", "figure"):
            self._box(element, tag, inherited(look, attributes, style), flow)
        elif tag in ("br", "hr", "img"):
            self._single(tag, attributes, look, flow)
        else:
            self._inline(element, tag, look, flow)

    def _block(self, element: etree._Element, tag: str, look: Look, flow: Flow) -> None:
        flow.close()
        tag = _outlined(element) if tag == "p" else tag
        if tag in HEADINGS:
            look = replace(look, tag=HEADINGS[tag], indent=frozenset())
        if tag == "center":
            look = replace(look, align="align-center")
        self.inside(element, replace(look, verbatim=look.verbatim or tag == "pre"), flow)
        flow.close()

    def _box(self, element: etree._Element, tag: str, look: Look, flow: Flow) -> None:
        """Something with blocks of its own; inside too many others it is looked through."""
        flow.close()
        if look.boxes >= BOXES:
            self._block(element, "div", look, flow)
            return
        inner = replace(look, boxes=look.boxes + 1, tag="p", indent=frozenset())
        if tag == "table":
            tables.build(self, element, inner, flow)
        elif tag == "blockquote":
            quoted = self.apart(element, inner, Flow())
            if quoted:
                flow.block(Quote(quoted))
        elif tag == "figure":
            self._figure(element, inner, flow)
        else:
            self._list(element, tag, inner, flow)

    def apart(self, element: etree._Element, look: Look, flow: Flow) -> Blocks:
        """The blocks inside an element, by themselves."""
        self.inside(element, look, flow)
        return flow.ended()

    def caption(self, element: etree._Element, look: Look) -> Inlines:
        """All text inside an element as one line of inlines."""
        return one_line(self.apart(element, replace(look, tag="p", align=""), Flow()))

    def _list(self, element: etree._Element, tag: str, look: Look, flow: Flow) -> None:
        items: list[Blocks] = []
        loose = Flow(bare=True)
        loose.text(element.text or "", look)
        for child in element:
            if name(child) == "li":
                items += filter(None, [loose.ended()])
                loose = Flow(bare=True)
                inner = inherited(look, attributes_of(child), {})
                items += filter(None, [self.apart(child, inner, Flow(bare=True))])
            else:
                self.element(child, look, loose)
            loose.text(child.tail or "", look)
        items += filter(None, [loose.ended()])
        if items:
            flow.block(_listing(element, tag, tuple(items)))

    def _figure(self, element: etree._Element, look: Look, flow: Flow) -> None:
        content = Flow()
        caption: Inlines = ()
        content.text(element.text or "", look)
        for child in element:
            if name(child) == "figcaption":
                caption = caption or self.caption(child, look)
            else:
                self.element(child, look, content)
            content.text(child.tail or "", look)
        held = content.ended()
        if len(held) == 1 and caption and (framed := _framed(held[0], caption)):
            flow.block(framed)
            return
        flow.close()
        flow.blocks.extend(held)
        if caption:
            flow.block(Paragraph("p", caption, frozenset({"align-center"})))

    def _single(self, tag: str, attributes: dict[str, str], look: Look, flow: Flow) -> None:
        if tag == "br":
            flow.inline(Run("\n"), look)
        elif tag == "hr":
            flow.block(Rule())
        else:
            src = addresses.picture(attributes.get("src", "").strip())
            if src:
                alt = " ".join(attributes.get("alt", "")[:400].split())
                adorns = not alt and attributes.get("role", "").strip() in ADORNING
                flow.inline(Picture(src, alt, look.marks, look.href, adorns), look)

    def _inline(self, element: etree._Element, tag: str, look: Look, flow: Flow) -> None:
        attributes = attributes_of(element)
        style = styles.parsed(attributes.get("style"))
        marks = set(look.marks) | styles.marks(style)
        if tag in MARKS:
            marks.add(MARKS[tag])
        if style.get("font-weight") in ("normal", "400"):
            marks.discard("strong")
        if "sub" in marks and "sup" in marks:
            marks.discard("sub")
        href = look.href
        if tag == "a":
            href = addresses.link(attributes.get("href", "")) or href
        squeezed = look.squeezed or "ignore" in style.get("mso-list", "")
        look = replace(look, marks=frozenset(marks), href=href, squeezed=squeezed)
        self.inside(element, look, flow)


def _outlined(element: etree._Element) -> str:
    """A paragraph that Word has in its outline is a heading, whatever it is called."""
    level = styles.parsed(attributes_of(element).get("style")).get("mso-outline-level", "")
    return f"h{level}" if f"h{level}" in HEADINGS else "p"


def _listing(element: etree._Element, tag: str, items: tuple[Blocks, ...]) -> Listing:
    if tag == "ul":
        return Listing("", items)
    attributes = attributes_of(element)
    kind = attributes.get("type", "1")
    return Listing(kind if kind in _KINDS else "1", items, whole(attributes.get("start"), 9999))


def _framed(block: Block, caption: Inlines) -> Figure | Table | None:
    """A picture with its caption; a table takes the caption of its frame as its own."""
    if isinstance(block, Table) and not block.caption:
        return replace(block, caption=caption)
    if isinstance(block, Paragraph) and len(block.inlines) == 1:
        picture = block.inlines[0]
        return Figure(picture, caption) if isinstance(picture, Picture) else None
    return None


def _rest(element: etree._Element, look: Look, flow: Flow) -> None:
    """The text of an element nested too deeply, without structure."""
    stack: list[etree._Element | str] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            flow.text(node, look)
            continue
        style = styles.parsed(attributes_of(node).get("style"))
        if name(node) in DROPPED or styles.hidden(style):
            continue
        flow.text(node.text or "", look)
        for child in reversed(node):
            stack += [child.tail or "", child]
