"""Sealed bytes, for files: a line that names the key, then nonce, ciphertext and tag (CRY-01)."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from mingbai.vault import ciphers
from mingbai.vault.errors import Tampered
from mingbai.vault.providers import ring

_MARK = b"mingbai-box-1"
_LINE = 160  # the longest first line, in bytes


@dataclass(frozen=True)
class Box:
    """The parts of a box; ``head`` is its first line without the line break."""

    head: bytes
    alg: str
    kid: str
    place: str
    rest: bytes


def seal(data: bytes, *, about: str) -> bytes:
    """Seal bytes for a place (``about``, e.g. model and row). Raises ``KeysMissing``."""
    return _seal(data, _digest(about))


def open_(box: bytes, *, about: str) -> bytes:
    """The bytes. Raises ``Tampered`` when they were not sealed for this place, ``KeysMissing``."""
    parts = _parts(box)
    if not hmac.compare_digest(parts.place, _digest(about)):
        raise Tampered(f"文件（{about}）")
    return _open(parts)


def kid(box: bytes) -> str:
    """The name of the key; the first 200 bytes are enough. Raises ``Tampered``."""
    return _parts(box).kid


def rewrap(box: bytes) -> bytes:
    """The same bytes for the same place under the writing key."""
    parts = _parts(box)
    return _seal(_open(parts), parts.place)


def _seal(data: bytes, place: str) -> bytes:
    key = ring().current()
    nonce = secrets.token_bytes(ciphers.NONCE)
    head = b"|".join([_MARK, key.alg.encode(), key.kid.encode(), place.encode()])
    sealed, tag = key.seal(nonce, data, head)
    return head + b"\n" + nonce + sealed + tag


def _open(parts: Box) -> bytes:
    key = ring().named(parts.kid)
    nonce, tag = parts.rest[: ciphers.NONCE], parts.rest[-ciphers.TAG :]
    sealed = parts.rest[ciphers.NONCE : -ciphers.TAG]
    try:
        if key.alg != parts.alg or len(parts.rest) < ciphers.NONCE + ciphers.TAG:
            raise ciphers.Forged
        return key.open(nonce, sealed, tag, parts.head)
    except ciphers.Forged:
        raise Tampered("保存的文件") from None


def _parts(box: bytes) -> Box:
    end = box.find(b"\n", 0, _LINE)
    head = box[: max(end, 0)]
    try:
        mark, alg, name, place = head.decode("ascii").split("|")
    except ValueError:
        raise Tampered("保存的文件") from None
    if mark.encode() != _MARK:
        raise Tampered("保存的文件")
    return Box(head, alg, name, place, box[end + 1 :])


def _digest(about: str) -> str:
    return hashlib.sha256(about.encode("utf-8")).hexdigest()
