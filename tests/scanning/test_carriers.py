"""Every carrier of PII-02: an ID number planted in each place is found and never shown whole."""

from random import Random

import pytest

from mingbai.rules.privacy import Finding, Kind, Severity
from mingbai.scanning.scanner import Scan, scan_bytes
from tests.scanning.planted import files, values
from tests.scanning.planted.measure import TODAY


def scan(data: bytes, name: str) -> Scan:
    return scan_bytes(data, name=name, today=TODAY)


def of(kind: Kind, scanned: Scan) -> list[Finding]:
    return [finding for finding in scanned.findings if finding.kind is kind]


@pytest.mark.parametrize("place", files.PLACES)
def test_a_number_planted_in_any_place_stops_the_file(place: str) -> None:
    name, plant = files.PLACES[place]
    number = values.identity(Random(place))  # noqa: S311
    number = number[:15] + "000" if place == "sheet numeric" else number  # what Excel keeps
    scanned = scan(plant(number), name)
    assert (scanned.readable, scanned.reason) == (True, "")
    found = of(Kind.ID_CARD, scanned)
    assert found
    assert found[0].severity is Severity.CRITICAL
    assert scanned.exit_code == 1
    assert number not in str(scanned.as_json())
    assert found[0].masked == "*" * 14 + number[-4:]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("word deleted", "有已删除的修订"),
        ("word hidden", "有隐藏文字"),
        ("word comment", "文件带有批注"),
        ("sheet hidden", "隐藏的工作表"),
        ("row hidden", "隐藏的行里有内容"),
        ("column hidden", "隐藏的列里有内容"),
        ("pivot cache", "数据透视表缓存里存有1个原始数据"),
        ("slide hidden", "隐藏的幻灯片"),
        ("page hidden", "网页里有不显示的文字"),
        ("pdf under a box", "涂黑的方块下面还有2个字"),
    ],
)
def test_what_a_reader_does_not_see_is_told(place: str, words: str) -> None:
    name, plant = files.PLACES[place]
    assert words in [finding.masked for finding in of(Kind.HIDDEN_DATA, scan(plant("ab"), name))]


def test_the_place_of_a_cell_is_its_reference() -> None:
    number = values.identity(Random(5))  # noqa: S311
    rows = f'<sheetData><row r="7">{files.cell("C7", number)}</row></sheetData>'
    found = of(Kind.ID_CARD, scan(files.book(rows), "a.xlsx"))
    assert [finding.where for finding in found] == ["工作表“名单”C7"]


def test_a_number_in_a_numeric_cell_is_found_without_its_check_digit() -> None:
    """Excel keeps fifteen significant digits (PII-03)."""
    number = values.identity(Random(6))  # noqa: S311
    rng = Random(7)  # noqa: S311
    for value in (number[:15] + "000", f"{number[0]}.{number[1:15]}E+17", number[:14] + "0123"):
        rows = f'<sheetData><row r="1"><c r="A1"><v>{value}</v></c></row></sheetData>'
        assert of(Kind.ID_CARD, scan(files.book(rows), "a.xlsx")), value
    figures = "".join(
        f'<row r="{i}"><c r="A{i}"><v>{rng.uniform(0, 10**9):.2f}</v></c>'
        f'<c r="B{i}"><v>{rng.randrange(10**18)}</v></c></row>'
        for i in range(1, 1001)
    )
    found = of(Kind.ID_CARD, scan(files.book(f"<sheetData>{figures}</sheetData>"), "a.xlsx"))
    assert len(found) <= 2


def test_a_number_in_the_name_of_a_sheet_or_a_file_is_masked_in_every_place() -> None:
    number = values.identity(Random(8))  # noqa: S311
    scanned = scan(files.archive({f"{number}.txt": "机密★10年\n"}), "a.zip")
    assert of(Kind.ID_CARD, scanned)
    assert of(Kind.SECRECY_MARK, scanned)
    assert number not in str(scanned.as_json())


def test_a_mark_in_a_header_or_a_watermark_is_found() -> None:
    for part in (files.paragraph("机　密"), files.TEXTPATH.format("内部资料")):
        header = f"<w:hdr {files.W}>{part}</w:hdr>"
        scanned = scan(files.word("", word__header1_xml=header), "a.docx")
        assert [f.severity for f in of(Kind.SECRECY_MARK, scanned)] == [Severity.CRITICAL]


def test_the_place_where_a_photo_was_taken_is_told() -> None:
    assert len(of(Kind.GPS, scan(files.photo(), "a.jpg"))) == 1
    assert of(Kind.GPS, scan(files.photo(gps=False), "a.jpg")) == []


def test_a_macro_and_an_object_that_cannot_be_looked_into_are_told() -> None:
    data = files.archive(
        {"word/document.xml": "<d/>", "word/vbaProject.bin": b"x", "word/embeddings/o.bin": b"x"}
    )
    words = {finding.masked for finding in of(Kind.HIDDEN_DATA, scan(data, "a.docx"))}
    assert words == {"文件含有宏", "嵌入的对象不能检查"}


@pytest.mark.parametrize("place", ["sheet", "word body", "slide", "pdf text", "page body", "csv"])
def test_a_clean_file_of_every_kind_is_clean(place: str) -> None:
    name, plant = files.PLACES[place]
    scanned = scan(plant("abc 2026"), name)
    assert (scanned.readable, scanned.findings, scanned.exit_code) == (True, (), 0)
