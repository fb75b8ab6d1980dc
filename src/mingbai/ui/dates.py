"""Dates, times and shares as people read them."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

WEEKDAYS = "一二三四五六日"


def legal(day: date) -> date:
    """The day in Shanghai of a date or an aware time."""
    if not isinstance(day, datetime):
        return day
    return timezone.localtime(day).date() if timezone.is_aware(day) else day.date()


def chinese_date(value: date | None) -> str:
    """2026年11月2日（周一）; empty for None."""
    if not value:
        return ""
    day = legal(value)
    return f"{day.year}年{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def short_date(value: date | None) -> str:
    """2026-11-02, for tables; empty for None."""
    return legal(value).isoformat() if value else ""


def short_time(value: datetime | None) -> str:
    """2026-11-02 09:05 in Shanghai; empty for None."""
    if not value:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return local.strftime("%Y-%m-%d %H:%M")


def percent(share: float | Decimal | None) -> str:
    """A share of one as a percentage with one decimal; a dash where there is no base."""
    if share is None:
        return "—"
    value = (Decimal(str(share)) * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{value}%"
