"""A file that is two things at once: a picture that is also an archive or a page (UPL-02)."""

import io
import re
import zipfile

from mingbai.files.attachments.kinds import CONVERT, RULE
from mingbai.refusal import Refusal

_EDGE = 64 * 1024
_MARKUP = re.compile(rb"<(?:!doctype|html|script|iframe|svg|\?php)[\s>]", re.IGNORECASE)
_PACKAGES = frozenset({"docx", "ofd"})


def check(kind: str, data: bytes) -> None:
    """Raises ``Refusal`` where the bytes can be taken for another kind too."""
    if kind in _PACKAGES:
        _check_package(data)
        return
    if kind != "doc" and zipfile.is_zipfile(io.BytesIO(data)):  # Word keeps its theme as a package
        raise _refusal("压缩包")
    edges = data[:_EDGE] + b"\0" + data[-_EDGE:]
    if kind == "pdf":
        _check_pdf(data)
    elif kind != "doc" and (_MARKUP.search(edges) or b"%PDF-" in data[:2048]):
        raise _refusal("网页或PDF")


def _check_pdf(data: bytes) -> None:
    """Before the first object and after the last end there is nothing but comments and white."""
    first = re.search(rb"\d+\s+\d+\s+obj\b", data)
    head = data[: first.start()] if first else data
    tail = data[data.rfind(b"%%EOF") + 5 :] if b"%%EOF" in data else b""
    if len(head) > 4096 or _MARKUP.search(head) or _MARKUP.search(tail):
        raise _refusal("网页")
    if tail.strip(b"\r\n\t \0\x1a"):
        raise Refusal(
            "PDF的末尾之后还有别的内容", article=RULE, remedy="请重新导出或打印成PDF后再上传"
        )


def _check_package(data: bytes) -> None:
    """The first part stands at the very beginning, and nothing follows the directory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            starts = [entry.header_offset for entry in package.infolist()]
            comment = package.comment
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Refusal("文件已损坏，打不开", remedy="请重新保存后再上传，或者另存为PDF") from None
    if not starts or min(starts) != 0 or comment or data.rfind(b"PK\x05\x06") != len(data) - 22:
        raise _refusal("别的文件")


def _refusal(other: str) -> Refusal:
    return Refusal(f"文件里还藏着另一种文件（{other}）", article=RULE, remedy=CONVERT)
