"""Dates as people type them, numbers as text, and the apostrophe that keeps formulas away."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from mingbai.files.cells import Cell, Unreadable, as_date, as_text
from mingbai.files.text import escaped, key, tidy, unescaped, visible

DAY = date(2019, 3, 5)
DATES: dict[str, Cell] = {
    "日期单元格": DAY,
    "横线": "2019-03-05",
    "横线不补零": "2019-3-5",
    "年月日": "2019年3月5日",
    "有空格": " 2019 年 3 月 5 日",
    "点": "2019.3.5",
    "斜线": "2019/3/5",
    "连写": "20190305",
    "连写的数": 20190305.0,
    "序号": 43529.0,
    "文本序号": "43529",
    "全角": "２０１９－０３－０５",
    "撇号": "'2019-3-5",
    "带时间": "2019-03-05 00:00:00",
}


@pytest.mark.parametrize("cell", DATES.values(), ids=list(DATES))
def test_a_date_is_understood(cell: Cell) -> None:
    assert as_date(cell) == DAY


def test_the_other_epoch() -> None:
    assert as_date(43529.0 - 1462, date1904=True) == DAY


NOT_DATES: dict[str, tuple[Cell, str]] = {
    "没有这一天": ("2019-02-30", "没有这一天"),
    "年份两位": ("19-3-5", "年份不是四位"),
    "外国写法": ("3/5/2019", "年份不是四位"),
    "没有日": ("2019年3月", "没有写到日"),
    "文字": ("三月初", "不是日期"),
    "太小的数": (12.0, "不是日期"),
    "错误": (Unreadable("#N/A", "公式错误"), "公式错误"),
}


@pytest.mark.parametrize(("cell", "words"), NOT_DATES.values(), ids=list(NOT_DATES))
def test_what_is_not_a_date_is_said(cell: Cell, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        as_date(cell)


@pytest.mark.parametrize("cell", [None, "", "　 ", "\u200b"])
def test_a_blank_is_no_date(cell: Cell) -> None:
    assert as_date(cell) is None


TEXTS: dict[str, tuple[Cell, str]] = {
    "数字": (2019001.0, "2019001"),
    "小数": (1.5, "1.5"),
    "全角数字": ("２０１９－００１", "2019-001"),
    "撇号": ("'0012", "0012"),
    "空格": ("  明申 〔2019〕\t1号　", "明申 〔2019〕 1号"),
    "不换行空格": ("a\u00a0b", "a b"),
    "控制字符": ("a\x01b\x1bc", "abc"),
    "Word的换行": ("a\x0bb", "a b"),
}


@pytest.mark.parametrize(("cell", "text"), TEXTS.values(), ids=list(TEXTS))
def test_a_text_is_tidied(cell: Cell, text: str) -> None:
    assert as_text(cell) == text


@given(st.text())
def test_no_exported_cell_is_a_formula_and_every_one_comes_back(text: str) -> None:
    assert not escaped(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unescaped(escaped(text)) == text


@given(st.text())
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_two_spellings_share_a_key() -> None:
    assert key("办理结果（必 填）") == key("办理结果(必填)")


@given(st.text())
def test_a_tidied_text_fits_into_a_workbook(text: str) -> None:
    assert not ILLEGAL_CHARACTERS_RE.search(tidy(text))
    assert not ILLEGAL_CHARACTERS_RE.search(visible(text))


def test_visible_text_keeps_its_lines_and_wide_characters() -> None:
    assert visible("（一）主动公开\n\u200b２０件\x0b次行") == "（一）主动公开\n２０件\n次行"
