"""The Excel ledger: every finding, every report, every cell; nothing a stranger wrote computes."""

from pathlib import Path
from typing import Any

import pytest

from mingbai.reading.papers import ledger
from mingbai.reading.reader import read_text
from mingbai.reading.shape import as_json
from mingbai.refusal import Refusal

openpyxl = pytest.importorskip("openpyxl")


@pytest.fixture(scope="module")
def report(reference: Path) -> dict[str, Any]:
    """The model report with a wrong total, from a file with a hostile name."""
    text = (reference / "reports" / "chengyang-2019.txt").read_text("utf-8")
    return as_json(read_text(text.replace("\n269\n", "\n268\n", 1), name='=HYPERLINK("x","y").txt'))


@pytest.fixture(scope="module")
def book(report: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("ledger") / "下" / "台账.xlsx"
    ledger.write(path, [report])
    return openpyxl.load_workbook(path)


def rows(sheet: Any) -> list[dict[str, Any]]:
    heads, *others = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in others]


def test_three_sheets_frozen_and_filtered(book: Any) -> None:
    assert book.sheetnames == ["问题台账", "报告一览", "各格数据"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.column_dimensions["B"].width >= 8


def test_a_finding_has_both_numbers_the_place_and_the_basis(
    book: Any, report: dict[str, Any]
) -> None:
    found = rows(book["问题台账"])
    assert len(found) == len(report["findings"])
    row = next(row for row in found if row["规则"] == "T3-R3")
    assert (row["机关"], row["年度"], row["程度"]) == ("青岛市城阳区人民政府", 2019, "错误")
    assert (row["应为"], row["实为"]) == (269, 268)
    assert row["位置"].startswith("一、本年新收政府信息公开申请数量 · 总计（第")
    assert "总计" in row["依据"]


def test_every_cell_with_its_evidence(book: Any, report: dict[str, Any]) -> None:
    found = {row["代码"]: row for row in rows(book["各格数据"])}
    assert set(found) == set(report["cells"])
    assert found["t3.1/natural"]["数值（金额为元）"] == 244
    assert found["t2.procurement/amount"]["数值（金额为元）"] == 170909100
    assert found["t3.1/natural"]["出处"] == "第234行第1字"


def test_nothing_is_a_formula(book: Any) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    name = next(cell for cell in cells if str(cell.value).startswith("=HYPERLINK"))
    assert name.quotePrefix


def test_more_rows_than_a_sheet_holds(
    report: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "MOST_ROWS", 150)
    ledger.write(tmp_path / "l.xlsx", [report])
    names = openpyxl.load_workbook(tmp_path / "l.xlsx").sheetnames
    assert names == ["问题台账", "报告一览", "各格数据", "各格数据2"]


def test_a_place_that_cannot_be_written_is_refused(report: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "占用").write_text("x", "utf-8")
    with pytest.raises(Refusal, match="写不了"):
        ledger.write(tmp_path / "占用" / "l.xlsx", [report])
