"""A file opened within bounds and handed to the carrier its first bytes call for."""

import re
from collections.abc import Callable
from email import policy
from email.parser import BytesParser
from importlib import import_module
from pathlib import Path

from mingbai.reading import textfile
from mingbai.reading.lines import Source
from mingbai.refusal import Refusal

MEGABYTE = 1024 * 1024
LARGEST = 50 * MEGABYTE  # no published report comes near; larger files are not opened
LARGEST_TEXT = MEGABYTE
MARKUP = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|table|div|p|meta|title|span|section|article)\b", re.I
)
HINT = "请换用公布页面的网页、Word（.docx）、PDF 或纯文本"

# First bytes, then what to say: files that hold no text a reader could use.
FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "这是旧版 Office 文件（.doc/.xls）", "请另存为 .docx 后再核对"),
    (b"\x89PNG", "这是图片（PNG），不能当作数字读", HINT),
    (b"\xff\xd8\xff", "这是图片（JPEG），不能当作数字读", HINT),
    (b"GIF8", "这是图片（GIF），不能当作数字读", HINT),
    (b"BM", "这是图片（BMP），不能当作数字读", HINT),
    (b"II*\x00", "这是图片（TIFF），不能当作数字读", HINT),
    (b"MM\x00*", "这是图片（TIFF），不能当作数字读", HINT),
    (b"Rar!", "这是压缩包（RAR）", "请先解压"),
    (b"7z\xbc\xaf", "这是压缩包（7z）", "请先解压"),
    (b"\x1f\x8b", "这是压缩包（gzip）", "请先解压"),
    (b"\x7fELF", "这是程序文件，不是年度报告", HINT),
    (b"MZ", "这是程序文件，不是年度报告", HINT),
)


def load(path: Path) -> Source:
    """The lines of a report file.  Raises Refusal, in Chinese, for what it cannot open."""
    return from_bytes(_bytes(path))


def from_bytes(data: bytes) -> Source:
    """The lines of a report given as bytes (an upload).  Raises Refusal as :func:`load` does."""
    if not data.strip():
        raise Refusal("文件是空的，没有可读的内容")
    if len(data) > LARGEST:
        raise Refusal(_too_large(len(data)), remedy=HINT)
    if data.startswith(b"PK\x03\x04"):
        return _carrier("docxfile")(data)
    if b"%PDF-" in data[:1024]:
        return _carrier("pdffile")(data)
    _refuse_foreign(data)
    data = _page_of_archive(data)
    if MARKUP.search(data[:65536]) or MARKUP.search(data[:65536].replace(b"\x00", b"")):
        return _carrier("htmlfile")(data)
    if len(data) > LARGEST_TEXT:
        raise Refusal(f"文本有{len(data) // MEGABYTE}MB，年度报告不会这么长", remedy=HINT)
    return textfile.source(decode(data))


def _page_of_archive(data: bytes) -> bytes:
    """The page of a saved web archive (.mht), other bytes as they are."""
    head = data[:1500].lower()
    if b"mime-version:" not in head[:600] or b"content-type:" not in head:
        return data
    for part in BytesParser(policy=policy.compat32).parsebytes(data).walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            charset = part.get_content_charset()
            if isinstance(page, bytes):
                return b"<!-- charset=%s -->%s" % ((charset or "utf-8").encode(), page)
    raise Refusal("网页存档里没有网页", remedy=HINT)


def _carrier(name: str) -> Callable[[bytes], Source]:
    """The carrier's ``source``; its parser is imported only now."""
    source: Callable[[bytes], Source] = import_module(f"mingbai.reading.{name}").source
    return source


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Refusal("这是文件夹，不是文件", remedy="请写出其中的文件，如 文件夹/*.pdf")
        if not path.exists():
            raise Refusal("没有这个文件", remedy="请核对文件名和所在的文件夹")
        if not path.is_file():
            raise Refusal("这不是普通文件", remedy="请先把内容存成文件")
        size = path.stat().st_size
        if size > LARGEST:
            raise Refusal(_too_large(size), remedy=HINT)
        return path.read_bytes()
    except PermissionError as error:
        raise Refusal("没有读这个文件的权限", remedy="请换有权限的账户或复制一份") from error
    except (OSError, ValueError) as error:
        raise Refusal("打不开这个文件", remedy="请核对文件名") from error


def _too_large(size: int) -> str:
    return f"文件有{size // MEGABYTE}MB，超过{LARGEST // MEGABYTE}MB的上限，年度报告不会这么大"


def _refuse_foreign(data: bytes) -> None:
    for magic, reason, remedy in FOREIGN:
        if data.startswith(magic):
            raise Refusal(reason, remedy=remedy)


def decode(data: bytes) -> str:
    """Text from UTF-8, UTF-16 or GB18030 bytes, line ends made one.  Raises Refusal for others."""
    text = _with_mark(data)
    if text is None:
        if b"\x00" in data:
            raise Refusal("这是二进制文件，不是文本", remedy=HINT)
        text = _strictly(data, "utf-8") or _strictly(data, "gb18030")
    if text is None or _garbled(text):
        raise Refusal(
            "文字编码认不出（不是 UTF-8、UTF-16 或 GBK），或者内容已损坏",
            remedy="请另存为 UTF-8 编码的文本",
        )
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")


def _with_mark(data: bytes) -> str | None:
    """By byte order mark, or UTF-16 without one: Chinese text with every second line end byte 0."""
    if data.startswith(b"\xef\xbb\xbf"):
        return _strictly(data[3:], "utf-8")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(data, "utf-16")
    if b"\x00" in data and len(data) % 2 == 0:
        for name in ("utf-16-le", "utf-16-be"):
            text = _strictly(data, name)
            if text is not None and "\x00" not in text and not _garbled(text):
                return text
    return None


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _garbled(text: str) -> bool:
    """Control characters or rare scripts in bulk: a wrong encoding, or no text at all."""
    sample = text[:20_000]
    odd = sum(1 for c in sample if (c < " " and c not in "\t\n\r\x0c") or "\ue000" <= c <= "\uf8ff")
    common = sum(
        1
        for c in sample
        if c < "\x7f"
        or "\u3000" <= c <= "\u9fff"
        or c >= "\uff00"
        or "\u2000" <= c <= "\u25ff"
        or c in "·×§°±\xa0"
    )
    return odd * 50 > len(sample) or common * 10 < len(sample) * 8
