"""The blind index: finding equal values without opening any (CRY-02)."""

import base64
import unicodedata

from mingbai.vault.keys import Key
from mingbai.vault.providers import ring


def index(kind: str, *values: str) -> str:
    """``kid.hmac`` under the writing key (52 characters); "" when every value is empty.

    ``kind`` keeps an identity number and a telephone number with the same digits apart.
    Raises ``KeysMissing``.
    """
    plain = [normalised(value) for value in values]
    return _index(ring().current(), kind, plain) if any(plain) else ""


def candidates(kind: str, *values: str) -> list[str]:
    """The index under every key in use: rows not yet rebuilt after a rotation are found too."""
    plain = [normalised(value) for value in values]
    return [_index(key, kind, plain) for key in ring().keys] if any(plain) else []


def normalised(value: str) -> str:
    """NFKC, capitals, no white space: ``３３０１…x`` and ``3301… X`` are one value."""
    return "".join(unicodedata.normalize("NFKC", value).upper().split())


def _index(key: Key, kind: str, values: list[str]) -> str:
    # The lengths keep ("ab", "c") and ("a", "bc") apart.
    parts = [kind, *values]
    message = "".join(f"{len(part)}:{part}" for part in parts)
    made = base64.urlsafe_b64encode(key.mac(message.encode("utf-8"))).decode().rstrip("=")
    return f"{key.kid}.{made}"
