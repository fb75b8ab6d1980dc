"""Files kept for good, by the hash of their bytes; no public address leads to them (UPL-08)."""

import hashlib
import os
import re
import secrets
from pathlib import Path

from django.conf import settings

from mingbai.refusal import Refusal

_HASH = re.compile(r"[0-9a-f]{64}")


def put(data: bytes) -> str:
    """Keep the bytes; returns their sha256. The same bytes are kept once.

    Written under another name, flushed and then renamed, so that a name always stands for the
    whole file, also after a power cut.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    path = _path(sha256)
    if path.is_file():
        return sha256
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_name(f"{sha256}.{secrets.token_hex(8)}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    return sha256


def get(sha256: str) -> bytes:
    """The bytes. Raises ``Refusal`` where they are gone or no longer what they were."""
    path = _path(sha256)
    if not path.is_file():
        raise Refusal("保存的文件不见了", remedy="请从备份恢复，或者重新上传原文件")
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Refusal("保存的文件已损坏", remedy="请从备份恢复，或者重新上传原文件")
    return data


def sound(sha256: str) -> bool:
    """Whether the bytes are there and still what they were."""
    path = _path(sha256)
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256


def _path(sha256: str) -> Path:
    if not _HASH.fullmatch(sha256):
        raise ValueError(f"Not a sha256: {sha256[:12]!r}")
    return Path(settings.VAR) / "files" / sha256[:2] / sha256
