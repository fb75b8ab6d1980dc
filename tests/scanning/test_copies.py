"""Masked copies of files: nothing hidden comes along, no byte keeps a value (PII-06, PII-08)."""

import io
import zipfile
from collections.abc import Iterator
from random import Random

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from mingbai.refusal import Refusal
from mingbai.rules.privacy import Policy
from mingbai.scanning.copies import MaskedCopy, masked_copy
from mingbai.scanning.scanner import scan_bytes
from tests.scanning.planted import files, hiding, pages, values
from tests.scanning.planted.measure import TODAY

NUMBER = values.identity(Random(31))  # noqa: S311
MOBILE = "13912345678"
MASKED = "*" * 14 + NUMBER[-4:]
# Places of carriers that can be copied; what is planted there is left out or masked.
COPIED = [place for place, (name, _) in files.PLACES.items() if name.endswith(("txt", "csv"))]
COPIED += [place for place, (name, _) in files.PLACES.items() if name.endswith(("html", "docx"))]
COPIED += [place for place, (name, _) in files.PLACES.items() if name.endswith("xlsx")]


def copy(data: bytes, name: str, policy: Policy = Policy.LAST_FOUR) -> MaskedCopy:
    return masked_copy(data, name, TODAY, policy)


def inflated(data: bytes) -> Iterator[bytes]:
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from inflated(archive.read(name))


def holds(data: bytes, secret: str) -> bool:
    codes = ("utf-8", "utf-16-le", "utf-16-be")
    return any(secret.encode(code) in part for part in inflated(data) for code in codes)


@pytest.mark.parametrize("place", COPIED)
def test_no_byte_of_the_copy_holds_what_was_planted_anywhere(place: str) -> None:
    name, plant = files.PLACES[place]
    number = NUMBER[:15] + "000" if place == "sheet numeric" else NUMBER
    data = plant(number)
    if place in ("sheet hidden",):
        with pytest.raises(Refusal, match="没有可见的工作表"):
            copy(data, name)
        return
    made = copy(data, name)
    assert not holds(made.data, number)
    assert not holds(made.data, number[:14])
    scan = scan_bytes(made.data, name=made.name, today=TODAY)
    assert (scan.readable, scan.exit_code) == (True, 0)


KINDS = (pages.table, pages.page, pages.letter, pages.sheet, pages.text)
# Tags are only in pages, and a number is not cut by lines where a line is a row.
POSSIBLE = [
    (way, kind)
    for way in hiding.TWELVE
    for kind in KINDS
    if (way is not hiding.tags or kind is pages.page)
    and (way is not hiding.lines or kind not in (pages.table, pages.sheet))
]


@pytest.mark.parametrize(("way", "kind"), POSSIBLE)
def test_it_is_masked_however_it_was_hidden(way: hiding.Hiding, kind: pages.Kind) -> None:
    rng = Random(17)  # noqa: S311
    name = next(name for name, made, _ in pages.KINDS if made is kind)
    number = values.identity(rng)
    data = kind(rng, f"名单\n身份证\t{way(rng, number)}\t备注\n共一人")
    made = copy(data, name)
    assert sum(made.counts.values()) >= 1
    assert scan_bytes(made.data, name=made.name, today=TODAY).exit_code == 0


def workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "公示表"
    sheet.append(["姓名", "证件号码", "金额", "日期"])
    sheet.append(["张某", NUMBER, 500, TODAY])
    sheet.append(["李某", int(NUMBER[:15] + "000"), "=C2*2", TODAY])
    sheet.merge_cells("A5:B5")
    sheet["A5"] = "合计"
    sheet["D5"].number_format = "0.00%"
    sheet.row_dimensions[6].hidden = True
    sheet["A6"] = f"藏{NUMBER}"
    other = book.create_sheet("底表")
    other.sheet_state = "hidden"
    other.append([NUMBER])
    book.properties.title = NUMBER
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_keeps_what_is_seen_and_opens_again() -> None:
    made = copy(workbook(), f"名单{NUMBER}.xlsx")
    assert made.name == f"名单{'某' * 14}{NUMBER[-4:]}（遮盖后）.xlsx"
    book = load_workbook(io.BytesIO(made.data))
    assert book.sheetnames == ["公示表"]
    sheet = book["公示表"]
    assert [cell.value for cell in sheet[1]] == ["姓名", "证件号码", "金额", "日期"]
    assert [sheet["A2"].value, sheet["B2"].value, sheet["C2"].value] == ["张某", MASKED, 500]
    assert sheet["D2"].is_date
    assert sheet["B3"].value == "*" * 18
    assert [str(one) for one in sheet.merged_cells.ranges] == ["A5:B5"]
    assert sheet["A6"].value is None
    assert made.counts["隐藏的工作表"] == 1
    assert made.counts["隐藏的行"] == 1
    assert not holds(made.data, NUMBER)


def letter() -> bytes:
    document = Document()
    document.add_heading("关于发放补贴的公示", level=1)
    document.add_paragraph(f"张某，{NUMBER[:7]}").add_run(f"{NUMBER[7:]}，电话{MOBILE}。")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "姓名", "证件号码"
    table.cell(1, 0).text, table.cell(1, 1).text = "李某", NUMBER
    document.sections[0].header.paragraphs[0].text = f"页眉{NUMBER}"
    document.core_properties.author = NUMBER
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_letter_keeps_headings_tables_and_headers_and_opens_again() -> None:
    made = copy(letter(), "公示.docx")
    document = Document(io.BytesIO(made.data))
    assert document.paragraphs[0].style is not None
    assert document.paragraphs[0].style.name == "Heading 1"
    assert [p.text for p in document.paragraphs][:2] == [
        "关于发放补贴的公示",
        f"张某，{MASKED}，电话139****5678。",
    ]
    assert document.tables[0].cell(1, 1).text == MASKED
    assert document.sections[0].header.paragraphs[0].text == f"页眉{MASKED}"
    assert document.core_properties.author != NUMBER
    assert not holds(made.data, NUMBER)


def test_a_field_of_a_table_of_commas_stays_a_field() -> None:
    made = copy(f'姓名,证件\n"张,某","{NUMBER[:9]}\n{NUMBER[9:]}"\n'.encode("gb18030"), "a.csv")
    text = made.data.decode("utf-8-sig")
    assert text == f'姓名,证件\r\n"张,某","{"*" * 9}\n{"*" * 5}{NUMBER[-4:]}"\r\n'


@pytest.mark.parametrize("policy", Policy)
def test_the_policy_of_the_site_is_followed(policy: Policy) -> None:
    wanted = {Policy.NONE: "*" * 18, Policy.FIRST_SIX: NUMBER[:6] + "*" * 12}
    made = copy(f"张某，{NUMBER}。".encode(), "a.txt", policy)
    assert made.data.decode() == f"张某，{wanted.get(policy, MASKED)}。"


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (files.pdf(NUMBER), "a.pdf", "PDF 里的字盖住了也还在"),
        (files.photo(), "a.jpg", "图片里的字不能自动遮盖"),
        (files.slides(NUMBER), "a.pptx", "演示文稿不能自动遮盖"),
        (files.packed(a_txt=NUMBER), "a.zip", "压缩包不能整包遮盖"),
        (b"\xd0\xcf\x11\xe0 old", "a.doc", "旧版或者加密的 Office 文件"),
        ("机密★10年\n".encode(), "a.txt", "仍有密级或内部标志"),
        ("明阳小学学生名单：\n张小明、李大伟、王芳芳".encode(), "a.txt", "仍有未成年人名单"),
        (files.word("<w:p>"), "a.docx", "已损坏"),
    ],
    ids=lambda value: value if isinstance(value, str) else "data",
)
def test_what_cannot_be_masked_safely_is_refused_with_what_to_do(
    data: bytes, name: str, words: str
) -> None:
    with pytest.raises(Refusal, match=words) as refused:
        copy(data, name)
    assert refused.value.remedy
    assert NUMBER not in str(refused.value)


def test_a_number_in_the_styles_of_a_letter_stops_the_copy() -> None:
    """The scanner does not read styles; the look at the bytes does."""
    styles = f'<w:styles {files.W}><w:style><w:name w:val="{NUMBER}"/></w:style></w:styles>'
    link = '<Relationship Id="rId1" Type="x/styles" Target="styles.xml"/>'
    links = f"<Relationships>{link}</Relationships>"
    data = files.archive(
        {
            "word/document.xml": f"<w:document {files.W}>{files.paragraph(NUMBER)}</w:document>",
            "word/styles.xml": styles,
            "word/_rels/document.xml.rels": links,
        }
    )
    with pytest.raises(Refusal, match="其他部分仍存有被遮盖的号码"):
        copy(data, "a.docx")
