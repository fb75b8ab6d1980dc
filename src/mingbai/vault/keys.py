"""Keys and the ring that holds them: one key writes, the others still read (CRY-03, CRY-04)."""

import base64
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from mingbai.refusal import Refusal
from mingbai.vault import ciphers
from mingbai.vault.errors import KeysMissing


class Key(Protocol):
    """A key that can be used without being seen.

    ``SecretKey`` holds its bytes.  A key in a device (PKCS#11, or SDF of GM/T 0018) would
    implement the same three acts by calls to the device.
    """

    @property
    def kid(self) -> str:
        """The name of the key, eight hexadecimal digits; not secret."""
        ...

    @property
    def alg(self) -> str:
        """The cipher, a key of ``ciphers.SUITES``."""
        ...

    def seal(self, nonce: bytes, data: bytes, about: bytes) -> tuple[bytes, bytes]:
        """Ciphertext and tag."""
        ...

    def open(self, nonce: bytes, sealed: bytes, tag: bytes, about: bytes) -> bytes:
        """The data. Raises ``ciphers.Forged``."""
        ...

    def mac(self, data: bytes) -> bytes:
        """32 bytes, under a secret that is not the one of ``seal``."""
        ...


@dataclass(frozen=True)
class SecretKey:
    """A key whose bytes this process holds: one secret for sealing, one for the blind index."""

    kid: str
    alg: str
    made_at: str
    secret: bytes = field(repr=False)
    index: bytes = field(repr=False)

    def seal(self, nonce: bytes, data: bytes, about: bytes) -> tuple[bytes, bytes]:
        """Ciphertext and tag."""
        return ciphers.seal(self.alg, self.secret, nonce, data, about)

    def open(self, nonce: bytes, sealed: bytes, tag: bytes, about: bytes) -> bytes:
        """The data. Raises ``ciphers.Forged``."""
        return ciphers.open_(self.alg, self.secret, nonce, sealed, tag, about)

    def mac(self, data: bytes) -> bytes:
        """The HMAC under the index secret."""
        return ciphers.mac(self.alg, self.index, data)


@dataclass(frozen=True)
class Ring:
    """The keys that can be used; ``writing`` names the one for what is written from now on."""

    keys: tuple[Key, ...] = ()
    writing: str = ""

    def current(self) -> Key:
        """The key that writes. Raises ``KeysMissing``."""
        return self.named(self.writing)

    def named(self, kid: str) -> Key:
        """The key of a name. Raises ``KeysMissing``."""
        for key in self.keys:
            if key.kid == kid:
                return key
        raise KeysMissing(kid)

    def kids(self) -> tuple[str, ...]:
        """The names of all keys, the writing one first."""
        return tuple(sorted((key.kid for key in self.keys), key=lambda kid: kid != self.writing))


def generate(alg: str, *, at: datetime) -> SecretKey:
    """A new random key. Raises ``Refusal`` for an unknown cipher or one this machine lacks."""
    made = SecretKey(
        kid=secrets.token_hex(4),
        alg=alg,
        made_at=at.isoformat(timespec="seconds"),
        secret=ciphers.new_secret(alg),
        index=secrets.token_bytes(32),
    )
    made.seal(b"\0" * ciphers.NONCE, b"", b"")  # the cipher works here; nothing is kept of this
    made.mac(b"")
    return made


def dumped(keys: Iterable[SecretKey], writing: str) -> str:
    """The ring as the JSON of the key file and of ``MINGBAI_KEYS``."""
    rows = [
        {
            "kid": key.kid,
            "alg": key.alg,
            "key": base64.b64encode(key.secret).decode(),
            "index": base64.b64encode(key.index).decode(),
            "created": key.made_at,
        }
        for key in keys
    ]
    return json.dumps({"version": 1, "writing": writing, "keys": rows}, indent=1)


def parsed(text: str) -> tuple[tuple[SecretKey, ...], str]:
    """Keys and the writing kid of such a JSON. Raises ``Refusal``, never quoting the text."""
    try:
        found = json.loads(text)
        keys = tuple(map(_parsed, found["keys"]))
        writing = str(found["writing"])
    except (ValueError, KeyError, TypeError):
        raise _damaged() from None
    if writing not in {key.kid for key in keys}:
        raise _damaged()
    return keys, writing


def _parsed(row: dict[str, Any]) -> SecretKey:
    made = SecretKey(
        kid=str(row["kid"]),
        alg=str(row["alg"]),
        made_at=str(row["created"]),
        secret=base64.b64decode(row["key"], validate=True),
        index=base64.b64decode(row["index"], validate=True),
    )
    if len(made.secret) != ciphers.suite(made.alg).length or len(made.index) < 32:
        raise ValueError(made.kid)
    return made


def _damaged() -> Refusal:
    return Refusal("密钥环读不出来，格式有误", remedy="请从备份放回密钥文件，或核对 MINGBAI_KEYS")
