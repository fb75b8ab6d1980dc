"""The clocks of a case and what waits on the desk (LIT-8); the periods in the words of the law."""

from datetime import date
from typing import Any

import pytest

from mingbai.organs.models import Organ
from mingbai.remedies import clocks, queries
from mingbai.remedies.models import Remedy
from mingbai.remedies.stages import Move, Stage
from mingbai.rules.calendar import Calendar
from tests import factories
from tests.remedies import courses
from tests.remedies.courses import make

pytestmark = pytest.mark.django_db
RECEIVED = date(2025, 3, 5)
TODAY = date(2025, 3, 10)


def of(case: Remedy, what: str, today: date = TODAY) -> clocks.Clock:
    (found,) = [
        clock
        for clock in clocks.of_case(case, today=today, calendar=Calendar.load())
        if clock.what == what
    ]
    return found


ANSWERS = {
    "复议普通程序：十个工作日（第四十八条、第八十八条）": (
        *({"kind": "review"}, date(2025, 3, 19)),
    ),
    "复议简易程序：五个工作日（第五十四条）": (
        *({"kind": "review", "procedure": "simplified"}, date(2025, 3, 12)),
    ),
    "诉讼：十五日（第六十七条）": ({"kind": "suit"}, date(2025, 3, 20)),
    "2023年复议法施行前：十日": (
        {"kind": "review", "accepted_on": date(2023, 3, 1), "received_on": date(2023, 3, 6)},
        date(2023, 3, 16),
    ),
}


@pytest.mark.parametrize(("facts", "due"), ANSWERS.values(), ids=list(ANSWERS))
def test_the_written_answer_is_due(facts: dict[str, Any], due: date) -> None:
    clock = of(courses.suit(**facts), "书面答复")
    assert (clock.due, clock.ours) == (due, True)
    assert "最迟" in clock.term.sentence


@pytest.mark.parametrize(
    ("answered", "words", "late"),
    [
        pytest.param(date(2025, 3, 20), "按期", False, id="最后一日"),
        pytest.param(date(2025, 3, 21), "逾期办理", True, id="次日"),
    ],
)
def test_an_answer_given_is_judged_by_its_day(answered: date, words: str, late: bool) -> None:
    case = make(Move.ANSWER, courses.suit(), answered_on=answered)
    clock = of(case, "书面答复")
    assert (clock.words, clock.late) == (words, late)


def test_the_authority_has_its_own_period() -> None:
    clock = of(courses.review(), "审理期限")
    assert (clock.due, clock.ours, clock.tone) == (date(2025, 5, 6), False, "plain")


def test_the_period_of_appeal_is_shown_until_it_has_effect() -> None:
    assert of(courses.at_stage(Stage.DECIDED), "上诉期").due == date(2025, 5, 29)


@pytest.mark.parametrize(
    ("workdays", "due"),
    [
        pytest.param(None, date(2025, 9, 11), id="没有限定的按条例二十个工作日"),
        pytest.param(10, date(2025, 8, 28), id="判决限定十个工作日"),
    ],
)
def test_the_new_answer_is_due(workdays: int | None, due: date) -> None:
    case = make(Move.ORDER_REDO, courses.at_stage(Stage.EFFECTIVE), workdays=workdays)
    assert of(case, "重新答复").due == due


def waits(organ: Organ, today: date = TODAY) -> list[tuple[str, str]]:
    return [
        (each.what, each.clock.words if each.clock else "")
        for each in queries.waiting(Organ.objects.filter(pk=organ.pk), today)
    ]


def test_what_waits_the_most_pressing_first() -> None:
    organ = factories.organ()
    courses.suit(organ, received_on=None, accepted_on=date(2025, 3, 1))
    courses.at_stage(Stage.ANSWERED, organ)
    courses.at_stage(Stage.CLOSED, organ)
    courses.at_stage(Stage.REDOING, organ)
    courses.suit(organ)
    courses.suit()
    assert waits(organ, date(2025, 9, 11)) == [
        ("书面答复", "已逾期 121 个工作日"),
        ("重新答复", "今天到期"),
        ("登记收到副本的日期", ""),
        ("等待审理", ""),
    ]


def test_a_suspended_case_still_owes_its_answer() -> None:
    organ = factories.organ()
    courses.at_stage(Stage.SUSPENDED, organ)
    assert waits(organ) == [("书面答复", "还剩 8 个工作日")]


def test_waiting_costs_one_query_however_long(django_assert_num_queries: Any) -> None:
    organ = factories.organ()
    for _ in range(12):
        courses.suit(organ)
    with django_assert_num_queries(1):
        assert len(waits(organ)) == 12
