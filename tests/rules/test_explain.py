"""The explanation: every day after receipt, counted or not, with a reason in words."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingbai.rules.calendar import Calendar
from mingbai.rules.explain import ExplainedKind, Explanation, explain, sentence
from mingbai.rules.reply import Pause, ReplyClock, Restart, RestartReason

CALENDAR = Calendar.load()
CLOCK = ReplyClock(
    date(2022, 9, 28),
    restarts=(Restart(date(2022, 9, 29), RestartReason.CORRECTION),),
    pauses=(Pause(date(2022, 10, 13), date(2022, 10, 17), "征求第三方意见"),),
    extension=1,
)
EXPLAINED = explain(CLOCK, CALENDAR)

REASONS = [
    ("2022-09-29", None, "restarted", "收到补正当日不计，次日起重新计算"),
    ("2022-09-30", 1, "workday", "第1个工作日"),
    ("2022-10-01", None, "holiday", "国庆节放假"),
    ("2022-10-08", 2, "makeup", "第2个工作日（国庆节调休上班）"),
    ("2022-10-13", None, "paused", "征求第三方意见，不计入期限"),
    ("2022-10-15", None, "weekend", "周六休息，期间征求第三方意见"),
    ("2022-10-18", 7, "workday", "第7个工作日"),
    ("2022-11-07", 21, "workday", "第21个工作日（延期第1日）"),
]


@pytest.mark.parametrize(("day", "number", "kind", "reason"), REASONS)
def test_a_day_is_explained(day: str, number: int | None, kind: str, reason: str) -> None:
    found = next(each for each in EXPLAINED.days if each.date == date.fromisoformat(day))
    assert (found.number, found.kind, found.reason) == (number, kind, reason)
    assert found.counted is (number is not None)


def test_days_before_a_correction_do_not_count() -> None:
    clock = ReplyClock(date(2022, 9, 28), (Restart(date(2022, 10, 9), RestartReason.CORRECTION),))
    days = explain(clock, CALENDAR).days
    assert {day.reason for day in days[:10]} == {"收到补正之前不计，期限重新计算"}
    assert days[11].number == 1


def test_the_explanation_names_its_sources() -> None:
    law = "《政府信息公开条例》（国务院令第711号）"
    assert EXPLAINED.basis == (f"{law}第三十三条第二款", f"{law}第三十条", f"{law}第三十三条第三款")
    assert EXPLAINED.notices == (
        "http://www.gov.cn/zhengce/zhengceku/2021-10/25/content_5644835.htm",
    )


def test_the_clock_in_one_sentence() -> None:
    assert sentence(EXPLAINED) == (
        "2022年9月28日收到申请，2022年9月29日收到补正，自次日起算20个工作日，延长1个工作日，"
        "扣除征求意见等3个工作日，最迟2022年11月7日（周一）答复。"
    )


@pytest.mark.parametrize(
    ("received", "due", "provisional"),
    [("2026-12-03", "2026-12-31", False), ("2026-12-04", "2027-01-01", True)],
)
def test_a_result_beyond_the_last_notice_is_provisional(
    received: str, due: str, provisional: bool
) -> None:
    explained = explain(ReplyClock(date.fromisoformat(received)), CALENDAR)
    assert (explained.due.isoformat(), explained.provisional) == (due, provisional)
    assert ("暂按周末推算" in explained.days[-1].reason) is provisional


@st.composite
def clocks(draw: st.DrawFn) -> ReplyClock:
    """Facts as they come: a receipt under either Regulation, pauses, a correction, an extension."""
    received = draw(st.dates(date(2008, 5, 1), date(2027, 6, 30)))
    later = st.integers(1, 60).map(lambda days: received + timedelta(days=days))
    spans = draw(st.lists(st.tuples(later, st.integers(0, 20)), max_size=3))
    corrected = draw(st.lists(later, max_size=1))
    return ReplyClock(
        received,
        tuple(Restart(day, RestartReason.CORRECTION) for day in corrected),
        tuple(Pause(first, first + timedelta(days=days)) for first, days in spans),
        extension=draw(st.integers(0, 15)),
    )


def _counts(explained: Explanation) -> list[int]:
    return [day.number for day in explained.days if day.number is not None]


@settings(max_examples=150, deadline=None)
@given(clocks())
def test_every_day_is_accounted_for(clock: ReplyClock) -> None:
    explained = explain(clock, CALENDAR)
    span = (explained.due - clock.received).days
    expected = [clock.received + timedelta(days=i) for i in range(1, span + 1)]
    assert [day.date for day in explained.days] == expected
    assert _counts(explained) == list(range(1, explained.workdays + clock.extension + 1))
    assert explained.days[-1].counted
    for day in explained.days:
        assert not day.counted or CALENDAR.is_workday(day.date)
        assert day.kind is not ExplainedKind.PAUSED or CALENDAR.is_workday(day.date)
        assert day.date > explained.start or day.kind is ExplainedKind.RESTARTED


@settings(max_examples=150, deadline=None)
@given(clocks())
def test_a_pause_moves_the_day_by_its_working_days(clock: ReplyClock) -> None:
    """CLK-1: due = add_workdays(start, days + extension + excluded)."""
    explained = explain(clock, CALENDAR)
    paused = sum(day.kind is ExplainedKind.PAUSED for day in explained.days)
    total = explained.workdays + clock.extension + paused
    assert explained.due == CALENDAR.add_workdays(explained.start, total)
