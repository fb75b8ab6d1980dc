"""Uploaded files between two pages: under a random name, for an hour at most, then wiped."""

import os
import re
import secrets
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from mingbai.files.uploads import Upload

KEPT_FOR = timedelta(hours=1)
_TOKEN = re.compile(r"[0-9a-f]{32}")
_CHUNK = 1024 * 1024


def keep(upload: Upload, *, at: datetime) -> str:
    """Store the file outside every public folder; returns its random name. Old ones are wiped."""
    sweep(at=at)
    token = secrets.token_hex(16)
    handle = os.open(_path(token), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    upload.file.seek(0)
    with os.fdopen(handle, "wb") as file:
        while chunk := upload.file.read(_CHUNK):
            file.write(chunk)
    os.utime(_path(token), (at.timestamp(), at.timestamp()))
    upload.file.seek(0)
    return token


def kept(token: str, *, at: datetime) -> Path | None:
    """The stored file, None when there is none or its hour is over."""
    if not _TOKEN.fullmatch(token) or not _path(token).is_file():
        return None
    return None if _age(_path(token), at) > KEPT_FOR else _path(token)


def wipe(token: str) -> None:
    """Delete a stored file; nothing happens when it is gone."""
    if _TOKEN.fullmatch(token):
        _path(token).unlink(missing_ok=True)


def sweep(*, at: datetime) -> int:
    """Delete every stored file whose hour is over; returns how many (the tick calls it too)."""
    old = [path for path in _folder().iterdir() if _age(path, at) > KEPT_FOR]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _age(path: Path, at: datetime) -> timedelta:
    try:
        return timedelta(seconds=at.timestamp() - path.stat().st_mtime)
    except FileNotFoundError:  # another process wiped it
        return timedelta(0)


def _path(token: str) -> Path:
    return _folder() / token


def _folder() -> Path:
    folder = Path(settings.VAR) / "intake"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
