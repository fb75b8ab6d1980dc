"""REL-12: a second count, written differently and straight from the facts, agrees every day.

It lists the working days of twenty years once and looks positions up in that list, where the
product walks from day to day.
"""

import json
from bisect import bisect_right
from datetime import date, timedelta
from pathlib import Path

import pytest

from mingbai.rules.calendar import Calendar
from mingbai.rules.explain import due_on
from mingbai.rules.reply import Pause, ReplyClock

CALENDAR = Calendar.load()
FIRST, LAST = date(2007, 1, 1), date(2026, 12, 31)
EVERY_DAY = [FIRST + timedelta(days=i) for i in range((LAST - FIRST).days + 1)]


@pytest.fixture(scope="module")
def workdays(reference: Path) -> list[date]:
    facts = json.loads((reference / "data/holiday-notices.json").read_text("utf-8"))
    off = {text for year in facts.values() for text in year["off"]}
    work = {text for year in facts.values() for text in year["work"]}
    usual = {day.isoformat() for day in EVERY_DAY if day.isoweekday() <= 5}
    declared = [date.fromisoformat(text) for text in (usual | work) - off]
    return sorted(day for day in declared if day >= FIRST)


def test_the_same_days_are_worked(workdays: list[date]) -> None:
    assert [day for day in EVERY_DAY if CALENDAR.is_workday(day)] == workdays


@pytest.mark.parametrize("count", [1, 7, 15, 20, 40])
def test_the_same_end_from_every_day(workdays: list[date], count: int) -> None:
    for start in EVERY_DAY[:-70]:
        expected = workdays[bisect_right(workdays, start) + count - 1]
        assert CALENDAR.add_workdays(start, count) == expected, start


@pytest.mark.parametrize(
    ("spans", "extension"),
    [((), 0), ((), 10), (((3, 9), (7, 12)), 0), (((1, 20), (5, 6), (25, 28)), 15)],
    ids=["不停不延", "延长10日", "两段重叠", "三段不计并延长15日"],
)
def test_the_same_reply_date_from_every_day(
    workdays: list[date], spans: tuple[tuple[int, int], ...], extension: int
) -> None:
    for received in (day for day in EVERY_DAY[:-120] if day >= date(2008, 5, 1)):
        ends = [tuple(received + timedelta(days=n) for n in span) for span in spans]
        paused = {a + timedelta(days=n) for a, b in ends for n in range((b - a).days + 1)}
        begin = bisect_right(workdays, received)
        counted = [day for day in workdays[begin : begin + 120] if day not in paused]
        total = (15 if received < date(2019, 5, 15) else 20) + extension
        clock = ReplyClock(received, (), tuple(Pause(a, b) for a, b in ends), extension)
        assert due_on(clock, CALENDAR) == counted[total - 1], received
