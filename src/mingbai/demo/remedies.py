"""The eight invented remedies: four concluded, four undecided and carried into the next year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from mingbai.demo.cases import DemoCase
from mingbai.demo.source import SEED, YEAR, figures
from mingbai.rules.calendar import Calendar
from mingbai.rules.report.outcomes import Outcome

REVIEW_BODY = "示范市明阳区人民政府"
CITY_REVIEW_BODY = "示范市人民政府"
COURT = "示范市明阳区人民法院"
CHALLENGED = (
    Outcome.NOT_EXIST,
    Outcome.NOT_RESPONSIBLE,
    Outcome.PARTIAL,
    Outcome.REFUSE_PROCESS_INFO,
)


@dataclass(frozen=True)
class DemoRemedy:
    """One invented reconsideration or lawsuit against the answer to ``case``."""

    case: DemoCase
    kind: str
    case_no: str
    authority: str
    accepted_on: date
    concluded_on: date | None
    result: str


def remedies(cases: list[DemoCase]) -> list[DemoRemedy]:
    """The same eight on every call; each challenges another answer, undecided ones a late one."""
    random = Random(SEED)  # noqa: S311
    open_to_challenge = [case for case in cases if case.outcome in CHALLENGED]
    early = [case for case in open_to_challenge if case.concluded_on < date(YEAR, 7, 1)]
    late = [case for case in open_to_challenge if date(YEAR, 9, 20) < case.concluded_on]
    random.shuffle(early)
    random.shuffle(late)
    made = []
    for place, (kind, result) in enumerate(_results()):
        case = late.pop() if result == "" else early.pop()
        made.append(_remedy(case, kind, result, place + 1))
    return made


def _results() -> Iterator[tuple[str, str]]:
    """(kind, result) of each remedy; an empty result is undecided."""
    for block, results in figures()["remedies"].items():
        kind = "review" if block == "review" else "suit"
        for result, count in results.items():
            yield from [(kind, "" if result == "pending" else result)] * count


def _remedy(case: DemoCase, kind: str, result: str, serial: int) -> DemoRemedy:
    calendar = Calendar.load()
    weeks = 3 if kind == "review" else 6
    accepted = min(case.concluded_on + timedelta(weeks=weeks), date(YEAR, 12, 18))
    accepted = calendar.add_workdays(accepted, 1)
    length = 55 if kind == "review" else 110
    concluded = calendar.add_workdays(accepted + timedelta(days=length), 0) if result else None
    if concluded is not None and not calendar.is_workday(concluded):
        concluded = calendar.add_workdays(concluded, 1)
    if kind == "review":
        number, authority = f"明政复〔{YEAR}〕{serial + 10}号", REVIEW_BODY
        if case.organ.kind == "government":
            number, authority = f"示政复〔{YEAR}〕{serial + 80}号", CITY_REVIEW_BODY
    else:
        number, authority = f"（{YEAR}）示0000行初{serial + 20}号", COURT
    return DemoRemedy(case, kind, number, authority, accepted, concluded, result)
