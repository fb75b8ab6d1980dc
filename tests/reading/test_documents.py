"""Web pages, Word and PDF files: the real ones, and the hostile ones that must be refused."""

import io
import time
import zipfile
from pathlib import Path

import pytest

from mingbai.reading import read, read_bytes
from mingbai.reading.outcome import SURE, State
from tests.reading import truths

REAL = ("hangzhou-2025.html", "huaian-city-2024.pdf", "hongze-district-2024.pdf")


@pytest.mark.parametrize("name", REAL)
def test_every_cell_of_a_real_report_is_right_and_sure(reference: Path, name: str) -> None:
    truth = truths.of(reference)[name]
    reading = read(reference / "reports" / name)
    assert truths.compare(reading, truth) == (len(truth), [], [])
    assert reading.complete
    assert {cell.confidence for cell in reading.cells.values()} == {SURE}


def test_a_single_row_of_other_results_is_named_and_shifts_nothing(reference: Path) -> None:
    reading = read(reference / "reports" / "hongze-district-2024.pdf")
    assert reading.value("t3.3.6/total") == 0
    assert reading.value("t3.3.7/total") == 95
    assert "t3.3.6.2/total" not in reading.cells
    assert any(f.rule == "READ-MIX" for f in reading.findings)


def test_table_two_of_the_printed_files(reference: Path) -> None:
    reading = read(reference / "reports" / "huaian-city-2024.pdf")
    assert reading.value("t2.fee/amount_wan") == 961_716_000  # 96171.6 万元
    assert reading.value("t2.normdocs/repealed") == 26
    page = read(reference / "reports" / "hangzhou-2025.html")
    assert page.value("t2.fee/amount_wan") == 3_164_410_000


def test_the_blank_form_is_read_as_blank(reference: Path) -> None:
    reading = read(reference / "reports" / "blank-form-2021.docx")
    assert len(reading.cells) == 10 + 175 + 15
    assert {cell.state for cell in reading.cells.values()} == {State.BLANK}
    assert {cell.value for cell in reading.cells.values()} == {None}
    assert any(f.rule == "READ-BLANK" for f in reading.findings)


def _docx(document: bytes, **parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _archive(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "x")
    return stream.getvalue()


ENTITIES = b"""<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;">]><d><body>&c;</body></d>"""
DEEP = b"<d><body>" + b"<sdt>" * 500 + b"</sdt>" * 500 + b"</body></d>"
HOSTILE = [
    ("压缩炸弹", _docx(b"<d>" + b" " * 30_000_000 + b"</d>"), "压缩"),
    ("递归实体", _docx(ENTITIES), "实体"),
    ("层次过深", _docx(DEEP), "层次"),
    ("残缺的 XML", _docx(b"<d><body>"), "损坏"),
    ("残缺的压缩包", b"PK\x03\x04" + b"\x00" * 100, "损坏"),
    ("Excel", _archive("xl/workbook.xml"), "Excel"),
    ("别的压缩包", _archive("a.txt"), "压缩包"),
    ("残缺的 PDF", b"%PDF-1.7\n" + b"\x00\xff" * 500, "PDF"),
    ("空的 PDF", b"%PDF-1.7\n%%EOF", "PDF"),
    (
        "只有图片的网页",
        b"<html><body>" + b"<p>\xe6\x94\xbf\xe5\xba\x9c</p><img src=a width=900></body></html>",
        "图片",
    ),
]


@pytest.mark.parametrize(
    ("data", "words"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE]
)
def test_a_hostile_or_broken_file_is_refused_in_words(data: bytes, words: str) -> None:
    start = time.process_time()
    reading = read_bytes(data, name="x")
    assert time.process_time() - start < 2
    assert (reading.readable, reading.exit_code) == (False, 2)
    assert words in reading.findings[0].message


SLOW = [
    ("未闭合的注释", b"<html><p>" + b"<!--" * 300_000),
    ("未闭合的标记", b"<html>" + b"<p <a" * 200_000),
    ("很深的嵌套", b"<html>" + b"<div>" * 100_000),
    ("嵌套的表", b"<html>" + b"<table><tr><td>" * 20_000),
    ("极多的格", b"<html><table><tr>" + b"<td colspan=9999 rowspan=9999>1" * 20_000),
    ("极多的数字", b"1 " * 500_000),
    ("极多的短行", "规章 0\n".encode() * 60_000),
    ("一长串数字", b"1" * 1_000_000),
    ("极多的标签", "行政复议结果维持".encode() * 20_000),
    ("极多的竖线", b"|1" * 500_000),
]


@pytest.mark.parametrize("data", [row[1] for row in SLOW], ids=[row[0] for row in SLOW])
def test_hostile_input_is_answered_within_the_bound(data: bytes) -> None:
    start = time.process_time()
    read_bytes(data, name="x")
    assert time.process_time() - start < 2
