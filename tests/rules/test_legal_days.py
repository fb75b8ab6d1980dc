"""CLK-4: periods in calendar days and months; a last day of rest moves to the next working day."""

from datetime import date

import pytest

from mingbai.rules.calendar import Calendar
from mingbai.rules.legal_days import chinese_date, days_after, months_after

CALENDAR = Calendar.load()


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        ("2024-03-01", 60, "2024-04-30"),  # 送达后六十日内申请复议
        ("2024-08-02", 60, "2024-10-08"),  # 2024-10-01 is a holiday
        ("2024-09-20", 15, "2024-10-08"),  # 收到复议决定后十五日内起诉
        ("2024-01-20", 15, "2024-02-04"),  # a Sunday, but worked
        ("2024-01-19", 15, "2024-02-04"),  # ends on Saturday the 3rd, moves one day only
    ],
)
def test_calendar_days(start: str, days: int, last: str) -> None:
    assert days_after(date.fromisoformat(start), days, CALENDAR) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        ("2024-03-15", 6, "2024-09-18"),  # 中秋节放假至17日
        ("2024-01-31", 1, "2024-02-29"),  # no 31st: the month's last day
        ("2023-11-30", 3, "2024-02-29"),
        ("2023-12-31", 12, "2024-12-31"),
    ],
)
def test_months(start: str, months: int, last: str) -> None:
    assert months_after(date.fromisoformat(start), months, CALENDAR) == date.fromisoformat(last)


def test_a_date_in_chinese() -> None:
    assert chinese_date(date(2022, 11, 2)) == "2022年11月2日"
    assert chinese_date(date(2022, 11, 2), weekday=True) == "2022年11月2日（周三）"
