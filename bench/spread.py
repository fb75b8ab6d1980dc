"""Several runs of one thing as a median with its spread."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Spread:
    """Seconds: the median, the fastest and the slowest of ``runs``; what one in twenty exceeds."""

    median: float
    fastest: float
    slowest: float
    runs: int
    p95: float = 0.0


def spread(seconds: Sequence[float]) -> Spread:
    """Median and ends of at least one measurement."""
    late = sorted(seconds)[len(seconds) * 95 // 100]
    return Spread(median(seconds), min(seconds), max(seconds), len(seconds), late)
