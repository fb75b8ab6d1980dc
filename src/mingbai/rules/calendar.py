"""The working-day calendar: weekdays, corrected by each year's holiday notice (CAL-1…3)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path

from mingbai.refusal import Refusal
from mingbai.rules.notices import SATURDAY, Notice, parse_notices

ONE_DAY = timedelta(days=1)
WEEKDAYS = "一二三四五六日"
# Notices come out from late October to December; before that nobody can load one.
NOTICE_LEAD = timedelta(days=60)


class DayKind(StrEnum):
    """What a day is for the clock; 调休 turns a weekend day into a working day."""

    WORKDAY = "workday"
    MAKEUP = "makeup"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True)
class DayInfo:
    """One day: its kind, the reason in Chinese, the notices' addresses.

    ``provisional`` means that no notice is known yet for its year (CAL-3).
    """

    date: date
    kind: DayKind
    reason: str
    notices: tuple[str, ...] = ()
    provisional: bool = False

    @property
    def is_workday(self) -> bool:
        """Whether a period in working days counts this day."""
        return self.kind in (DayKind.WORKDAY, DayKind.MAKEUP)


class Calendar:
    """The working days of every year with a notice; later years by weekends only (provisional)."""

    def __init__(self, notices: Mapping[int, Notice]) -> None:
        years = sorted(notices)
        if not years or years != list(range(years[0], years[-1] + 1)):
            raise Refusal("放假通知的年份不连续", remedy="请补齐中间年份的通知，工作日历须逐年连续")
        self._notices = {year: notices[year] for year in years}
        self.first_day = date(years[0], 1, 1)
        self.last_day = date(years[-1], 12, 31)

    @staticmethod
    def load(extra: Path | None = None) -> "Calendar":
        """The calendar shipped with the product, plus the ``*.toml`` notices in folder ``extra``.

        A year found in ``extra`` replaces the shipped one, so an amended notice needs no release.
        Read again when a file of the folder changes; Refusal when one is wrong or the folder is
        missing.
        """
        return _load(extra, _state(extra))

    def with_notice(self, text: str) -> "Calendar":
        """A new calendar that also knows the notices in this TOML text (same form as ours)."""
        return Calendar(self._notices | parse_notices(text))

    def day(self, day: date) -> DayInfo:
        """What this day is and why; Refusal before the first year covered."""
        working = self.is_workday(day)
        name, addresses = self._declared.get(day, ("", ()))
        if name:
            kind = DayKind.MAKEUP if working else DayKind.HOLIDAY
            reason = f"{name}调休上班" if working else f"{name}放假"
        else:
            kind = DayKind.WORKDAY if working else DayKind.WEEKEND
            reason = "工作日" if working else f"周{WEEKDAYS[day.weekday()]}休息"
        return DayInfo(day, kind, reason, addresses, self.is_provisional(day))

    def is_workday(self, day: date) -> bool:
        """Whether offices work this day; Refusal before the first year covered."""
        declared = self._working.get(day)
        if declared is not None:
            return declared
        if day < self.first_day:
            raise Refusal(
                f"工作日历从{self.first_day.year}年起，不能推算{day.year}年的工作日",
                remedy="请核对日期；更早的期限请人工计算",
            )
        return day.weekday() < SATURDAY

    def is_provisional(self, day: date) -> bool:
        """Whether the notice for this day's year is not known yet (CAL-3)."""
        return day > self.last_day

    def add_workdays(self, start: date, count: int) -> date:
        """The ``count``-th working day after ``start``, which itself is not counted (CLK-1)."""
        if count < 0:
            raise ValueError("count must not be negative")
        day = start
        while count:
            day += ONE_DAY
            count -= self.is_workday(day)
        return day

    def workdays_between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to ``end`` included; negative when ``end`` is earlier."""
        if end < start:
            return -self.workdays_between(end, start)
        days = range(1, (end - start).days + 1)
        return sum(self.is_workday(start + timedelta(days=i)) for i in days)

    def notice_wanted(self, today: date) -> int | None:
        """The year whose notice should be loaded by now (60 days ahead), None when all is well."""
        return None if today + NOTICE_LEAD <= self.last_day else self.last_day.year + 1

    @cached_property
    def fingerprint(self) -> str:
        """A hash of every day that a notice names: another one means that dates may have moved."""
        days = "\n".join(f"{day} {self._working[day]:d}" for day in sorted(self._working))
        return hashlib.sha256(days.encode()).hexdigest()

    @cached_property
    def _declared(self) -> dict[date, tuple[str, tuple[str, ...]]]:
        """Each day a notice names: the holiday and the addresses; the later notice prevails."""
        return {
            day: (name, notice.addresses)
            for notice in self._notices.values()
            for day, name in [*notice.off.items(), *notice.work.items()]
        }

    @cached_property
    def _working(self) -> dict[date, bool]:
        return {
            day: day in notice.work
            for notice in self._notices.values()
            for day in [*notice.off, *notice.work]
            if day >= self.first_day
        }


def _state(extra: Path | None) -> tuple[tuple[str, int, int], ...]:
    if extra is None:
        return ()
    if not extra.is_dir():
        raise Refusal(f"找不到放假通知目录 {extra}", remedy="请建立该目录，或者去掉这一设置")
    stats = [(path.name, path.stat()) for path in sorted(extra.glob("*.toml"))]
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


@lru_cache(maxsize=4)
def _load(extra: Path | None, state: tuple[tuple[str, int, int], ...]) -> Calendar:
    shipped = files("mingbai.rules").joinpath("data/workdays.toml").read_text("utf-8")
    notices = parse_notices(shipped)
    if extra is not None:
        for name, _, _ in state:
            notices |= parse_notices((extra / name).read_text("utf-8"))
    return Calendar(notices)
