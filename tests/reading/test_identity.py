"""Whose report it is: names with letters and digits, the year never taken for a part of them."""

import pytest

from mingbai.reading.identity import identify

TITLES = [
    ("只有汉字", "某县教育局2023年政府信息公开工作年度报告", "某县教育局", 2023),
    ("字母开头", "c局2023年政府信息公开工作年度报告", "c局", 2023),
    ("数字在中间", "第99局2023年政府信息公开工作年度报告", "第99局", 2023),
    ("字母在中间", "某市B区管委会2023年政府信息公开工作年度报告", "某市B区管委会", 2023),
    ("没有机关", "2023年政府信息公开工作年度报告", None, 2023),
]


@pytest.mark.parametrize(
    ("title", "organ", "year"), [row[1:] for row in TITLES], ids=[row[0] for row in TITLES]
)
def test_organ_and_year_of_a_title(title: str, organ: str | None, year: int) -> None:
    identity = identify([title])
    assert (identity.organ, identity.year) == (organ, year)


def test_the_date_of_a_page_is_no_name_of_an_organ() -> None:
    identity = identify(["2024年1月20日某局2023年政府信息公开工作年度报告"])
    assert identity.organ is None or "2024" not in identity.organ
