"""Presentations: slides (also hidden ones), notes, comments, masters, properties."""

import re
from collections.abc import Iterator

from mingbai.scanning import ooxml, parts
from mingbai.scanning.bounds import Bounds
from mingbai.scanning.package import Package
from mingbai.scanning.pieces import Piece, hidden

SLIDE = re.compile(r"ppt/slides/slide(\d{1,5})\.xml")
HIDDEN = re.compile(rb"<(?:\w+:)?sld\s[^>]{0,2000}\bshow=[\"'](?:0|false)[\"']")


def pieces(package: Package, bounds: Bounds) -> Iterator[Piece]:
    """Each slide by its number, then every other part."""
    done = {"[Content_Types].xml"}
    for name in package.names:
        found = SLIDE.fullmatch(name)
        if found is None:
            continue
        content = package.read(name)
        where = f"幻灯片{found[1]}"
        yield from parts.shown(where, ooxml.texts(content, bounds))
        if HIDDEN.search(content[:8192]):
            yield hidden(where, "隐藏的幻灯片")
        done.add(name)
    yield from parts.rest(package, bounds, done)
