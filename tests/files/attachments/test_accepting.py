"""What an applicant may hand in, and what is refused in words with nothing stored (UPL-01…06)."""

import io
import time
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from mingbai.files import attachments
from mingbai.files.attachments import pdf as inspecting
from mingbai.files.uploads import Upload
from mingbai.refusal import Refusal
from tests.files.attachments import making
from tests.files.attachments.making import action, doc, jpg, ofd, pdf, png, upload, word, word_body

MB = 1024 * 1024


@pytest.fixture(autouse=True)
def var(settings: Any, tmp_path: Path) -> Path:
    settings.VAR = tmp_path
    return tmp_path


def refused(data: bytes, name: str, words: str, content_type: str = "") -> None:
    with pytest.raises(Refusal, match=words) as caught:
        attachments.accept(upload(data, name, content_type))
    assert caught.value.remedy


TAKEN = {
    "pdf": (pdf(), "身份证明.pdf", "application/pdf"),
    "jpg": (jpg(), "照片.JPG", "image/jpeg"),
    "jpeg": (jpg(), "照片.jpeg", "image/jpeg"),
    "png": (png(), "截图.png", "image/png"),
    "ofd": (ofd(), "发票.ofd", "application/octet-stream"),
    "docx": (word(), "申请书.docx", ""),
    "doc": (doc(), "申请书.doc", "application/msword"),
}


@pytest.mark.parametrize("kind", TAKEN)
def test_the_kinds_an_applicant_may_hand_in(kind: str) -> None:
    data, name, content_type = TAKEN[kind]
    taken = attachments.accept(upload(data, name, content_type))
    assert (taken.name, taken.kind) == (name, "jpg" if kind == "jpeg" else kind)
    assert taken.size == len(taken.data) > 0
    assert taken.notes or taken.data == data
    assert bool(taken.notes) == (kind in ("jpg", "jpeg", "png"))


@pytest.mark.parametrize("kind", ["xlsx", "zip", "txt", "html", "exe", "docm", "gif", ""])
def test_other_kinds_are_refused_with_the_choices(kind: str) -> None:
    refused(b"x", f"a.{kind}" if kind else "a", "可以上传：pdf、jpg、png、ofd、docx、doc")


@pytest.mark.parametrize("name", list(TAKEN))
@pytest.mark.parametrize("other", list(TAKEN))
def test_the_content_must_be_what_the_name_says(name: str, other: str) -> None:
    same = {"jpeg": "jpg"}
    if same.get(name, name) == same.get(other, other):
        return
    refused(TAKEN[other][0], f"a.{name}", "内容却是|这不是")


def test_the_declared_type_must_agree() -> None:
    refused(jpg(), "a.jpg", "浏览器却说它是“text/html”", "text/html; charset=utf-8")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
PAGE = b"<html><script>alert(1)</script></html>"
ARCHIVE = making.package({"META-INF/MANIFEST.MF": "Main-Class: A"})


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (SVG, "a.svg", "SVG图片里可以藏程序"),
        (SVG, "a.png", "内容却是SVG图片"),
        (b"\n" + SVG, "a.jpg", "内容却是SVG图片"),
        (jpg() + ARCHIVE, "a.jpg", "藏着另一种文件（压缩包）"),
        (png() + ARCHIVE, "a.png", "藏着另一种文件（压缩包）"),
        (b"GIF89a" + ARCHIVE, "a.jpg", "内容却是GIF图片"),
        (pdf() + ARCHIVE, "a.pdf", "藏着另一种文件（压缩包）"),
        (jpg(comment=PAGE), "a.jpg", "藏着另一种文件（网页或PDF）"),
        (jpg(comment=b"%PDF-1.4"), "a.jpg", "藏着另一种文件（网页或PDF）"),
        (PAGE + pdf(), "a.pdf", "内容却是网页"),
        (pdf().replace(b"\n", b"\n" + PAGE + b"\n", 1), "a.pdf", "藏着另一种文件（网页）"),
        (pdf() + PAGE, "a.pdf", "藏着另一种文件（网页）"),
        (pdf() + b"MZ" + bytes(100) + b"x", "a.pdf", "末尾之后还有别的内容"),
        (jpg() + word(), "a.docx", "内容却是JPG图片"),
        (b"PK\x03\x04" + jpg() + word(), "a.docx", "藏着另一种文件|已损坏"),
        (word() + jpg(), "a.docx", "藏着另一种文件|已损坏"),
        (jpg(), "a.jpg.html", "网页里可以藏程序"),
        (pdf(), "报告\u202efdp.exe", "改变显示方向"),
        (pdf(), "报告\u202egpj.pdf", "改变显示方向"),
        (pdf(), "a\u200b.pdf", "看不见的字符"),
        (pdf(), "a\0.pdf", "看不见的字符"),
        (b"", "a.pdf", "文件是空的"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_two_things_at_once_are_refused(data: bytes, name: str, words: str, var: Path) -> None:
    refused(data, name, words)
    assert list(var.iterdir()) == []


def test_a_picture_is_drawn_anew_without_place_and_device() -> None:
    data = making.located()
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(0x8825)
    taken = attachments.accept(upload(data, "a.jpg"))
    assert "拍摄地点" in taken.notes[0]
    with Image.open(io.BytesIO(taken.data)) as image:
        assert not image.getexif()
        assert image.size == (40, 60)  # turned the way it was held
        assert {"exif", "comment", "xmp", "icc_profile"}.isdisjoint(image.info)
    assert b"taken at home" not in taken.data
    assert "某型号".encode() not in taken.data


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_pictures_of_every_mode(mode: str) -> None:
    taken = attachments.accept(upload(png(mode), "a.png"))
    assert Image.open(io.BytesIO(taken.data)).size == (60, 40)


def test_texts_within_a_picture_are_left_behind() -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", "Zhang San")
    taken = attachments.accept(upload(png(pnginfo=info), "a.png"))
    assert b"Zhang San" not in taken.data


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (making.huge_png(10_000, 10_000), "图片太大.*超过4000万像素"),
        (making.claimed_png(50_000, 50_000), "图片太大.*超过4000万像素"),
        (making.claimed_png(6325, 6325), "图片太大：6325×6325像素"),
        (making.claimed_png(100, 100), "图片已损坏"),
        (png()[:60], "图片已损坏"),
    ],
    ids=["一亿像素", "五万见方", "刚过四千万", "没有内容", "截断"],
)
def test_a_picture_too_large_is_refused_before_it_is_decoded(
    data: bytes, words: str, var: Path
) -> None:
    began = time.perf_counter()
    refused(data, "a.png", words)
    assert "太大" not in words or time.perf_counter() - began < 1
    assert list(var.iterdir()) == []


def test_forty_million_pixels_are_still_taken() -> None:
    assert attachments.accept(upload(making.huge_png(8000, 5000), "a.png")).size > 0


JS = action(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (pdf({"/OpenAction": JS}), "会自己执行动作"),
        (pdf({"/OpenAction": action(S=pikepdf.Name.URI, URI="http://x")}), "会自己执行动作"),
        (pdf({"/AA": pikepdf.Dictionary()}), "会自己执行动作"),
        (pdf({"/Names": action(JavaScript=action())}), "有程序"),
        (pdf({"/X": pikepdf.Array([pikepdf.Array([JS])])}), "有程序"),
        (pdf({"/Names": action(EmbeddedFiles=action())}), "嵌入了别的文件"),
        (pdf({"/X": action(Type=pikepdf.Name.Filespec, EF=action())}), "嵌入了别的文件"),
        (pdf({"/X": action(S=pikepdf.Name.Launch, F="cmd.exe")}), "会启动程序"),
        (pdf({"/AcroForm": action(XFA="x")}), "动态表单"),
        (pdf(encryption=pikepdf.Encryption(owner="x", user="x")), "设了密码"),
        (pdf(encryption=pikepdf.Encryption(owner="x", user="")), "设了密码"),
        (b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF", "已损坏|没有页面"),
        (pdf()[:120] + b"%%EOF", "已损坏|没有页面"),
        (pdf().replace(b"%%EOF", b"%9 0 obj<</S/JavaScript>>endobj\n%%EOF"), "有程序"),
    ],
    ids=[
        "打开时的程序", "打开时的网址", "附加动作", "程序的名录", "深处的程序", "附件的名录",
        "附件", "启动", "动态表单", "密码", "权限密码", "空的", "截断", "没有登记的对象",
    ],
)  # fmt: skip
def test_a_pdf_that_acts_or_hides_is_refused(data: bytes, words: str) -> None:
    refused(data, "a.pdf", words)


def test_what_hides_in_an_object_stream_is_found() -> None:
    options = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}
    data = pdf({"/X": pikepdf.Array([JS])}, **options)
    assert b"JavaScript" not in data
    refused(data, "a.pdf", "有程序")
    assert attachments.accept(upload(pdf(**options), "a.pdf")).kind == "pdf"


def test_a_pdf_may_say_where_it_opens() -> None:
    page = pikepdf.Array([0, pikepdf.Name.Fit])
    for start in (page, action(S=pikepdf.Name.GoTo, D=page)):
        assert attachments.accept(upload(pdf({"/OpenAction": start}), "a.pdf")).kind == "pdf"


def test_a_pdf_that_grows_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """An object stream that unpacks to more than the process may hold."""
    monkeypatch.setattr(inspecting, "MEMORY", 512 * MB)
    bomb = pikepdf.new()
    bomb.add_blank_page()
    bomb.Root["/X"] = pikepdf.Array([pikepdf.String("x" * 30_000_000)] * 10)
    made = io.BytesIO()
    bomb.save(made, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True)
    assert len(made.getvalue()) < 20 * MB
    refused(made.getvalue(), "a.pdf", "没能检查完|已损坏")


FIELD = '<w:p><w:fldSimple w:instr="{}"/></w:p>'
CUT = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DD</w:instrText></w:r>'
    "<w:r><w:instrText>EAUTO cmd</w:instrText></w:r></w:p>"
)
TYPES = making.word_part("[Content_Types].xml").replace("</Types>", "{}</Types>")
RENAMED = '<Override PartName="/x.dat" ContentType="application/x.document.main+xml"/>'
FIELD_IN_PART = '<w:p xmlns:w="x"><w:fldSimple w:instr="DDE cmd"/></w:p>'
MACRO = '<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (word(**{"word/vbaProject.bin": b"x"}), "有宏"),
        (word(**{"[Content_Types].xml": TYPES.format(MACRO), "word/x.bin": b"x"}), "有宏"),
        (word(**{"[Content_Types].xml": TYPES.format(RENAMED), "x.dat": b"<a/>"}), "不合规范"),
        (word(**{"evil/document.xml": FIELD_IN_PART}), "DDE"),
        (word(**{"word/embeddings/oleObject1.bin": b"x"}), "嵌入了别的文件"),
        (word(**{"word/activeX/activeX1.xml": b"<x/>"}), "有控件"),
        (making.word_link("attachedTemplate", "http://x/a.dotm"), "引用了外面的文件"),
        (making.word_link("image", "http://x/a.png"), "引用了外面的文件"),
        (making.word_link("oleObject", "file:///c:/a.xls"), "嵌入了别的文件"),
        (making.word_link("hyperlink", "file://host/share/a"), "引用了外面的文件"),
        (making.word_link("hyperlink", "\\\\host\\share"), "引用了外面的文件"),
        (word_body(FIELD.format("DDEAUTO c:\\\\cmd.exe")), "DDE"),
        (word_body(CUT), "DDE"),
        (word_body(FIELD.format("INCLUDEPICTURE http://x/a.png")), "引用外部文件的域"),
        (word(**{"word/x.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "实体声明"),
        (word(**{"word/x.xml": '<?xml version="1.0"?><a/>'.encode("utf-16")}), "不是UTF-8"),
        (word(**{"../x.xml": b"<a/>"}), "部件名不合规范"),
        (word(**{"/x.xml": b"<a/>"}), "部件名不合规范"),
        (word(**{"word/document.xml": "<a>"}), "已损坏"),
        (word(**{f"word/{n}.xml": b"<a/>" for n in range(2001)}), "超过2000个"),
        (word(**{"word/media/a.png": bytes(30 * MB)}), "压缩得异常"),
        (making.package({"a.txt": "x"}), "这不是Word文档"),
    ],
    ids=[
        "宏", "改名的宏", "改名的正文", "别处的正文", "嵌入对象", "控件", "外部模板", "外部图片",
        "外部对象", "共享文件夹",
        "网络路径", "DDE", "切开的DDE", "外部图片域", "实体", "宽字符", "越出目录", "绝对路径",
        "破损", "部件太多", "压缩炸弹", "别的压缩包",
    ],
)  # fmt: skip
def test_a_word_document_that_acts_or_hides_is_refused(data: bytes, words: str, var: Path) -> None:
    refused(data, "a.docx", words)
    assert list(var.iterdir()) == []


def test_a_plain_link_in_a_word_document_is_harmless() -> None:
    for target in ("https://www.example.gov.cn/", "mailto:a@example.cn"):
        taken = attachments.accept(upload(making.word_link("hyperlink", target), "a.docx"))
        assert taken.kind == "docx"


def test_a_part_that_lies_about_its_size_is_not_believed() -> None:
    """The directory says one byte; unpacking stops at what the file may hold."""
    data = bytearray(word(**{"word/media/a.png": bytes(30 * MB)}))
    place = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/media/a.png"))
    data[place + 24 : place + 28] = (1).to_bytes(4, "little")
    refused(bytes(data), "a.docx", "压缩得异常|已损坏")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (ofd(**{"Doc_0/Attachs/a.exe": b"MZ"}), "夹着别的文件（.exe）"),
        (ofd(**{"Doc_0/Attachs/a.html": PAGE}), "夹着别的文件（.html）"),
        (ofd(**{"OFD.xml": b"<html/>"}), "这不是OFD"),
        (ofd(**{"Doc_0/../../x.xml": b"<a/>"}), "部件名不合规范"),
        (ofd(**{"Doc_0/a.png": bytes(30 * MB)}), "压缩得异常"),
    ],
    ids=["程序", "网页", "不是OFD", "越出目录", "压缩炸弹"],
)
def test_an_ofd_with_more_than_pages_is_refused(data: bytes, words: str) -> None:
    refused(data, "a.ofd", words)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (doc(**{"Macros": b"x"}), "有宏"),
        (doc(**{"_VBA_PROJECT": b"x"}), "有宏"),
        (doc(**{"ObjectPool": b"x"}), "嵌入了别的文件"),
        (doc(flags=0x0100), "设了密码"),
        (doc("正文\x13 DDEAUTO c:\\cmd \x14"), "DDE"),
        (doc("x\x13INCLUDETEXT \\\\host\\a \x14"), "引用外部文件的域"),
        (doc(**{"1Table": "http://host/a.dotm".encode("utf-16-le")}), "引用了外面的文件"),
        (making.compound({"Workbook": b"x"}), "这不是Word文档"),
        (making.compound({"WordDocument": b"x"}), "这不是Word文档"),
        (doc()[:600], "已损坏|这不是Word文档"),
    ],
    ids=["宏", "宏工程", "嵌入对象", "密码", "DDE", "外部文字", "外部模板", "表格", "空的", "截断"],
)
def test_an_old_word_document_that_acts_or_hides_is_refused(data: bytes, words: str) -> None:
    refused(data, "a.doc", words)


def test_twenty_megabytes_are_taken_and_one_byte_more_is_not() -> None:
    data = ofd(**{"a.dat": b""})
    room = 20 * MB
    taken = pdf().removesuffix(b"\n")
    padded = taken[: taken.rfind(b"%%EOF")] + b"%" * (room - len(taken)) + b"\n%%EOF"
    assert len(padded) - 1 == room
    refused(padded, "a.pdf", r"文件有20\.0 MB，超过20 MB")
    assert attachments.accept(upload(data, "a.ofd")).size == len(data)
    assert attachments.accept(upload(padded.replace(b"%%%", b"%%", 1), "a.pdf")).size == room


def test_a_size_that_was_understated_is_not_believed() -> None:
    lying = Upload("a.pdf", 10, io.BytesIO(bytes(20 * MB + 1)))
    with pytest.raises(Refusal, match="超过20 MB"):
        attachments.accept(lying)


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ([1] * 10, ""),
        ([1] * 11, "最多上传10个文件，现有11个"),
        ([20 * MB, 20 * MB, 10 * MB], ""),
        ([20 * MB, 20 * MB, 10 * MB + 1], "超过50 MB"),
    ],
    ids=["十个", "十一个", "五十兆", "多一字节"],
)
def test_ten_files_and_fifty_megabytes_together(sizes: list[int], words: str) -> None:
    uploads = [Upload("a.pdf", size, io.BytesIO()) for size in sizes]
    if not words:
        attachments.check_together(uploads)
        return
    with pytest.raises(Refusal, match=words):
        attachments.check_together(uploads)
