"""Pictures: where they were taken (EXIF GPS), and what is written in their metadata."""

import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress

from mingbai.rules.privacy import Finding, Kind, Passage, Severity
from mingbai.scanning.bounds import Bounds
from mingbai.scanning.pieces import Piece, hidden

GPS_TAG, LATITUDE, LONGITUDE = 0x8825, 2, 4
MOST_TAGS = 500
LONGEST = 1_000_000
ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
PRINTABLE = re.compile(rb"[\x20-\x7e\x80-\xfe]{6,}")
WIDE = re.compile(
    "[\u0020-\u007e\u00a0-\u00ff\u0400-\u04ff\u2000-\u27ff\u3000-\u9fff\ufe00-\uffef"
    "\U0001d7ce-\U0001d7ff]{6,}"
)
XMP_PLACE = re.compile(rb"exif:GPS(?:Latitude|Longitude)")
WHERE = "图片的元数据"


def pieces(data: bytes, name: str, bounds: Bounds, depth: int) -> Iterator[Piece]:
    """The metadata; what the picture shows is not recognised, and that is told."""
    segments = list(_jpeg(data)) if data.startswith(b"\xff\xd8") else list(_png(data))
    if data[:4] in (b"II*\x00", b"MM\x00*"):
        segments = [data]
    for segment in segments:
        tiff = segment.removeprefix(b"Exif\x00\x00")
        if (tiff[:4] in (b"II*\x00", b"MM\x00*") and _has_place(tiff)) or XMP_PLACE.search(segment):
            yield Finding(Kind.GPS, Severity.WARNING, WHERE, "拍摄地点（经纬度）")
        words = b"\n".join(PRINTABLE.findall(segment[:LONGEST]))
        yield Passage(WHERE, words.decode("utf-8", "ignore"))
        yield Passage(WHERE, "\n".join(_wide(segment)))
    yield hidden("图片", "图片里的文字没有识别，请人工查看", Severity.INFO)


def _jpeg(data: bytes) -> Iterator[bytes]:
    """The application segments and comments before the picture itself."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        mark, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if mark == 0xDA or size < 2:
            return
        if 0xE1 <= mark <= 0xEF or mark == 0xFE:
            yield data[at + 4 : at + 2 + size]
        at += 2 + size


def _png(data: bytes) -> Iterator[bytes]:
    """The text and EXIF chunks of a PNG; nothing for other formats."""
    at = 8 if data.startswith(b"\x89PNG") else len(data)
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        name, chunk = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        if name in (b"tEXt", b"iTXt", b"eXIf"):
            yield chunk
        if name in (b"zTXt", b"iTXt"):
            yield _inflated(chunk)
        at += 12 + size


def _inflated(chunk: bytes) -> bytes:
    """The compressed text of a chunk, as far as it is looked at; nothing if there is none."""
    for at in (found.start() for found in ZLIB.finditer(chunk)):
        with suppress(zlib.error):
            return zlib.decompressobj().decompress(chunk[at:], LONGEST)
    return b""


def _wide(segment: bytes) -> Iterator[str]:
    """What Windows and cameras write in UTF-16, at even and at odd places."""
    for start, order in ((0, "le"), (1, "le"), (0, "be"), (1, "be")):
        text = segment[start:LONGEST].decode(f"utf-16-{order}", "ignore")
        yield from WIDE.findall(text)


def _has_place(tiff: bytes) -> bool:
    """Whether the first directory points to a GPS directory with latitude and longitude."""
    order = "<" if tiff.startswith(b"II") else ">"
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        place = _directory(tiff, order, first).get(GPS_TAG)
        return place is not None and {LATITUDE, LONGITUDE} <= set(_directory(tiff, order, place))
    except struct.error:
        return False


def _directory(tiff: bytes, order: str, at: int) -> dict[int, int]:
    """Tag → value or offset."""
    (count,) = struct.unpack_from(f"{order}H", tiff, at)
    found: dict[int, int] = {}
    for index in range(min(count, MOST_TAGS)):
        tag, _, _, value = struct.unpack_from(f"{order}HHII", tiff, at + 2 + 12 * index)
        found[tag] = value
    return found
