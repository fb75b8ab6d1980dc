"""Both printed forms as data: their cells, their words, the years they serve."""

import pytest

from mingbai.refusal import Refusal
from mingbai.rules.report import formats

OLD, NEW = formats.load("2019"), formats.load("2021")

SIZES = [
    ("2019", "t2", 22),
    ("2019", "t3", 161),
    ("2019", "t4", 15),
    ("2021", "t2", 10),
    ("2021", "t3", 175),
    ("2021", "t4", 15),
]


@pytest.mark.parametrize(("format_id", "table", "cells"), SIZES)
def test_number_of_cells(format_id: str, table: formats.Table, cells: int) -> None:
    ids = formats.load(format_id).cell_ids(table)
    assert len(ids) == len(set(ids)) == cells


def test_rows_with_numbers_and_results() -> None:
    assert (len(OLD.numeric_rows), len(NEW.numeric_rows)) == (23, 25)
    assert (len(OLD.leaves), len(NEW.leaves)) == (19, 21)
    assert "t3.3.7" not in {row.id for row in NEW.leaves}


WORDS = [
    (OLD, "t3.3.3.6/natural", "三（三）6.属于四类过程性信息 · 自然人"),
    (OLD, "t3.1/total", "一、本年新收政府信息公开申请数量 · 总计"),
    (OLD, "t3.3.6/org_other", "三（六）其他处理 · 其他"),
    (NEW, "t3.3.6.3/org_other", "三（六）3.其他 · 其他"),
    (OLD, "t2.fee/items_delta", "第二十条第（八）项行政事业性收费 · 本年增/减"),
    (NEW, "t2.fee/amount_wan", "第二十条第（八）项行政事业性收费 · 本年收费金额（单位：万元）"),
    (NEW, "review/upheld", "行政复议 · 结果维持"),
    (NEW, "suit_after_review/pending", "行政诉讼（复议后起诉） · 尚未审结"),
]


@pytest.mark.parametrize(("form", "cell", "words"), WORDS)
def test_a_cell_in_words(form: formats.Format, cell: str, words: str) -> None:
    assert form.cell_label(cell) == words


@pytest.mark.parametrize(
    "cell", ["t3.3/natural", "t3.3.6/total", "t3.9/total", "t2.fee/amount_wan/x"]
)
def test_an_unknown_cell_is_refused(cell: str) -> None:
    with pytest.raises(Refusal, match="没有"):
        NEW.cell_label(cell)


@pytest.mark.parametrize(
    ("year", "format_id"), [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2025, "2021")]
)
def test_form_of_a_report_year(year: int, format_id: str) -> None:
    assert formats.for_year(year).id == format_id


def test_reports_before_2019_are_refused() -> None:
    with pytest.raises(Refusal, match="旧格式不支持"):
        formats.for_year(2018)


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(Refusal):
        formats.load("2008")


def test_statutory_title() -> None:
    assert NEW.title_for("东湖区人民政府", 2024) == "东湖区人民政府2024年政府信息公开工作年度报告"


def test_kinds_of_numbers() -> None:
    assert OLD.column("t2.permit/items_delta").kind == "signed"
    assert OLD.column("t2.procurement/amount").kind == "money"
    assert NEW.column("t2.fee/amount_wan").kind == "decimal"
    assert NEW.column("t3.1/natural").kind == "count"
