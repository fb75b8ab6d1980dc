"""The letter of findings: one for each organ, blanks where the office must fill in."""

import re
from pathlib import Path
from typing import Any

import pytest

from mingbai.reading.papers import notice
from mingbai.reading.reader import read
from mingbai.reading.shape import as_json

NAMES = (
    "pingtan-2019.txt",
    "pingtan-2023.txt",
    "huaian-city-2024.pdf",
    "partial-longhua-2025.txt",
)
docx = pytest.importorskip("docx")


@pytest.fixture(scope="module")
def reports(reference: Path) -> list[dict[str, Any]]:
    names = (
        "pingtan-2019.txt",
        "pingtan-2023.txt",
        "huaian-city-2024.pdf",
        "partial-longhua-2025.txt",
    )
    return [as_json(read(reference / "reports" / name, name=name)) for name in names]


@pytest.fixture(scope="module")
def letters(
    reports: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("函")
    return {path.name: docx.Document(str(path)) for path in notice.write(folder, reports)}


def text_of(document: Any) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_one_letter_for_each_organ(letters: dict[str, Any]) -> None:
    assert set(letters) == {
        "问题反馈函-平潭综合实验区.docx",
        "问题反馈函-淮安市人民政府.docx",
        "问题反馈函-民治街道.docx",
    }


def test_the_letter_names_years_forms_and_numbers(letters: dict[str, Any]) -> None:
    text = text_of(letters["问题反馈函-平潭综合实验区.docx"])
    assert "关于平潭综合实验区2019、2023年政府信息公开工作年度报告有关问题的反馈函" in text
    assert "国办公开办函〔2019〕60号、国办公开办函〔2021〕30号" in text
    assert "数字或者文字相互不符的8处，需要说明或者完善的1处" in text
    assert "未读出的数字未作核对，也不按0计" in text


def test_number_dates_and_contact_are_left_blank(letters: dict[str, Any]) -> None:
    for document in letters.values():
        text = text_of(document)
        assert "〔　　　　〕　　号" in text
        assert "请于　　　　年　　月　　日前" in text
        assert not re.search(r"\d{1,2}月\d{1,2}日", text)


def test_the_list_holds_every_error_and_warning(
    letters: dict[str, Any], reports: list[dict[str, Any]]
) -> None:
    [table] = letters["问题反馈函-平潭综合实验区.docx"].tables
    weighed = [
        finding
        for report in reports[:2]
        for finding in report["findings"]
        if finding["severity"] != "info"
    ]
    assert len(table.rows) == 1 + len(weighed)
    assert [cell.text for cell in table.rows[0].cells] == [head for head, _ in notice.HEADS]
    assert table.rows[1].cells[1].text == "2019"
    assert "规范性文件印作“898989”" in table.rows[1].cells[3].text
    assert "建议：" in table.rows[1].cells[3].text
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")


def test_the_page_is_that_of_an_official_letter(letters: dict[str, Any]) -> None:
    section = letters["问题反馈函-民治街道.docx"].sections[0]
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    assert [round(side.mm) for side in (section.top_margin, section.left_margin)] == [37, 28]


def test_without_errors_or_warnings_there_is_no_letter(reports: list[dict[str, Any]]) -> None:
    clean = reports[2] | {"findings": []}
    assert notice.by_organ([clean]) == {}
