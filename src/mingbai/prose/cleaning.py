"""Rich text made fit to publish: rebuilt in normal form, then sanitised again (WEB-05).

Two independent walls: the body is rebuilt from a closed model (``building``, ``writing``), so that
no foreign element, attribute or address can be written at all; and nh3, an HTML5 sanitiser, then
passes what was written by a second allow-list.
"""

import re
from html import escape

import nh3

from mingbai.prose import addresses, building, writing
from mingbai.prose.model import CELL_CLASSES, HEADING_CLASSES, PARAGRAPH_CLASSES, TABLE_CLASSES

ROUNDS = 4
_IDENTITY = re.compile(r"(?:fn|en)(?:ref)?-[1-9]\d{0,3}", re.ASCII)
TAGS = frozenset(
    {
        "h2", "h3", "h4", "p", "strong", "em", "u", "s", "sub", "sup", "ol", "ul", "li",
        "blockquote", "table", "caption", "thead", "tbody", "tr", "th", "td", "a", "img", "figure",
        "figcaption", "hr", "br",
    }
)  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "id"},
    "p": {"id"},
    "li": {"id"},
    "img": {"src", "alt", "role"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
CLASSES = {
    "p": PARAGRAPH_CLASSES,
    "h2": HEADING_CLASSES,
    "h3": HEADING_CLASSES,
    "h4": HEADING_CLASSES,
    "td": CELL_CLASSES,
    "th": CELL_CLASSES,
    "table": TABLE_CLASSES,
}


def clean(html: str) -> str:
    """The body as it may be published; ``clean(clean(x)) == clean(x)``.

    Raises ``Refusal`` for more than 5 MB and for markup nested beyond 250 levels.
    """
    done = _once(html)
    for _ in range(ROUNDS):
        again = _once(done)
        if again == done:
            return done
        done = again
    return _as_text(done)


def sanitised(written: str, *, changes: bool = False) -> str:
    """The second wall alone; with ``changes`` also ins and del of a comparison."""

    def allowed(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "id":
            return value if _IDENTITY.fullmatch(value) else None
        if attribute == "href":
            return value if addresses.link(value) == value else None
        if attribute == "role":
            return value if value == "presentation" else None
        if attribute == "src":
            return addresses.picture(value) or None
        return value

    shown = {"span": {"visually-hidden"}} if changes else {}
    return nh3.clean(
        written,
        tags=set(TAGS | {"ins", "del", "span"}) if changes else set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        allowed_classes={tag: set(names) for tag, names in CLASSES.items()} | shown,
        attribute_filter=allowed,
        url_schemes=set(addresses.SCHEMES),
        link_rel=None,
        strip_comments=True,
    )


def _once(html: str) -> str:
    return sanitised(writing.html(building.blocks(html)))


def _as_text(html: str) -> str:
    """What will not settle is published as plain paragraphs; no text is lost."""
    lines = nh3.clean(html.replace("<", "\n<"), tags=set()).split("\n")
    return _once("".join(f"<p>{line}</p>" for line in map(_plain, lines)))


def _plain(line: str) -> str:
    return escape(re.sub(r"&(?:amp|lt|gt|nbsp);", " ", line), quote=False)
