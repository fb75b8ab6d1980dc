"""第三十五条: the facts about number and frequency that a 说明理由 notice states."""

from datetime import date, timedelta

import pytest

from mingbai.rules.excessive import Filed, Thresholds, likeness, pattern, thresholds

ON = date(2026, 3, 20)
SUBJECT = "正阳路改造工程2025年施工合同"


def filed(count: int, last: date = ON, subject: str = "") -> list[Filed]:
    """Applications on consecutive days up to ``last``, each on its own matter."""
    words = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈昃"
    return [
        Filed(f"2026-{n:04}", last - timedelta(days=n), subject or words[n] * 2 + str(n) * 8)
        for n in range(count)
    ]


ROWS = [
    ("一个月10件", filed(10), 10, 10, False),
    ("一个月11件", filed(11), 11, 11, True),
    ("十二个月30件，当月没有", filed(30, date(2026, 2, 28)), 0, 30, False),
    ("十二个月31件", filed(31, date(2026, 2, 28)), 0, 31, True),
    ("一年以前的不算", filed(11, date(2025, 3, 20)), 0, 0, False),
    ("以后的不算", filed(1, date(2026, 3, 21)), 0, 0, False),
    ("同一事项两件", filed(2, subject=SUBJECT), 2, 2, False),
    ("同一事项三件，反复", filed(3, subject=SUBJECT), 3, 3, True),
]


@pytest.mark.parametrize(
    ("rows", "month", "year", "excessive"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS]
)
def test_pattern(rows: list[Filed], month: int, year: int, excessive: bool) -> None:
    found = pattern(rows, ON)
    assert (found.in_month, found.in_twelve_months, found.excessive) == (month, year, excessive)


def test_the_facts_are_sentences_for_the_notice() -> None:
    found = pattern(filed(3, subject=SUBJECT), ON)
    assert found.facts == (
        "2026年3月（至2026年3月20日）提出申请3件",
        "2025年3月20日以后的十二个月共提出申请3件",
        "就相近事项提出3件：2026-0002、2026-0001、2026-0000",
    )
    assert found.by_month == (("2026-03", 3),)


def test_thresholds_are_settings() -> None:
    strict = Thresholds(month=1, twelve_months=99, similar_percent=80, similar_times=9)
    assert pattern(filed(2), ON, limits=strict).excessive
    assert thresholds().month == 10


def test_likeness() -> None:
    assert likeness(SUBJECT, "申请公开" + SUBJECT) >= 80
    assert likeness(SUBJECT, "区教育局2024年决算") < 40
    assert likeness("", SUBJECT) == 0


def test_a_year_before_a_leap_day() -> None:
    assert pattern(filed(1, date(2027, 3, 1)), date(2028, 2, 29)).in_twelve_months == 1
    assert pattern(filed(1, date(2027, 2, 28)), date(2028, 2, 29)).in_twelve_months == 0
