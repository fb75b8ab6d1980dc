"""A second way to the day to reply, written from CLK-1…5 alone, for the tests to compare.

It imports nothing of the rules; its working days stand in ``workdays.csv`` beside it, each with the
notice that made it one (off: a weekday that is not worked, work: a weekend day that is).
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("workdays.csv")
ONE = timedelta(days=1)
REPLY, ASKED_OTHERS = 20, 15


@cache
def exceptions() -> dict[date, bool]:
    """The days on which the weekday does not tell whether offices work."""
    with TABLE.open(encoding="utf-8", newline="") as rows:
        return {
            date.fromisoformat(row["day"]): row["kind"] == "work" for row in csv.DictReader(rows)
        }


def works(day: date) -> bool:
    """Whether offices work on the day (CAL-1)."""
    return exceptions().get(day, day.isoweekday() <= 5)


def after(start: date) -> Iterator[date]:
    """The working days after a day, one by one."""
    while True:
        start += ONE
        if works(start):
            yield start


def nth(start: date, number: int) -> date:
    """The ``number``-th working day after ``start`` (CLK-1)."""
    days = after(start)
    for _ in range(number - 1):
        next(days)
    return next(days)


@dataclass
class Asked:
    """A letter to a third party or another organ; ``back`` None while nothing came."""

    sent: date
    delivered: date | None = None
    back: date | None = None

    def excludes(self, day: date) -> bool:
        """CLK-2: from the day after dispatch to the opinion, or to the end of its term."""
        last = nth(self.delivered or self.sent, ASKED_OTHERS)
        return self.sent < day <= min(self.back or last, last)


@dataclass
class Story:
    """What happened to one application, as a clerk with a paper file would note it down.

    ``start``: the day from which the present period runs; ``still``: 待补正 or 待缴费.
    """

    start: date | None = None
    days: int = REPLY
    longer: int = 0
    still: bool = False
    over: bool = False
    asked: list[Asked] = field(default_factory=list)
    delayed: date | None = None

    def due(self) -> date | None:
        """The last day to reply; None before receipt, at the end, and while the period rests."""
        if self.start is None or self.still or self.over:
            return None
        wanted = self.days + self.longer
        for day in after(self.start):
            wanted -= not any(each.excludes(day) for each in self.asked)
            if not wanted:
                return max(day, self.delayed or day)
        raise AssertionError("the working days never end")

    def runs_anew(self, on: date) -> None:
        """Corrected (第三十条) or paid (109号): the period begins again."""
        self.start, self.still = on, False

    def anew(self, on: date, days: int | None) -> None:
        """Ordered to answer again: a period of its own, with nothing of the first handling."""
        self.start, self.days, self.over = on, days or REPLY, False
        self.longer, self.delayed, self.asked = 0, None, []
        self.still = False
