"""PDF and Word: the page of GB/T 9704, whatever a stranger has written; same paper, same bytes."""

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from docx import Document
from lxml import etree
from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from mingbai.documents import layout
from mingbai.documents.bundle import Item, case_file_pdf, case_file_zip
from mingbai.documents.pdf import pdf_of
from mingbai.documents.word import docx_of
from mingbai.refusal import Refusal
from tests.documents.test_kinds import made

FONTS = Path(__file__).resolve().parents[2] / "var" / "fonts"
MM = 72 / 25.4
HOSTILE = [
    r"\ \\ \u{41} #x #panic() #include(\"/etc/passwd\") $x^2$ [甲](乙) *粗* _斜_ `码` <标> @引",
    "= 标题\n- 列\n+ 序\n/ 词: 义\n// 注\n/* 注 */\n{{救济途径}}\n---\n| 格 |",
    "&amp; &lt;w:br/&gt; <script>alert(1)</script> ]]> <!-- -->",
    '"); #read("x") //\n\'" 甲',
]


@pytest.fixture(autouse=True)
def fonts(settings: Any) -> None:
    if not list(FONTS.glob("*.otf")):
        pytest.skip(f"没有字体（{FONTS.name}），先运行 make setup")
    settings.FONTS = FONTS


def text_of(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return "".join("".join((page.extract_text() or "").split()) for page in opened.pages)


def text_of_word(data: bytes) -> str:
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    return "".join("".join(body.itertext()).split())


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_an_applicant_writes_is_printed_and_never_run(hostile: str) -> None:
    paper = made("reply_refuse", request=hostile, addressee=hostile, reasons=hostile)
    wanted = ["".join(line.split()) for line in hostile.split("\n")]
    printed, typed = text_of(pdf_of(paper)), text_of_word(docx_of(paper))
    for line in wanted:
        assert line in printed
        assert line in typed


def test_rare_characters_are_printed_and_those_without_a_font_are_named() -> None:
    paper = made("receipt", request="𠮷 𬭊 㑇", applicant="\ue863\U0001f600\U000e0100三")
    printed = text_of(pdf_of(paper))
    assert "𠮷𬭊㑇" in printed
    assert "〔U+E863〕〔U+1F600〕三" in printed
    assert "〔〕内为字库中没有的字的统一码（Unicode）编号，共2个字。" in printed


def test_very_long_words_break_and_stay_whole_in_the_text() -> None:
    word = "https://example.com/" + "Wm" * 100
    pdf = pdf_of(made("withdraw_notice", request=word))
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        letters = [c for page in opened.pages for c in page.chars if c["text"].isascii()]
        edge = max(char["x1"] for char in letters)
    assert edge <= (210 - 26) * MM + 1
    assert word in text_of(pdf)
    assert "\u200b" not in text_of(pdf)


def test_a_description_of_twenty_thousand_characters() -> None:
    paper = made("reply_refuse", request="申请公开某文件。" * 2_500)
    assert text_of(pdf_of(paper)).count("申请公开某文件。") >= 2_400  # page numbers cut some
    assert text_of_word(docx_of(paper)).count("申请公开某文件。") == 2_500


def test_the_same_paper_has_the_same_bytes() -> None:
    paper = made("fee_notice")
    assert pdf_of(paper) == pdf_of(paper)
    assert docx_of(paper) == docx_of(paper)
    assert pdf_of(paper) != pdf_of(made("fee_notice", amount="1元"))


def test_the_page_of_the_standard() -> None:
    """A4, 天头37毫米, 订口28毫米, 每面22行, 单页码居右、双页码居左."""
    pdf = pdf_of(made("reply_refuse", request="甲乙丙丁" * 800))
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        first, second = opened.pages[:2]
        assert (round(first.width / MM), round(first.height / MM)) == (210, 297)
        body = [char for char in second.chars if char["top"] < 255 * MM]
        assert min(char["x0"] for char in body) == pytest.approx(28 * MM, abs=1.5 * MM)
        assert min(char["top"] for char in body) == pytest.approx(37 * MM, abs=1.5 * MM)
        assert len({round(char["top"]) for char in body}) == 22
        row = [char for char in body if char["top"] == body[30]["top"]]
        assert len(row) == 28
        numbers = [[c for c in page.chars if c["top"] > 262 * MM] for page in (first, second)]
        assert "".join(char["text"] for char in numbers[0]).strip("— ") == "1"
        assert numbers[0][0]["x0"] > 105 * MM > numbers[1][0]["x0"]


def test_word_has_the_same_page_and_fonts() -> None:
    document = Document(io.BytesIO(docx_of(made("reply_refuse"))))
    section = document.sections[0]
    page = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(length.mm) for length in page if length] == [210, 297, 37, 28]
    assert document.settings.odd_and_even_pages_header_footer
    sizes = {p.text: p.runs[0].font for p in document.paragraphs if p.runs}
    title = sizes["明阳区民政局不予公开政府信息告知书"]
    assert (title.name, title.size and title.size.pt) == ("方正小标宋简体", 22)
    assert sizes["张三："].name == "仿宋_GB2312"


def test_the_signature_never_stands_alone_on_a_page() -> None:
    for length in range(300, 340, 4):
        pdf = pdf_of(made("withdraw_notice", request="甲" * length, statement="乙" * length))
        with pdfplumber.open(io.BytesIO(pdf)) as opened:
            last = "".join((opened.pages[-1].extract_text() or "").split())
        assert not last.startswith("明阳区民政局2026")


def test_the_organ_is_centred_above_the_date_as_far_as_the_page_allows() -> None:
    paper = made("reply_refuse")
    sign, on = layout.signature(paper)
    right = sign + layout.measure(paper.signed_by) / 2
    assert on == 4
    assert right == on + layout.measure(paper.dated) / 2


def test_without_fonts_it_says_what_to_do(settings: Any, tmp_path: Path) -> None:
    settings.FONTS = tmp_path
    with pytest.raises(Refusal, match="没有可用的中文字体"):
        pdf_of(made("receipt"))


def test_a_case_becomes_one_pdf_with_contents_and_pages_counted_through() -> None:
    first, second = pdf_of(made("receipt")), pdf_of(made("reply_refuse"))
    items = [
        Item("登记回执", first),
        Item("照片.jpg", b"\xff\xd8\xff"),
        Item("告知书", second, "第1号", "明阳区民政局", "2026-11-02"),
    ]
    whole = case_file_pdf("张三案", items, organ="明阳区民政局", on=date(2026, 11, 2))
    assert whole == case_file_pdf("张三案", items, organ="明阳区民政局", on=date(2026, 11, 2))
    with pdfplumber.open(io.BytesIO(whole)) as opened, pdfplumber.open(io.BytesIO(first)) as one:
        pages = [page.extract_text() or "" for page in opened.pages]
        ahead = len(one.pages)
    assert "第2件不是可以并入的PDF" in "".join(pages[0].split())
    assert f"2026-11-02 {ahead + 1}" in pages[0]
    assert [page.split("\n")[0] for page in pages[1:]] == [str(n) for n in range(1, len(pages))]


def test_what_is_active_in_a_strangers_pdf_is_not_taken_over() -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert('hello')")}
    action = DictionaryObject({NameObject(key): value for key, value in script.items()})
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})
    writer.root_object[NameObject("/OpenAction")] = action
    writer.add_annotation(
        page_number=0, annotation=Link(rect=(0, 0, 500, 500), url="https://evil.example")
    )
    writer.add_attachment(filename="x.exe", data=b"MZevil")
    raw = io.BytesIO()
    writer.write(raw)
    whole = case_file_pdf("案", [Item("外来", raw.getvalue())], organ="局", on=date(2026, 1, 1))
    with pdfplumber.open(io.BytesIO(whole)) as opened:
        assert len(opened.pages) == 2
    for trace in (b"/JavaScript", b"/OpenAction", b"/URI", b"MZevil", b"/EmbeddedFile"):
        assert trace in raw.getvalue()
        assert trace not in whole


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n%%EOF", b"GIF89a", b"%PDF-1.4" + b"<<" * 5000])
def test_a_damaged_pdf_is_named_and_does_not_stop_the_case(data: bytes) -> None:
    whole = case_file_pdf("案", [Item("坏的", data)], organ="局", on=date(2026, 1, 1))
    assert "第1件不是可以并入的PDF" in text_of(whole)


def test_an_empty_case_is_refused() -> None:
    with pytest.raises(Refusal, match="没有文件"):
        case_file_pdf("案", [], organ="局", on=date(2026, 1, 1))


def test_the_zip_is_the_same_whatever_the_order_and_lists_its_hashes() -> None:
    files = [("乙.pdf", b"2"), ("01-甲.pdf", b"1")]
    made_zip = case_file_zip(files)
    assert made_zip == case_file_zip(reversed(files))
    package = zipfile.ZipFile(io.BytesIO(made_zip))
    assert package.namelist() == ["01-甲.pdf", "乙.pdf", "清单-sha256.txt"]
    listed = package.read("清单-sha256.txt").decode().splitlines()
    assert listed[0] == (
        "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b  01-甲.pdf"
    )


@pytest.mark.parametrize(
    "name",
    ["../甲", "/甲", "甲/../乙", "C:" + "\\" + "甲", "甲\\..\\乙", "", "清单-sha256.txt", "a\\\\b"],
)
def test_a_name_that_leads_out_of_the_folder_is_refused(name: str) -> None:
    with pytest.raises(Refusal):
        case_file_zip([(name, b"1")])


def test_two_files_of_one_name_are_refused() -> None:
    with pytest.raises(Refusal, match="两个“甲"):
        case_file_zip([("甲", b"1"), ("甲\u202e", b"2")])
