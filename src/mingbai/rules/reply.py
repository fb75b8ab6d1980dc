"""The facts and numbers of the reply clock (REG-30, 32…34; FEE-6); explain.py does the counting."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from mingbai.refusal import Refusal
from mingbai.rules.calendar import ONE_DAY, Calendar
from mingbai.rules.dated import in_force, law
from mingbai.rules.legal_days import chinese_date


@dataclass(frozen=True)
class ReplyRule:
    """Working days to reply and to extend, from the day the row applies."""

    effective_from: date
    workdays: int
    max_extension: int
    basis: str
    pause_basis: str


class RestartReason(StrEnum):
    """Why the period begins anew: 补正, 缴费, 责令重新答复."""

    CORRECTION = "correction"
    PAYMENT = "payment"
    ORDER = "order"


@dataclass(frozen=True)
class RestartRule:
    """What a restart is called and where the law says so."""

    reason: RestartReason
    effective_from: date
    label: str
    basis: str


class PeriodName(StrEnum):
    """Periods in working days other than the reply itself."""

    CORRECTION_NOTICE = "correction_notice"
    CORRECTION = "correction"
    THIRD_PARTY = "third_party"
    AGENCY = "agency"
    PAYMENT = "payment"
    RECTIFICATION = "rectification"


@dataclass(frozen=True)
class Period:
    """A period in working days, from the day the row applies."""

    name: PeriodName
    label: str
    effective_from: date
    workdays: int
    basis: str


@dataclass(frozen=True)
class Pause:
    """First and last day that are not counted, both included, and why."""

    first: date
    last: date
    reason: str = "征求第三方或者其他机关意见"

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Refusal(
                f"不计期间的末日{chinese_date(self.last)}早于首日{chinese_date(self.first)}",
                remedy="请先写首日，后写末日",
            )


@dataclass(frozen=True)
class Restart:
    """The day on which the period begins anew; that day itself is not counted."""

    on: date
    reason: RestartReason


@dataclass(frozen=True)
class ReplyClock:
    """All facts that move the day to reply.

    ``extension`` is the one extension in working days; ``workdays`` a number set by a review
    decision or a judgment in place of the statutory one.
    """

    received: date
    restarts: tuple[Restart, ...] = ()
    pauses: tuple[Pause, ...] = ()
    extension: int = 0
    workdays: int | None = None


def reply_rule(received: date) -> ReplyRule:
    """The rule in force on the day of receipt; Refusal before 2008-05-01, when there was none."""
    rule = in_force(_reply_rules(), received)
    if rule is None:
        raise Refusal(
            f"{chinese_date(received)}《政府信息公开条例》尚未施行，没有法定答复期限",
            remedy="请核对收到日期，或者指明工作日数",
        )
    return rule


def restart_rule(restart: Restart) -> RestartRule:
    """Name and source of a restart; Refusal when the law of that day did not know it."""
    rule = in_force((row for row in _restart_rules() if row.reason is restart.reason), restart.on)
    if rule is None:
        raise Refusal(
            f"{chinese_date(restart.on)}尚无重新计算期限的规定", remedy="请核对日期和事由"
        )
    return rule


def period(name: PeriodName, on: date) -> Period:
    """The period of this name on a day; Refusal when no rule sets one yet."""
    rule = in_force((row for row in _periods() if row.name is name), on)
    if rule is None:
        label = next(row.label for row in _periods() if row.name is name)
        raise Refusal(f"{chinese_date(on)}尚无“{label}”的期限规定", remedy="请核对日期")
    return rule


def period_due(name: PeriodName, start: date, calendar: Calendar) -> date:
    """Last day of the period; ``start`` (receipt of the application or letter) is not counted."""
    return calendar.add_workdays(start, period(name, start).workdays)


def consultation(
    name: PeriodName,
    dispatched: date,
    calendar: Calendar,
    *,
    delivered: date | None = None,
    answered: date | None = None,
) -> Pause | None:
    """The days excluded by asking a third party or another organ (第三十三条第三款; CLK-2).

    From the day after dispatch to the day the opinion arrives, at the latest to the end of the
    period for it, counted from delivery (from dispatch while delivery is unknown).  None when the
    opinion came on the day of dispatch.
    """
    if answered is not None and answered < dispatched:
        raise Refusal(
            f"意见收到日期{chinese_date(answered)}早于发函日期{chinese_date(dispatched)}",
            remedy="请核对两个日期",
        )
    limit = period_due(name, delivered or dispatched, calendar)
    last = min(answered or limit, limit)
    reason = "征求第三方意见" if name is PeriodName.THIRD_PARTY else "征求其他机关意见"
    return Pause(dispatched + ONE_DAY, last, reason) if last > dispatched else None


def overlapping(pauses: tuple[Pause, ...], day: date) -> Pause | None:
    """The first pause that covers the day; days under two pauses are one pause (CLK-2)."""
    return next((pause for pause in pauses if pause.first <= day <= pause.last), None)


@cache
def _reply_rules() -> tuple[ReplyRule, ...]:
    return tuple(ReplyRule(**row) for row in law("reply")["reply"])


@cache
def _restart_rules() -> tuple[RestartRule, ...]:
    rows = law("reply")["restart"]
    return tuple(RestartRule(**row | {"reason": RestartReason(row["reason"])}) for row in rows)


@cache
def _periods() -> tuple[Period, ...]:
    rows = law("reply")["period"]
    return tuple(Period(**row | {"name": PeriodName(row["name"])}) for row in rows)
