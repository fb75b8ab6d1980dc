"""What a cell may hold, as reports print it."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingbai.reading.numerals import Figure, Kind, Number, han_number, parse, yuan

NUMBERS: list[tuple[str, str, Number, str]] = [
    ("整数", "269", 269, ""),
    ("零", "0", 0, ""),
    ("千分号", "3,119", 3119, ""),
    ("全角千分号", "3，119", 3119, ""),
    ("千位之间有空格", "3 119", 3119, ""),
    ("全角数字", "１２３", 123, ""),
    ("前后有全角空格", "\u300012\u3000", 12, ""),
    ("正号", "+2", 2, ""),
    ("全角正号", "＋2", 2, ""),
    ("负号", "-69", -69, ""),
    ("减号", "\u221269", -69, ""),
    ("小数", "96171.6", Decimal("96171.6"), ""),
    ("万元", "17090.91万元", Decimal("17090.91"), "万元"),
    ("单位前有空格", "17090.91 万元", Decimal("17090.91"), "万元"),
    ("元", "75394432.52元", Decimal("75394432.52"), "元"),
    ("件", "4件", 4, "件"),
    ("中文数字", "十二", 12, ""),
    ("中文数字带百位", "一百零三", 103, ""),
    ("中文零", "〇", 0, ""),
]


@pytest.mark.parametrize(
    ("text", "value", "unit"), [r[1:] for r in NUMBERS], ids=[r[0] for r in NUMBERS]
)
def test_a_printed_number_is_read_as_what_it_is(text: str, value: Number, unit: str) -> None:
    assert parse(text) == Figure(Kind.NUMBER, value, unit)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", Kind.BLANK),
        ("\u3000\u3000", Kind.BLANK),
        ("\u00a0", Kind.BLANK),
        ("-", Kind.DASH),
        ("—", Kind.DASH),
        ("/", Kind.DASH),
        ("／", Kind.DASH),
        ("无", Kind.NONE),
        ("未发生", Kind.NONE),
        ("规章", Kind.WORDS),
        ("3 11 9", Kind.WORDS),
        ("1,23", Kind.WORDS),
        ("12abc", Kind.WORDS),
        ("1.2.3", Kind.WORDS),
    ],
)
def test_what_is_no_number_stays_what_it_is(text: str, kind: Kind) -> None:
    assert parse(text) == Figure(kind)


def test_money_is_kept_in_yuan() -> None:
    assert yuan(Decimal("17090.91"), "万元") == 170909100
    assert yuan(Decimal("75394432.52"), "元") == Decimal("75394432.52")
    assert yuan(3, "亿元") == 300000000


@pytest.mark.parametrize(
    ("text", "value"),
    [("二〇一九", 2019), ("二十", 20), ("一万二千", 12000), ("两百", 200), ("件", None)],
)
def test_chinese_numerals(text: str, value: int | None) -> None:
    assert han_number(text) == value


@settings(max_examples=300, deadline=200)
@given(st.text(max_size=40))
def test_any_cell_at_all_is_read_without_an_exception(text: str) -> None:
    assert isinstance(parse(text), Figure)


@given(st.integers(min_value=0, max_value=10**12))
def test_a_number_printed_with_commas_reads_back(value: int) -> None:
    assert parse(f"{value:,}").value == value
