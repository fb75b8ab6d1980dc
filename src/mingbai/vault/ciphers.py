"""The two ciphers of GB/T 39786 and of everybody else: SM4-GCM and AES-256-GCM (CRY-01)."""

import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from mingbai.refusal import Refusal

AES, SM4 = "AES-256-GCM", "SM4-GCM"
NONCE, TAG = 12, 16  # bytes; the only lengths we write


@dataclass(frozen=True)
class Suite:
    """What belongs together: a cipher, the length of its keys in bytes, the hash of the index."""

    cipher: type[algorithms.AES] | type[algorithms.SM4]
    length: int
    hash: type[hashes.SHA256] | type[hashes.SM3]


SUITES = {
    AES: Suite(algorithms.AES, 32, hashes.SHA256),
    SM4: Suite(algorithms.SM4, 16, hashes.SM3),
}


class Forged(Exception):
    """The tag does not fit: wrong key, wrong place, or altered bytes."""


def suite(alg: str) -> Suite:
    """The suite of a name. Raises ``Refusal`` for a name that we do not know."""
    if alg not in SUITES:
        raise Refusal(
            f"没有“{alg}”这种加密算法", remedy=f"MINGBAI_CIPHER 可写：{'、'.join(SUITES)}"
        )
    return SUITES[alg]


def new_secret(alg: str) -> bytes:
    """A random key for the algorithm."""
    return secrets.token_bytes(suite(alg).length)


def seal(alg: str, key: bytes, nonce: bytes, data: bytes, about: bytes) -> tuple[bytes, bytes]:
    """Ciphertext and tag. ``about`` is authenticated, not stored. Raises ``Refusal``."""
    try:
        working = Cipher(suite(alg).cipher(key), modes.GCM(nonce)).encryptor()
    except UnsupportedAlgorithm:
        raise _unsupported(alg) from None
    working.authenticate_additional_data(about)
    sealed = working.update(data) + working.finalize()
    return sealed, working.tag


def open_(alg: str, key: bytes, nonce: bytes, sealed: bytes, tag: bytes, about: bytes) -> bytes:
    """The data. Raises ``Forged`` where the tag does not fit, ``Refusal`` without the cipher."""
    if len(nonce) != NONCE or len(tag) != TAG:
        raise Forged
    try:
        working = Cipher(suite(alg).cipher(key), modes.GCM(nonce, tag)).decryptor()
    except UnsupportedAlgorithm:
        raise _unsupported(alg) from None
    working.authenticate_additional_data(about)
    try:
        return working.update(sealed) + working.finalize()
    except InvalidTag:
        raise Forged from None


def mac(alg: str, key: bytes, data: bytes) -> bytes:
    """HMAC of the suite's hash (32 bytes for both): SHA-256, or SM3 beside SM4."""
    try:
        working = hmac.HMAC(key, suite(alg).hash())
    except UnsupportedAlgorithm:
        raise _unsupported(alg) from None
    working.update(data)
    return working.finalize()


def _unsupported(alg: str) -> Refusal:
    return Refusal(
        f"本机的密码库不提供 {alg}", remedy="请换用带国密算法的 cryptography，或设 MINGBAI_CIPHER"
    )
