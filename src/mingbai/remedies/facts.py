"""The facts of one reconsideration or suit as the ledger, the form and the file have them (LIT-7).

The parties' names are no facts of the ledger: they stand encrypted and are never counted.
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from mingbai.audit.canonical import digest
from mingbai.files.text import tidy
from mingbai.remedies.models import Procedure, Remedy
from mingbai.rules.report.remedies import RemedyKind, RemedyResult

LABELS = {
    "kind": "种类",
    "after_review": "经复议后起诉",
    "joint_respondent": "仅因维持而作共同被告",
    "case_no": "案号",
    "authority": "受理机关",
    "subject": "被诉行为",
    "application_number": "所涉申请编号",
    "accepted_on": "受理日期",
    "concluded_on": "审结日期",
    "result": "结果",
    "procedure": "审理程序",
    "filed_on": "提起日期",
    "received_on": "收到副本日期",
    "answered_on": "书面答复日期",
    "hearing_on": "听证或开庭日期",
    "served_on": "裁判送达日期",
    "effective_on": "裁判生效日期",
    "redo_ordered_on": "责令重新答复日期",
    "redo_done_on": "重新答复日期",
    "cause": "被纠正原因",
    "lesson": "改进措施",
}
# 登记时问的；其余随案件进展登记，更正时都可以改。
ASKED = (
    *("kind", "after_review", "joint_respondent", "case_no", "authority", "subject"),
    *("application_number", "accepted_on", "procedure", "filed_on", "received_on"),
    *("result", "concluded_on"),
)
# 选填的列：导入的文件里没有的，以台账为准。
COURSE = (
    *(name for name in LABELS if name not in ASKED),
    *("procedure", "filed_on", "received_on"),
)
LENGTHS = {"case_no": 80, "authority": 100, "subject": 300}
LESSON_LENGTH = 500


@dataclass(frozen=True)
class Facts:
    """One case; ``application_number`` is one of the organ's own ledger, or empty."""

    kind: RemedyKind
    case_no: str
    authority: str
    subject: str
    accepted_on: date
    after_review: bool = False
    joint_respondent: bool = False
    concluded_on: date | None = None
    result: RemedyResult | None = None
    application_number: str = ""
    procedure: Procedure = Procedure.ORDINARY
    filed_on: date | None = None
    received_on: date | None = None
    answered_on: date | None = None
    hearing_on: date | None = None
    served_on: date | None = None
    effective_on: date | None = None
    redo_ordered_on: date | None = None
    redo_done_on: date | None = None
    cause: str = ""
    lesson: str = ""


NAMES = tuple(field.name for field in fields(Facts))
# Days that are written into the row as they are.
DAYS = tuple(name for name in NAMES if name.endswith("_on"))


def made(*, kind: str, result: str | None = None, procedure: str = "", **values: Any) -> Facts:
    """Facts from typed values by name, tidied.

    Raises ``ValueError`` for a code that does not exist and ``TypeError`` for an unknown name or
    one that is missing.
    """
    texts = {name: tidy(value) for name, value in values.items() if isinstance(value, str)}
    return Facts(
        kind=RemedyKind(kind),
        result=RemedyResult(result) if result else None,
        procedure=Procedure(procedure or Procedure.ORDINARY),
        **(values | texts),
    )


def facts_of(remedy: Remedy) -> Facts:
    """The facts of a row of the ledger; reads the linked application."""
    plain = (name for name in NAMES if name != "application_number")
    number = remedy.application.number if remedy.application else ""
    return made(**{name: getattr(remedy, name) for name in plain}, application_number=number)


def fingerprint(facts: Facts) -> str:
    """A hash of the facts, to notice that somebody changed them meanwhile."""
    return digest(in_text(facts))


def in_text(facts: Facts) -> dict[str, str]:
    """Every fact as text, empty where there is none."""
    return {name: str(getattr(facts, name) or "") for name in NAMES}
