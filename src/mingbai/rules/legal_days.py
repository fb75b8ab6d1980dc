"""Periods in calendar days and months (民事诉讼法第八十五条; CLK-4), and a date's Chinese form."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from mingbai.rules.calendar import ONE_DAY, WEEKDAYS, Calendar


class Unit(StrEnum):
    """How a period is counted: working days, or days and months that roll over."""

    WORKDAYS = "workdays"
    DAYS = "days"
    MONTHS = "months"

    @property
    def label(self) -> str:
        """The unit in Chinese."""
        return {"workdays": "个工作日", "days": "日", "months": "个月"}[self.value]


def days_after(start: date, days: int, calendar: Calendar) -> date:
    """Last day of a period of calendar days (60日、15日); the day it starts from is not counted."""
    return roll_forward(start + timedelta(days=days), calendar)


def months_after(start: date, months: int, calendar: Calendar) -> date:
    """Last day of a period of months: the corresponding date, or the month's last day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return roll_forward(date(year, month + 1, min(start.day, last)), calendar)


def roll_forward(day: date, calendar: Calendar) -> date:
    """A last day that falls on a rest day moves to the first working day after it."""
    while not calendar.is_workday(day):
        day += ONE_DAY
    return day


def chinese_date(day: date, *, weekday: bool = False) -> str:
    """2022年11月2日, with ``weekday`` 2022年11月2日（周三）."""
    text = f"{day.year}年{day.month}月{day.day}日"
    return f"{text}（周{WEEKDAYS[day.weekday()]}）" if weekday else text
