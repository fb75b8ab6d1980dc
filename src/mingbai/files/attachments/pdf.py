"""PDF: refused with programs, embedded files or a password; read in a process apart (UPL-06)."""

import io
import re

import pikepdf

from mingbai.files.attachments import apart
from mingbai.files.attachments.packages import refusal
from mingbai.refusal import Refusal

MEMORY = 1024**3
_MAX_OBJECTS = 200_000
_DEPTH = 40
_JS = "PDF里有程序（JavaScript）"
_FILES = "PDF里嵌入了别的文件"
_ACTS = "PDF会自己执行动作"
# 字典的键 → 为何不收
_KEYS = {
    "/JS": _JS,
    "/JavaScript": _JS,
    "/EmbeddedFile": _FILES,
    "/EmbeddedFiles": _FILES,
    "/EF": _FILES,
    "/AA": _ACTS,
    "/XFA": "PDF里有动态表单（XFA）",
    "/RichMedia": "PDF里有音视频或动画",
}
# 动作或对象的类型 → 为何不收
_TYPES = {
    "/JavaScript": _JS,
    "/Rendition": "PDF里有音视频或动画",
    "/RichMedia": "PDF里有音视频或动画",
    "/EmbeddedFile": _FILES,
    "/Launch": "PDF会启动程序",
    "/SubmitForm": "PDF会把内容发往别处",
    "/ImportData": "PDF会从别处取数据",
    "/GoToE": _FILES,
    "/GoToR": "PDF会打开别的文件",
}


# Also in objects that the file's own table no longer names: another reader may find them.
_ANYWHERE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFile)\b")


def inspected(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The document as it came. Raises ``Refusal`` saying what in it is not taken.

    The library unpacks object streams as it reads, so that it works in a process of its own,
    bounded in time and memory.
    """
    found = apart.call(problem, data, failing="PDF的结构太复杂，没能检查完", memory=MEMORY)
    if found:
        raise refusal(found)
    if _ANYWHERE.search(data):
        raise refusal("PDF里有程序，或者嵌入了别的文件")
    return data, ()


def problem(data: bytes) -> str:
    """What is not taken, in words; "" when there is nothing. Runs in the process apart."""
    try:
        with pikepdf.open(io.BytesIO(data)) as file:
            if file.is_encrypted:
                return "PDF设了密码或权限限制"
            if len(file.pages) == 0:
                return "PDF里没有页面"
            _check(file)
    except pikepdf.PasswordError:
        return "PDF设了密码，打不开"
    except Refusal as found:
        return found.reason
    except (pikepdf.PdfError, ValueError, TypeError, LookupError, RuntimeError):
        return "PDF已损坏，打不开"
    return ""


def _check(file: pikepdf.Pdf) -> None:
    if len(file.objects) > _MAX_OBJECTS:
        raise refusal("PDF的结构太复杂，没能检查完")
    start = file.Root.get("/OpenAction")
    if isinstance(start, pikepdf.Dictionary) and start.get("/S") != "/GoTo":
        raise refusal(_ACTS)
    for item in file.objects:
        _walk(item, _DEPTH)


def _walk(item: object, depth: int) -> None:
    """One object and what stands in it directly; references are met in their own turn."""
    if depth == 0:
        raise refusal("PDF的结构太复杂，没能检查完")
    if isinstance(item, pikepdf.Array):
        children: list[object] = list(item)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        children = _entries(item)
    else:
        return
    for child in children:
        if isinstance(child, pikepdf.Array | pikepdf.Dictionary) and not child.is_indirect:
            _walk(child, depth - 1)


def _entries(item: pikepdf.Dictionary | pikepdf.Stream) -> list[object]:
    children: list[object] = []
    for key, value in item.items():
        if key in _KEYS:
            raise refusal(_KEYS[key])
        if key in ("/S", "/Type", "/Subtype") and isinstance(value, pikepdf.Name):
            words = _TYPES.get(str(value))
            if words:
                raise refusal(words)
        children.append(value)
    return children
