"""The laws on reconsideration and suits by date: periods to apply, what must be told."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from mingbai.refusal import Refusal
from mingbai.rules.dated import in_force, law
from mingbai.rules.legal_days import chinese_date


@dataclass(frozen=True)
class ReviewRule:
    """The reconsideration law in force from a day; ``days`` to apply are calendar days."""

    effective_from: date
    days: int
    review_first: bool
    online_link: bool
    choice_of_body: bool
    basis: str
    body_basis: str
    first_basis: str = ""
    link_basis: str = ""


@dataclass(frozen=True)
class SuitRule:
    """The procedure law in force from a day: months to sue, days after a review decision."""

    effective_from: date
    months: int
    days_after_review: int
    basis: str
    after_review_basis: str
    court_basis: str


def review_rule(on: date) -> ReviewRule:
    """The 行政复议法 in force when the act was made; Refusal before 1999-10-01."""
    rule = in_force(_review_rules(), on)
    if rule is None:
        raise Refusal(f"{chinese_date(on)}《行政复议法》尚未施行", remedy="请核对日期")
    return rule


def suit_rule(on: date) -> SuitRule:
    """The 行政诉讼法 in force when the act was made; Refusal before 1990-10-01."""
    rule = in_force(_suit_rules(), on)
    if rule is None:
        raise Refusal(f"{chinese_date(on)}《行政诉讼法》尚未施行", remedy="请核对日期")
    return rule


@cache
def _review_rules() -> tuple[ReviewRule, ...]:
    return tuple(ReviewRule(**row) for row in law("remedy-rights")["review"])


@cache
def _suit_rules() -> tuple[SuitRule, ...]:
    return tuple(SuitRule(**row) for row in law("remedy-rights")["suit"])
