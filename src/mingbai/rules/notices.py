"""The State Council's yearly holiday notices (部分节假日安排) as checked data (CAL-1)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from mingbai.refusal import Refusal

SATURDAY = 5
REMEDY = "请对照通知原文改正该年的数据"


@dataclass(frozen=True)
class Notice:
    """One year's arrangement: days off and working weekend days, each with its holiday's name."""

    year: int
    addresses: tuple[str, ...]
    off: Mapping[date, str]
    work: Mapping[date, str]


def parse_notices(text: str) -> dict[int, Notice]:
    """Read the notices in a TOML text, one table a year; raises Refusal saying what is wrong."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refusal(f"放假通知数据不是有效的 TOML：{error}", remedy=REMEDY) from error
    return {notice.year: notice for notice in (_notice(*item) for item in tables.items())}


def _notice(key: str, table: Any) -> Notice:
    try:
        year, addresses, holidays = int(key), tuple(table["notices"]), table["holidays"]
        off: dict[date, str] = {}
        work: dict[date, str] = {}
        for row in holidays:
            off |= dict.fromkeys(_days_off(row["first"], row["last"]), row["name"])
            work |= {_working_weekend(day): row["name"] for day in row["work"]}
    except (KeyError, TypeError, ValueError) as error:
        shape = "应有 notices 和 holidays，每个节日应有 name、first、last、work"
        raise Refusal(f"{key}年放假通知数据不完整：{shape}", remedy=REMEDY) from error
    if not addresses or not all(isinstance(address, str) for address in addresses):
        raise Refusal(f"{key}年放假通知没有写明出处 notices", remedy=REMEDY)
    _check_days(year, off, work)
    return Notice(year, addresses, off, work)


def _days_off(first: date, last: date) -> list[date]:
    count = (last - first).days + 1
    if not 1 <= count <= 31:
        raise Refusal(f"放假起止日期有误：{first} 至 {last}", remedy=REMEDY)
    return [first + timedelta(days=i) for i in range(count)]


def _working_weekend(day: date) -> date:
    if day.weekday() < SATURDAY:
        raise Refusal(f"{day} 不是周末，无需调休上班", remedy=REMEDY)
    return day


def _check_days(year: int, off: Mapping[date, str], work: Mapping[date, str]) -> None:
    """A notice speaks of its year and of the last days of December before it, each day once."""
    both = sorted(off.keys() & work.keys())
    if both:
        raise Refusal(f"{both[0]} 既放假又上班", remedy=REMEDY)
    for day in sorted(off.keys() | work.keys()):
        if day.year != year and (day.year, day.month) != (year - 1, 12):
            raise Refusal(f"{year}年的通知不能安排 {day}", remedy=REMEDY)
