"""XML parts read and written within bounds: no entity, no network, no remark of a program."""

from collections.abc import Iterable
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from mingbai.files.attachments.packages import refusal

Element = Any
new = etree.Element
new_inside = etree.SubElement
LARGEST = 64 * 1024 * 1024  # one part that is parsed
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def parsed(data: bytes, *, tolerant: bool = False) -> Element:
    """The root. Raises ``Refusal`` for a part that is too large or broken.

    Excel writes drawings of the old kind (VML) that are no XML: those are read as they can be.
    """
    if len(data) > LARGEST:
        raise refusal("文件里的文字多得异常")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=tolerant
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise refusal("文件的内容已损坏") from None
    if root is None:
        raise refusal("文件的内容已损坏")
    return root


def written(root: Element) -> bytes:
    """The part as bytes; the same tree gives the same bytes."""
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def local(element: Element) -> str:
    """The tag without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def name(tag: str) -> str:
    """``w:p`` as the library writes it."""
    prefix, _, rest = tag.partition(":")
    return f"{{{_SPACES[prefix]}}}{rest}"


_SPACES = {"w": W, "s": S, "p": P, "a": A, "r": R}


def remove(element: Element) -> None:
    """Take an element out; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def unwrap(element: Element) -> None:
    """Put what stands in an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    for child in list(element):
        element.addprevious(child)
    remove(element)


def remove_all(elements: Iterable[Element]) -> int:
    """Take all of them out; how many there were."""
    found = list(elements)
    for element in found:
        remove(element)
    return len(found)


def remove_remarks(root: Element) -> int:
    """Comments and processing instructions taken out of the tree; how many."""
    return remove_all([*root.iter(etree.Comment), *root.iter(etree.ProcessingInstruction)])
