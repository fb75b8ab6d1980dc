"""LIT-8: the periods of reconsideration and suit, by the law of the day."""

from collections.abc import Callable
from datetime import date

import pytest

from mingbai.refusal import Refusal
from mingbai.rules.calendar import Calendar
from mingbai.rules.remedy_clock import (
    Procedure,
    Term,
    Verdict,
    answer_due,
    appeal_due,
    decision_due,
    redo_due,
)
from mingbai.rules.report.remedies import RemedyKind

CALENDAR = Calendar.load()
REVIEW, SUIT = RemedyKind.REVIEW, RemedyKind.SUIT
ORDINARY, SIMPLIFIED = Procedure.ORDINARY, Procedure.SIMPLIFIED


def on(text: str) -> date:
    return date.fromisoformat(text)


ANSWERS = [
    ("复议普通程序10个工作日（第四十八条）", REVIEW, ORDINARY, "2024-09-10", "2024-09-25"),
    ("复议简易程序5个工作日（第五十四条）", REVIEW, SIMPLIFIED, "2024-09-10", "2024-09-18"),
    ("旧法10日含休息日，末日周日调休上班", REVIEW, ORDINARY, "2023-04-13", "2023-04-23"),
    ("旧法10日，末日周六顺延", REVIEW, ORDINARY, "2023-06-07", "2023-06-19"),
    ("答辩15日（第六十七条）", SUIT, ORDINARY, "2024-03-01", "2024-03-18"),
    ("答辩15日，末日在国庆节", SUIT, SIMPLIFIED, "2024-09-20", "2024-10-08"),
]


@pytest.mark.parametrize(
    ("kind", "procedure", "received", "last"), [r[1:] for r in ANSWERS], ids=[r[0] for r in ANSWERS]
)
def test_the_organs_answer(
    kind: RemedyKind, procedure: Procedure, received: str, last: str
) -> None:
    assert answer_due(kind, procedure, on(received), CALENDAR).last_day == on(last)


DECISIONS = [
    ("复议60日（第六十二条第一款）", REVIEW, ORDINARY, "2024-03-01", 0, "2024-04-30"),
    ("复议60日，延长30日", REVIEW, ORDINARY, "2024-03-01", 30, "2024-05-30"),
    ("复议简易程序30日", REVIEW, SIMPLIFIED, "2024-03-01", 0, "2024-04-01"),
    ("第一审6个月（第八十一条）", SUIT, ORDINARY, "2024-03-15", 0, "2024-09-18"),
    ("第一审简易程序45日（第八十三条）", SUIT, SIMPLIFIED, "2024-03-01", 0, "2024-04-15"),
]


@pytest.mark.parametrize(
    ("kind", "procedure", "accepted", "extension", "last"),
    [row[1:] for row in DECISIONS],
    ids=[row[0] for row in DECISIONS],
)
def test_the_decision(
    kind: RemedyKind, procedure: Procedure, accepted: str, extension: int, last: str
) -> None:
    term = decision_due(kind, procedure, on(accepted), CALENDAR, extension=extension)
    assert term.last_day == on(last)


OTHERS: list[tuple[str, Term, str]] = [
    ("判决15日上诉", appeal_due(Verdict.JUDGMENT, on("2024-09-20"), CALENDAR), "2024-10-08"),
    ("裁定10日上诉", appeal_due(Verdict.RULING, on("2024-09-10"), CALENDAR), "2024-09-20"),
    ("没有写明期限，20个工作日", redo_due(on("2024-09-10"), CALENDAR), "2024-10-14"),
    ("责令15个工作日", redo_due(on("2024-09-10"), CALENDAR, workdays=15), "2024-10-08"),
    ("责令15日", redo_due(on("2024-09-10"), CALENDAR, days=15), "2024-09-25"),
    ("旧条例15个工作日", redo_due(on("2019-05-14"), CALENDAR), "2019-06-04"),
]


@pytest.mark.parametrize(("term", "last"), [r[1:] for r in OTHERS], ids=[r[0] for r in OTHERS])
def test_appeal_and_new_reply(term: Term, last: str) -> None:
    assert term.last_day == on(last)


def test_the_sentence_names_the_law_and_the_effect() -> None:
    term = answer_due(REVIEW, SIMPLIFIED, on("2024-09-10"), CALENDAR)
    assert term.sentence == (
        "向复议机关提交书面答复和证据（简易程序）：自2024年9月10日的次日起5个工作日，"
        "最迟2024年9月18日（周三）。"
    )
    assert "第五十四条" in term.basis
    assert "第七十条" in term.effect


REFUSED: list[tuple[str, Callable[[], Term], str]] = [
    (
        "2024年以前没有复议简易程序",
        lambda: answer_due(REVIEW, SIMPLIFIED, on("2023-12-29"), CALENDAR),
        "没有",
    ),
    (
        "复议延长超过30日",
        lambda: decision_due(REVIEW, ORDINARY, on("2024-03-01"), CALENDAR, extension=31),
        "最多延长30日",
    ),
    (
        "简易程序不能延长",
        lambda: decision_due(REVIEW, SIMPLIFIED, on("2024-03-01"), CALENDAR, extension=1),
        "不能延长",
    ),
    (
        "两种单位",
        lambda: redo_due(on("2024-09-10"), CALENDAR, workdays=5, days=5),
        "既按工作日又按日",
    ),
    ("期限为零", lambda: redo_due(on("2024-09-10"), CALENDAR, days=0), "至少一日"),
]


@pytest.mark.parametrize(("act", "words"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_refused(act: Callable[[], Term], words: str) -> None:
    with pytest.raises(Refusal, match=words):
        act()
