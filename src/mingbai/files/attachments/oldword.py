"""Old Word documents (doc): the streams of an OLE file looked at one by one (UPL-05)."""

import io
import re
import struct

import olefile

from mingbai.files.attachments.fields import check as check_fields
from mingbai.files.attachments.packages import refusal
from mingbai.refusal import Refusal

_MAX_STREAMS = 2000
_ENCRYPTED = 0x0100  # fEncrypted of the FIB, [MS-DOC] 2.5.2
_WORD = 0xA5EC  # wIdent of the FIB
# 存储或流的名字 → 为何不收
_FORBIDDEN = {
    "macros": "文档里有宏",
    "_vba_project": "文档里有宏",
    "_vba_project_cur": "文档里有宏",
    "vba": "文档里有宏",
    "objectpool": "文档里嵌入了别的文件",
    "encryptedpackage": "文件设了密码，打不开",
    "\x01ole10native": "文档里嵌入了别的文件",
    "\x01ole": "文档里嵌入了别的文件",
    "package": "文档里嵌入了别的文件",
    "workbook": "这不是Word文档",
    "powerpoint document": "这不是Word文档",
}
# A template or a linked file that Word would fetch by itself.
_REMOTE = re.compile(
    r"(?:https?|ftp|file)://[^\x00]{0,400}?\.(?:dot|doc|rtf|htm)|\\\\[\w.-]+\\", re.I
)
# A field code after its mark; only what can be read, else pictures would look like codes.
_CODE = re.compile("\x13([ -~\u3000-\u9fff\uff00-\uffef]{1,400})")


def inspected(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The document as it came. Raises ``Refusal`` saying what in it is not taken."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            _check(file)
    except (OSError, ValueError, LookupError, struct.error, TypeError, AttributeError, MemoryError):
        raise Refusal("文件已损坏，打不开", remedy="请另存为PDF后再上传") from None
    return data, ()


def _check(file: olefile.OleFileIO) -> None:
    entries = file.listdir(streams=True, storages=True)
    if len(entries) > _MAX_STREAMS:
        raise refusal("文件里的部件多得异常")
    for part in {part.lower() for path in entries for part in path}:
        if part in _FORBIDDEN:
            raise refusal(_FORBIDDEN[part])
    main = file.openstream("WordDocument").read() if file.exists("WordDocument") else bytes(12)
    ident, _, flags = struct.unpack_from("<H8sH", main)
    if ident != _WORD:
        raise refusal("这不是Word文档")
    if flags & _ENCRYPTED:
        raise refusal("文件设了密码，打不开")
    _check_texts(main)
    _check_tables(file)


def _check_tables(file: olefile.OleFileIO) -> None:
    for name in ("0Table", "1Table"):
        table = file.openstream(name).read() if file.exists(name) else b""
        for text in (
            table.decode("utf-16-le", "replace"),
            table[1:].decode("utf-16-le", "replace"),
        ):
            if _REMOTE.search(text):
                raise refusal("文档引用了外面的文件或网址（模板、图片或对象）")


def _check_texts(main: bytes) -> None:
    """The text stands in one byte a character or in two, at even or odd places."""
    for text in (
        main.decode("latin-1"),
        main.decode("utf-16-le", "replace"),
        main[1:].decode("utf-16-le", "replace"),
    ):
        check_fields("".join(f"\n{code}\n" for code in _CODE.findall(text)))
