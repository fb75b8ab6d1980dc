"""The facts of one case and what must be true of them before they enter the ledger."""

import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from mingbai.applications.models import Application
from mingbai.audit.canonical import digest
from mingbai.files.personal import personal_number
from mingbai.files.text import tidy
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.report.outcomes import ApplicantKind, Outcome

LABELS = {
    "number": "登记编号",
    "subject": "申请内容摘要",
    "applicant_kind": "申请人类别",
    "received_on": "收到申请日期",
    "outcome": "办理结果",
    "concluded_on": "办结日期",
}
LENGTHS = {"number": 60, "subject": 300}


@dataclass(frozen=True)
class Facts:
    """One case as counting needs it; ``outcome`` and ``concluded_on`` stand or fall together."""

    number: str
    subject: str
    applicant_kind: ApplicantKind
    received_on: date
    outcome: Outcome | None = None
    concluded_on: date | None = None

    @property
    def count_key(self) -> tuple[int, int, str, str]:
        """The row of the rollup in which the case stands (concluded year 0 while open)."""
        concluded = self.concluded_on.year if self.concluded_on else 0
        return self.received_on.year, concluded, str(self.applicant_kind), str(self.outcome or "")


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field, as the refusal an officer reads."""

    field: str
    refusal: Refusal


def made(
    *,
    number: str,
    subject: str,
    applicant_kind: str,
    received_on: date,
    outcome: str | None = None,
    concluded_on: date | None = None,
) -> Facts:
    """Facts from typed values, tidied. Raises ``ValueError`` for a code that does not exist."""
    return Facts(
        number=tidy(number),
        subject=tidy(subject),
        applicant_kind=ApplicantKind(applicant_kind),
        received_on=received_on,
        outcome=Outcome(outcome) if outcome else None,
        concluded_on=concluded_on,
    )


def facts_of(application: Application) -> Facts:
    """The facts of a row of the ledger. Raises ``ValueError`` before the case is received."""
    if application.received_on is None:
        raise ValueError(f"{application} has no day of receipt")
    return made(
        number=application.number,
        subject=application.subject,
        applicant_kind=application.applicant_kind,
        received_on=application.received_on,
        outcome=application.outcome,
        concluded_on=application.concluded_on,
    )


def fingerprint(facts: Facts) -> str:
    """A hash of the facts, to notice that somebody changed them meanwhile."""
    return digest({name: str(value) for name, value in asdict(facts).items()})


def problems(facts: Facts, *, organ: Organ, today: date) -> list[Problem]:
    """Everything that keeps the case out of the ledger of ``organ``, in the order of the form."""
    return [*_texts(facts), *_received(facts, organ, today), *_concluded(facts, today)]


def check(facts: Facts, *, organ: Organ, today: date) -> None:
    """Raises the first of ``problems`` as a ``Refusal``."""
    for problem in problems(facts, organ=organ, today=today):
        raise problem.refusal


def _texts(facts: Facts) -> Iterator[Problem]:
    for field, length in LENGTHS.items():
        text, label = str(getattr(facts, field)), LABELS[field]
        if not text:
            yield Problem(field, Refusal(f"没有{label}", remedy=f"请填写{label}"))
        elif len(text) > length:
            yield Problem(
                field,
                Refusal(f"{label}有{len(text)}个字，超过{length}个字", remedy="请缩短"),
            )
        elif kind := personal_number(text):
            yield Problem(
                field,
                Refusal(
                    f"{label}里有{kind}",
                    article="《个人信息保护法》第六条",
                    remedy="台账不登记申请人的个人信息，请删去号码",
                ),
            )


def _received(facts: Facts, organ: Organ, today: date) -> Iterator[Problem]:
    day, earliest = facts.received_on, _entry()["earliest"]
    if day > today:
        refusal = Refusal(
            f"收到申请日期{chinese_date(day)}晚于今天",
            article="《政府信息公开条例》第三十一条",
            remedy="请填写实际收到之日",
        )
        yield Problem("received_on", refusal)
    if day < earliest["effective_from"]:
        refusal = Refusal(
            f"收到申请日期{chinese_date(day)}早于条例施行之日",
            article=str(earliest["basis"]),
            remedy="请核对年份",
        )
        yield Problem("received_on", refusal)
    if organ.active_to and day > organ.active_to:
        heir = organ.successor.name if organ.successor else "承继机关"
        refusal = Refusal(
            f"{organ.name}已于{chinese_date(organ.active_to)}撤并，此后收到的申请不在其台账登记",
            article="《行政诉讼法》第二十六条第六款",
            remedy=f"请登记在{heir}的台账",
        )
        yield Problem("received_on", refusal)


def _concluded(facts: Facts, today: date) -> Iterator[Problem]:
    day = facts.concluded_on
    if facts.outcome and day is None:
        refusal = Refusal(
            "有办理结果而没有办结日期",
            article="年度报告统计口径：结果计入办结之年",
            remedy="请填写答复（或终止办理）文书的日期，未办结的两项都不填",
        )
        yield Problem("concluded_on", refusal)
    if day is None:
        return
    if facts.outcome is None:
        refusal = Refusal(
            "有办结日期而没有办理结果",
            article="《政府信息公开条例》第三十六条",
            remedy="请选定办理结果，未办结的两项都不填",
        )
        yield Problem("outcome", refusal)
    if day < facts.received_on:
        refusal = Refusal(
            f"办结日期{chinese_date(day)}早于收到申请日期{chinese_date(facts.received_on)}",
            article="《政府信息公开条例》第三十三条",
            remedy="请核对两个日期",
        )
        yield Problem("concluded_on", refusal)
    if day > today:
        refusal = Refusal(
            f"办结日期{chinese_date(day)}晚于今天",
            article="《政府信息公开条例》第三十三条",
            remedy="尚未办结的，办结日期和办理结果都不填",
        )
        yield Problem("concluded_on", refusal)
    yield from _outcome_in_time(facts.outcome, day)


def _outcome_in_time(outcome: Outcome | None, day: date) -> Iterator[Problem]:
    for row in _entry()["outcome"]:
        if outcome and outcome.value == row["code"] and day < row["effective_from"]:
            refusal = Refusal(
                f"{chinese_date(row['effective_from'])}以前不会有“{outcome.label}”这一结果",
                article=str(row["basis"]),
                remedy="请核对办理结果和办结日期",
            )
            yield Problem("outcome", refusal)


@cache
def _entry() -> dict[str, Any]:
    text = files("mingbai.applications").joinpath("data/entry.toml").read_text("utf-8")
    return tomllib.loads(text)
