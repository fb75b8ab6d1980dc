"""The envelope of a sealed field: ``v1|alg|kid|nonce|ct|tag``, one line of ASCII (CRY-01)."""

import base64
import binascii
import secrets
from dataclasses import dataclass

from mingbai.vault import ciphers
from mingbai.vault.errors import Tampered
from mingbai.vault.providers import ring

VERSION = "v1"


@dataclass(frozen=True)
class Envelope:
    """A sealed text as it stands in the column; it does not know where it stands."""

    text: str

    def __str__(self) -> str:
        return "（已加密）"

    @property
    def kid(self) -> str:
        """The name of its key, "" where the text is no envelope."""
        parts = self.text.split("|")
        return parts[2] if len(parts) == 6 else ""


def seal(plain: str, *, about: str) -> Envelope:
    """Seal under the writing key. ``about`` names the place. Raises ``KeysMissing``."""
    key = ring().current()
    nonce = secrets.token_bytes(ciphers.NONCE)
    head = f"{VERSION}|{key.alg}|{key.kid}"
    sealed, tag = key.seal(nonce, plain.encode("utf-8"), f"{head}|{about}".encode())
    return Envelope("|".join([head, _encoded(nonce), _encoded(sealed), _encoded(tag)]))


def open_(envelope: Envelope, *, about: str) -> str:
    """The text. Raises ``Tampered`` when it was not written for this place, ``KeysMissing``."""
    try:
        version, alg, kid, *rest = envelope.text.split("|")
        nonce, sealed, tag = map(_decoded, rest)
    except (ValueError, binascii.Error):
        raise Tampered(about) from None
    key = ring().named(kid)
    if version != VERSION or key.alg != alg:
        raise Tampered(about)
    try:
        plain = key.open(nonce, sealed, tag, f"{version}|{alg}|{kid}|{about}".encode())
    except ciphers.Forged:
        raise Tampered(about) from None
    return plain.decode("utf-8")


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _decoded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
