"""The reply clock that explains itself: every day after receipt, counted or not, and why (CLK-1…2).

A pure function of the facts: the same facts always give the same day to reply.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mingbai.refusal import Refusal
from mingbai.rules.calendar import ONE_DAY, Calendar, DayInfo, DayKind
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.reply import (
    Pause,
    ReplyClock,
    ReplyRule,
    Restart,
    overlapping,
    reply_rule,
    restart_rule,
)

LONGEST_PERIOD = 1000
LONGEST_CLOCK_DAYS = 3660


class ExplainedKind(StrEnum):
    """The kinds of a calendar day, and two that only a clock knows: 不计 and 重新起算前."""

    WORKDAY = "workday"
    MAKEUP = "makeup"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    PAUSED = "paused"
    RESTARTED = "restarted"


@dataclass(frozen=True)
class ExplainedDay:
    """One day: ``number`` is its ordinal among the counted, None when it is not counted."""

    date: date
    counted: bool
    reason: str
    number: int | None
    kind: ExplainedKind


@dataclass(frozen=True)
class Explanation:
    """The day to reply with its whole derivation.

    ``start`` is the day from which the period runs, itself not counted, ``started_by`` its event
    in words (收到申请, 收到补正, 缴费完成 …); ``days`` are all days after ``received`` up to
    ``due`` included; ``provisional``: days beyond the last holiday notice were counted;
    ``basis`` cites the articles, ``notices`` the addresses of the notices that shaped the count.
    """

    received: date
    start: date
    started_by: str
    due: date
    workdays: int
    extension: int
    provisional: bool
    days: tuple[ExplainedDay, ...]
    basis: tuple[str, ...]
    notices: tuple[str, ...]


def due_on(clock: ReplyClock, calendar: Calendar) -> date:
    """Last day to reply; refuses what ``explain`` refuses."""
    return explain(clock, calendar).due


def sentence(explanation: Explanation) -> str:
    """The whole clock in one sentence for officer and applicant."""
    facts = f"{chinese_date(explanation.received)}收到申请"
    if explanation.started_by != "收到申请":
        facts += f"，{chinese_date(explanation.start)}{explanation.started_by}"
    count = f"{explanation.workdays}个工作日"
    if explanation.extension:
        count += f"，延长{explanation.extension}个工作日"
    paused = sum(day.kind is ExplainedKind.PAUSED for day in explanation.days)
    if paused:
        count += f"，扣除征求意见等{paused}个工作日"
    due = chinese_date(explanation.due, weekday=True)
    return f"{facts}，自次日起算{count}，最迟{due}答复。"


def explain(clock: ReplyClock, calendar: Calendar) -> Explanation:
    """Count the days to reply and say of each why it counts or not.

    Raises Refusal for facts that contradict each other, an extension over the maximum, a period
    longer than ten years, or days the calendar does not cover.
    """
    rule = _rule(clock)
    workdays = _workdays(clock, rule)
    _check(clock, rule)
    start = max([clock.received, *(restart.on for restart in clock.restarts)])
    total = workdays + clock.extension
    days: list[ExplainedDay] = []
    notices: dict[str, None] = {}
    day, number = clock.received, 0
    while number < total:
        day += ONE_DAY
        info = calendar.day(day)
        if day <= start:
            explained = _restarted(info, clock.restarts)
        else:
            explained = _explained(info, overlapping(clock.pauses, day), number + 1, workdays)
            notices |= dict.fromkeys(info.notices)
        number += explained.counted
        days.append(explained)
        _check_length(clock, day)
    return Explanation(
        received=clock.received,
        start=start,
        started_by=_started_by(clock),
        due=day,
        workdays=workdays,
        extension=clock.extension,
        provisional=calendar.is_provisional(day),
        days=tuple(days),
        basis=_basis(clock, rule, days),
        notices=tuple(notices),
    )


def _explained(info: DayInfo, pause: Pause | None, number: int, workdays: int) -> ExplainedDay:
    """A day of the running period; a rest day stays a rest day also inside a pause."""
    kind = ExplainedKind(info.kind)
    if not info.is_workday:
        reason = f"{info.reason}，期间{pause.reason}" if pause else info.reason
        return ExplainedDay(info.date, False, reason + _caveat(info), None, kind)
    if pause:
        reason = f"{pause.reason}，不计入期限" + _caveat(info)
        return ExplainedDay(info.date, False, reason, None, ExplainedKind.PAUSED)
    notes = [f"延期第{number - workdays}日"] if number > workdays else []
    notes += [info.reason] if info.kind is DayKind.MAKEUP else []
    note = f"（{'，'.join(notes)}）" if notes else ""
    reason = f"第{number}个工作日{note}" + _caveat(info)
    return ExplainedDay(info.date, True, reason, number, kind)


def _restarted(info: DayInfo, restarts: tuple[Restart, ...]) -> ExplainedDay:
    """A day up to the last restart: none of them counts any more."""
    restart = min((each for each in restarts if each.on >= info.date), key=lambda each: each.on)
    rule = restart_rule(restart)
    words = "当日不计，次日起重新计算" if restart.on == info.date else "之前不计，期限重新计算"
    reason = f"{rule.label}{words}"
    return ExplainedDay(info.date, False, reason, None, ExplainedKind.RESTARTED)


def _started_by(clock: ReplyClock) -> str:
    last = max(clock.restarts, key=lambda each: each.on, default=None)
    return restart_rule(last).label if last else "收到申请"


def _caveat(info: DayInfo) -> str:
    return "（放假安排尚未公布，暂按周末推算）" if info.provisional else ""


def _rule(clock: ReplyClock) -> ReplyRule | None:
    """The statutory rule; none is needed when the number of days is given and not extended."""
    if clock.workdays is not None and not clock.extension:
        try:
            return reply_rule(clock.received)
        except Refusal:
            return None
    return reply_rule(clock.received)


def _workdays(clock: ReplyClock, rule: ReplyRule | None) -> int:
    if clock.workdays is None:
        return rule.workdays if rule else 0
    if not 1 <= clock.workdays <= LONGEST_PERIOD:
        raise Refusal(
            f"期限应为1至{LONGEST_PERIOD}个工作日，不能是{clock.workdays}个",
            remedy="请核对工作日数",
        )
    return clock.workdays


def _check(clock: ReplyClock, rule: ReplyRule | None) -> None:
    """Facts must not contradict each other or the law."""
    if rule and not 0 <= clock.extension <= rule.max_extension:
        raise Refusal(
            f"答复期限最多延长{rule.max_extension}个工作日，不能延长{clock.extension}个",
            article=rule.basis,
            remedy=f"请在0至{rule.max_extension}之间填写延长的工作日数",
        )
    received = chinese_date(clock.received)
    for restart in clock.restarts:
        if restart.on < clock.received:
            label = restart_rule(restart).label
            raise Refusal(
                f"{label}的日期{chinese_date(restart.on)}早于收到申请的日期{received}",
                remedy="请核对两个日期",
            )
    for pause in clock.pauses:
        if pause.last < clock.received:
            raise Refusal(
                f"不计期间{chinese_date(pause.first)}至{chinese_date(pause.last)}"
                f"早于收到申请的日期{received}",
                remedy="请核对日期",
            )


def _check_length(clock: ReplyClock, day: date) -> None:
    if (day - clock.received).days > LONGEST_CLOCK_DAYS:
        raise Refusal(f"自{chinese_date(clock.received)}起十年仍未届满", remedy="请核对各个日期")


def _basis(clock: ReplyClock, rule: ReplyRule | None, days: list[ExplainedDay]) -> tuple[str, ...]:
    """The articles used, each once, in the order in which they speak."""
    sources = [rule.basis if rule and clock.workdays is None else "指定的工作日数"]
    if rule and clock.extension:
        sources.append(rule.basis)
    sources += [restart_rule(restart).basis for restart in clock.restarts]
    if rule and any(day.kind is ExplainedKind.PAUSED for day in days):
        sources.append(rule.pause_basis)
    return tuple(dict.fromkeys(sources))
