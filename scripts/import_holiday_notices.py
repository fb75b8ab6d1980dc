"""Turn a JSON file of State Council holiday notices (holiday-cn facts) into our TOML, once a year.

Usage: python scripts/import_holiday_notices.py holiday-notices.json > notices.toml
Not needed at run time; a notice is short enough to be typed by hand as well.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

HEADER = """\
# 工作日历：国务院办公厅历年“部分节假日安排的通知”，每年一段，照录通知的放假与上班安排。
# first 至 last 放假（首尾两日都放假），work 为调休上班的周末；某年的通知可以涉及上一年十二月末。
# notices 为通知（含其后的调整通知）地址。日期据 NateScarlet/holiday-cn（MIT 许可）整理。
"""
# The notices of 2007 and 2008 named two holidays by their dates.
NAMES = {"“五一”": "劳动节", "“五一”国际劳动节": "劳动节", "“十一”": "国庆节"}


def spans(days: Iterable[date]) -> Iterator[tuple[date, date]]:
    """First and last day of each run of consecutive days."""
    ordered = sorted(days)
    first = last = ordered[0]
    for day in ordered[1:]:
        if day - last > timedelta(days=1):
            yield first, last
            first = day
        last = day
    yield first, last


def table(year: str, facts: dict[str, Any]) -> Iterator[str]:
    """The lines of one year's table."""
    off: dict[str, list[date]] = {}
    work: dict[str, list[date]] = {}
    for text, name in sorted(facts["names"].items()):
        day, name = date.fromisoformat(text), NAMES.get(name, name)
        if text in facts["off"]:
            off.setdefault(name, []).append(day)
        elif day.weekday() >= 5:  # 2020-02-03 was named too, but a Monday needs no declaring
            work.setdefault(name, []).append(day)
    yield f"\n[{year}]"
    yield "notices = ["
    yield from (f'  "{address}",' for address in facts["notices"])
    yield "]\nholidays = ["
    for name, days in off.items():
        makeup = work.pop(name, [])
        for first, last in spans(days):
            listed = ", ".join(map(str, makeup))
            yield f'  {{ name = "{name}", first = {first}, last = {last}, work = [{listed}] }},'
            makeup = []
    if work:
        raise ValueError(f"{year}: working days without a holiday: {work}")
    yield "]"


def main(path: str) -> None:
    """Print the TOML of every year in the file."""
    with open(path, encoding="utf-8") as file:
        notices = json.load(file)
    print(HEADER.rstrip())
    for year, facts in sorted(notices.items()):
        print("\n".join(table(year, facts)))


if __name__ == "__main__":
    main(sys.argv[1])
