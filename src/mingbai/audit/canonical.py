"""Canonical bytes: the one way in which facts are turned into what is hashed."""

import hashlib
import json
from typing import Any


def canonical(value: Any) -> bytes:
    """JSON with sorted keys, no spaces, UTF-8. Raises ``TypeError`` on what JSON does not know."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def digest(value: Any) -> str:
    """Hex SHA-256 of the canonical bytes; also stands for a text in an event."""
    return hashlib.sha256(canonical(value)).hexdigest()
