"""A .docx rewritten so that mammoth sees plain styles: headings, alignment, numbers as text."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

from mingbai.prose.word import package
from mingbai.prose.word.looks import Looks, Styles
from mingbai.prose.word.markup import child, every, local, made, value
from mingbai.prose.word.numbers import Numbering, closed
from mingbai.prose.word.stripping import Stripped, slim, strip

# 样式名只在改写后的文件里用，mammoth 按它们给出标签和类
TAGS = ("h2", "h3", "h4", "p")
CLASSES = {"": "", "center": ".align-center", "right": ".align-right", "flush": ".no-indent"}
STYLE_MAP = "\n".join(
    [
        *(
            f"p.mb-{tag}-{look} => {tag}{CLASSES[look]}:fresh"
            for tag in TAGS
            for look in CLASSES
            if look
        ),
        *(f"p.mb-{tag} => {tag}:fresh" for tag in TAGS),
        "u => u",
    ]
)


@dataclass(frozen=True)
class Prepared:
    """The parts to convert, what was taken out, and the looks of the body's paragraphs."""

    parts: dict[str, bytes]
    stripped: Stripped
    looks: tuple[Looks, ...]


def prepared(data: bytes) -> Prepared:
    """Check, strip and rewrite. Raises ``Refusal``."""
    parts = package.parts(data)
    styles = Styles(_tree(parts, package.STYLES))
    numbering = Numbering(_tree(parts, package.NUMBERING))
    document = package.tree(parts[package.DOCUMENT])
    stripped = strip(document, styles)
    looks = _rewritten(document, styles, numbering)
    parts[package.DOCUMENT] = _bytes(document)
    for name in package.NOTES:
        if (notes := _tree(parts, name)) is not None:
            stripped += strip(notes, styles)
            slim(notes)
            parts[name] = _bytes(notes)
    return Prepared(parts, stripped, looks)


def _rewritten(document: etree._Element, styles: Styles, numbering: Numbering) -> tuple[Looks, ...]:
    paragraphs = list(every(document, "p"))
    numbered = {
        id(one): found for one in paragraphs if (found := styles.numbering(one)) is not None
    }
    listed = _lists(paragraphs, numbered, numbering)
    looks: list[Looks] = []
    seen = [styles.looks(one) for one in paragraphs]
    indents = any(look.indented for look in seen)
    for paragraph, look in zip(paragraphs, seen, strict=True):
        if (place := numbered.get(id(paragraph))) is not None:
            label = closed(numbering.label(*place))
            if id(paragraph) in listed:
                _as_item(paragraph, *place)
                continue
            _literal(paragraph, label)
        inside = _inside_cell(paragraph)
        _restyled(paragraph, look, flush=indents and not look.indented and not inside)
        if not inside:
            looks.append(look)
    _keep_blanks(document)
    slim(document)
    return tuple(looks)


def _lists(
    paragraphs: list[etree._Element],
    numbered: dict[int, tuple[str, int]],
    numbering: Numbering,
) -> set[int]:
    """The paragraphs that stay items: of numberings in one piece, all of whose levels are plain."""
    places: dict[str, list[int]] = {}
    for place, paragraph in enumerate(paragraphs):
        if found := numbered.get(id(paragraph)):
            places.setdefault(found[0], []).append(place)
    stays: set[int] = set()
    for key, held in places.items():
        plain = all(numbering.is_plain(key, numbered[id(paragraphs[place])][1]) for place in held)
        whole = all(id(paragraphs[place]) in numbered for place in range(held[0], held[-1] + 1))
        bullets = all(_is_bullet(numbering, numbered[id(paragraphs[place])]) for place in held)
        if plain and (whole or bullets):
            stays |= {id(paragraphs[place]) for place in held}
    return stays


def _is_bullet(numbering: Numbering, place: tuple[str, int]) -> bool:
    level = numbering.level(*place)
    return level is not None and level.bullet


def _as_item(paragraph: etree._Element, key: str, depth: int) -> None:
    """The numbering said by the paragraph itself, no style over it."""
    properties = _fresh(paragraph)
    held = made(paragraph, "numPr")
    held.append(made(paragraph, "ilvl", val=str(min(depth, 4))))
    held.append(made(paragraph, "numId", val=key))
    properties.append(held)


def _restyled(paragraph: etree._Element, look: Looks, *, flush: bool) -> None:
    deleted = _is_deleted(paragraph)
    properties = _fresh(paragraph)
    tag = "p"
    if look.level is not None and not _inside_cell(paragraph) and len(look.text) <= 200:
        tag = TAGS[min(look.level, 2)]
    shown = look.align or ("flush" if flush and tag == "p" and not _led(look.text) else "")
    properties.append(made(paragraph, "pStyle", val=f"mb-{tag}-{shown}" if shown else f"mb-{tag}"))
    if deleted is not None:
        properties.append(deleted)


def _fresh(paragraph: etree._Element) -> etree._Element:
    if (old := child(paragraph, "pPr")) is not None:
        paragraph.remove(old)
    properties = made(paragraph, "pPr")
    paragraph.insert(0, properties)
    return properties


def _is_deleted(paragraph: etree._Element) -> etree._Element | None:
    """The mark that a paragraph's end was deleted: it runs into the next one."""
    mark = child(child(paragraph, "pPr"), "rPr")
    if mark is None or child(mark, "del") is None:
        return None
    kept = made(paragraph, "rPr")
    kept.append(made(paragraph, "del"))
    return kept


def _literal(paragraph: etree._Element, label: str) -> None:
    if not label:
        return
    run, text = made(paragraph, "r"), made(paragraph, "t")
    text.text = label
    run.append(text)
    place = 1 if child(paragraph, "pPr") is not None else 0
    paragraph.insert(place, run)


def _led(text: str) -> bool:
    return text.startswith(("　", "  "))


def _inside_cell(paragraph: etree._Element) -> bool:
    return any(local(outer) in ("tc", "txbxContent") for outer in paragraph.iterancestors())


def _keep_blanks(document: etree._Element) -> None:
    """Underlined blanks of a form stay as wide as they are."""
    for text in every(document, "t"):
        said = text.text or ""
        if said and not said.strip(" ") and _underlined(text.getparent()):
            text.text = "\xa0" * len(said)


def _underlined(run: etree._Element | None) -> bool:
    return value(child(child(run, "rPr"), "u")) not in (None, "none")


def _tree(parts: dict[str, bytes], name: str) -> etree._Element | None:
    return package.tree(parts[name]) if name in parts else None


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)  # type: ignore[no-any-return]


def every_look(looks: tuple[Looks, ...]) -> Iterator[Looks]:
    """Those with text."""
    return (look for look in looks if look.text.strip())
