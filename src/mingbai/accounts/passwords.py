"""One-time passwords: made by the system, shown once, good for a day (SEC-08)."""

import secrets
from datetime import timedelta

LIFETIME = timedelta(hours=24)
# 去掉易认错的 0 O 1 l I
_LOWER, _UPPER, _DIGITS = "abcdefghijkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"
_LENGTH = 16


def one_time_password() -> str:
    """Sixteen characters of three classes in groups of four: about 90 bits."""
    alphabet = _LOWER + _UPPER + _DIGITS
    while True:
        word = "".join(secrets.choice(alphabet) for _ in range(_LENGTH))
        if all(set(word) & set(kind) for kind in (_LOWER, _UPPER, _DIGITS)):
            return "-".join(word[place : place + 4] for place in range(0, _LENGTH, 4))
