"""The invented ledger: 270 cases and 8 remedies whose counts are those of the cited report."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from mingbai.demo.source import SEED, YEAR, DemoOrgan, figures, organs
from mingbai.rules.calendar import Calendar
from mingbai.rules.reply import reply_rule
from mingbai.rules.report.outcomes import ApplicantKind, Outcome

# What tells a second application for the same matter from the first.
PARTS = (
    "正文及附件",
    "审批过程材料",
    "目录清单",
    "批复文件",
    "2016年至2018年",
    "电子版",
    "盖章复印件",
    "附图",
    "会签意见",
    "历次修改稿",
    "公示材料",
    "结算材料",
)


@dataclass(frozen=True)
class DemoCase:
    """One invented application."""

    organ: DemoOrgan
    number: str
    subject: str
    kind: ApplicantKind
    outcome: Outcome
    received_on: date
    concluded_on: date


def cases() -> list[DemoCase]:
    """The same 270 cases on every call: 269 received in the year, one carried in from before it."""
    random = Random(SEED)  # noqa: S311
    calendar = Calendar.load()
    bearers = [organ for organ in organs() if organ.weight]
    weights = [organ.weight for organ in bearers]
    made = []
    for kind, outcome, carried_in in _outcomes(random):
        organ = random.choices(bearers, weights)[0]
        received = _received(random, calendar, outcome, carried_in=carried_in)
        concluded = _concluded(random, calendar, received, outcome)
        made.append(DemoCase(organ, "", "", kind, outcome, received, concluded))
    return _numbered(_with_subjects(random, made))


def _outcomes(random: Random) -> list[tuple[ApplicantKind, Outcome, bool]]:
    """Every (kind, outcome) of the year in a shuffled order; the carried-in case comes last."""
    data = figures()
    carried = list(_expand(data["carried_in"]))
    new = list(_expand(data["concluded"]))
    for pair in carried:
        new.remove(pair)
    random.shuffle(new)
    return [(*pair, False) for pair in new] + [(*pair, True) for pair in carried]


def _expand(table: dict[str, dict[str, int]]) -> Iterator[tuple[ApplicantKind, Outcome]]:
    for kind, outcomes in table.items():
        for outcome, count in outcomes.items():
            yield from [(ApplicantKind(kind), Outcome(outcome))] * count


def _received(random: Random, calendar: Calendar, outcome: Outcome, *, carried_in: bool) -> date:
    """A working day; late enough answers must still fall into the year."""
    if carried_in:
        return date(YEAR - 1, 12, 24)
    last = date(YEAR, 11, 8) if outcome == Outcome.ABANDONED_NO_CORRECTION else date(YEAR, 12, 10)
    while True:
        day = date(YEAR, 1, 2) + timedelta(days=random.randrange(340))
        if day <= last and calendar.is_workday(day):
            return day


def _concluded(random: Random, calendar: Calendar, received: date, outcome: Outcome) -> date:
    """Within the period in force on receipt; an abandoned case after its correction time."""
    if outcome == Outcome.ABANDONED_NO_CORRECTION:
        return calendar.add_workdays(received, random.randint(22, 30))
    period = reply_rule(received).workdays
    shortest = 2 if outcome == Outcome.WITHDRAWN else 4
    return calendar.add_workdays(received, random.randint(shortest, min(period, 15)))


def _with_subjects(random: Random, made: list[DemoCase]) -> list[DemoCase]:
    """Give every case a subject of its organ; the second of a kind names a part of it."""
    used: set[tuple[str, str]] = set()
    done = []
    for case in made:
        subject = random.choice(case.organ.subjects)
        while (case.organ.code, subject) in used:
            subject = f"{random.choice(case.organ.subjects)}（{random.choice(PARTS)}）"
        used.add((case.organ.code, subject))
        done.append(replace(case, subject=subject))
    return done


def _numbered(made: list[DemoCase]) -> list[DemoCase]:
    """Number each organ's cases by year in the order of receipt."""
    series: dict[tuple[str, int], int] = {}
    done = []
    for case in sorted(made, key=lambda case: (case.received_on, case.organ.serial)):
        key = (case.organ.code, case.received_on.year)
        # The carried-in case was not the first of its year.
        series[key] = series.get(key, 0 if case.received_on.year == YEAR else 11) + 1
        number = f"依申〔{case.received_on.year}〕{series[key]}号"
        done.append(replace(case, number=number))
    return done
