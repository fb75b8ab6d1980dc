"""Query codes: sixty random bits that a person can read out, kept only as a salted hash (ABU-04).

ASVS 6.5.2 asks for a password hash where a secret has less than 112 bits.
"""

import secrets
import unicodedata
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import ScryptPasswordHasher

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: without I, L, O, U
LENGTH, GROUP = 12, 4
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


class _Scrypt(ScryptPasswordHasher):
    """Django's scrypt with one lane: a random code needs less than a password people choose."""

    parallelism = 1

    @property
    def work_factor(self) -> int:  # type: ignore[override]
        """From the settings, so that tests need not wait."""
        return int(settings.CODE_WORK_FACTOR)


def make() -> str:
    """A new code in groups of four, such as ``7K3M-Q9ZX-04TB``; show it once."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(code[place : place + GROUP] for place in range(0, LENGTH, GROUP))


def normal(text: str) -> str:
    """The twelve characters of a code however it was typed; empty for what cannot be one."""
    folded = unicodedata.normalize("NFKC", text).upper().translate(_READ_AS)
    code = "".join(c for c in folded if not (c.isspace() or unicodedata.category(c) == "Pd"))
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def hashed(code: str) -> str:
    """What is kept of a code, with a salt of its own. Raises ``ValueError`` for what is none."""
    if not (known := normal(code)):
        raise ValueError("Not a query code.")
    hasher = _Scrypt()
    return hasher.encode(known, hasher.salt())


def matches(code: str, kept: str) -> bool:
    """Whether the code is the one of which ``kept`` was made.

    ``kept`` is empty for a number that does not exist: the same work is done, so that the time
    does not tell (SEC-03).
    """
    known = normal(code)
    right = _Scrypt().verify(known, kept or _nobodys(settings.CODE_WORK_FACTOR))
    return right and bool(known) and bool(kept)


@cache
def _nobodys(work_factor: int) -> str:
    """A hash of no code, of the present strength."""
    hasher = _Scrypt()
    return hasher.encode("", hasher.salt())
