"""Lays explained days out as months of weeks and as runs of words, for eye and ear."""

from calendar import Calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Protocol

from mingbai.ui.dates import chinese_date


class Day(Protocol):
    """What is known of one day; the rules' ExplainedDay has this shape."""

    @property
    def date(self) -> date: ...
    @property
    def counted(self) -> bool: ...
    @property
    def reason(self) -> str: ...
    @property
    def number(self) -> int | None: ...
    @property
    def kind(self) -> str: ...


class Explanation(Protocol):
    """The period whose days are laid out."""

    @property
    def received(self) -> date: ...
    @property
    def due(self) -> date: ...
    @property
    def workdays(self) -> int: ...
    @property
    def days(self) -> Sequence[Day]: ...


@dataclass(frozen=True)
class Cell:
    """One square: the day, its mark (班, 休, 停 …) and class; no date outside the month."""

    date: date | None
    classes: str = ""
    number: int | None = None
    mark: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Month:
    """The weeks of a month, from Monday, that touch the period."""

    first: date
    weeks: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Run:
    """Days one after another with one reason, in words."""

    span: str
    words: str
    days: int
    classes: str


@dataclass(frozen=True)
class LaidOut:
    """Months for the eye, runs for the ear; the kinds and reasons that the key explains."""

    months: tuple[Month, ...]
    runs: tuple[Run, ...]
    kinds: frozenset[str]
    pauses: tuple[str, ...]
    restarts: tuple[str, ...]
    extended: bool


MARKS = {"makeup": "班", "holiday": "休", "paused": "停", "restarted": "前"}


def lay_out(explanation: Explanation) -> LaidOut:
    """Months from receipt to the last day, and the runs of days with their reasons."""
    known = {day.date: day for day in explanation.days}
    return LaidOut(
        months=tuple(_months(explanation, known)),
        runs=tuple(_runs(explanation)),
        kinds=frozenset(str(day.kind) for day in explanation.days),
        pauses=_reasons(explanation, "paused"),
        restarts=_reasons(explanation, "restarted"),
        extended=any((day.number or 0) > explanation.workdays for day in explanation.days),
    )


def _reasons(explanation: Explanation, kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(day.reason for day in explanation.days if str(day.kind) == kind))


def _months(explanation: Explanation, known: dict[date, Day]) -> Iterator[Month]:
    year, month = explanation.received.year, explanation.received.month
    while (year, month) <= (explanation.due.year, explanation.due.month):
        weeks = [
            week
            for week in Calendar().monthdatescalendar(year, month)
            if week[-1] >= explanation.received and week[0] <= explanation.due
        ]
        yield Month(
            date(year, month, 1),
            tuple(tuple(_cell(day, month, explanation, known) for day in week) for week in weeks),
        )
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _cell(day: date, month: int, explanation: Explanation, known: dict[date, Day]) -> Cell:
    if day.month != month:
        return Cell(None)
    if day == explanation.received:
        return Cell(day, "received", None, "收", "收到申请之日，不计入期限")
    if day not in known:
        return Cell(day, "outside")
    explained = known[day]
    kind = str(explained.kind)
    classes = [kind] + (["counted"] if explained.counted else [])
    if explained.number is not None and explained.number > explanation.workdays:
        classes.append("extended")
    if day == explanation.due:
        classes.append("due")
    mark = MARKS.get(kind, "")
    return Cell(day, " ".join(classes), explained.number, mark, explained.reason)


def _runs(explanation: Explanation) -> Iterator[Run]:
    workdays = explanation.workdays
    for _, group in groupby(explanation.days, key=lambda day: _key(day, workdays)):
        days = list(group)
        first, last = days[0], days[-1]
        if first is last:
            yield Run(chinese_date(first.date), first.reason, 1, str(first.kind))
            continue
        words = first.reason
        if str(first.kind) == "weekend":
            words = "周末休息"
        elif first.counted:
            extended = "（延期）" if (first.number or 0) > workdays else ""
            words = f"第{first.number}至{last.number}个工作日{extended}"
        span = f"{chinese_date(first.date)}至{chinese_date(last.date)}"
        yield Run(span, words, len(days), str(first.kind))


def _key(day: Day, workdays: int) -> tuple[object, ...]:
    if day.counted and str(day.kind) == "workday":
        return "counted", (day.number or 0) > workdays
    return (str(day.kind), "" if str(day.kind) == "weekend" else day.reason)
