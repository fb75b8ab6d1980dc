"""A zip for publication: every file in it cleaned by itself, packed anew (UPL-05)."""

import io
import zipfile
from collections.abc import Callable
from pathlib import PurePosixPath

from mingbai.files.attachments import names, packages
from mingbai.files.attachments.kinds import RULE
from mingbai.files.cleaning import kinds
from mingbai.files.cleaning.told import Told
from mingbai.refusal import Refusal

_MOST = 200  # files
_DEEPEST = 1  # a zip in a zip, and no further
_FIXED = (1980, 1, 1, 0, 0, 0)
_UTF8 = 0x800
_JUNK = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
Clean = Callable[[str, bytes, Told, int], bytes]


def cleaned(data: bytes, told: Told, clean: Clean, depth: int) -> bytes:
    """The archive of clean files; ``clean(kind, data, told, depth)`` does one.

    Raises ``Refusal`` that names the file for one that is not taken.
    """
    if depth > _DEEPEST:
        raise Refusal(
            "压缩包里的压缩包里还有压缩包", article=RULE, remedy="请解开后重新压缩，最多套一层"
        )
    made: dict[str, bytes] = {}
    with packages.opened(data) as file:
        told.add("archive", int(bool(file.comment)))
        entries = [entry for entry in file.infolist() if not entry.is_dir()]
        members = [(_name(entry), file.read(entry)) for entry in entries]
    for name, content in members:
        if _is_junk(name):
            told.add("junk", name=name)
            continue
        shown = _checked(name, made)
        made[shown] = _member(shown, content, told, clean, depth)
    if not made:
        raise Refusal("压缩包里没有文件", remedy="请核对选中的文件")
    return _packed(made)


def _member(name: str, content: bytes, told: Told, clean: Clean, depth: int) -> bytes:
    inner = Told()
    try:
        kind = kinds.named(names.extension(name))
        kinds.check(kind, content, "")
        made = clean(kind.name, content, inner, depth + 1)
    except Refusal as found:
        raise Refusal(
            f"压缩包里的“{name}”：{found.reason}", article=found.article, remedy=found.remedy
        ) from None
    told.take(inner, f"压缩包里的“{name}”")
    return made


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as its author wrote it; without the mark of UTF-8, Windows wrote it in GBK."""
    if entry.flag_bits & _UTF8:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _is_junk(name: str) -> bool:
    path = PurePosixPath(name)
    return (
        "__MACOSX" in path.parts or path.name.lower() in _JUNK or path.name.startswith(("~$", "._"))
    )


def _checked(name: str, made: dict[str, bytes]) -> str:
    """The path in the archive, every part of it tidy. Raises ``Refusal``."""
    parts = name.replace("\\", "/").split("/")
    if len(parts) > 8 or any(part in ("", ".", "..") or ":" in part for part in parts):
        raise Refusal("压缩包里的文件名不合规范", article=RULE, remedy="请解开后重新压缩")
    shown = "/".join(names.tidy(part) for part in parts)
    if shown.casefold() in {other.casefold() for other in made}:
        raise Refusal(f"压缩包里有两个文件都叫“{shown}”", article=RULE, remedy="请改名后重新压缩")
    if len(made) >= _MOST:
        raise Refusal(f"压缩包里的文件超过{_MOST}个", article=RULE, remedy="请分成几个压缩包")
    return shown


def _packed(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            file.writestr(entry, files[name])
    return made.getvalue()
