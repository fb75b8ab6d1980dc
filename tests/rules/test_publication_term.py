"""REG-26, 预算法第十四条, POL-3, 行政处罚法第四十八条: last days one can count by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai.refusal import Refusal
from mingbai.rules.calendar import Calendar
from mingbai.rules.legal_days import Unit
from mingbai.rules.publication_term import (
    TermKind,
    due,
    interpretation_due,
    publish_due,
    term,
    terms,
    withdrawal_due,
)

CALENDAR = Calendar.load()

DUE = [
    ("形成之日起20个工作日，国庆节前（第二十六条）", TermKind.GENERAL, "2019-09-25", "2019-10-28"),
    ("春节放假九天", TermKind.GENERAL, "2026-02-10", "2026-03-16"),
    ("旧条例也是20个工作日（第十八条）", TermKind.GENERAL, "2019-04-22", "2019-05-21"),
    ("预算经人大批准后20日，含休息日", TermKind.BUDGET, "2026-01-20", "2026-02-09"),
    ("末日是星期日，不顺延（从严）", TermKind.BUDGET, "2026-01-26", "2026-02-15"),
    ("部门预算经批复后20日", TermKind.DEPARTMENT_BUDGET, "2026-03-02", "2026-03-22"),
    ("解读最迟3个工作日", TermKind.INTERPRETATION, "2026-11-20", "2026-11-25"),
    ("解读，中间隔国庆节、周六上班", TermKind.INTERPRETATION, "2026-09-30", "2026-10-10"),
    ("撤回处罚决定3日指工作日", TermKind.PENALTY_WITHDRAWAL, "2026-11-20", "2026-11-25"),
    ("双公示7个工作日", TermKind.CREDIT, "2026-11-20", "2026-12-01"),
    ("采纳情况15个工作日（默认）", TermKind.FEEDBACK, "2026-11-02", "2026-11-23"),
]

NOT_YET = [
    ("旧条例施行以前", TermKind.GENERAL, "2008-04-30"),
    ("预算法修正以前", TermKind.BUDGET, "2014-12-31"),
    ("80号文以前", TermKind.INTERPRETATION, "2016-11-09"),
    ("行政处罚法修订以前", TermKind.PENALTY_WITHDRAWAL, "2021-07-14"),
]


def on(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("kind", "start", "last"), [row[1:] for row in DUE], ids=[row[0] for row in DUE]
)
def test_the_last_day(kind: TermKind, start: str, last: str) -> None:
    assert publish_due(kind, on(start), CALENDAR) == on(last)


@pytest.mark.parametrize(
    ("kind", "start"), [row[1:] for row in NOT_YET], ids=[row[0] for row in NOT_YET]
)
def test_no_period_before_its_law(kind: TermKind, start: str) -> None:
    with pytest.raises(Refusal, match="尚无"):
        publish_due(kind, on(start), CALENDAR)


def test_interpretation_and_withdrawal_have_their_own_names() -> None:
    assert interpretation_due(on("2026-11-20"), CALENDAR) == on("2026-11-25")
    assert withdrawal_due(on("2026-11-20"), CALENDAR) == on("2026-11-25")


def test_the_sentence_tells_how_it_was_counted() -> None:
    assert due(TermKind.GENERAL, on("2019-09-25"), CALENDAR).sentence == (
        "主动公开：2019年9月25日形成或者变更，自次日起20个工作日，最迟2019年10月28日（周一）。"
    )


def test_a_day_that_a_later_notice_may_move_is_provisional() -> None:
    found = due(TermKind.GENERAL, on("2026-12-20"), CALENDAR)
    assert found.provisional
    assert found.sentence.endswith("（暂）。")
    assert not due(TermKind.BUDGET, on("2026-12-20"), CALENDAR).provisional


@pytest.mark.parametrize("kind", TermKind)
def test_every_kind_has_a_period_today_with_its_source(kind: TermKind) -> None:
    rule = term(kind, on("2026-11-24"))
    assert rule.certainty in {"H", "M", "L", "本"}
    assert "《" in rule.basis or "〔" in rule.basis or "规定" in rule.basis
    assert rule.words.startswith("自")


NOT_IN_THE_LAW = [
    ("解读的三个工作日", TermKind.INTERPRETATION, "L", "各地做法不一"),
    ("征集反馈的十五个工作日", TermKind.FEEDBACK, "本", "本系统的默认"),
    ("动态调整的一年", TermKind.EVALUATION, "本", "本系统的默认"),
    ("主动公开的二十个工作日", TermKind.GENERAL, "H", "有明文"),
]


@pytest.mark.parametrize(
    ("kind", "mark", "words"),
    [r[1:] for r in NOT_IN_THE_LAW],
    ids=[r[0] for r in NOT_IN_THE_LAW],
)
def test_what_is_not_in_the_law_says_so(kind: TermKind, mark: str, words: str) -> None:
    found = term(kind, on("2026-11-24"))
    assert (found.certainty, found.certainty_words) == (mark, words)


def test_the_periods_of_a_day() -> None:
    assert [each.kind for each in terms(on("2026-11-24"))] == list(TermKind)
    assert [each.kind for each in terms(on("2010-01-01"))] == [TermKind.GENERAL]


@given(st.dates(date(2021, 7, 15), date(2026, 10, 1)), st.sampled_from(TermKind))
def test_the_count_is_that_of_the_calendar(start: date, kind: TermKind) -> None:
    found = due(kind, start, CALENDAR)
    if found.term.unit is Unit.WORKDAYS:
        assert CALENDAR.is_workday(found.last_day)
        assert CALENDAR.workdays_between(start, found.last_day) == found.term.length
    else:
        assert (found.last_day - start).days == found.term.length
