"""Pictures of a body: each names a file of its own record by its hash, and is described (PII-02).

``files/<sha256>.<kind>`` leads somewhere only below the address of the record that holds the file:
on the desk for those who may see it, on its public page while it is public.
"""

import re
from collections.abc import Callable, Mapping
from html import escape

from lxml import etree  # type: ignore[import-untyped]

from mingbai.prose import building, parsing
from mingbai.prose.addresses import OWN_PICTURES
from mingbai.prose.model import Block, Blocks, Figure, Paragraph, Picture, pictures
from mingbai.prose.writing import html as written

Size = tuple[int, int]
KINDS = ("png", "jpg", "gif", "webp")
# 清洗过的正文里，这几个字符只会是一个图片标签：文字里的“<”、属性里的引号都转义了
_TAG = re.compile(r'<img src="(files/[^"]*)" alt="([^"]*)"( role="presentation")?>')
_ALONE = re.compile(r'<p>((?:<img [^>]*>(?:<span class="picture-words">[^<]*</span>)?)+)</p>')
_HELD = re.compile(r'(?<=<img src=")files/(\d+)(?=")')


def address(sha256: str, kind: str) -> str:
    """What a body calls a picture."""
    return f"files/{sha256}.{kind}"


def named(html: str) -> tuple[tuple[str, str], ...]:
    """Hash and kind of every file that a body may show, each once, in their order."""
    found = (each[0].removeprefix("files/").split(".") for each in OWN_PICTURES.finditer(html))
    return tuple(dict.fromkeys((sha256, kind) for sha256, kind in found))


def undescribed(html: str) -> tuple[int, ...]:
    """Which pictures, counted from one, say neither what they show nor that they only adorn."""
    shown = pictures(building.blocks(html))
    return tuple(
        number
        for number, each in enumerate(shown, start=1)
        if not (each.alt.strip() or each.decorative)
    )


def shown(
    html: str, at: str, sizes: Mapping[str, Size] | None = None, *, words: bool = False
) -> str:
    """A clean body as a page shows it: pictures below the address ``at``, as large as ``sizes``
    says by their addresses; ``words`` writes the description of each beside it, for who reviews.
    """

    def tag(found: re.Match[str]) -> str:
        src, alt, role = found[1], found[2], found[3] or ""
        width, height = (sizes or {}).get(src, (0, 0))
        size = f' width="{width}" height="{height}"' if width and height else ""
        image = f'<img src="{escape(at)}{src}" alt="{alt}"{role}{size}>'
        return image + (_beside(alt, decorative=bool(role)) if words else "")

    return _ALONE.sub(r'<p class="picture">\1</p>', _TAG.sub(tag, html))


def _beside(alt: str, *, decorative: bool) -> str:
    said = f"替代文字：{alt}" if alt else "只作装饰" if decorative else "没有替代文字"
    return f'<span class="picture-words">〔图片，{said}〕</span>'


def replaced(html: str, address_of: Callable[[str], str]) -> str:
    """Foreign markup with other addresses of its pictures; empty takes a picture out.

    Raises ``Refusal`` beyond the bounds of ``parsing.tree``.
    """
    root = parsing.tree(html)
    if root is None:
        return ""
    for image in root.iter("img"):
        image.set("src", address_of(str(image.get("src") or "").strip()))
    text: str = etree.tostring(root, encoding="unicode", method="html")
    return text


def inserted(html: str, picture: Picture, *, caption: str = "", after: int | None = None) -> str:
    """The body with a picture after so many of its blocks; at the end where it has fewer."""
    blocks = building.blocks(html)
    place = len(blocks) if after is None else min(after, len(blocks))
    return written((*blocks[:place], _block(picture, caption), *blocks[place:]))


def _block(picture: Picture, caption: str) -> Block:
    said = building.blocks(f"<p>{escape(caption)}</p>") if caption.strip() else ()
    if said and isinstance(said[0], Paragraph):
        return Figure(picture, said[0].inlines)
    return Paragraph("p", (picture,))


def apart(html: str, change: Callable[[str], str]) -> str:
    """The body changed by what looks for numbers; the hashes of its pictures are no numbers."""
    held: list[str] = []

    def short(found: re.Match[str]) -> str:
        held.append(found[0])
        return f"files/{len(held) - 1}"

    changed = change(OWN_PICTURES.sub(short, html))
    return _HELD.sub(lambda found: held[int(found[1])], changed)


def without_addresses(html: str) -> str:
    """The body for the scan: a hash may look like a telephone number and is none."""
    return OWN_PICTURES.sub("", html)


__all__ = [
    "KINDS",
    "Blocks",
    "address",
    "apart",
    "inserted",
    "named",
    "replaced",
    "shown",
    "undescribed",
    "without_addresses",
]
