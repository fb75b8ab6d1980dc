"""SIT-06 and MD-1: index numbers as made here and as met on government sites."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai.refusal import Refusal
from mingbai.rules.index_number import MAX_SERIAL, IndexNumber, check, make, parse

CODE = "11341702486344515H"

MADE = [
    ("一年的第一条", 1, "11341702486344515H/2026-00001"),
    ("五位用满", 99_999, "11341702486344515H/2026-99999"),
    ("第十万条起六位", 100_000, "11341702486344515H/2026-100000"),
    ("最多八位", MAX_SERIAL, "11341702486344515H/2026-99999999"),
]

MET = [
    (
        "信用代码，七位流水",
        "11370322004222241N/2021-5135380",
        IndexNumber("11370322004222241N", 2021, None, "5135380"),
    ),
    ("信用代码，年月", f"{CODE}/202110-00013", IndexNumber(CODE, 2021, 10, "00013")),
    ("组织机构代码", "000014349/2017-00110", IndexNumber("000014349", 2017, None, "00110")),
    ("组织机构代码带“-”", "0142768-8/2022-00185", IndexNumber("0142768-8", 2022, None, "00185")),
    ("地方代码", "035210000/2025-00016", IndexNumber("035210000", 2025, None, "00016")),
]

WRONG = [
    ("没有流水号", f"{CODE}/2026", "代码/年份-流水号"),
    ("月份不对", f"{CODE}/202613-00001", "代码/年份-流水号"),
    ("月份为零", f"{CODE}/202600-00001", "代码/年份-流水号"),
    ("小写字母", f"{CODE.lower()}/2026-00001", "代码/年份-流水号"),
    ("流水号太长", f"{CODE}/2026-123456789", "代码/年份-流水号"),
    ("末尾换行", f"{CODE}/2026-00001\n", "代码/年份-流水号"),
    ("极长", "1" * 100_000, "代码/年份-流水号"),
    ("空", "", "代码/年份-流水号"),
    ("信用代码末位错", "11341702486344515J/2026-00001", "GB 32100"),
    ("信用代码中机构代码校验位错", "11341702486344510H/2026-00001", "GB 11714"),
    ("组织机构代码校验位错", "000014348/2017-00110", "GB 11714"),
]


@pytest.mark.parametrize(("serial", "text"), [row[1:] for row in MADE], ids=[r[0] for r in MADE])
def test_made_from_code_year_and_serial(serial: int, text: str) -> None:
    assert make(CODE, 2026, serial) == text
    assert check(text) == ""


@pytest.mark.parametrize(("text", "parts"), [row[1:] for row in MET], ids=[row[0] for row in MET])
def test_numbers_of_real_sites_are_read(text: str, parts: IndexNumber) -> None:
    assert parse(text) == parts
    assert str(parts) == text


@pytest.mark.parametrize(
    "text",
    [
        "1137078555222300XQ/2020-00001",
        "11341702486344515H/202110-00013",
        "11441700007280420Y/2021-00001",
        "11370322004222241N/2021-5135380",
        "000014349/2017-00110",
        "00001434-9/2017-00110",
        "0142768-8/2022-00185",
    ],
)
def test_real_codes_hold(text: str) -> None:
    assert check(text) == ""


@pytest.mark.parametrize(("text", "told"), [row[1:] for row in WRONG], ids=[r[0] for r in WRONG])
def test_what_is_wrong_is_told(text: str, told: str) -> None:
    assert told in check(text)


@pytest.mark.parametrize(
    ("code", "year", "serial", "told"),
    [
        ("11341702486344515J", 2026, 1, "GB 32100"),
        ("", 2026, 1, "18位"),
        (CODE, 26, 1, "年份"),
        (CODE, 2026, 0, "流水号"),
        (CODE, 2026, MAX_SERIAL + 1, "流水号"),
    ],
)
def test_a_wrong_number_is_not_made(code: str, year: int, serial: int, told: str) -> None:
    with pytest.raises(Refusal, match=told):
        make(code, year, serial)


@given(st.integers(1949, 2099), st.integers(1, MAX_SERIAL))
def test_what_is_made_is_read_back(year: int, serial: int) -> None:
    text = make(CODE, year, serial)
    number = parse(text)
    assert (number.code, number.year, number.month, int(number.serial)) == (
        CODE, year, None, serial,
    )  # fmt: skip
    assert str(number) == text
