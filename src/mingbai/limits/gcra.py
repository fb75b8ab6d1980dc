"""The generic cell rate algorithm in whole microseconds; pure, no clock (ABU-01).

Of a bucket one number is kept: when it will be full again.  A request is allowed when that is at
most ``slack`` ahead, and moves it on by ``step``.  In any time ``t`` at most ``burst + t / step``
requests pass.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICRO = timedelta(microseconds=1)
LONGEST = timedelta(days=1)  # a bucket, and with it the hash of an address, lives no longer
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours"}


@dataclass(frozen=True)
class Rate:
    """``burst`` requests at once, and as many again in every ``per``, evenly."""

    burst: int
    per: timedelta

    def __post_init__(self) -> None:
        if self.burst < 1 or not MICRO * self.burst <= self.per <= LONGEST:
            raise ValueError(f"Not a rate within a day: {self.burst} in {self.per}")

    @classmethod
    def parse(cls, text: str) -> "Rate":
        """The rate of ``10/10m``: number, slash, number of s, m or h. Raises ``ValueError``."""
        burst, _, per = text.strip().partition("/")
        if not per or per[-1] not in _UNITS:
            raise ValueError(f"Not a rate such as 10/10m: {text!r}")
        return cls(int(burst), timedelta(**{_UNITS[per[-1]]: int(per[:-1] or 1)}))

    @property
    def step(self) -> int:
        """Microseconds between two requests of a caller who has used up the burst; rounded up."""
        return -(-(self.per // MICRO) // self.burst)

    @property
    def slack(self) -> int:
        """How far ahead, in microseconds, a bucket may be filled up and still allow one more."""
        return self.step * (self.burst - 1)


@dataclass(frozen=True)
class Verdict:
    """Whether the request may go on; ``after``: whole seconds until the next one may."""

    allowed: bool
    after: int = 0


ALLOWED = Verdict(allowed=True)


def micros(at: datetime) -> int:
    """Microseconds since 1970. Raises ``TypeError`` for a naive time."""
    return (at - EPOCH) // MICRO


def refused(full_at: int, rate: Rate, now: int) -> Verdict:
    """The refusal for a bucket that is not yet empty enough."""
    return Verdict(allowed=False, after=max(1, -(-(full_at - rate.slack - now) // 1_000_000)))
