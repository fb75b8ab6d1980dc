"""NRM-6…8: 尚未施行, 现行有效, 部分有效, 已废止, 已失效, each from its day on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai.refusal import Refusal
from mingbai.rules.validity import (
    Change,
    State,
    Validity,
    ValidityEvent,
    check_period,
    check_register_no,
    default_years,
    evaluate_from,
    expiry,
    expiry_after,
    last_day,
    needs_evaluation,
    state,
)

AMENDED, REPEALED, EXPIRED, RESTORED = Change
START, END = date(2021, 1, 1), date(2026, 1, 1)


def event(change: Change, on: str, basis: str = "城政发〔2023〕5号") -> ValidityEvent:
    return ValidityEvent(change, date.fromisoformat(on), basis)


AMENDMENT = event(AMENDED, "2022-03-01", "城政发〔2022〕3号")
REPEAL = event(REPEALED, "2023-05-01")
DECLARED = event(EXPIRED, "2024-01-01", "清理结果公告")
LATE = event(REPEALED, "2026-03-01")
UNDONE = event(RESTORED, "2023-09-01", "城政发〔2023〕20号")

ROWS = [
    ("施行前一日", (), "2020-12-31", State.PENDING, "2021-01-01"),
    ("施行当日", (), "2021-01-01", State.IN_FORCE, "2021-01-01"),
    ("有效期最后一日", (), "2025-12-31", State.IN_FORCE, "2021-01-01"),
    ("失效当日，自动失效", (), "2026-01-01", State.EXPIRED, "2026-01-01"),
    ("修改前一日", (AMENDMENT,), "2022-02-28", State.IN_FORCE, "2021-01-01"),
    ("修改当日", (AMENDMENT,), "2022-03-01", State.AMENDED, "2022-03-01"),
    ("修改后到期", (AMENDMENT,), "2026-01-01", State.EXPIRED, "2026-01-01"),
    ("废止前一日", (REPEAL,), "2023-04-30", State.IN_FORCE, "2021-01-01"),
    ("废止当日", (REPEAL,), "2023-05-01", State.REPEALED, "2023-05-01"),
    ("先修改后废止", (AMENDMENT, REPEAL), "2023-05-01", State.REPEALED, "2023-05-01"),
    ("给出的次序不论", (REPEAL, AMENDMENT), "2023-05-01", State.REPEALED, "2023-05-01"),
    ("废止后到期，仍是废止", (REPEAL,), "2026-06-01", State.REPEALED, "2023-05-01"),
    ("宣布失效", (DECLARED,), "2024-01-01", State.EXPIRED, "2024-01-01"),
    ("先废止，后列入失效目录", (REPEAL, DECLARED), "2024-06-01", State.REPEALED, "2023-05-01"),
    ("废止被撤销，恢复效力", (REPEAL, UNDONE), "2023-09-01", State.IN_FORCE, "2021-01-01"),
    ("恢复效力前", (REPEAL, UNDONE), "2023-08-31", State.REPEALED, "2023-05-01"),
    ("恢复后，修改仍在", (AMENDMENT, REPEAL, UNDONE), "2023-09-01", State.AMENDED, "2022-03-01"),
    ("恢复效力以后照样到期", (REPEAL, UNDONE), "2026-01-01", State.EXPIRED, "2026-01-01"),
    ("到期后才废止", (LATE,), "2026-04-01", State.EXPIRED, "2026-01-01"),
    ("施行前废止", (event(REPEALED, "2020-12-01"),), "2020-12-15", State.REPEALED, "2020-12-01"),
    ("施行前修改", (event(AMENDED, "2020-12-01"),), "2020-12-15", State.PENDING, "2021-01-01"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("events", "on", "expected", "since"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_the_state_on_a_day(
    events: tuple[ValidityEvent, ...], on: str, expected: State, since: str
) -> None:
    found = state(START, END, events, date.fromisoformat(on))
    assert (found.state, found.since) == (expected, date.fromisoformat(since))


def test_a_document_without_dates_is_in_force() -> None:
    assert state(None, None, (), START) == Validity(State.IN_FORCE, None, State.IN_FORCE.rule)
    assert state(None, None, (REPEAL,), date(2030, 1, 1)).state is State.REPEALED


def test_a_change_is_told_with_its_basis() -> None:
    assert state(START, END, (REPEAL,), date(2024, 1, 1)).sentence == (
        "已废止（自2023年5月1日起，依据：城政发〔2023〕5号）"
    )
    assert state(START, END, (), date(2020, 1, 1)).sentence == "尚未施行（自2021年1月1日起施行）"
    assert state(START, END, (), START).sentence == "现行有效"
    assert "有效期届满" in state(START, END, (), END).sentence


def test_only_the_whole_and_the_amended_bind() -> None:
    assert {each for each in State if each.binds} == {State.IN_FORCE, State.AMENDED}
    assert [each.label for each in State] == [
        "尚未施行", "现行有效", "部分有效（已修改）", "已废止", "已失效",
    ]  # fmt: skip
    assert [each.label for each in Change] == ["修改", "废止", "宣布失效", "恢复效力"]


def test_a_change_needs_a_basis() -> None:
    with pytest.raises(Refusal, match="废止须写明依据的文件"):
        ValidityEvent(REPEALED, START, " ")


def test_a_document_cannot_expire_before_it_applies() -> None:
    check_period(START, END)
    with pytest.raises(Refusal, match="应晚于施行日期"):
        check_period(START, START)


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("城阳区某某管理办法", 5),
        ("城阳区某某管理办法（试行）", 2),
        ("城阳区某某管理暂行办法", 2),
    ],
)
def test_trial_documents_run_for_a_shorter_time(title: str, years: int) -> None:
    assert default_years(title) == years


def test_five_years_from_the_day_it_applies() -> None:
    assert expiry(START, 5) == END
    assert last_day(END) == date(2025, 12, 31)
    assert expiry_after(date(2025, 12, 31)) == END
    assert expiry(date(2024, 2, 29), 1) == date(2025, 2, 28)
    with pytest.raises(Refusal, match="至少一年"):
        expiry(START, 0)


@pytest.mark.parametrize(
    ("expires_on", "on", "wanted"),
    [
        ("2026-01-01", "2025-06-30", False),
        ("2026-01-01", "2025-07-01", True),
        ("2026-01-01", "2025-12-31", True),
        ("2026-01-01", "2026-01-01", False),
        ("2025-08-31", "2025-02-28", True),
    ],
)
def test_evaluated_within_six_months_before_expiry(expires_on: str, on: str, wanted: bool) -> None:
    day = date.fromisoformat(expires_on)
    assert needs_evaluation(day, date.fromisoformat(on)) is wanted
    assert not needs_evaluation(None, date.fromisoformat(on))


@pytest.mark.parametrize("number", ["SDPR-2019-0010012", "QDCR-2019-0010005"])
def test_register_numbers_as_printed(number: str) -> None:
    check_register_no(number)


@pytest.mark.parametrize(
    "number", ["", "QDCR-2019-001005", "qdcr-2019-0010005", "QDCR-2019-0010005\n", "Q" * 100_000]
)
def test_other_shapes_are_refused(number: str) -> None:
    with pytest.raises(Refusal, match="统一登记号"):
        check_register_no(number)


def test_a_place_may_have_its_own_shape() -> None:
    check_register_no("CY〔2026〕1", r"CY〔\d{4}〕\d+")


DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
EVENTS = st.lists(
    st.builds(ValidityEvent, st.sampled_from(Change), DAYS, st.just("依据")), max_size=5
)


@given(EVENTS, DAYS)
def test_the_future_does_not_change_today(events: list[ValidityEvent], on: date) -> None:
    past = [each for each in events if each.on <= on]
    assert state(START, END, events, on) == state(START, END, past, on)


@given(DAYS, DAYS, DAYS)
def test_in_force_is_from_the_first_day_to_the_day_before_expiry(
    effective: date, end: date, on: date
) -> None:
    expires = max(end, effective + timedelta(days=1))
    assert state(effective, expires, (), on).state.binds is (effective <= on < expires)


@given(EVENTS, DAYS)
def test_nothing_binds_after_expiry(events: list[ValidityEvent], on: date) -> None:
    assert not state(START, on, events, on).state.binds
    assert evaluate_from(on) < on
