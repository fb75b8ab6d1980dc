"""Whether number or frequency is beyond reason: facts for 说明理由, not a verdict (第三十五条)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from mingbai.rules.legal_days import chinese_date
from mingbai.rules.report import data

NOT_A_WORD = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+")


@dataclass(frozen=True)
class Filed:
    """One application of the same applicant: number, day of receipt, what was asked."""

    number: str
    received_on: date
    subject: str


@dataclass(frozen=True)
class Thresholds:
    """From how many on the pattern is worth a question; the law gives no number."""

    month: int
    twelve_months: int
    similar_percent: int
    similar_times: int


@dataclass(frozen=True)
class Pattern:
    """The evidence: counts of the calendar month, of twelve months and by month, and repetitions.

    ``similar`` holds the numbers of applications on the same matter, one tuple a matter;
    ``excessive`` whether a threshold is passed; ``facts`` the sentences for the 说明理由告知书.
    """

    in_month: int
    in_twelve_months: int
    by_month: tuple[tuple[str, int], ...]
    similar: tuple[tuple[str, ...], ...]
    excessive: bool
    facts: tuple[str, ...]
    basis: str


def thresholds() -> Thresholds:
    """The shipped thresholds; a site may put its own in their place."""
    table = data.table("excessive")
    return Thresholds(*(table[name] for name in Thresholds.__dataclass_fields__))


def pattern(rows: Sequence[Filed], on: date, *, limits: Thresholds | None = None) -> Pattern:
    """The pattern of one applicant's applications in the twelve months up to ``on`` included.

    Whether it is unreasonable stays with the officer, after the applicant has given reasons.
    """
    limits = limits or thresholds()
    since = _year_before(on)
    recent = sorted(
        (row for row in rows if since < row.received_on <= on),
        key=lambda row: (row.received_on, row.number),
    )
    months: dict[str, int] = {}
    for row in recent:
        key = f"{row.received_on:%Y-%m}"
        months[key] = months.get(key, 0) + 1
    in_month = months.get(f"{on:%Y-%m}", 0)
    similar = tuple(
        group for group in _similar(recent, limits) if len(group) >= limits.similar_times
    )
    many = in_month > limits.month or len(recent) > limits.twelve_months
    return Pattern(
        in_month=in_month,
        in_twelve_months=len(recent),
        by_month=tuple(months.items()),
        similar=similar,
        excessive=many or bool(similar),
        facts=_facts(on, since, in_month, len(recent), similar),
        basis=data.table("excessive")["basis"],
    )


def likeness(one: str, other: str) -> int:
    """How alike two subjects are, 0 to 100: the share of common pairs of characters (Dice)."""
    first, second = _pairs(one), _pairs(other)
    if not first or not second:
        return 0
    return round(200 * len(first & second) / (len(first) + len(second)))


def _similar(rows: Sequence[Filed], limits: Thresholds) -> list[tuple[str, ...]]:
    """Each application joins the first matter it resembles."""
    matters: list[list[Filed]] = []
    for row in rows:
        for matter in matters:
            if likeness(matter[0].subject, row.subject) >= limits.similar_percent:
                matter.append(row)
                break
        else:
            matters.append([row])
    return [tuple(row.number for row in matter) for matter in matters]


def _facts(
    on: date, since: date, in_month: int, in_year: int, similar: tuple[tuple[str, ...], ...]
) -> tuple[str, ...]:
    found = [
        f"{on.year}年{on.month}月（至{chinese_date(on)}）提出申请{in_month}件",
        f"{chinese_date(since)}以后的十二个月共提出申请{in_year}件",
    ]
    found += [f"就相近事项提出{len(group)}件：{'、'.join(group)}" for group in similar]
    return tuple(found)


@lru_cache(maxsize=1024)  # each subject is compared with many
def _pairs(text: str) -> frozenset[str]:
    plain = NOT_A_WORD.sub("", text)
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1)) or frozenset(plain)


def _year_before(day: date) -> date:
    """The same day a year earlier; 28 February for the 29th."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)
