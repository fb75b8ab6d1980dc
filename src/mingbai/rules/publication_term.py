"""Until when information must be public, interpreted or taken back (REG-26; POL-3; 处罚法 48)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from mingbai.refusal import Refusal
from mingbai.rules.calendar import Calendar
from mingbai.rules.dated import in_force, law
from mingbai.rules.legal_days import Unit, chinese_date


class TermKind(StrEnum):
    """Which clock runs."""

    GENERAL = "general"
    BUDGET = "budget"
    DEPARTMENT_BUDGET = "department_budget"
    INTERPRETATION = "interpretation"
    PENALTY_WITHDRAWAL = "penalty_withdrawal"
    CREDIT = "credit"
    FEEDBACK = "feedback"
    EVALUATION = "evaluation"


@dataclass(frozen=True)
class PublicationTerm:
    """A period in force from a day; ``certainty`` as in docs/rule-ids.md (H, M, L, 本)."""

    kind: TermKind
    label: str
    effective_from: date
    length: int
    unit: Unit
    counted_from: str
    basis: str
    certainty: str

    @property
    def words(self) -> str:
        """自形成或者变更之日起20个工作日内."""
        return f"自{self.counted_from}之日起{self.length}{self.unit.label}内"

    @property
    def certainty_words(self) -> str:
        """How certain the period is, as a page says it."""
        rows = law("publication-terms")["certainty"]
        return next(str(row["words"]) for row in rows if row["mark"] == self.certainty)


@dataclass(frozen=True)
class PublicationDue:
    """A clock that runs: its rule, the last day, and a sentence for the page.

    ``provisional``: a holiday notice not yet known may still move the day (CAL-3).
    """

    term: PublicationTerm
    start: date
    last_day: date
    provisional: bool
    sentence: str


def term(kind: TermKind, on: date) -> PublicationTerm:
    """The period of this kind for a fact of that day; Refusal when no rule sets one yet."""
    rows = [row for row in _terms() if row.kind is kind]
    rule = in_force(rows, on)
    if rule is None:
        raise Refusal(
            f"{chinese_date(on)}尚无“{rows[0].label}”的期限规定", remedy="请核对日期和种类"
        )
    return rule


def terms(on: date) -> tuple[PublicationTerm, ...]:
    """Every period in force on a day, in the order of the kinds."""
    rows = [in_force([row for row in _terms() if row.kind is kind], on) for kind in TermKind]
    return tuple(row for row in rows if row is not None)


def due(kind: TermKind, start: date, calendar: Calendar) -> PublicationDue:
    """The clock that the fact of ``start`` set going; that day itself is not counted.

    Raises Refusal when no rule sets a period yet, or before the first year of the calendar.
    """
    rule = term(kind, start)
    if rule.unit is Unit.WORKDAYS:
        last = calendar.add_workdays(start, rule.length)
    else:
        # Publishing early is never wrong, so a rest day does not put off the last day.
        last = start + timedelta(days=rule.length)
    provisional = rule.unit is Unit.WORKDAYS and calendar.is_provisional(last)
    mark = "（暂）" if provisional else ""
    sentence = (
        f"{rule.label}：{chinese_date(start)}{rule.counted_from}，自次日起{rule.length}"
        f"{rule.unit.label}，最迟{chinese_date(last, weekday=True)}{mark}。"
    )
    return PublicationDue(rule, start, last, provisional, sentence)


def publish_due(kind: TermKind, formed_on: date, calendar: Calendar) -> date:
    """Last day to publish what was formed, changed, approved or decided on ``formed_on``."""
    return due(kind, formed_on, calendar).last_day


def interpretation_due(published_on: date, calendar: Calendar) -> date:
    """Last day to publish the interpretation of a policy published on that day (POL-3)."""
    return due(TermKind.INTERPRETATION, published_on, calendar).last_day


def withdrawal_due(changed_on: date, calendar: Calendar) -> date:
    """Last day to take back a published penalty decision that was changed or annulled."""
    return due(TermKind.PENALTY_WITHDRAWAL, changed_on, calendar).last_day


@cache
def _terms() -> tuple[PublicationTerm, ...]:
    return tuple(
        PublicationTerm(**row | {"kind": TermKind(row["kind"]), "unit": Unit(row["unit"])})
        for row in law("publication-terms")["term"]
    )
