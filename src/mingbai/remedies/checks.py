"""What must be true of the facts of a case before they enter the ledger (LIT-1…7)."""

from collections.abc import Iterator
from datetime import date

from mingbai.applications.facts import Problem
from mingbai.files.personal import personal_number
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal
from mingbai.remedies.causes import causes
from mingbai.remedies.facts import DAYS, LABELS, LENGTHS, LESSON_LENGTH, Facts
from mingbai.remedies.models import Procedure
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.report.remedies import RemedyKind, RemedyResult

# 条例施行前没有因政府信息公开提起的复议、诉讼。
EARLIEST = date(2008, 5, 1)
SIMPLIFIED_FROM = date(2024, 1, 1)
# 前一个日期不晚于后一个：先提起，后受理；先收到副本，后答复；先生效，后重新答复。
ORDER = (
    ("filed_on", "accepted_on"),
    ("filed_on", "received_on"),
    ("received_on", "answered_on"),
    ("filed_on", "answered_on"),
    ("accepted_on", "hearing_on"),
    ("accepted_on", "served_on"),
    ("accepted_on", "effective_on"),
    ("accepted_on", "redo_ordered_on"),
    ("redo_ordered_on", "redo_done_on"),
)
_SAID_ELSEWHERE = {"accepted_on", "concluded_on"}


def problems(facts: Facts, *, organ: Organ, today: date) -> list[Problem]:
    """Everything that keeps the case out of the ledger of ``organ``, in the order of the form."""
    found = [
        *_texts(facts),
        *_kind(facts),
        *_accepted(facts, today),
        *_concluded(facts, today),
        *_procedure(facts),
        *_course(facts, today),
        *_way_back(facts),
    ]
    return [Problem(field, refusal) for field, refusal in found]


def check(facts: Facts, *, organ: Organ, today: date) -> None:
    """Raises the first of ``problems`` as a ``Refusal``."""
    for problem in problems(facts, organ=organ, today=today):
        raise problem.refusal


def _texts(facts: Facts) -> Iterator[tuple[str, Refusal]]:
    for field, length in {**LENGTHS, "lesson": LESSON_LENGTH}.items():
        text, label = str(getattr(facts, field)), LABELS[field]
        if not text and field != "lesson":
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


def _procedure(facts: Facts) -> Iterator[tuple[str, Refusal]]:
    """行政复议的简易程序自2024年1月1日起才有."""
    simplified = facts.procedure == Procedure.SIMPLIFIED
    if simplified and facts.kind is RemedyKind.REVIEW and facts.accepted_on < SIMPLIFIED_FROM:
        yield (
            "procedure",
            Refusal(
                f"{chinese_date(facts.accepted_on)}受理的行政复议没有简易程序",
                article="《行政复议法》（2023年修订）第五十三条",
                remedy="请选普通程序",
            ),
        )


def _concluded(facts: Facts, today: date) -> Iterator[tuple[str, Refusal]]:
    day, result = facts.concluded_on, facts.result
    if result is not None:
        yield from _result(facts.kind, result)
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


def _result(kind: RemedyKind, result: RemedyResult) -> Iterator[tuple[str, Refusal]]:
    if result.kind is not kind:
        yield (
            "result",
            Refusal(
                f"“{result.label}”是{result.kind.label}的结果，本案是{kind.label}",
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


def _course(facts: Facts, today: date) -> Iterator[tuple[str, Refusal]]:
    """The days of the course, none after today, each after the one it follows."""
    for name in DAYS:
        day = getattr(facts, name)
        if name not in _SAID_ELSEWHERE and day is not None and day > today:
            yield (
                name,
                Refusal(
                    f"{LABELS[name]}{chinese_date(day)}晚于今天",
                    remedy="发生以后再登记，请核对日期",
                ),
            )
    for first, then in ORDER:
        was, day = getattr(facts, first), getattr(facts, then)
        if was is not None and day is not None and day < was:
            field = first if then == "accepted_on" else then
            words = f"{LABELS[then]}{chinese_date(day)}早于{LABELS[first]}{chinese_date(was)}"
            yield field, Refusal(words, remedy="请核对两个日期")


def _way_back(facts: Facts) -> Iterator[tuple[str, Refusal]]:
    """A new answer is ordered by a decision; a cause is one of the taxonomy."""
    if facts.redo_ordered_on and not facts.concluded_on:
        yield (
            "redo_ordered_on",
            Refusal("尚未审结，没有责令重新答复", remedy="请先登记结果，或者留空责令重新答复日期"),
        )
    if facts.redo_done_on and not facts.redo_ordered_on:
        yield (
            "redo_done_on",
            Refusal("没有责令重新答复日期", remedy="请先填写责令重新答复日期"),
        )
    if facts.cause and facts.cause not in causes():
        yield "cause", Refusal("没有这一类原因", remedy="请从所列原因中选择")
    if facts.effective_on and not facts.concluded_on:
        yield (
            "effective_on",
            Refusal("尚未审结，没有裁判生效日期", remedy="请登记生效，或者留空裁判生效日期"),
        )


def check_result(kind: RemedyKind, result: RemedyResult) -> None:
    """Raises ``Refusal`` for a result of the other kind, or one that ends nothing."""
    for _, refusal in _result(kind, result):
        raise refusal
