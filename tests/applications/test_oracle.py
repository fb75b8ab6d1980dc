"""The oracle itself: its table is the reference's, its days are the vectors of CLK-5."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.applications import oracle
from tests.applications.oracle import Asked, Story


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_the_table_says_what_the_notices_say(reference: Path) -> None:
    notices = json.loads((reference / "data/holiday-notices.json").read_text("utf-8"))
    said = {}
    for year in sorted(notices):
        said |= {day(each): False for each in notices[year]["off"]}
        said |= {day(each): True for each in notices[year]["work"]}
    first, last = date(2019, 1, 1), date(2026, 12, 31)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert [d for d in days if oracle.works(d) != said.get(d, d.isoweekday() <= 5)] == []


@pytest.mark.parametrize(
    ("year", "workdays"),
    list(zip(range(2019, 2027), (250, 249, 250, 249, 249, 251, 248, 248), strict=True)),
)
def test_a_year_has_as_many_working_days_as_the_law_file_counts(year: int, workdays: int) -> None:
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    assert sum(oracle.works(d) for d in days if d.year == year) == workdays


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2019-09-25", "2019-10-28"),
        ("2020-01-20", "2020-02-25"),
        ("2024-09-10", "2024-10-14"),
        ("2025-01-20", "2025-02-21"),
        ("2025-09-18", "2025-10-22"),
        ("2026-02-10", "2026-03-16"),
        ("2025-02-20", "2025-03-20"),
    ],
)
def test_twenty_working_days(received: str, due: str) -> None:
    assert Story(start=day(received)).due() == day(due)


def test_a_consultation_is_excluded_once_however_many_are_asked() -> None:
    asked = [Asked(day("2019-10-08"), back=day("2019-10-16")), Asked(day("2019-10-09"))]
    assert Story(start=day("2019-09-25"), asked=asked[:1]).due() == day("2019-11-06")
    asked[1].back = day("2019-10-12")
    assert Story(start=day("2019-09-25"), asked=asked).due() == day("2019-11-06")


def test_an_extension_adds_its_days() -> None:
    assert Story(start=day("2019-09-25"), longer=20).due() == day("2019-11-25")


def test_the_terms_of_others() -> None:
    assert oracle.nth(day("2019-09-25"), 7) == day("2019-10-10")
    assert oracle.nth(day("2024-01-29"), 7) == day("2024-02-06")
    assert oracle.nth(day("2019-10-09"), 15) == day("2019-10-29")
    assert oracle.nth(day("2025-02-10"), 20) == day("2025-03-10")
