"""A workbook as a package: no bomb, no macro, no link, no entity (UPL-05)."""

import re
import stat
import zipfile
from pathlib import PurePosixPath

from mingbai.files.uploads import RULE, SAVE_AS
from mingbai.refusal import Refusal

MAX_ENTRIES = 2000
MAX_RATIO = 100
MAX_UNPACKED = 200 * 1024 * 1024  # 比通用上限500 MB严：台账只有文字
_SMALL = 1024 * 1024  # below this the ratio says nothing: blank sheets compress very well
_CHUNK = 256 * 1024
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# UTF-16 would hide a declaration from the search above; Office writes UTF-8.
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
# 部件名的片段 → 为何拒收
_FORBIDDEN: tuple[tuple[str, str], ...] = (
    ("vbaproject.bin", "工作簿含有宏"),
    ("xl/macrosheets/", "工作簿含有宏表"),
    ("xl/externallinks/", "工作簿链接了别的文件"),
    ("xl/embeddings/", "工作簿嵌入了别的文件"),
    ("xl/activex/", "工作簿含有控件"),
)


def check(package: zipfile.ZipFile) -> None:
    """Raises ``Refusal`` for a package that is unsafe to read; unpacks every XML part once."""
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES:
        raise Refusal(f"文件内有{len(entries)}个部件，超过{MAX_ENTRIES}个", article=RULE)
    for entry in entries:
        _check_entry(entry)
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    _check_unpacked(unpacked, packed)
    seen = 0
    for entry in entries:
        seen += _scan(package, entry, MAX_UNPACKED - seen)
    _check_unpacked(seen, packed)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or stat.S_ISLNK(entry.external_attr >> 16):
        raise Refusal("文件内的部件名不合规范", article=RULE, remedy=SAVE_AS)
    if entry.flag_bits & 0x1:
        raise Refusal("文件内有加密的部件", article=RULE, remedy=SAVE_AS)
    for part, words in _FORBIDDEN:
        if part in entry.filename.lower():
            raise Refusal(words, article=RULE, remedy=SAVE_AS)


def _check_unpacked(unpacked: int, packed: int) -> None:
    if unpacked > MAX_UNPACKED or (unpacked > _SMALL and unpacked > MAX_RATIO * max(packed, 1)):
        raise Refusal(
            f"文件解开后有{unpacked // 1024 // 1024} MB，压缩得异常",
            article=RULE,
            remedy="请把有内容的行复制到新的工作簿再上传",
        )


def _scan(package: zipfile.ZipFile, entry: zipfile.ZipInfo, allowed: int) -> int:
    """The true unpacked size; raises for more than ``allowed`` bytes or a declaration in XML."""
    is_xml = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
    size, tail = 0, b""
    with package.open(entry) as part:
        while chunk := part.read(_CHUNK):
            if size == 0 and is_xml and chunk.startswith(_WIDE):
                raise Refusal("文件内的XML不是UTF-8编码", article=RULE, remedy=SAVE_AS)
            size += len(chunk)
            if size > allowed:
                _check_unpacked(size + MAX_UNPACKED, 1)
            if is_xml and _DECLARATION.search(tail + chunk):
                raise Refusal("文件内的XML含有实体声明", article=RULE, remedy=SAVE_AS)
            tail = chunk[-16:]
    return size
