"""Canonical bytes: the one way in which facts are turned into what is hashed."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any


def canonical(value: Any) -> bytes:
    """JSON with sorted keys, no spaces, UTF-8. Raises ``TypeError`` on what JSON does not know."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def digest(value: Any) -> str:
    """Hex SHA-256 of the canonical bytes; also stands for a text in an event."""
    return hashlib.sha256(canonical(value)).hexdigest()


def instant(at: datetime) -> str:
    """A moment in UTC with microseconds, the same before and after the database has held it.

    Raises ``ValueError`` for a moment without a time zone.
    """
    if at.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return at.astimezone(UTC).isoformat(timespec="microseconds")
