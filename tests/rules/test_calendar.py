"""CAL-1…4, REL-11, REL-12: the working-day calendar against the notices, typed a second time."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingbai.refusal import Refusal
from mingbai.rules.calendar import Calendar, DayKind

CALENDAR = Calendar.load()

# CAL-4: weekdays that are off, weekend days that are worked, working days of the year.
YEARS = {
    2019: (
        (
            "01-01 02-04 02-05 02-06 02-07 02-08 04-05 05-01 05-02 05-03 06-07 09-13 10-01 10-02 "
            "10-03 10-04 10-07"
        ),
        "02-02 02-03 04-28 05-05 09-29 10-12",
        250,
    ),
    2020: (
        (
            "01-01 01-24 01-27 01-28 01-29 01-30 01-31 04-06 05-01 05-04 05-05 06-25 06-26 10-01 "
            "10-02 10-05 10-06 10-07 10-08"
        ),
        "01-19 04-26 05-09 06-28 09-27 10-10",
        249,
    ),
    2021: (
        (
            "01-01 02-11 02-12 02-15 02-16 02-17 04-05 05-03 05-04 05-05 06-14 09-20 09-21 10-01 "
            "10-04 10-05 10-06 10-07"
        ),
        "02-07 02-20 04-25 05-08 09-18 09-26 10-09",
        250,
    ),
    2022: (
        (
            "01-03 01-31 02-01 02-02 02-03 02-04 04-04 04-05 05-02 05-03 05-04 06-03 09-12 10-03 "
            "10-04 10-05 10-06 10-07"
        ),
        "01-29 01-30 04-02 04-24 05-07 10-08 10-09",
        249,
    ),
    2023: (
        (
            "01-02 01-23 01-24 01-25 01-26 01-27 04-05 05-01 05-02 05-03 06-22 06-23 09-29 10-02 "
            "10-03 10-04 10-05 10-06"
        ),
        "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
        249,
    ),
    2024: (
        (
            "01-01 02-12 02-13 02-14 02-15 02-16 04-04 04-05 05-01 05-02 05-03 06-10 09-16 09-17 "
            "10-01 10-02 10-03 10-04 10-07"
        ),
        "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
        251,
    ),
    2025: (
        (
            "01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02 10-01 10-02 "
            "10-03 10-06 10-07 10-08"
        ),
        "01-26 02-08 04-27 09-28 10-11",
        248,
    ),
    2026: (
        (
            "01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 "
            "10-01 10-02 10-05 10-06 10-07"
        ),
        "01-04 02-14 02-28 05-09 09-20 10-10",
        248,
    ),
}

DAYS = [
    ("2022-09-30", DayKind.WORKDAY, "工作日"),
    ("2022-10-01", DayKind.HOLIDAY, "国庆节放假"),
    ("2022-10-08", DayKind.MAKEUP, "国庆节调休上班"),
    ("2022-10-15", DayKind.WEEKEND, "周六休息"),
    ("2025-01-31", DayKind.HOLIDAY, "春节放假"),
    ("2018-12-29", DayKind.MAKEUP, "元旦调休上班"),  # said by the notice of 2019
    ("2018-12-31", DayKind.HOLIDAY, "元旦放假"),
    ("2007-09-30", DayKind.MAKEUP, "国庆节调休上班"),
    ("2020-01-31", DayKind.HOLIDAY, "春节放假"),  # prolonged by a second notice
    ("2024-03-08", DayKind.WORKDAY, "工作日"),  # 妇女节: for part of the people only (CAL-2)
]

NOTICE_2027 = """
[2027]
notices = ["https://www.gov.cn/example"]
holidays = [
  { name = "元旦", first = 2027-01-01, last = 2027-01-03, work = [] },
  { name = "国庆节", first = 2027-10-01, last = 2027-10-07, work = [2027-09-26, 2027-10-09] },
]
"""


@pytest.mark.parametrize("year", YEARS)
def test_the_year_equals_the_notice(year: int) -> None:
    off, work, workdays = YEARS[year]
    days = [date(year, 1, 1) + timedelta(days=i) for i in range(366)]
    days = [day for day in days if day.year == year]
    working = {day: CALENDAR.is_workday(day) for day in days}
    assert [f"{d:%m-%d}" for d in days if d.weekday() < 5 and not working[d]] == off.split()
    assert [f"{d:%m-%d}" for d in days if d.weekday() >= 5 and working[d]] == work.split()
    assert sum(working.values()) == workdays


@pytest.mark.parametrize(("day", "kind", "reason"), DAYS)
def test_a_day_says_why(day: str, kind: DayKind, reason: str) -> None:
    info = CALENDAR.day(date.fromisoformat(day))
    assert (info.kind, info.reason) == (kind, reason)


def test_a_declared_day_names_its_notices() -> None:
    assert CALENDAR.day(date(2020, 1, 31)).notices == (
        "http://www.gov.cn/zhengce/zhengceku/2019-11/21/content_5454164.htm",
        "http://www.gov.cn/zhengce/zhengceku/2020-01/27/content_5472352.htm",
    )


def test_days_after_the_last_notice_are_provisional() -> None:
    assert not CALENDAR.day(date(2026, 12, 31)).provisional
    after = CALENDAR.day(date(2027, 10, 1))
    assert after.provisional
    assert after.is_workday  # weekends only, until the notice is loaded
    assert not CALENDAR.is_workday(date(2028, 2, 27))
    assert CALENDAR.add_workdays(date(2028, 2, 28), 1) == date(2028, 2, 29)


@pytest.mark.parametrize("day", [date(2006, 12, 30), date(2006, 12, 31), date(1999, 5, 4)])
def test_days_before_the_first_notice_are_refused(day: date) -> None:
    with pytest.raises(Refusal, match=f"2007年起，不能推算{day.year}年"):
        CALENDAR.day(day)


def test_a_deployer_adds_next_years_notice(tmp_path: Path) -> None:
    (tmp_path / "2027.toml").write_text(NOTICE_2027, "utf-8")
    for later in (CALENDAR.with_notice(NOTICE_2027), Calendar.load(tmp_path)):
        assert later.day(date(2027, 10, 1)).reason == "国庆节放假"
        assert later.is_workday(date(2027, 10, 9))
        assert later.is_provisional(date(2028, 1, 4))
    assert CALENDAR.is_provisional(date(2027, 10, 1))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("notices", "notes", "数据不完整"),
        ('["https://www.gov.cn/example"]', "[]", "没有写明出处"),
        ("last = 2027-10-07", "last = 2027-09-07", "放假起止日期有误"),
        ("2027-10-09", "2027-10-08", "2027-10-08 不是周末"),
        ("2027-10-09", "2027-10-02", "2027-10-02 既放假又上班"),
        ("2027-10-09", "2028-10-07", "2027年的通知不能安排 2028-10-07"),
        ("holidays = [", "holidays = ", "不是有效的 TOML"),
    ],
)
def test_a_wrong_notice_is_refused(old: str, new: str, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        CALENDAR.with_notice(NOTICE_2027.replace(old, new))


def test_a_gap_between_notices_is_refused() -> None:
    with pytest.raises(Refusal, match="年份不连续"):
        CALENDAR.with_notice('[2028]\nnotices = ["甲"]\nholidays = []\n')


def test_a_missing_folder_of_notices_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="找不到放假通知目录"):
        Calendar.load(tmp_path / "none")


@pytest.mark.parametrize(
    ("today", "year"), [("2026-11-01", None), ("2026-11-02", 2027), ("2027-03-01", 2027)]
)
def test_the_next_notice_is_wanted_sixty_days_ahead(today: str, year: int | None) -> None:
    assert CALENDAR.notice_wanted(date.fromisoformat(today)) == year


STARTS = st.dates(date(2007, 1, 1), date(2028, 12, 31))
COUNTS = st.integers(0, 120)


@settings(max_examples=200, deadline=None)
@given(STARTS, COUNTS, COUNTS)
def test_adding_composes(start: date, n: int, m: int) -> None:
    add = CALENDAR.add_workdays
    assert add(add(start, n), m) == add(start, n + m)


@settings(max_examples=200, deadline=None)
@given(STARTS, STARTS, st.integers(1, 120))
def test_a_later_start_never_ends_earlier(one: date, other: date, n: int) -> None:
    earlier, later = sorted((one, other))
    assert CALENDAR.add_workdays(earlier, n) <= CALENDAR.add_workdays(later, n)


@settings(max_examples=200, deadline=None)
@given(STARTS, st.integers(1, 120))
def test_adding_and_counting_are_inverse(start: date, n: int) -> None:
    end = CALENDAR.add_workdays(start, n)
    assert CALENDAR.is_workday(end)
    assert CALENDAR.workdays_between(start, end) == n == -CALENDAR.workdays_between(end, start)


def test_counting_backwards_is_not_adding() -> None:
    with pytest.raises(ValueError, match="negative"):
        CALENDAR.add_workdays(date(2022, 9, 30), -1)
