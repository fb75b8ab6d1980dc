"""The files of a published record in a folder of their own, gone with the record (UPL-08).

What stands in ``VAR/public/<folder>/`` is what the public may have; nothing else leads there.
"""

import hashlib
import os
import re
import secrets
import stat
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from django.conf import settings

from mingbai.files import store
from mingbai.refusal import Refusal

_FOLDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_UNFINISHED = ".unfinished-"
_LONGEST = 200  # bytes of UTF-8; file systems take 255
_UNSAFE = re.compile(
    '[\\x00-\\x1f\\x7f-\\x9f/\\\\:*?"<>|\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]'
)


def place(folder: str, files: Mapping[str, str]) -> None:
    """Make the folder hold exactly ``files`` (name → sha256 in the store), for everybody to read.

    All files are written under other names first, so that a missing one changes nothing; a call
    that was cut short is put right by the next.  Raises ``Refusal`` for a name that is unsafe or
    given twice, and where the store has lost a file; ``ValueError`` for a folder's name.
    """
    where = _path(folder)
    check_names(files)
    where.mkdir(mode=0o755, parents=True, exist_ok=True)
    ready: dict[str, Path] = {}
    try:
        for name, sha256 in files.items():
            if _sha256(where / name) != sha256:
                ready[name] = _written(where, store.get(sha256))
        for name, unfinished in ready.items():
            unfinished.replace(where / name)
    except BaseException:
        for unfinished in ready.values():
            unfinished.unlink(missing_ok=True)
        raise
    for entry in list(where.iterdir()):
        if entry.name not in files:
            entry.unlink()
    _flush(where)


def clear(folder: str) -> None:
    """Unlink every file and the folder; nothing happens where there is none."""
    where = _path(folder)
    if not where.is_dir():
        return
    for entry in list(where.iterdir()):
        entry.unlink(missing_ok=True)
    where.rmdir()
    _flush(where.parent)


def path(folder: str, name: str) -> Path | None:
    """The file of a published record; None where there is none of this name, or no such name."""
    if not _FOLDER.fullmatch(folder) or _wrong(name):
        return None
    found = _path(folder) / name
    return found if _is_plain(found) else None


def folders() -> tuple[str, ...]:
    """Every folder there is, in order: what should be compared with what is published."""
    root = _root()
    if not root.is_dir():
        return ()
    return tuple(sorted(entry.name for entry in root.iterdir() if entry.is_dir()))


def held(folder: str) -> dict[str, str]:
    """Name → sha256 of what stands in the folder now, leftovers of an interrupted call too."""
    where = _path(folder)
    if not where.is_dir():
        return {}
    return {entry.name: _sha256(entry) for entry in sorted(where.iterdir())}


def _root() -> Path:
    return Path(settings.VAR) / "public"


def _path(folder: str) -> Path:
    if not _FOLDER.fullmatch(folder):
        raise ValueError(f"Not the name of a public folder: {folder[:40]!r}")
    return _root() / folder


def check_names(files: Iterable[str]) -> None:
    """Raises ``Refusal`` for a name that is unsafe, too long or given twice."""
    seen: set[str] = set()
    for name in files:
        if wrong := _wrong(name):
            raise Refusal(
                f"附件名“{name[:60]}”不能用：{wrong}", remedy="请给附件改名（可用中文）后重新上传"
            )
        # Some file systems and some readers do not tell capitals apart.
        same = unicodedata.normalize("NFKC", name).casefold()
        if same in seen:
            raise Refusal(f"有两个附件都叫“{name[:60]}”", remedy="请给其中一个改名后重新上传")
        seen.add(same)


def _wrong(name: str) -> str:
    """What is wrong with a file's name, in words; "" when nothing is."""
    if not name or name.startswith(".") or name != name.strip() or name.endswith("."):
        return "不能为空，也不能以点或空格开头、结尾"
    if _UNSAFE.search(name):
        return "含有文件名里不能有的字符"
    if len(name.encode("utf-8", "replace")) > _LONGEST:
        return f"太长，超过{_LONGEST // 3}个汉字"
    if name != unicodedata.normalize("NFC", name) or not _encodable(name):
        return "含有不规范的字符"
    return ""


def _encodable(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_plain(file: Path) -> bool:
    """A file itself, not a link to one."""
    try:
        return stat.S_ISREG(file.lstat().st_mode)
    except OSError:
        return False


def _sha256(file: Path) -> str:
    if not _is_plain(file):
        return ""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _written(where: Path, data: bytes) -> Path:
    unfinished = where / f"{_UNFINISHED}{secrets.token_hex(8)}"
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return unfinished


def _flush(folder: Path) -> None:
    """The names too are on disk before anybody is told."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
