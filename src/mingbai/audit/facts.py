"""What may stand in an event: codes, numbers, dates and hashes, never text or personal data."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

_CODE = re.compile(r"[A-Za-z0-9_.:/+-]{0,80}")
_HASH = re.compile(r"[0-9a-f]{64}")
_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# An identity number has 15 or 18 characters, a bank card 16 to 19.
_LONG_NUMBER = re.compile(r"\d{15}")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def plain(value: Any) -> Any:
    """The value as JSON holds it. Raises ``ValueError`` for what does not belong in an event."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | Decimal):
        return _number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {code(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return code(str(value))


def code(text: str) -> str:
    """The text itself when it is a code, a key or a hash. Raises ``ValueError``."""
    if _HASH.fullmatch(text) or _KEY.fullmatch(text):
        return text
    if not _CODE.fullmatch(text) or _LONG_NUMBER.search(text) or _MOBILE.search(text):
        raise ValueError(f"Not a code, date or hash; use digest(text): {text[:6]!r}…")
    return text


def _number(value: int | Decimal) -> int | str:
    """An amount may have eleven digits like a telephone number, but not fifteen."""
    text = str(value)
    if _LONG_NUMBER.search(text):
        raise ValueError(f"A number too long for an event: {text[:6]}…")
    return int(value) if isinstance(value, int) else text
