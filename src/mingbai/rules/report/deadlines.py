"""Until when an annual report must be public (Regulation art. 49)."""

from dataclasses import dataclass
from datetime import date

from mingbai.refusal import Refusal
from mingbai.rules.dated import in_force, law


@dataclass(frozen=True)
class Deadline:
    """One row of the law: month and day of the following year, for departments and governments."""

    effective_from: date
    department: str
    government: str
    basis: str


def deadline(year: int, *, government: bool) -> tuple[date, str]:
    """(Last day to publish the report of ``year``, the article); raises Refusal before 2019."""
    rows = [Deadline(**row) for row in law("report-deadlines")["deadline"]]
    row = in_force(rows, date(year + 1, 1, 1))
    if row is None:
        raise Refusal(f"{year}年度的报告按修订前的条例公布，本系统不计期限")
    month, day = (row.government if government else row.department).split("-")
    return date(year + 1, int(month), int(day)), row.basis
