"""Shapes and pictures: invisible ones taken out, no path of a computer in their words."""

import re

from mingbai.files.cleaning.office.markup import Element, local, remove
from mingbai.files.cleaning.told import Told

_PATH = re.compile(r"(?:^|[\s\"'])(?:file:/{2,}|[A-Za-z]:\\|\\\\)")

_OFFICE = "urn:schemas-microsoft-com:office:office"
_WORDS = ("descr", "title", "name", "alt", f"{{{_OFFICE}}}title")
_SAYING = "//*[@descr or @title or @name or @alt or @o:title]"


def remove_paths(root: Element, told: Told) -> None:
    """Paths of the author's computer in descriptions of pictures and shapes."""
    count = 0
    for element in root.xpath(_SAYING, namespaces={"o": _OFFICE}):
        for key in _WORDS:
            if _PATH.search(element.get(key, "")):
                element.set(key, "")
                count += 1
    told.add("paths", count)


def remove_hidden_shapes(root: Element, told: Told) -> int:
    """Drawings set to be invisible; how many."""
    count = 0
    for element in root.xpath("//*[@hidden or @style]"):
        if local(element) in ("docPr", "cNvPr") and element.get("hidden") in ("1", "true"):
            count += _remove_shape(element)
        elif "visibility:hidden" in element.get("style", "").replace(" ", ""):
            remove(element)
            count += 1
    told.add("hidden_shapes", count)
    return count


_SHAPES = frozenset(
    {"drawing", "sp", "pic", "graphicFrame", "cxnSp", "grpSp", "wsp", "contentPart"}
)
_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"})


def _remove_shape(properties: Element) -> int:
    shape = next((e for e in properties.iterancestors() if local(e) in _SHAPES), None)
    if shape is None:
        return 0
    around = shape.getparent()
    remove(around if around is not None and local(around) in _ANCHORS else shape)
    return 1
