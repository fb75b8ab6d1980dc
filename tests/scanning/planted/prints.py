"""PDF files and pictures made by hand, with a text planted in one place of them."""

import struct
import zlib

FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[6 0 R]"
    "/ToUnicode 7 0 R>>"
)
DESCENDANT = (
    "<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/DW 1000/CIDSystemInfo"
    "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 8 0 R>>"
)
DESCRIPTOR = (
    "<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0"
    "/Ascent 880/Descent -120/CapHeight 700/StemV 80>>"
)


def pdf(text: str = "", *, box: bool = False, note: str = "", title: str = "") -> bytes:
    """One page of lines; ``box`` draws a black rectangle over each of them."""
    lines = text.split("\n")
    shown = "".join(
        f"BT /F1 9 Tf 20 {800 - 12 * place} Td <{_codes(line)}> Tj ET "
        for place, line in enumerate(lines)
    )
    boxes = (f"20 {798 - 12 * place} 560 11 re f " for place in range(len(lines)))
    content = shown + ("0 g " + "".join(boxes) if box else "")
    notes = (
        f"/Annots[<</Type/Annot/Subtype/Text/Rect[10 10 20 20]/Contents{_wide(note)}>>]"
        if note
        else ""
    )
    return _numbered(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        f"/Resources<</Font<</F1 5 0 R>>>>{notes}>>",
        _stream(content),
        FONT,
        DESCENDANT,
        _stream(_unicode(text)),
        DESCRIPTOR,
        f"<</Title{_wide(title)}>>",
    )


def photo(*, gps: bool = True, comment: str = "", unicode: str = "") -> bytes:
    """A JPEG of its metadata only; ``unicode`` is its EXIF comment as Windows writes it."""
    wide = unicode.encode("utf-16-le")
    entries = [(0x9C9C, 1, len(wide), 200)] if wide else []
    entries.append((0x8825 if gps else 0x0112, 4, 1, 80))
    tiff = b"II*\x00" + struct.pack("<IH", 8, len(entries))
    tiff += b"".join(struct.pack("<HHII", *entry) for entry in entries) + bytes(4)
    place = struct.pack("<HHHII", 2, 2, 5, 3, 120) + struct.pack("<HHII", 4, 5, 3, 120)
    exif = b"Exif\x00\x00" + (tiff.ljust(80, b"\x00") + place).ljust(200, b"\x00") + wide
    segments = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    note = comment.encode()
    segments += b"\xff\xfe" + struct.pack(">H", len(note) + 2) + note
    return b"\xff\xd8" + segments + b"\xff\xd9"


def drawing(text: str, *, packed: bool = False) -> bytes:
    """A PNG of one pixel with a text in its metadata, plain or compressed."""
    kind, body = (
        (b"zTXt", b"Comment\x00\x00" + zlib.compress(text.encode()))
        if packed
        else (b"iTXt", b"Comment\x00\x00\x00\x00\x00" + text.encode())
    )
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (kind, body), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def _numbered(*objects: str) -> bytes:
    """The file of these objects; the last one is its properties."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{content}\nendobj\n".encode("latin-1")
    start, count = len(out), len(objects) + 1
    out += f"xref\n0 {count}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010} 00000 n \n" for place in places).encode()
    trailer = f"trailer<</Size {count}/Root 1 0 R/Info {count - 1} 0 R>>"
    return bytes(out) + f"{trailer}\nstartxref\n{start}\n%%EOF".encode()


def _stream(content: str) -> str:
    return f"<</Length {len(content)}>>stream\n{content}\nendstream"


def _codes(text: str) -> str:
    return text.encode("utf-16-be").hex()


def _wide(text: str) -> str:
    return f"<feff{_codes(text)}>"


def _unicode(text: str) -> str:
    """What the codes of the font mean: the characters themselves."""
    used = sorted({c for c in text if c != "\n" and ord(c) < 0x10000}) or ["x"]
    pairs = "".join(
        f"{len(part)} beginbfchar\n"
        + "".join(f"<{ord(c):04x}> <{ord(c):04x}>\n" for c in part)
        + "endbfchar\n"
        for part in (used[i : i + 100] for i in range(0, len(used), 100))
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{pairs}endcmap end end"
    )
