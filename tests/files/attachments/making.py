"""Files as applicants send them, and of every bad kind; made on the spot."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import docx
import pikepdf
from PIL import Image

from mingbai.files.uploads import Upload

PNG_HEAD = b"\x89PNG\r\n\x1a\n"


def upload(data: bytes, name: str, content_type: str = "") -> Upload:
    """The bytes as an upload."""
    return Upload(name, len(data), io.BytesIO(data), content_type)


def jpg(size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    """A photograph; ``exif`` and the like are passed on."""
    made = io.BytesIO()
    Image.new("RGB", size, (180, 30, 30)).save(made, "JPEG", **options)
    return made.getvalue()


def located() -> bytes:
    """A photograph that says where and with what it was taken, lying on its side."""
    exif = Image.Exif()
    exif[0x0110] = "某型号手机"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (30.0, 15.0, 1.0)
    return jpg(exif=exif, comment=b"taken at home")


def png(mode: str = "RGB", **options: Any) -> bytes:
    """A small PNG of a mode."""
    made = io.BytesIO()
    Image.new(mode, (60, 40)).save(made, "PNG", **options)
    return made.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """A well-formed PNG of one bit a pixel, all black: few bytes, many pixels."""
    row = b"\0" * (1 + (width + 7) // 8)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack("!IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return PNG_HEAD + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def claimed_png(width: int, height: int) -> bytes:
    """A PNG that only says it is large."""
    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return PNG_HEAD + _chunk(b"IHDR", head) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack("!I", len(data)) + name + data + struct.pack("!I", zlib.crc32(name + data))


def pdf(root: Mapping[str, Any] | None = None, **options: Any) -> bytes:
    """One blank page; ``root`` is put into the catalogue, ``options`` go to saving."""
    file = pikepdf.new()
    file.add_blank_page()
    for key, value in (root or {}).items():
        file.Root[key] = value
    made = io.BytesIO()
    file.save(made, **options)
    return made.getvalue()


def action(**entries: Any) -> pikepdf.Dictionary:
    """An action of a PDF."""
    return pikepdf.Dictionary({f"/{key}": value for key, value in entries.items()})


def package(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def word(**changes: bytes | str) -> bytes:
    """A Word document; ``changes`` add or replace parts by name."""
    document = docx.Document()
    document.add_paragraph("申请公开的内容")
    made = io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as file:
        parts: dict[str, bytes | str] = {name: file.read(name) for name in file.namelist()}
    return package(parts | changes)


def word_part(name: str) -> str:
    """A part of the plain Word document."""
    with zipfile.ZipFile(io.BytesIO(word())) as file:
        return file.read(name).decode()


def word_body(xml: str) -> bytes:
    """A Word document with this at the start of its body."""
    plain = word_part("word/document.xml")
    return word(**{"word/document.xml": plain.replace("<w:body>", f"<w:body>{xml}", 1)})


def word_link(kind: str, target: str, mode: str = "External") -> bytes:
    """A Word document with one more relationship."""
    plain = word_part("word/_rels/document.xml.rels")
    types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="r99" Type="{types}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    changed = plain.replace("</Relationships>", f"{link}</Relationships>")
    return word(**{"word/_rels/document.xml.rels": changed})


def ofd(**more: bytes) -> bytes:
    """A small OFD with more parts."""
    head = '<?xml version="1.0"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.1"/>'
    return package({"OFD.xml": head, "Doc_0/Document.xml": "<Document/>"} | more)


def doc(text: str = "申请公开的内容", *, flags: int = 0, **streams: bytes) -> bytes:
    """An old Word document: its main stream with this text, and more streams by name."""
    main = struct.pack("<H8xH", 0xA5EC, flags) + bytes(500) + text.encode("utf-16-le")
    return compound({"WordDocument": main, "1Table": b""} | streams)


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file ([MS-CFB]) of sectors of 512 bytes, every stream in whole sectors."""
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    folders = (len(padded) + 1 + 3) // 4
    fat, body, entries = [0xFFFFFFFD], b"", []
    fat += [*range(2, folders + 1), 0xFFFFFFFE]
    for number, (name, data) in enumerate(padded.items(), start=1):
        start, length = len(fat), (len(data) + 511) // 512
        fat += [*range(start + 1, start + length), 0xFFFFFFFE]
        body += data.ljust(length * 512, b"\0")
        follower = number + 1 if number < len(padded) else 0xFFFFFFFF
        entries.append(_entry(name, 2, follower, 0xFFFFFFFF, start, len(data)))
    folder = _entry("Root Entry", 5, 0xFFFFFFFF, 1, 0xFFFFFFFE, 0) + b"".join(entries)
    head = struct.pack("<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3,
                       0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)  # fmt: skip
    head += struct.pack("<I", 0) + b"\xff" * 432
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")
    return head + table + folder.ljust(folders * 512, b"\0") + body


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    wide = name.encode("utf-16-le")
    return struct.pack("<64sHBBIII16xI8x8xIQ", wide, len(wide) + 2, kind, 1, 0xFFFFFFFF, right,
                       child, 0, start, size)  # fmt: skip
