"""青岛市城阳区2019年报告，一行一格的文本：198 格全对，页面杂项不算在内。"""

from pathlib import Path

import pytest

from mingbai.reading import Reading, read
from mingbai.reading.outcome import SURE
from mingbai.rules.findings import Severity
from tests.reading import truths


@pytest.fixture(scope="module")
def chengyang(reference: Path) -> Reading:
    return read(reference / "reports" / "chengyang-2019.txt")


def test_all_cells_of_the_three_tables_are_right_and_sure(
    chengyang: Reading, reference: Path
) -> None:
    right, wrong, refused = truths.compare(chengyang, truths.of(reference)["chengyang-2019.txt"])
    assert (right, wrong, refused) == (22 + 161 + 15, [], [])
    assert {cell.confidence for cell in chengyang.cells.values()} == {SURE}


def test_the_report_says_whose_it_is(chengyang: Reading) -> None:
    assert chengyang.organ == "青岛市城阳区人民政府"
    assert chengyang.year == 2019
    assert chengyang.level == "district"
    assert chengyang.published == "2020-02-06"
    assert chengyang.form is not None
    assert chengyang.form.id == "2019"


def test_the_furniture_before_the_title_is_stripped(chengyang: Reading) -> None:
    assert chengyang.text.startswith("青岛市城阳区人民政府2019年政府信息公开工作报告")
    assert "qrcode" not in chengyang.text


def test_the_purchase_is_in_yuan_and_keeps_what_is_printed(chengyang: Reading) -> None:
    cell = chengyang.cells["t2.procurement/amount"]
    assert (cell.value, cell.raw, cell.where) == (170909100, "17090.91万元", "第206行第1字")


def test_it_has_no_error_and_the_known_faults_of_its_text_are_named(chengyang: Reading) -> None:
    assert chengyang.exit_code == 0
    warnings = " ".join(f.message for f in chengyang.findings if f.severity is Severity.WARN)
    for fault in ("（八）", "。。", "减", "审结"):
        assert fault in warnings, fault
