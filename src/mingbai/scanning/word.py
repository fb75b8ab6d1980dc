"""Word files: body, headers, notes, comments, tracked changes, hidden text, properties."""

from collections.abc import Iterator

from mingbai.scanning import ooxml, parts
from mingbai.scanning.bounds import Bounds
from mingbai.scanning.package import Package
from mingbai.scanning.pieces import Piece

DOCUMENT = "word/document.xml"
# 字体、样式、主题没有文字内容
SKIPPED = frozenset({"word/styles.xml", "word/fontTable.xml", "word/theme/theme1.xml"})


def pieces(package: Package, bounds: Bounds) -> Iterator[Piece]:
    """The body first, then every other part."""
    yield from parts.shown("正文", ooxml.texts(package.read(DOCUMENT), bounds))
    yield from parts.rest(package, bounds, {DOCUMENT, "[Content_Types].xml", *SKIPPED})
