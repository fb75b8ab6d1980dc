"""The clocks of a case, derived from its facts and never stored (LIT-8, CLK-4)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from mingbai.refusal import Refusal
from mingbai.remedies.causes import is_ruling
from mingbai.remedies.models import Instance, Level, Remedy
from mingbai.remedies.stages import Stage
from mingbai.rules import remedy_clock
from mingbai.rules.calendar import Calendar
from mingbai.rules.remedy_clock import Term, Verdict
from mingbai.rules.report.remedies import RemedyKind, RemedyResult

DUE_SOON = 5


@dataclass(frozen=True)
class Clock:
    """One period of the case: ``done`` is when it was kept or broken, None while it runs.

    ``ours``: the organ itself must act; ``left`` counts working days, negative when late.
    """

    what: str
    term: Term
    ours: bool
    done: date | None
    left: int

    @property
    def due(self) -> date:
        """The last day."""
        return self.term.last_day

    @property
    def late(self) -> bool:
        """Whether the day was missed."""
        return self.done > self.due if self.done else self.left < 0

    @property
    def tone(self) -> str:
        """The colour of the pill."""
        if self.done:
            return "danger" if self.late else "green"
        if not self.ours:
            return "plain"
        return "danger" if self.left < 0 else "amber" if self.left <= DUE_SOON else "green"

    @property
    def words(self) -> str:
        """The pill: never a colour alone."""
        if self.done:
            return "逾期办理" if self.late else "按期"
        if self.left < 0:
            return f"已逾期 {-self.left} 个工作日" if self.ours else "已届满"
        return f"还剩 {self.left} 个工作日" if self.left else "今天到期"


def of_case(remedy: Remedy, *, today: date, calendar: Calendar) -> list[Clock]:
    """Every clock of the case, in the order in which they start; reads its instances."""
    found = [_answer(remedy), _decision(remedy)]
    found += [_appeal(remedy, each) for each in remedy.instances.order_by("number")]
    return list(_running([*found, _redo(remedy)], today, calendar))


def pressing(remedy: Remedy, *, today: date, calendar: Calendar) -> Clock | None:
    """What the organ must do next, None where it waits for others; reads the row alone."""
    open_ = [each for each in (_answer(remedy), _redo(remedy)) if each and each.done is None]
    clocks = list(_running(open_, today, calendar))
    return min(clocks, key=lambda clock: clock.due, default=None)


def appeal_due(result: RemedyResult, served_on: date, calendar: Calendar) -> date:
    """The last day to appeal against a judgment or ruling with this result."""
    return _appeal_term(result, served_on, calendar).last_day


@dataclass(frozen=True)
class _Started:
    """A clock before it is counted."""

    what: str
    ours: bool
    done: date | None
    count: Callable[[Calendar], Term]


def _running(found: Sequence[_Started | None], today: date, calendar: Calendar) -> Iterator[Clock]:
    """The clocks that the law of their day knew."""
    for started in found:
        if started is None:
            continue
        try:
            term = started.count(calendar)
        except Refusal:
            continue
        left = calendar.workdays_between(today, term.last_day)
        yield Clock(started.what, term, started.ours, started.done, left)


def _answer(remedy: Remedy) -> _Started | None:
    received, kind = remedy.received_on, RemedyKind(remedy.kind)
    if received is None or (remedy.concluded_on and not remedy.answered_on):
        return None
    procedure = remedy_clock.Procedure(remedy.procedure)
    return _Started(
        "书面答复",
        True,
        remedy.answered_on,
        lambda calendar: remedy_clock.answer_due(kind, procedure, received, calendar),
    )


def _decision(remedy: Remedy) -> _Started | None:
    """The authority's own period; suspended time is not in it, so it stops being shown then."""
    if remedy.stage not in (Stage.ACCEPTED, Stage.ANSWERED, Stage.HEARD):
        return None
    kind, procedure = RemedyKind(remedy.kind), remedy_clock.Procedure(remedy.procedure)
    accepted = remedy.accepted_on
    return _Started(
        "审理期限",
        False,
        None,
        lambda calendar: remedy_clock.decision_due(kind, procedure, accepted, calendar),
    )


def _appeal(remedy: Remedy, instance: Instance) -> _Started | None:
    served, result = instance.served_on, instance.result
    if instance.level != Level.FIRST or served is None or remedy.stage != Stage.DECIDED:
        return None
    return _Started(
        "上诉期", False, None, lambda cal: _appeal_term(RemedyResult(result), served, cal)
    )


def _redo(remedy: Remedy) -> _Started | None:
    ordered, workdays = remedy.redo_ordered_on, remedy.redo_workdays
    if ordered is None:
        return None
    return _Started(
        "重新答复",
        True,
        remedy.redo_done_on,
        lambda calendar: remedy_clock.redo_due(ordered, calendar, workdays=workdays),
    )


def _appeal_term(result: RemedyResult, served_on: date, calendar: Calendar) -> Term:
    verdict = Verdict.RULING if is_ruling(result) else Verdict.JUDGMENT
    return remedy_clock.appeal_due(verdict, served_on, calendar)
