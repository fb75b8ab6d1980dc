"""The clocks of reconsiderations and suits: answer, decision, appeal, new reply (LIT-8; CLK-4)."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache

from mingbai.refusal import Refusal
from mingbai.rules.calendar import Calendar
from mingbai.rules.dated import in_force, law
from mingbai.rules.legal_days import Unit, chinese_date, days_after, months_after
from mingbai.rules.report.remedies import RemedyKind


class Procedure(StrEnum):
    """普通程序 or 简易程序; disclosure cases may use the latter."""

    ORDINARY = "ordinary"
    SIMPLIFIED = "simplified"


class Verdict(StrEnum):
    """What is appealed against: 判决 or 裁定."""

    JUDGMENT = "judgment"
    RULING = "ruling"


@dataclass(frozen=True)
class TermRule:
    """A period of procedure in force from a day, and what follows when it is missed."""

    name: str
    kind: str
    procedure: str
    label: str
    effective_from: date
    length: int
    unit: Unit
    max_extension: int
    basis: str
    effect: str


@dataclass(frozen=True)
class Term:
    """A period that runs: what must be done, the last day, the source, the effect of missing it."""

    label: str
    start: date
    last_day: date
    basis: str
    effect: str
    sentence: str


def answer_due(
    kind: RemedyKind, procedure: Procedure, received_on: date, calendar: Calendar
) -> Term:
    """The organ's own answer with evidence, from receipt of the copy (复议法第四十八、五十四条).

    Raises Refusal for a procedure the law of that day did not know.
    """
    return _run(_rule("answer", kind.value, procedure.value, received_on), received_on, calendar)


def decision_due(
    kind: RemedyKind,
    procedure: Procedure,
    accepted_on: date,
    calendar: Calendar,
    *,
    extension: int = 0,
) -> Term:
    """When the review body or the court of first instance must decide, from acceptance.

    ``extension``: days granted; Refusal when more than the law allows (30 in ordinary review).
    """
    rule = _rule("decision", kind.value, procedure.value, accepted_on)
    if not 0 <= extension <= rule.max_extension:
        limit = f"最多延长{rule.max_extension}日" if rule.max_extension else "不能延长"
        raise Refusal(f"{rule.label}的期限{limit}", article=rule.basis, remedy="请核对延长的日数")
    longer = replace(rule, length=rule.length + extension)
    return _run(longer, accepted_on, calendar)


def appeal_due(verdict: Verdict, served_on: date, calendar: Calendar) -> Term:
    """Last day to appeal, from service: 15 days for a judgment, 10 for a ruling (第八十五条)."""
    return _run(_rule("appeal", "suit", verdict.value, served_on), served_on, calendar)


def redo_due(
    received_on: date,
    calendar: Calendar,
    *,
    workdays: int | None = None,
    days: int | None = None,
) -> Term:
    """When the new reply must be made after a decision or judgment was received.

    ``workdays`` or ``days`` as ordered there; without either the period of the first reply applies.
    """
    rule = _rule("redo", "any", "any", received_on)
    if workdays is not None and days is not None:
        raise Refusal("期限不能既按工作日又按日", remedy="请照决定书、判决书填写其中一种")
    ordered = workdays if workdays is not None else days
    if ordered is not None:
        if ordered < 1:
            raise Refusal("责令重新答复的期限至少一日", remedy="请照决定书、判决书填写")
        unit = Unit.WORKDAYS if workdays is not None else Unit.DAYS
        rule = replace(rule, length=ordered, unit=unit, basis="行政复议决定书或者人民法院裁判文书")
    return _run(rule, received_on, calendar)


def _run(rule: TermRule, start: date, calendar: Calendar) -> Term:
    if rule.unit is Unit.WORKDAYS:
        last = calendar.add_workdays(start, rule.length)
    elif rule.unit is Unit.DAYS:
        last = days_after(start, rule.length, calendar)
    else:
        last = months_after(start, rule.length, calendar)
    words = (
        f"{rule.label}：自{chinese_date(start)}的次日起{rule.length}{rule.unit.label}，"
        f"最迟{chinese_date(last, weekday=True)}。"
    )
    return Term(rule.label, start, last, rule.basis, rule.effect, words)


def _rule(name: str, kind: str, procedure: str, on: date) -> TermRule:
    rows = [
        row for row in _rules() if (row.name, row.kind, row.procedure) == (name, kind, procedure)
    ]
    rule = in_force(rows, on)
    if rule is None:
        label = rows[0].label if rows else name
        raise Refusal(
            f"{chinese_date(on)}的法律没有“{label}”的期限", remedy="请核对日期和适用的程序"
        )
    return rule


@cache
def _rules() -> tuple[TermRule, ...]:
    return tuple(
        TermRule(**row | {"unit": Unit(row["unit"])}) for row in law("remedy-clock")["term"]
    )
