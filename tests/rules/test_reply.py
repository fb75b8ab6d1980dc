"""CLK-5 and the clock oracles of judgments: every date a lawyer can count by hand."""

from datetime import date

import pytest

from mingbai.refusal import Refusal
from mingbai.rules.calendar import Calendar
from mingbai.rules.explain import due_on
from mingbai.rules.reply import (
    Pause,
    PeriodName,
    ReplyClock,
    Restart,
    RestartReason,
    consultation,
    period,
    period_due,
    reply_rule,
)

CALENDAR = Calendar.load()
CORRECTION, PAYMENT, ORDER = RestartReason


def on(text: str) -> date:
    return date.fromisoformat(text)


def pause(first: str, last: str) -> Pause:
    return Pause(on(first), on(last))


RECEIVED = on("2019-09-25")
CONSULT = consultation(
    PeriodName.THIRD_PARTY, on("2019-10-08"), CALENDAR, answered=on("2019-10-16")
)
assert CONSULT is not None
CORRECTED = Restart(on("2019-10-15"), CORRECTION)
PAID = Restart(on("2025-02-20"), PAYMENT)
ORDERED = Restart(on("2024-09-10"), ORDER)
PAST = pause("2019-09-01", "2019-09-02")

REPLIES = [
    ("国庆节前收到（第三十三条）", ReplyClock(RECEIVED), "2019-10-28"),
    ("征求第三方意见7个工作日不计", ReplyClock(RECEIVED, pauses=(CONSULT,)), "2019-11-06"),
    ("收到补正，重新计算（第三十条）", ReplyClock(RECEIVED, (CORRECTED,)), "2019-11-12"),
    ("延长20个工作日（第三十三条第二款）", ReplyClock(RECEIVED, extension=20), "2019-11-25"),
    ("春节延长假期", ReplyClock(on("2020-01-20")), "2020-02-25"),
    ("中秋节、国庆节调休", ReplyClock(on("2024-09-10")), "2024-10-14"),
    ("春节放假八天", ReplyClock(on("2025-01-20")), "2025-02-21"),
    ("国庆节、中秋节放假八天", ReplyClock(on("2025-09-18")), "2025-10-22"),
    ("春节放假九天", ReplyClock(on("2026-02-10")), "2026-03-16"),
    ("缴费次日起重新计算（109号）", ReplyClock(on("2025-01-20"), (PAID,)), "2025-03-20"),
    ("法院查明的答复期限（连云港）", ReplyClock(on("2022-09-30")), "2022-11-02"),
    ("指导案例26号，旧条例15个工作日", ReplyClock(on("2011-06-01")), "2011-06-23"),
    ("五一前后两个周日上班", ReplyClock(on("2019-04-22"), workdays=20), "2019-05-21"),
    ("新条例施行前一日收到", ReplyClock(on("2019-05-14")), "2019-06-04"),
    ("新条例施行当日收到", ReplyClock(on("2019-05-15")), "2019-06-13"),
    (
        "责令15个工作日内重新答复",
        ReplyClock(on("2024-01-02"), (ORDERED,), workdays=15),
        "2024-10-08",
    ),
]


@pytest.mark.parametrize(
    ("clock", "due"), [row[1:] for row in REPLIES], ids=[r[0] for r in REPLIES]
)
def test_last_day_to_reply(clock: ReplyClock, due: str) -> None:
    assert due_on(clock, CALENDAR) == on(due)


OTHERS = [
    ("告知补正7个工作日", PeriodName.CORRECTION_NOTICE, "2019-09-25", "2019-10-10"),
    ("告知补正，周日上班", PeriodName.CORRECTION_NOTICE, "2024-01-29", "2024-02-06"),
    ("第三方15个工作日（第三十二条）", PeriodName.THIRD_PARTY, "2019-10-09", "2019-10-29"),
    ("共同制作机关15个工作日（第三十四条）", PeriodName.AGENCY, "2019-10-09", "2019-10-29"),
    ("缴费20个工作日", PeriodName.PAYMENT, "2025-02-10", "2025-03-10"),
]


@pytest.mark.parametrize(
    ("name", "start", "due"), [r[1:] for r in OTHERS], ids=[r[0] for r in OTHERS]
)
def test_other_periods(name: PeriodName, start: str, due: str) -> None:
    assert period_due(name, on(start), CALENDAR) == on(due)


PAUSES = [
    ("两段重叠只算一次", ["2019-10-09..2019-10-14", "2019-10-12..2019-10-16"], "2019-11-06"),
    ("一段含于另一段", ["2019-10-09..2019-10-16", "2019-10-10..2019-10-11"], "2019-11-06"),
    ("两段相接", ["2019-10-09..2019-10-11", "2019-10-12..2019-10-16"], "2019-11-06"),
    ("只含放假日，不顺延", ["2019-10-01..2019-10-07"], "2019-10-28"),
    ("只含调休上班的周六", ["2019-10-12..2019-10-13"], "2019-10-29"),
    ("含原届满日", ["2019-10-28..2019-10-28"], "2019-10-29"),
    ("在届满之后，无影响", ["2019-10-29..2019-11-08"], "2019-10-28"),
]


@pytest.mark.parametrize(("spans", "due"), [r[1:] for r in PAUSES], ids=[r[0] for r in PAUSES])
def test_time_of_consultation_is_not_counted(spans: list[str], due: str) -> None:
    pauses = tuple(pause(*span.split("..")) for span in spans)
    assert due_on(ReplyClock(RECEIVED, pauses=pauses), CALENDAR) == on(due)


CONSULTATIONS = [
    ("答复到达为止", None, "2019-10-16", "2019-10-09..2019-10-16"),
    ("逾期不答，满15个工作日为止", None, None, "2019-10-09..2019-10-28"),
    ("逾期才答，仍以15个工作日为限", None, "2019-11-20", "2019-10-09..2019-10-28"),
    ("自第三方收到之日起算15个工作日", "2019-10-09", None, "2019-10-09..2019-10-29"),
    ("当日即答，无不计期间", None, "2019-10-08", None),
]


@pytest.mark.parametrize(
    ("delivered", "answered", "span"),
    [r[1:] for r in CONSULTATIONS],
    ids=[r[0] for r in CONSULTATIONS],
)
def test_days_of_a_consultation(
    delivered: str | None, answered: str | None, span: str | None
) -> None:
    found = consultation(
        PeriodName.AGENCY,
        on("2019-10-08"),
        CALENDAR,
        delivered=on(delivered) if delivered else None,
        answered=on(answered) if answered else None,
    )
    assert (f"{found.first}..{found.last}" if found else None) == span


REFUSED = [
    ("最多延长20个工作日", ReplyClock(RECEIVED, extension=21)),
    ("最多延长15个工作日", ReplyClock(on("2019-05-14"), extension=16)),
    ("不能延长-1个", ReplyClock(RECEIVED, extension=-1)),
    ("尚未施行", ReplyClock(on("2008-04-30"))),
    ("应为1至1000个工作日", ReplyClock(RECEIVED, workdays=0)),
    ("收到补正的日期2019年10月15日早于", ReplyClock(on("2019-10-16"), (CORRECTED,))),
    ("不计期间2019年9月1日至2019年9月2日早于", ReplyClock(RECEIVED, pauses=(PAST,))),
    ("尚无重新计算", ReplyClock(on("2020-12-01"), (Restart(on("2020-12-31"), PAYMENT),))),
    ("十年仍未届满", ReplyClock(RECEIVED, pauses=(pause("2019-10-09", "2099-01-01"),))),
]


@pytest.mark.parametrize(("why", "clock"), REFUSED, ids=[r[0] for r in REFUSED])
def test_contradictory_facts_are_refused(why: str, clock: ReplyClock) -> None:
    with pytest.raises(Refusal, match=why):
        due_on(clock, CALENDAR)


def test_dates_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(Refusal, match="末日2019年10月8日早于首日2019年10月9日"):
        pause("2019-10-09", "2019-10-08")
    with pytest.raises(Refusal, match="早于发函日期"):
        consultation(PeriodName.AGENCY, RECEIVED, CALENDAR, answered=on("2019-09-24"))


def test_each_number_names_its_article() -> None:
    assert reply_rule(on("2019-05-14")).basis.endswith("（国务院令第492号）第二十四条第二款")
    assert reply_rule(on("2019-05-15")).basis.endswith("（国务院令第711号）第三十三条第二款")
    with pytest.raises(Refusal, match="尚无“申请人缴纳信息处理费”的期限规定"):
        period(PeriodName.PAYMENT, on("2020-12-31"))
