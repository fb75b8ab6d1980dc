"""Pictures without what was attached to them, block by block and pixel for pixel (UPL-03)."""

import struct
from collections.abc import Callable, Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD",
     b"pHYs", b"acTL", b"fcTL", b"fdAT")
)  # fmt: skip
_WEBP_KEPT = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"))
_NO_METADATA = 0b11010011  # VP8X flags without ICC, EXIF and XMP
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def jpeg(data: bytes) -> bytes:
    """A JPEG without EXIF, XMP, remarks, thumbnail and what follows its end. Raises ValueError."""
    if not data.startswith(b"\xff\xd8"):
        raise ValueError("no JPEG")
    made, place = bytearray(b"\xff\xd8"), 2
    while True:
        while data[place : place + 2] == b"\xff\xff":
            place += 1
        code = data[place + 1] if data[place : place + 1] == b"\xff" else -1
        if code == 0xD9:
            return bytes(made + b"\xff\xd9")
        if code < 0 or place + 4 > len(data):
            raise ValueError("broken JPEG")
        if code == 0x01 or 0xD0 <= code <= 0xD7:
            place += 2
            continue
        end = place + 2 + struct.unpack_from(">H", data, place + 2)[0]
        made += _segment(code, data[place:end])
        place = end
        if code == 0xDA:
            place = _scan_end(data, end)
            made += data[end:place]


def _segment(code: int, segment: bytes) -> bytes:
    """The segment as it is kept; nothing of a remark or an application's own data."""
    content = segment[4:]
    if code == 0xE0:
        plain = content.startswith(b"JFIF\0") and len(content) >= 14
        return b"\xff\xe0\x00\x10" + content[:12] + b"\0\0" if plain else b""
    if code == 0xE2:
        return segment if content.startswith(b"ICC_PROFILE\0") else b""
    if code == 0xEE:
        return segment[:16] if content.startswith(b"Adobe") and len(segment) == 16 else b""
    return b"" if code == 0xFE or 0xE0 <= code <= 0xEF else segment


def _scan_end(data: bytes, place: int) -> int:
    """Where the coded pixels end: at a marker that is neither stuffing nor a restart."""
    while True:
        place = data.find(b"\xff", place)
        if place < 0 or place + 1 >= len(data):
            raise ValueError("broken JPEG")
        if data[place + 1] == 0 or 0xD0 <= data[place + 1] <= 0xD7:
            place += 2
        elif data[place + 1] == 0xFF:
            place += 1
        else:
            return place


def png(data: bytes) -> bytes:
    """A PNG without texts, times, EXIF, profiles and what follows its end. Raises ValueError."""
    if not data.startswith(_PNG):
        raise ValueError("no PNG")
    made, place = bytearray(_PNG), len(_PNG)
    while True:
        if place + 12 > len(data):
            raise ValueError("broken PNG")
        size, kind = struct.unpack_from(">I4s", data, place)
        chunk = data[place : place + 12 + size]
        if len(chunk) != 12 + size:
            raise ValueError("broken PNG")
        if kind in _PNG_KEPT:
            made += chunk
        if kind == b"IEND":
            return bytes(made)
        place += len(chunk)


def gif(data: bytes) -> bytes:
    """A GIF without remarks and applications' data; it still moves. Raises ValueError."""
    if data[:6] not in (b"GIF87a", b"GIF89a") or len(data) < 13:
        raise ValueError("no GIF")
    place = 13 + _colours(data[10])
    made = bytearray(data[:place])
    for block in _gif_blocks(data, place):
        loops = block[:2] == b"\x21\xff" and block[3:14] in _LOOPS
        if block[:1] == b"\x2c" or block[:2] == b"\x21\xf9" or loops:
            made += block
    return bytes(made + b"\x3b")


def _gif_blocks(data: bytes, place: int) -> Iterator[bytes]:
    while data[place : place + 1] != b"\x3b":
        start = place
        if data[place : place + 1] == b"\x2c" and place + 11 <= len(data):
            place += 10 + _colours(data[place + 9]) + 1
        elif data[place : place + 1] == b"\x21":
            place += 2
        else:
            raise ValueError("broken GIF")
        while True:
            if place >= len(data):
                raise ValueError("broken GIF")
            size = data[place]
            place += 1 + size
            if size == 0:
                break
        yield data[start:place]


def _colours(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def webp(data: bytes) -> bytes:
    """A WebP without EXIF, XMP, profile and unknown chunks. Raises ValueError."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise ValueError("no WebP")
    end = min(8 + struct.unpack_from("<I", data, 4)[0], len(data))
    made, place = bytearray(), 12
    while place + 8 <= end:
        kind, size = struct.unpack_from("<4sI", data, place)
        chunk = bytearray(data[place : place + 8 + size])
        if len(chunk) != 8 + size:
            raise ValueError("broken WebP")
        if kind == b"VP8X":
            chunk[8] &= _NO_METADATA
        if kind in _WEBP_KEPT:
            made += chunk + b"\0" * (size % 2)
        place += 8 + size + size % 2
    return b"RIFF" + struct.pack("<I", len(made) + 4) + b"WEBP" + bytes(made)


BY_MAGIC: tuple[tuple[bytes, Callable[[bytes], bytes]], ...] = (
    (b"\xff\xd8\xff", jpeg),
    (_PNG, png),
    (b"GIF8", gif),
    (b"RIFF", webp),
)
