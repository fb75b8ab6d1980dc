"""An archive (zip, Office) opened within bounds: no bomb, no link, no path upwards (UPL-05)."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

from mingbai.refusal import Refusal
from mingbai.scanning.bounds import MEGABYTE, MOST_RATIO, RULE, Bounds

CHUNK = 256 * 1024
BROKEN = Refusal("压缩包已损坏，打不开", remedy="请重新下载或另存一份")


class Package:
    """The entries of an archive, each read once and counted."""

    def __init__(self, archive: zipfile.ZipFile, bounds: Bounds) -> None:
        self._archive = archive
        self._bounds = bounds
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        bounds.enter(len(archive.infolist()))
        for entry in entries:
            _check(entry)
        self._entries = {entry.filename: entry for entry in entries}

    @property
    def names(self) -> list[str]:
        """The names of the files, in the order of the archive."""
        return list(self._entries)

    def has(self, name: str) -> bool:
        """Whether there is an entry of this name."""
        return name in self._entries

    def read(self, name: str) -> bytes:
        """The bytes of an entry.  Raises Refusal for a broken one or an exhausted budget."""
        self._bounds.check_time()
        entry = self._entries[name]
        parts: list[bytes] = []
        size = 0
        with _broken(), self._archive.open(entry) as stream:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                self._bounds.unpack(len(chunk))
                if size > MEGABYTE and size > MOST_RATIO * max(entry.compress_size, 1):
                    raise _bomb()
                parts.append(chunk)
        return b"".join(parts)


@contextmanager
def opened(data: bytes, bounds: Bounds) -> Iterator[Package]:
    """The archive in these bytes.  Raises Refusal, in Chinese, for an unsafe or broken one."""
    with _broken():
        archive = zipfile.ZipFile(io.BytesIO(data))
    with archive:
        yield Package(archive, bounds)


@contextmanager
def _broken() -> Iterator[None]:
    """What zipfile raises for a broken archive, said in Chinese."""
    try:
        yield
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, zlib.error) as error:
        raise BROKEN from error
    except (NotImplementedError, RuntimeError, EOFError, ValueError, KeyError) as error:
        raise BROKEN from error


def _check(entry: zipfile.ZipInfo) -> None:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or stat.S_ISLNK(entry.external_attr >> 16):
        raise Refusal("压缩包里有指向外面的路径或链接", article=RULE, remedy="请重新打包")
    if entry.flag_bits & 0x1:
        raise Refusal("文件已加密，不能检查", article=RULE, remedy="请去掉密码后再检查")
    if entry.file_size > MEGABYTE and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
        raise _bomb()


def _bomb() -> Refusal:
    return Refusal("压缩比异常，可能是压缩炸弹，不打开", article=RULE, remedy="请重新打包")
