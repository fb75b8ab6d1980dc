"""Every download is read back and compared with the content, cell by cell."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pdfplumber
import pytest
from django.conf import settings

from mingbai.refusal import Refusal
from mingbai.reports import downloads
from mingbai.reports.downloads import pdf
from mingbai.reports.grid import placed
from mingbai.rules.report.display import FEE_2021, PURCHASES_2019, wan_from_yuan
from tests.reports import sample

YEARS = (2019, 2023)


def content(year: int, **facts: Any) -> dict[str, Any]:
    return sample.content(sample.numbered_cells(year), year=year, **facts)


@pytest.fixture
def fonts() -> None:
    if not any(Path(settings.FONTS).glob("Fandol*")):
        pytest.skip(f"没有中文字体（{settings.FONTS}），先运行 make setup")


@pytest.mark.parametrize("year", YEARS)
def test_json_holds_every_cell_under_row_and_column(year: int) -> None:
    made = content(year)
    tables = json.loads(downloads.render(made, "json"))["tables"]
    read = {
        f"{row}/{column}": value
        for table in tables.values()
        for row, columns in table.items()
        for column, value in columns.items()
    }
    assert read == made["cells"]


@pytest.mark.parametrize("year", YEARS)
def test_csv_holds_every_cell_in_a_row_of_its_own(year: int) -> None:
    made = content(year)
    raw = downloads.render(made, "csv")
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    read = {f"{r['row']}/{r['column']}": int(r["value"]) for r in rows if "部分" in r["table"]}
    assert read == made["cells"]


@pytest.mark.parametrize("year", YEARS)
def test_excel_has_the_grid_of_the_page_with_its_merged_cells(year: int) -> None:
    made = content(year)
    book = openpyxl.load_workbook(io.BytesIO(downloads.render(made, "xlsx")))
    for sheet, (name, table) in zip(book.worksheets, made["tables"].items(), strict=False):
        top = next(
            row
            for row in range(1, 9)
            if sheet.cell(row, 1).value == next(iter(table["rows"][0]))["text"]
        )
        merged = {str(area) for area in sheet.merged_cells.ranges}
        for y, x, cell in placed(table):
            place = sheet.cell(top + y, x + 1)
            assert place.value == shown_in_excel(made, cell), (name, cell)
            if cell["rowspan"] * cell["colspan"] > 1:
                last = sheet.cell(top + y + cell["rowspan"] - 1, x + cell["colspan"])
                assert f"{place.coordinate}:{last.coordinate}" in merged


def shown_in_excel(made: dict[str, Any], cell: dict[str, Any]) -> object:
    if not cell["cell_id"]:
        return cell["text"]
    value = made["cells"][cell["cell_id"]]
    money = cell["cell_id"] in (PURCHASES_2019, FEE_2021)
    return float(wan_from_yuan(value)) if money else value


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("year", YEARS)
def test_pdf_prints_the_cells_of_every_row_in_order(year: int) -> None:
    made = content(year)
    with pdfplumber.open(io.BytesIO(downloads.render(made, "pdf"))) as document:
        read = [row for page in document.pages for table in page.extract_tables() for row in table]
    printed = [
        "".join((cell or "") for cell in row).replace("\n", "").replace(" ", "") for row in read
    ]
    for table in made["tables"].values():
        for row in table["rows"]:
            numbers = "".join(cell["text"] for cell in row if cell["cell_id"])
            if numbers:
                assert any(line.endswith(numbers) for line in printed), numbers


@pytest.mark.usefixtures("fonts")
def test_pdf_is_the_page_of_gb_t_9704() -> None:
    made = content(2019, overview="公开" * 900, demo=False)
    with pdfplumber.open(io.BytesIO(downloads.render(made, "pdf"))) as document:
        page = document.pages[1]
        lines = page.extract_text_lines()
        body = [line for line in lines if "公开" in line["text"]]
        foot = lines[-1]
        assert len(body) == 22
        assert max(len(line["text"]) for line in body) == 28
        assert min(line["x0"] for line in body) / 72 * 25.4 == pytest.approx(28, abs=1.5)
        assert foot["text"].replace(" ", "") == "—2—"
        assert foot["x0"] / 72 * 25.4 == pytest.approx(28 + 14 * 0.3528, abs=2)
        assert document.metadata["Title"] == made["title"]


@pytest.mark.usefixtures("fonts")
def test_text_of_officers_is_never_markup() -> None:
    hostile = '#panic("x") $x$ \\ *粗* `码` @ref <label> "引" // 注 = 题 #import "a"'
    made = content(2019, overview=hostile, organ='某#局"\\')
    with pdfplumber.open(io.BytesIO(downloads.render(made, "pdf"))) as document:
        text = "".join(page.extract_text() for page in document.pages).replace("\n", "")
    assert '#panic("x")' in text.replace(" ", "").replace("“", '"').replace("”", '"')


@pytest.mark.usefixtures("fonts")
def test_a_rare_character_is_printed_from_the_second_font() -> None:
    made = content(2019, overview="𬭊元素的含量。")
    with pdfplumber.open(io.BytesIO(downloads.render(made, "pdf"))) as document:
        assert "𬭊" in "".join(page.extract_text() for page in document.pages)


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_the_same_content_gives_the_same_bytes(form: str) -> None:
    assert downloads.render(content(2019), form) == downloads.render(content(2019), form)


@pytest.mark.usefixtures("fonts")
def test_the_same_content_gives_the_same_pdf() -> None:
    assert downloads.render(content(2019), "pdf") == downloads.render(content(2019), "pdf")


def test_the_bytes_of_a_workbook_do_not_tell_when_it_was_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = downloads.render(content(2019), "xlsx")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert downloads.render(content(2019), "xlsx") == first
    book = openpyxl.load_workbook(io.BytesIO(first))
    assert str(book.properties.modified) == "2020-01-20 00:00:00"


def test_without_any_chinese_font_the_pdf_is_refused(settings: Any, tmp_path: Path) -> None:
    settings.FONTS = tmp_path
    with pytest.raises(Refusal, match="没有可用的中文字体，缺少仿宋"):
        pdf.render(content(2019))


@pytest.mark.usefixtures("fonts")
def test_a_missing_font_is_replaced_and_named(settings: Any, tmp_path: Path) -> None:
    for path in Path(settings.FONTS).glob("NotoSerifCJK*"):
        (tmp_path / path.name).symlink_to(path.resolve())
    settings.FONTS = tmp_path
    with pdfplumber.open(io.BytesIO(pdf.render(content(2019)))) as document:
        assert "缺少字体仿宋" in document.metadata["Keywords"]
        assert "缺少字体仿宋" in document.pages[-1].extract_text().replace("\n", "")


def test_every_download_of_a_demonstration_says_so() -> None:
    made = content(2019)
    book = openpyxl.load_workbook(io.BytesIO(downloads.render(made, "xlsx")))
    assert all(str(sheet.cell(1, 1).value).startswith("演示数据") for sheet in book.worksheets)
    assert "演示数据" in downloads.render(made, "csv").decode().split("\r\n")[1]
    assert json.loads(downloads.render(made, "json"))["demo"] is True


@pytest.mark.usefixtures("fonts")
def test_every_page_of_a_demonstration_pdf_says_so() -> None:
    with pdfplumber.open(io.BytesIO(downloads.render(content(2019), "pdf"))) as document:
        assert all("演示数据" in page.extract_text() for page in document.pages)
        assert "数字出处" in document.pages[0].extract_text()


def test_a_text_that_looks_like_a_formula_stays_text() -> None:
    made = content(2019) | {"sources": ["=1+1", "＝1+1", "\n=1"]}
    book = openpyxl.load_workbook(io.BytesIO(downloads.render(made, "xlsx")))
    cells = [cell for row in book["说明"].iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in cells] == ["s"]
    text = downloads.render(made, "csv").decode()
    assert all(kept in text for kept in ("'=1+1", "'＝1+1", "'\n=1"))


def test_json_publishes_both_sides_of_the_printed_identities(reference: Path) -> None:
    made = sample.content(sample.true_cells(reference))
    found = json.loads(downloads.render(made, "json"))["identities"]
    assert len(found) == 7 + 7 + 23 + 3
    assert all(item["holds"] for item in found)
    total = next(i for i in found if (i["rule"], i["where"]) == ("T3-R1", "total"))
    assert (total["left"], total["right"]) == (270, 270)


def test_an_identity_that_fails_is_published_as_failing() -> None:
    found = json.loads(downloads.render(content(2019), "json"))["identities"]
    assert not any(item["holds"] for item in found if item["rule"] == "T3-R1")


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(Refusal, match="没有“docx”这种下载格式"):
        downloads.render(content(2019), "docx")


def test_the_file_is_named_by_the_statutory_title() -> None:
    assert (
        downloads.file_name(content(2019, demo=False), "pdf")
        == "明阳区人民政府2019年政府信息公开工作年度报告.pdf"
    )
