"""Five tries in fifteen minutes for one number, whoever asks and from wherever (ABU-04)."""

import logging
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction

from mingbai.limits.buckets import UNKNOWN, hashed
from mingbai.limits.gcra import ALLOWED, MICRO, Verdict, micros
from mingbai.limits.models import Tries

MOST = 5
WINDOW = timedelta(minutes=15)
_log = logging.getLogger(__name__)


def spend(kind: str, number: str, *, at: datetime) -> Verdict:
    """Count one try before the code is looked at; refused once five stand in fifteen minutes.

    A number that does not exist is counted as one that does, else it would tell.  Refused too when
    the database does not answer (ABU-02).  Call it outside a transaction.
    """
    try:
        with transaction.atomic():
            return _spend(_key(kind, number), micros(at))
    except DatabaseError:
        _log.warning("The tries cannot be counted.", exc_info=True)
        return Verdict(allowed=False, after=UNKNOWN)


def forgive(kind: str, number: str) -> None:
    """Forget the tries: the right code was given."""
    Tries.objects.filter(key=_key(kind, number)).delete()


def _spend(key: str, now: int) -> Verdict:
    Tries.objects.get_or_create(key=key, defaults={"last_at": now})
    kept = Tries.objects.select_for_update().get(key=key)
    since = now - WINDOW // MICRO
    recent = [moment for moment in kept.moments if moment > since]
    if len(recent) >= MOST:
        return Verdict(allowed=False, after=max(1, -(-(recent[-MOST] - since) // 1_000_000)))
    kept.moments, kept.last_at = [*recent, now], now
    kept.save(update_fields=["moments", "last_at"])
    return ALLOWED


def _key(kind: str, number: str) -> str:
    return hashed(f"tries:{kind}:{number}")
