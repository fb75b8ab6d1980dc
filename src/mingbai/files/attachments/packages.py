"""A package (docx, ofd) unpacked within bounds: no bomb, no way out, no entity (UPL-05)."""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from xml.etree import ElementTree

from mingbai.files.attachments.kinds import CONVERT, RULE
from mingbai.refusal import Refusal

MAX_ENTRIES = 2000
MAX_RATIO = 100
MAX_UNPACKED = 500 * 1024 * 1024
_SMALL = 1024 * 1024  # below this the ratio says nothing
_MAX_XML = 16 * 1024 * 1024  # one part that is parsed
_CHUNK = 256 * 1024
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")  # UTF-16 would hide a declaration
XML = (".xml", ".rels", ".vml")


@contextmanager
def opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """The package, every part of it unpacked once within bounds. Raises ``Refusal``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check(package)
            yield package
    except (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, EOFError, OSError):
        raise _damaged() from None
    except (LookupError, ValueError, NotImplementedError, RuntimeError, zipfile.LargeZipFile):
        raise _damaged() from None


def tree(package: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """A part as XML; declarations were refused when the package was opened."""
    if package.getinfo(name).file_size > _MAX_XML:
        raise refusal("文件里的文字多得异常")
    with package.open(name) as part:
        return ElementTree.parse(part).getroot()  # noqa: S314


def refusal(reason: str) -> Refusal:
    """The refusal of a file for what it holds."""
    return Refusal(reason, article=RULE, remedy=CONVERT)


def _check(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES:
        raise refusal(f"文件里有{len(entries)}个部件，超过{MAX_ENTRIES}个")
    if len({entry.filename.lower() for entry in entries}) != len(entries):
        raise refusal("文件里有同名的部件")
    for entry in entries:
        _check_entry(entry)
    packed = sum(entry.compress_size for entry in entries)
    _check_unpacked(sum(entry.file_size for entry in entries), packed)
    seen = 0
    for entry in entries:
        seen += _unpack(package, entry, packed, seen)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    link = stat.S_ISLNK(entry.external_attr >> 16)
    if path.is_absolute() or ".." in path.parts or ":" in entry.filename or link:
        raise refusal("文件里的部件名不合规范")
    if entry.flag_bits & 0x1:
        raise refusal("文件设了密码，打不开")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refusal("文件的压缩方式不常见，读不了")


def _check_unpacked(unpacked: int, packed: int) -> None:
    if unpacked > MAX_UNPACKED or (unpacked > _SMALL and unpacked > MAX_RATIO * max(packed, 1)):
        raise refusal(f"文件解开后超过{unpacked // 1024 // 1024} MB，压缩得异常")


def _unpack(package: zipfile.ZipFile, entry: zipfile.ZipInfo, packed: int, before: int) -> int:
    """The true size; what a header says is not believed."""
    is_xml = entry.filename.lower().endswith(XML)
    size, tail = 0, b""
    with package.open(entry) as part:
        while chunk := part.read(_CHUNK):
            if size == 0 and is_xml and chunk.startswith(_WIDE):
                raise refusal("文件里的XML不是UTF-8编码")
            size += len(chunk)
            _check_unpacked(before + size, packed)
            if is_xml and _DECLARATION.search(tail + chunk):
                raise refusal("文件里的XML含有实体声明")
            tail = chunk[-16:]
    return size


def _damaged() -> Refusal:
    return Refusal("文件已损坏，打不开", remedy="请重新保存后再上传，或者另存为PDF")
