"""What is not XML in a package of Office: pictures made bare, fonts kept, the rest not (UPL-03)."""

import io
from collections.abc import Callable

from PIL import Image

from mingbai.files.attachments.packages import refusal
from mingbai.files.cleaning import bare
from mingbai.files.cleaning.office.package import Package

# EMF、WMF（可放置、标准）、BMP、音视频：不含附带信息，或不能改
_KEPT: tuple[tuple[int, bytes], ...] = (
    (40, b" EMF"),
    (0, b"\xd7\xcd\xc6\x9a"),
    (0, b"\x01\x00\x09\x00"),
    (0, b"BM"),
    (4, b"ftyp"),
    (0, b"ID3"),
    (0, b"\xff\xfb"),
)
_FONTS = ("font", "fntdata", "obfuscatedFont")
_TIFF = (b"II*\x00", b"MM\x00*")


def clean(package: Package) -> None:
    """Make every picture bare; what is neither picture, font nor sound is dropped and told."""
    for name in list(package.parts):
        if name in package.trees:
            if package.trees[name].tag == "{http://www.w3.org/2000/svg}svg":
                package.told.add("originals")
                package.drop(name)
            continue
        _one(package, name)
    package.sweep()


def _one(package: Package, name: str) -> None:
    data = package.parts[name]
    draw = _drawing(data)
    if draw is not None:
        try:
            made = draw(data)
        except (ValueError, OSError, SyntaxError, IndexError):
            raise refusal("文件里有损坏的图片") from None
        package.told.add("photo", int(made != data))
        package.parts[name] = made
    elif not _is_kept(data, package.types[name]):
        package.told.add("unknown", name=name.rpartition("/")[2])
        package.drop(name)


def _drawing(data: bytes) -> Callable[[bytes], bytes] | None:
    for magic, draw in bare.BY_MAGIC:
        if data.startswith(magic):
            return draw
    return _tiff if data.startswith(_TIFF) else None


def _is_kept(data: bytes, kind: str) -> bool:
    if any(word in kind for word in _FONTS):
        return True
    return any(data[place : place + len(magic)] == magic for place, magic in _KEPT)


def _tiff(data: bytes) -> bytes:
    """Drawn anew; a scan of several pages keeps its first, which is all that Office shows."""
    made = io.BytesIO()
    with Image.open(io.BytesIO(data), formats=["TIFF"]) as image:
        image.load()
        plain = image.copy()
    plain.info = {}
    plain.save(made, "TIFF", compression="tiff_lzw")
    return made.getvalue()
