"""The facts of one reconsideration or suit and what must be true of them (LIT-1…6)."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

from mingbai.applications.facts import Problem
from mingbai.audit.canonical import digest
from mingbai.files.personal import personal_number
from mingbai.files.text import tidy
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal
from mingbai.remedies.models import Remedy
from mingbai.rules.legal_days import chinese_date
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
}
LENGTHS = {"case_no": 80, "authority": 100, "subject": 300}
# 条例施行前没有因政府信息公开提起的复议、诉讼。
EARLIEST = date(2008, 5, 1)


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


def made(
    *,
    kind: str,
    case_no: str,
    authority: str,
    subject: str,
    accepted_on: date,
    after_review: bool = False,
    joint_respondent: bool = False,
    concluded_on: date | None = None,
    result: str | None = None,
    application_number: str = "",
) -> Facts:
    """Facts from typed values, tidied. Raises ``ValueError`` for a code that does not exist."""
    return Facts(
        kind=RemedyKind(kind),
        case_no=tidy(case_no),
        authority=tidy(authority),
        subject=tidy(subject),
        accepted_on=accepted_on,
        after_review=after_review,
        joint_respondent=joint_respondent,
        concluded_on=concluded_on,
        result=RemedyResult(result) if result else None,
        application_number=tidy(application_number),
    )


def facts_of(remedy: Remedy) -> Facts:
    """The facts of a row of the ledger; reads the linked application."""
    return made(
        kind=remedy.kind,
        case_no=remedy.case_no,
        authority=remedy.authority,
        subject=remedy.subject,
        accepted_on=remedy.accepted_on,
        after_review=remedy.after_review,
        joint_respondent=remedy.joint_respondent,
        concluded_on=remedy.concluded_on,
        result=remedy.result,
        application_number=remedy.application.number if remedy.application else "",
    )


def fingerprint(facts: Facts) -> str:
    """A hash of the facts, to notice that somebody changed them meanwhile."""
    return digest({name: str(value) for name, value in asdict(facts).items()})


def problems(facts: Facts, *, organ: Organ, today: date) -> list[Problem]:
    """Everything that keeps the case out of the ledger of ``organ``, in the order of the form."""
    found = [*_texts(facts), *_kind(facts), *_accepted(facts, today), *_concluded(facts, today)]
    return [Problem(field, refusal) for field, refusal in found]


def check(facts: Facts, *, organ: Organ, today: date) -> None:
    """Raises the first of ``problems`` as a ``Refusal``."""
    for problem in problems(facts, organ=organ, today=today):
        raise problem.refusal


def _texts(facts: Facts) -> Iterator[tuple[str, Refusal]]:
    for field, length in LENGTHS.items():
        text, label = str(getattr(facts, field)), LABELS[field]
        if not text:
            yield field, Refusal(f"没有{label}", remedy=f"请填写{label}")
        elif len(text) > length:
            yield field, Refusal(f"{label}有{len(text)}个字，超过{length}个字", remedy="请缩短")
        elif kind := personal_number(text):
            yield (
                field,
                Refusal(
                    f"{label}里有{kind}",
                    article="《个人信息保护法》第六条",
                    remedy="台账不登记当事人的个人信息，请删去号码",
                ),
            )


def _kind(facts: Facts) -> Iterator[tuple[str, Refusal]]:
    if facts.kind is RemedyKind.SUIT:
        return
    for field in ("after_review", "joint_respondent"):
        if getattr(facts, field):
            yield (
                field,
                Refusal(
                    f"行政复议案件不能标“{LABELS[field]}”",
                    article="年度报告格式表四分行政复议、未经复议直接起诉、复议后起诉三栏",
                    remedy="请核对种类，或取消这一项",
                ),
            )


def _accepted(facts: Facts, today: date) -> Iterator[tuple[str, Refusal]]:
    day = facts.accepted_on
    if day > today:
        yield (
            "accepted_on",
            Refusal(f"受理日期{chinese_date(day)}晚于今天", remedy="请填写受理通知上的日期"),
        )
    if day < EARLIEST:
        yield (
            "accepted_on",
            Refusal(
                f"受理日期{chinese_date(day)}早于条例施行之日",
                article="《政府信息公开条例》（国务院令第492号）第三十八条",
                remedy="请核对年份",
            ),
        )


def _concluded(facts: Facts, today: date) -> Iterator[tuple[str, Refusal]]:
    day, result = facts.concluded_on, facts.result
    if result is not None:
        yield from _result(facts, result)
    if (result is None) != (day is None):
        field = "result" if result is None else "concluded_on"
        yield (
            field,
            Refusal(
                f"没有{LABELS[field]}",
                article="年度报告格式表四：审结的按结果计，未结的计尚未审结",
                remedy="审结的，审结日期和结果都要填；尚未审结的，两项都不填",
            ),
        )
    if day is not None and day < facts.accepted_on:
        was = chinese_date(facts.accepted_on)
        yield (
            "concluded_on",
            Refusal(f"审结日期{chinese_date(day)}早于受理日期{was}", remedy="请核对两个日期"),
        )
    if day is not None and day > today:
        yield (
            "concluded_on",
            Refusal(
                f"审结日期{chinese_date(day)}晚于今天",
                remedy="尚未审结的，审结日期和结果都不填",
            ),
        )


def _result(facts: Facts, result: RemedyResult) -> Iterator[tuple[str, Refusal]]:
    if result.kind is not facts.kind:
        yield (
            "result",
            Refusal(
                f"“{result.label}”是{result.kind.label}的结果，本案是{facts.kind.label}",
                article=result.article,
                remedy="请核对种类和结果",
            ),
        )
    if result.column == "pending":
        yield (
            "result",
            Refusal(
                f"“{result.label}”不是审结的结果",
                article=result.article,
                remedy="尚未审结（含中止）的，审结日期和结果都不填",
            ),
        )
