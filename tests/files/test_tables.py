"""Hostile and careless files: each is refused in words, or read as a person would read it."""

import io
import re
import time
import zipfile
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from mingbai.files.cells import Unreadable
from mingbai.files.tables import Table, read_table
from mingbai.files.text import key
from mingbai.files.uploads import Upload
from mingbai.refusal import Refusal
from tests.files.making import HEADERS, ROWS, moved, repacked, upload, xlsx

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return out.getvalue()


GOOD = xlsx()
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
WRONG = {
    "改名为.xlsx的PNG图片": (upload(PNG), "内容却是PNG图片"),
    "改名为.xlsx的JPEG图片": (upload(b"\xff\xd8\xff\xe0" + b"\x00" * 50), "内容却是JPEG图片"),
    "改名为.xlsx的PDF": (upload(b"%PDF-1.7\n"), "内容却是PDF文件"),
    "改名为.csv的图片": (upload(PNG, "台账.csv"), "内容却是PNG图片"),
    "改名为.csv的工作簿": (upload(GOOD, "台账.csv"), "请把扩展名改为.xlsx"),
    "改名为.xlsx的文本": (upload("编号,日期\n".encode(), "a.xlsx"), "请把扩展名改为.csv"),
    "改名为.xlsx的网页": (upload(b"<html><table>"), "网页（HTML）"),
    "改名为.xlsx的Word文档": (
        upload(zipped(**{"[Content_Types]_xml": b"", "word__document_xml": b""})),
        "内容却是Word文档",
    ),
    "改名为.xlsx的压缩包": (upload(zipped(a=b"1")), "内容却是ZIP压缩包"),
    "旧版.xls": (upload(OLE + "Workbook".encode("utf-16-le"), "a.xls"), "旧版Excel工作簿"),
    "改名为.xlsx的.xls": (upload(OLE + "Workbook".encode("utf-16-le")), "另存为“Excel工作簿"),
    "设了打开密码": (upload(OLE + "EncryptedPackage".encode("utf-16-le")), "设了打开密码"),
    "旧版Word": (upload(OLE + "WordDocument".encode("utf-16-le")), "旧版Word文档"),
    "不认识的扩展名": (upload(b"abc", "a.exe"), "不能读这种文件"),
    "没有扩展名": (upload(b"abc", "台账"), "没有扩展名"),
    "带宏的扩展名": (upload(GOOD, "a.xlsm"), "带宏的工作簿"),
    "文件名倒着显示": (upload(GOOD, "台账\u202exslx.xlsx"), "改变显示方向"),
    "声明为图片": (upload(GOOD, content_type="image/png"), "浏览器说这个文件是“image/png”"),
    "空文件": (upload(b""), "文件是空的"),
    "二进制改名.csv": (upload(b"a\x00b\x01" * 20, "a.csv"), "无法识别的二进制数据"),
    "截断的工作簿": (upload(GOOD[: len(GOOD) // 2]), "已损坏"),
    "藏有宏": (upload(repacked(GOOD, add={"xl/vbaProject.bin": b"x"})), "含有宏"),
    "链接别的文件": (
        upload(repacked(GOOD, add={"xl/externalLinks/externalLink1.xml": b"<a/>"})),
        "链接了别的文件",
    ),
    "嵌入别的文件": (upload(repacked(GOOD, add={"xl/embeddings/a.bin": b"x"})), "嵌入了别的文件"),
    "实体声明": (upload(repacked(GOOD, add={"xl/a.xml": DOCTYPE})), "含有实体声明"),
    "UTF-16的XML": (
        upload(repacked(GOOD, add={"xl/a.xml": DOCTYPE.decode().encode("utf-16")})),
        "不是UTF-8编码",
    ),
    "表不叫xml": (
        upload(moved(GOOD, "worksheets/sheet1.dat", DOCTYPE)),
        "文件已损坏",
    ),
    "路径穿越": (upload(repacked(GOOD, add={"../a.xml": b"<a/>"})), "部件名不合规范"),
    "压缩炸弹": (
        upload(repacked(GOOD, add={"xl/media/a.bin": b"\x00" * 30_000_000})),
        "压缩得异常",
    ),
    "部件太多": (
        upload(repacked(GOOD, add={f"xl/a{n}.bin": b"" for n in range(2001)})),
        "超过2000个",
    ),
    "只有一行标题": (upload(xlsx([("台账",)])), "找不到表头"),
    "空工作簿": (upload(xlsx([])), "没有可读的行"),
    "列太多": (upload(xlsx([[f"列{n}" for n in range(101)]])), "超过100列"),
    "不是UTF-8也不是GBK": (upload(b"a,b\n\xff\xff\xff,1\n", "a.csv"), "文字编码无法识别"),
    "引号不成对": (upload(b'a,b\n"' + b"x" * 40_000, "a.csv"), "引号不成对"),
}


@pytest.mark.parametrize(("file", "words"), WRONG.values(), ids=list(WRONG))
def test_a_wrong_file_is_refused_in_words(file: Upload, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_table(file)
    assert words in str(refused.value)


class Untouchable(io.BytesIO):
    """A file that must not be read."""

    def read(self, *_: Any) -> bytes:
        raise AssertionError("文件被读了")


def test_a_file_of_200_mb_is_refused_before_it_is_read() -> None:
    with pytest.raises(Refusal, match=r"200\.0 MB，超过20 MB"):
        read_table(Upload("台账.xlsx", 200 * 1024 * 1024, Untouchable()))


def hide_column(book: Workbook) -> None:
    book.active.column_dimensions["B"].hidden = True


def hide_row(book: Workbook) -> None:
    book.active.row_dimensions[3].hidden = True


def hide_sheet(book: Workbook) -> None:
    book.active.sheet_state = "hidden"
    book.create_sheet("空表")


SPOILT = {
    "隐藏的列里有内容": (hide_column, "B列（申请人类别），列中有内容.*取消隐藏"),
    "隐藏的行": (hide_row, "有隐藏的行：第3行.*清除筛选"),
    "合并的数据": (lambda b: b.active.merge_cells("B2:B3"), "B2:B3（申请人类别）.*取消合并"),
    "合并的表头": (lambda b: b.active.merge_cells("A1:B1"), "A1:B1（登记编号）"),
    "有内容的表被隐藏": (hide_sheet, "有内容的工作表被隐藏了"),
}


@pytest.mark.parametrize(("spoil", "words"), SPOILT.values(), ids=list(SPOILT))
def test_what_a_reader_would_not_see_is_not_read(spoil: Any, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_table(upload(xlsx(change=spoil)))

    assert re.search(words, str(refused.value), re.DOTALL)


def read(rows: list[list[Any]], **options: Any) -> Table:
    return read_table(upload(xlsx([list(HEADERS), *rows], **options)))


def test_an_ordinary_workbook() -> None:
    table = read_table(upload(GOOD))
    assert table.headers == HEADERS
    assert [row.cells for row in table.rows] == list(ROWS)
    assert [row.number for row in table.rows] == [2, 3]
    assert table.notes == ()


def test_a_title_above_the_header_is_passed_over_and_said() -> None:
    title = [["某局2019年台账"], ["单位：某局", None, "填报：王五"], list(HEADERS), ["1", "个人"]]
    content = xlsx(title, change=lambda book: book.active.merge_cells("A1:C1"))
    known = {key(text) for text in HEADERS}
    table = read_table(upload(content), known=known)
    assert table.headers == HEADERS
    assert [row.number for row in table.rows] == [4]
    assert table.notes[0] == "第1行“某局2019年台账”在表头之上，没有读"


def test_other_sheets_are_named() -> None:
    def add(book: Workbook) -> None:
        book.create_sheet("2018年").append(["旧"])
        book.create_sheet("底稿").sheet_state = "hidden"
        book.create_sheet("说明").append(["不必提"])

    assert read([["1", "自然人"]], change=add).notes == (
        "隐藏的工作表“底稿”没有读",
        "只读工作表“Sheet”，工作表“2018年”没有读",
    )


def test_an_empty_hidden_column_does_no_harm() -> None:
    def hide(book: Workbook) -> None:
        book.active.column_dimensions["H"].hidden = True

    assert len(read([["1", "自然人"]], change=hide).rows) == 1


def test_a_formula_without_its_result_says_so() -> None:
    (row,) = read([["=1+1", "自然人"]]).rows
    cell = row.cell(0)
    assert isinstance(cell, Unreadable)
    assert "没有存计算结果" in cell.reason


def test_a_formula_with_its_result_is_read_as_its_result() -> None:
    content = repacked(
        xlsx([list(HEADERS), ["=1+1", "自然人"]]), swap=(b"<v></v>", b"<v>201901</v>")
    )
    (row,) = read_table(upload(content)).rows
    assert row.cell(0) == 201901.0


def test_an_error_cell_says_so() -> None:
    (row,) = read([["1", "自然人", "#N/A"]]).rows
    cell = row.cell(2)
    assert isinstance(cell, Unreadable)
    assert "公式错误#N/A" in cell.reason


def test_long_numbers_are_not_trusted_and_padded_ones_keep_their_zeros() -> None:
    def pad(book: Workbook) -> None:
        book.active["B2"].number_format = "0000"

    (row,) = read([[12345678901234567, 7]], change=pad).rows
    assert isinstance(row.cell(0), Unreadable)
    assert row.cell(1) == "0007"


TEXT = "登记编号,收到日期\n1,2019-3-5\n\n2,2019年3月6日\n"
ENCODED = {
    "UTF-8": (TEXT.encode(), "按UTF-8，以逗号分隔读取"),
    "UTF-8带BOM": (TEXT.encode("utf-8-sig"), "按UTF-8，以逗号分隔读取"),
    "GBK": (TEXT.encode("gbk"), "按GBK，以逗号分隔读取"),
    "UTF-16": (TEXT.encode("utf-16"), "按UTF-16，以逗号分隔读取"),
    "制表符": (TEXT.replace(",", "\t").encode(), "按UTF-8，以制表符分隔读取"),
    "分号": (TEXT.replace(",", ";").encode("gbk"), "按GBK，以分号分隔读取"),
    "Windows换行": (TEXT.replace("\n", "\r\n").encode(), "按UTF-8，以逗号分隔读取"),
}


@pytest.mark.parametrize(("content", "note"), ENCODED.values(), ids=list(ENCODED))
def test_csv_in_every_usual_dress(content: bytes, note: str) -> None:
    table = read_table(upload(content, "台账.csv", "text/csv"))
    assert table.headers == ("登记编号", "收到日期")
    assert [row.cells for row in table.rows] == [("1", "2019-3-5"), ("2", "2019年3月6日")]
    assert [row.number for row in table.rows] == [2, 4]
    assert table.notes == (note,)


def test_twenty_thousand_rows_are_read_in_seconds() -> None:
    content = xlsx([list(HEADERS), *([str(n), "自然人", date(2019, 3, 5)] for n in range(20_000))])
    started = time.monotonic()
    assert len(read_table(upload(content)).rows) == 20_000
    assert time.monotonic() - started < 10


def test_too_many_rows_are_refused() -> None:
    content = ("a,b\n" + "1,2\n" * 50_001).encode()
    with pytest.raises(Refusal, match="超过50000行"):
        read_table(upload(content, "a.csv"))


def test_a_run_of_columns_from_far_below_one_is_cut() -> None:
    columns = b'<cols><col min="-9000000000" max="2" hidden="1" width="9"/></cols><sheetData>'
    with pytest.raises(Refusal, match="有隐藏的列：A列"):
        read_table(upload(repacked(xlsx(), swap=(b"<sheetData>", columns))))


def test_an_endless_number_format_does_not_keep_the_reader_busy() -> None:
    def spoil(book: Any) -> None:
        book.active["C2"].number_format = "[" * 400_000

    began = time.monotonic()
    read_table(upload(xlsx(change=spoil)))
    assert time.monotonic() - began < 5
