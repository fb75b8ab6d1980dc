"""Video and sound: nothing is decoded; tags with author, place and device are blanked."""

import struct

from mingbai.files.attachments.kinds import RULE
from mingbai.files.cleaning.told import Told
from mingbai.refusal import Refusal

_TAGS = frozenset((b"udta", b"meta", b"uuid"))
_INSIDE = frozenset((b"moov", b"trak"))
_KNOWN = _TAGS | {
    b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"moof", b"mfra", b"sidx", b"styp",
    b"emsg", b"pdin", b"prft", b"ssix", b"pnot",
}  # fmt: skip
_MOST_BOXES = 100_000
_REMEDY = "请用剪辑软件重新导出成MP4（H.264）或MP3后再上传"


def mp4(data: bytes, told: Told) -> bytes:
    """A video whose tags are blanked in place, so that nothing else moves. Raises ``Refusal``."""
    made = bytearray(data)
    found = _walk(made, 0, len(made), top=True)
    if b"moov" not in found or b"ftyp" not in found:
        raise _broken()
    told.add("media_tags", found.count(b"blanked"))
    return bytes(made)


def _walk(data: bytearray, place: int, end: int, *, top: bool = False) -> list[bytes]:
    """Names of the boxes of a stretch; a box of tags becomes free space."""
    found: list[bytes] = []
    while place < end:
        size, name, head = _box(data, place, end)
        if top and name not in _KNOWN:
            raise _broken()
        if name in _TAGS:
            data[place + 4 : place + 8] = b"free"
            data[place + head : place + size] = bytes(size - head)
            found.append(b"blanked")
        elif name in (b"free", b"skip"):
            hidden = any(data[place + head : place + size])
            found += [b"blanked"] if hidden else []
            data[place + head : place + size] = bytes(size - head)
        elif name in _INSIDE:
            found += [name, *_walk(data, place + head, place + size)]
        else:
            found.append(name)
        if len(found) > _MOST_BOXES:
            raise _broken()
        place += size
    return found


def _box(data: bytearray, place: int, end: int) -> tuple[int, bytes, int]:
    if place + 8 > end:
        raise _broken()
    size, name = struct.unpack_from(">I4s", data, place)
    head = 8
    if size == 1:
        if place + 16 > end:
            raise _broken()
        size, head = struct.unpack_from(">Q", data, place + 8)[0], 16
    elif size == 0:
        size = end - place
    if size < head or place + size > end:
        raise _broken()
    return size, name, head


def mp3(data: bytes, told: Told) -> bytes:
    """The frames of sound without the tags before and after them. Raises ``Refusal``."""
    start, end, tags = 0, len(data), 0
    while data[start : start + 3] == b"ID3" and start + 10 <= end:
        size = data[start + 6 : start + 10]
        length = size[0] << 21 | size[1] << 14 | size[2] << 7 | size[3]
        start += 10 + length + (10 if data[start + 5] & 0x10 else 0)
        tags += 1
    if data[end - 128 : end - 125] == b"TAG":
        end, tags = end - 128, tags + 1
    if data[end - 32 : end - 24] == b"APETAGEX":
        length = struct.unpack_from("<I", data, end - 20)[0]
        end, tags = max(end - length - 32, start), tags + 1
        end = end if data[end : end + 8] == b"APETAGEX" else end + 32
    sound = data[start:end].lstrip(b"\0")
    if len(sound) < 4 or sound[0] != 0xFF or sound[1] & 0xE0 != 0xE0:
        raise _broken()
    told.add("media_tags", tags)
    return sound


def _broken() -> Refusal:
    return Refusal("音视频已损坏，或者格式不常见", article=RULE, remedy=_REMEDY)
