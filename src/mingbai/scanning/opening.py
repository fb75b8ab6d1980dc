"""A file handed to the carrier that its first bytes call for; names of files prove nothing."""

import re
from collections.abc import Iterator
from importlib import import_module

from mingbai.refusal import Refusal
from mingbai.scanning.bounds import DEEPEST, LARGEST, MEGABYTE, RULE, Bounds
from mingbai.scanning.pieces import Carrier, Piece

MARKUP = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|table|div|p|meta|title|span|section|article|ul|ol|h1"
    rb"|a|img|br|b|strong|font)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
APART = "请先解压，再检查里面的文件"
# First bytes, what it is, what to do: carriers we cannot look into.
CLOSED: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "旧版或者加密的 Office 文件", "请另存为 .docx、.xlsx、.pptx，去掉密码"),
    (b"Rar!", "RAR 压缩包", APART),
    (b"7z\xbc\xaf", "7z 压缩包", APART),
    (b"\x1f\x8b", "gzip 压缩包", APART),
    (b"\x7fELF", "程序", "程序不能公开"),
    (b"MZ", "程序", "程序不能公开"),
)
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF", b"BM")


def pieces(data: bytes, name: str, bounds: Bounds, depth: int = 0) -> Iterator[Piece]:
    """The passages of a file and of the files inside it.  Raises Refusal for what is closed."""
    bounds.check_time()
    if len(data) > LARGEST:
        limit = LARGEST // MEGABYTE
        raise Refusal(f"文件超过{limit}MB的上限", article=RULE, remedy="请拆成较小的文件")
    if depth > DEEPEST:
        raise Refusal(f"压缩包套了{DEEPEST}层以上", article=RULE, remedy=APART)
    check_open(data)
    yield from _carrier(kind_of(data, name))(data, name, bounds, depth)


def check_open(data: bytes) -> None:
    """Raises Refusal for what we cannot look into."""
    for magic, what, remedy in CLOSED:
        if data.startswith(magic):
            raise Refusal(f"这是{what}，不能检查", remedy=remedy)


def kind_of(data: bytes, name: str) -> str:
    """The module that reads it."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "archive"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(PICTURES):
        return "picture"
    head = data[:1500].lower()
    if b"mime-version:" in head[:600] and b"content-type:" in head:
        return "mail"
    if name.lower().endswith((".csv", ".tsv", ".txt", ".md", ".json")):
        return "plain"
    return "markup" if MARKUP.search(data[:65536].replace(b"\x00", b"")) else "plain"


def _carrier(name: str) -> Carrier:
    """The carrier; its parser is imported only now."""
    carrier: Carrier = import_module(f"mingbai.scanning.{name}").pieces
    return carrier
