"""Zip archives: Office files by their carriers, others file by file."""

from collections.abc import Iterator

from mingbai.rules.privacy import Passage
from mingbai.scanning import opening, slides, word, workbook
from mingbai.scanning.bounds import Bounds
from mingbai.scanning.package import Package, opened
from mingbai.scanning.pieces import Piece, hidden, under

PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".gif", ".bmp", ".webp")
OPEN = (".docx", ".xlsx", ".pptx", ".pdf", ".zip", ".txt", ".csv", ".html", ".htm")


def pieces(data: bytes, name: str, bounds: Bounds, depth: int) -> Iterator[Piece]:
    """The passages of an Office file with what is embedded in it, or of all files of a zip."""
    with opened(data, bounds) as package:
        yield Passage("文件名", "\n".join(package.names))
        if package.has("word/document.xml"):
            yield from word.pieces(package, bounds)
        elif package.has("xl/workbook.xml"):
            yield from workbook.pieces(package, bounds)
        elif package.has("ppt/presentation.xml"):
            yield from slides.pieces(package, bounds)
        else:
            yield from _files(package, package.names, bounds, depth)
            return
        yield from _embedded(package, bounds, depth)


def _files(package: Package, names: list[str], bounds: Bounds, depth: int) -> Iterator[Piece]:
    for name in names:
        content = package.read(name)
        if content.strip():
            yield from under(name, opening.pieces(content, name, bounds, depth + 1))


def _embedded(package: Package, bounds: Bounds, depth: int) -> Iterator[Piece]:
    """Pictures, embedded files and macros of an Office file."""
    for name in package.names:
        lower = name.lower()
        if lower.endswith("vbaproject.bin") or "/macrosheets/" in lower:
            yield hidden(f"部件“{name}”", "文件含有宏")
        elif lower.endswith((*OPEN, *PICTURES)) and "/" in lower:
            yield from _files(package, [name], bounds, depth)
        elif "/embeddings/" in lower or "/activex/" in lower:
            yield hidden(f"部件“{name}”", "嵌入的对象不能检查")
        elif "/externallinks/" in lower and lower.endswith(".xml"):
            yield hidden(f"部件“{name}”", "链接了别的文件，并存有其中的数据")
