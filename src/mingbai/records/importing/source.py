"""Where the files of an import are: a folder on the server or an uploaded zip; both are hostile."""

import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from mingbai.refusal import Refusal

MOST_FILES = 100_000
MOST_BYTES = 100 * 1024 * 1024  # one file
MOST_UNPACKED = 4 * 1024**3
RATIO = 200
_SMALL = 1024 * 1024
RULE = "上传文件的安全要求"


class Source(Protocol):
    """Files by name."""

    def names(self) -> tuple[str, ...]:
        """Every file, in order."""

    def read(self, name: str) -> bytes:
        """The bytes of one. Raises ``Refusal`` where it cannot be read."""


class Nothing:
    """No files at all: the list holds everything."""

    def names(self) -> tuple[str, ...]:
        """None."""
        return ()

    def read(self, name: str) -> bytes:
        """Never called with a name of ``names``."""
        raise KeyError(name)


class Folder:
    """The plain files of a folder; links are not followed."""

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise Refusal(f"没有文件夹 {root}", remedy="请核对文件夹的名称")
        found = (path for path in sorted(root.rglob("*")) if stat.S_ISREG(path.lstat().st_mode))
        self._paths = {path.relative_to(root).as_posix(): path for path in found}
        _check_count(len(self._paths))

    def names(self) -> tuple[str, ...]:
        """Paths below the folder."""
        return tuple(self._paths)

    def read(self, name: str) -> bytes:
        """The bytes of one file."""
        path = self._paths[name]
        _check_size(name, path.stat().st_size)
        try:
            return path.read_bytes()
        except OSError:
            raise Refusal(f"文件“{name}”读不了", remedy="请核对文件的权限") from None


class Packed:
    """The files of a zip; names of Chinese Windows (GBK) are read as such."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
            entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise Refusal("压缩包已损坏，或者不是zip", remedy="请重新压缩为zip再上传") from None
        _check_count(len(entries))
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise Refusal("压缩包解开后太大", article=RULE, remedy="请分成几个批次导入")
        kept = {_entry_name(entry): entry for entry in entries}
        self._entries = {name: entry for name, entry in sorted(kept.items()) if _is_plain(name)}

    def names(self) -> tuple[str, ...]:
        """Paths in the package."""
        return tuple(self._entries)

    def read(self, name: str) -> bytes:
        """The bytes of one file, bounded while they are unpacked."""
        entry = self._entries[name]
        _check_size(name, entry.file_size)
        if entry.flag_bits & 0x1:
            raise Refusal(f"压缩包里的“{name[-60:]}”有密码", article=RULE, remedy="请去掉密码")
        bound = entry.file_size
        if bound > _SMALL and bound > RATIO * max(entry.compress_size, 1):
            raise Refusal(f"压缩包里的“{name[-60:]}”压缩得异常", article=RULE)
        try:
            with self._zip.open(entry) as part:
                data = part.read(bound + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
            raise Refusal(f"压缩包里的“{name[-60:]}”读不了", remedy="请重新压缩再上传") from None
        if len(data) != bound:
            raise Refusal(f"压缩包里的“{name[-60:]}”与所写的大小不符", article=RULE)
        return data


class Finder:
    """Finds the file that a cell means: by its path, or by its name where only one has it."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._exact = {_folded(name): name for name in names}
        self._short: dict[str, list[str]] = {}
        for name in names:
            self._short.setdefault(PurePosixPath(_folded(name)).name, []).append(name)

    def exact(self, path: str) -> str:
        """The name of the file of that very path. Raises ``KeyError`` where there is none."""
        return self._exact[_folded(path)]

    def find(self, written: str) -> str:
        """The name of the file. Raises ``Refusal`` where there is none, or more than one."""
        wanted = _folded(written)
        if found := self._exact.get(wanted):
            return found
        same = self._short.get(PurePosixPath(wanted).name, [])
        if len(same) == 1:
            return same[0]
        if same:
            raise Refusal(f"有 {len(same)} 个文件都叫“{written[-60:]}”", remedy="请写出文件夹")
        raise Refusal(f"没有文件“{written[-60:]}”", remedy="请核对文件名，或者补上文件后重新导入")


def _folded(name: str) -> str:
    return name.strip().replace("\\", "/").removeprefix("./").lstrip("/").lower()


def _entry_name(entry: zipfile.ZipInfo) -> str:
    name = entry.filename
    if not entry.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("gb18030")
        except (UnicodeEncodeError, UnicodeDecodeError):
            name = entry.filename
    return name.replace("\\", "/")


def _is_plain(name: str) -> bool:
    """Neither outside the package nor what systems put beside the files."""
    parts = PurePosixPath(name).parts
    return not (
        name.startswith("/") or ".." in parts or "__MACOSX" in parts or parts[-1].startswith(".")
    )


def _check_count(count: int) -> None:
    if count > MOST_FILES:
        raise Refusal(f"有 {count} 个文件，超过 {MOST_FILES} 个", remedy="请分成几个批次导入")


def _check_size(name: str, size: int) -> None:
    if size > MOST_BYTES:
        raise Refusal(
            f"文件“{name[-60:]}”超过{MOST_BYTES // 1024 // 1024} MB", remedy="请压缩后再导入"
        )
