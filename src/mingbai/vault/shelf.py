"""Sealed files on disk: random names, only their owner reads them (UPL-08, UPL-09, CRY-01)."""

import fcntl
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings

from mingbai.refusal import Refusal
from mingbai.vault import boxes

_NAME = re.compile(r"[0-9a-f]{32}")
_HEAD = 200


def keep(data: bytes, *, about: str) -> str:
    """Seal the bytes for a place and keep them; returns the random name. Raises ``KeysMissing``."""
    name = secrets.token_hex(16)
    _write(_path(name), boxes.seal(data, about=about))
    return name


def fetch(name: str, *, about: str) -> bytes:
    """The bytes. Raises ``Refusal`` where they are gone, ``Tampered`` for another place."""
    path = _path(name)
    if not path.is_file():
        raise Refusal("保存的附件不见了", remedy="请从备份恢复，或者请申请人重新提交")
    return boxes.open_(path.read_bytes(), about=about)


def drop(name: str) -> None:
    """Delete a file; nothing happens when it is gone."""
    with _locked():
        _path(name).unlink(missing_ok=True)


def names() -> Iterator[str]:
    """The names of all kept files."""
    for path in _folder().glob("??/*"):
        if _NAME.fullmatch(path.name):
            yield path.name


def older(name: str, than: datetime) -> bool:
    """Whether a file was last written before a moment; False when it is gone."""
    try:
        return _path(name).stat().st_mtime < than.timestamp()
    except FileNotFoundError:
        return False


def kid(name: str) -> str:
    """The name of the key a file is sealed under, "" when the file is gone. Raises ``Tampered``."""
    try:
        with _path(name).open("rb") as file:
            return boxes.kid(file.read(_HEAD))
    except FileNotFoundError:
        return ""


def rewrap(name: str) -> bool:
    """Seal a file anew under the writing key; False when it was dropped meanwhile."""
    with _locked():
        path = _path(name)
        if not path.is_file():
            return False
        _write(path, boxes.rewrap(path.read_bytes()))
    return True


def _write(path: Path, box: bytes) -> None:
    """Under another name, flushed, then renamed: a name always stands for the whole file."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(box)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


@contextmanager
def _locked() -> Iterator[None]:
    """Sealing anew must not bring back a file that is dropped at the same moment."""
    handle = os.open(_folder() / "lock", os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _path(name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise ValueError(f"Not the name of a kept file: {name[:12]!r}")
    return _folder() / name[:2] / name


def _folder() -> Path:
    folder = Path(settings.VAR) / "attachments"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
