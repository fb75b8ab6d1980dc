"""Token buckets in the database: one UPDATE decides, so that no two workers let one more in."""

import logging
from datetime import datetime

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils.crypto import salted_hmac

from mingbai.limits.gcra import ALLOWED, LONGEST, MICRO, Rate, Verdict, micros, refused
from mingbai.limits.models import Bucket, Tries

__all__ = ["Rate", "Verdict", "allow", "hashed", "sweep"]

UNKNOWN = 60  # seconds to wait when the counters do not answer
_log = logging.getLogger(__name__)


def allow(key: str, rate: Rate, *, at: datetime, closed: bool = False) -> Verdict:
    """Count one request of ``key`` if the rate allows it. Call it outside a transaction.

    When the database does not answer: refused where ``closed`` (log-in, tracking), else allowed,
    so that pages are served (ABU-02).
    """
    try:
        with transaction.atomic():
            return _allow(hashed(key), rate, micros(at))
    except DatabaseError:
        _log.warning("The counters do not answer.", exc_info=True)
        return Verdict(allowed=not closed, after=UNKNOWN if closed else 0)


def hashed(key: str) -> str:
    """What stands in the table for a key; without the secret key nobody gets back from it."""
    return salted_hmac("mingbai.limits", key, algorithm="sha256").hexdigest()


def sweep(*, at: datetime) -> int:
    """Delete the buckets that are full again and the tries of the day before; how many."""
    buckets, _ = Bucket.objects.filter(full_at__lte=micros(at)).delete()
    tries, _ = Tries.objects.filter(last_at__lte=micros(at) - LONGEST // MICRO).delete()
    return buckets + tries


def _allow(key: str, rate: Rate, now: int) -> Verdict:
    while True:
        room = Bucket.objects.filter(key=key, full_at__lte=now + rate.slack)
        if room.update(full_at=Greatest(F("full_at"), Value(now)) + rate.step):
            return ALLOWED
        found = Bucket.objects.filter(key=key).values_list("full_at", flat=True).first()
        if found is not None:
            if found > now + rate.slack:
                return refused(found, rate, now)
            continue  # it emptied between the two statements: a sweep and a new row
        try:
            with transaction.atomic():
                Bucket.objects.create(key=key, full_at=now + rate.step)
        except IntegrityError:  # another worker made it at the same moment
            continue
        return ALLOWED
