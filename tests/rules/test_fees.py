"""国办函〔2020〕109号: the fee by items and by pages, to the yuan."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai.refusal import Refusal
from mingbai.rules.fees import (
    Line,
    Tariff,
    by_items,
    by_pages,
    check_tariff,
    item_charge,
    lines,
)
from mingbai.rules.report.outcomes import Outcome

ON = date(2026, 3, 2)
COUNT = st.integers(0, 400)

ITEMS = [
    (0, 0),
    (10, 0),  # 10件以下（含10件）不收费
    (11, 100),  # 11—30件：每件100元
    (30, 2000),
    (31, 2200),  # 31件以上：每10件为一档，每件递增100元
    (40, 4000),
    (41, 4300),
    (50, 7000),
    (51, 7400),
    (60, 11000),
]
PAGES = [
    (30, 0),  # 30页以下（含30页）不收费
    (31, 10),  # 31—100页：每页10元
    (100, 700),
    (101, 720),  # 101—200页：每页20元
    (200, 2700),
    (201, 2740),  # 201页以上：每页40元
    (250, 4700),
]


@pytest.mark.parametrize(("count", "yuan"), ITEMS)
def test_by_items_in_a_month(count: int, yuan: int) -> None:
    assert by_items(count, on=ON) == yuan


@pytest.mark.parametrize(("pages", "yuan"), PAGES)
def test_by_pages_of_one_application(pages: int, yuan: int) -> None:
    assert by_pages(pages, on=ON) == yuan


def slow_item_price(number: int) -> int:
    """The n-th item of a month, counted on the fingers."""
    if number <= 10:
        return 0
    return 100 if number <= 30 else 200 + (number - 31) // 10 * 100


@given(COUNT)
def test_the_month_is_the_sum_of_its_items(count: int) -> None:
    assert by_items(count, on=ON) == sum(map(slow_item_price, range(1, count + 1)))


@given(COUNT, COUNT)
def test_letters_of_a_month_add_up(before: int, added: int) -> None:
    charge = item_charge(before, added, on=ON)
    assert charge == by_items(before + added, on=ON) - by_items(before, on=ON)


@given(COUNT, COUNT)
def test_more_never_costs_less(one: int, more: int) -> None:
    assert by_items(one, on=ON) <= by_items(one + more, on=ON)
    assert by_pages(one, on=ON) <= by_pages(one + more, on=ON)


@given(COUNT, COUNT)
def test_the_lines_explain_the_whole(before: int, added: int) -> None:
    found = lines(Tariff.ITEMS, added, before=before, on=ON)
    assert sum(line.quantity for line in found) == added
    assert all(line.amount == line.quantity * line.unit_price for line in found)


def test_the_calculation_in_the_notice() -> None:
    assert lines(Tariff.ITEMS, 33, before=8, on=ON) == (
        Line("第9–10件", 2, 0, 0),
        Line("第11–30件", 20, 100, 2000),
        Line("第31–40件", 10, 200, 2000),
        Line("第41件", 1, 300, 300),
    )


REFUSED = [
    ("2021年以前没有收费办法", lambda: by_items(11, on=date(2020, 12, 31)), "还没有"),
    ("件数小于零", lambda: by_items(-1, on=ON), "不能小于零"),
    ("页数不累计", lambda: lines(Tariff.PAGES, 5, before=5, on=ON), "不累计"),
    ("两种标准不能并用", lambda: check_tariff(Tariff.PAGES, levied=Tariff.ITEMS), "不能两种"),
    (
        "只告知获取途径的不按页收费",
        lambda: check_tariff(Tariff.PAGES, outcome=Outcome.ALREADY_PUBLIC),
        "不能按页",
    ),
]


@pytest.mark.parametrize(("act", "words"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_refused(act: object, words: str) -> None:
    assert callable(act)
    with pytest.raises(Refusal, match=words):
        act()


def test_allowed() -> None:
    check_tariff(Tariff.ITEMS, outcome=Outcome.NOT_EXIST, levied=Tariff.ITEMS)
    check_tariff(Tariff.PAGES, outcome=Outcome.PARTIAL)
    assert by_items(11, on=date(2021, 1, 1)) == 100
