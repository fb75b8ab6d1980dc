"""A Word document becomes a body; what Word hides is left out and told (DOC-05)."""

import io
import zipfile
from datetime import date

import pytest

from mingbai.prose.word import images, imported
from mingbai.refusal import Refusal
from tests.prose.papers import docx, item, p, picture, styled
from tests.prose.test_cleaning import PICTURE

CENTER = '<w:jc w:val="center"/>'
RIGHT = '<w:jc w:val="right"/>'
FIRST = '<w:ind w:firstLineChars="200"/>'
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
LARGE = '<w:r><w:rPr><w:sz w:val="44"/></w:rPr><w:t>{}</w:t></w:r>'

NOTICE = (
    p("明政办发〔2019〕7号", properties=CENTER)
    + p(properties=CENTER, runs=LARGE.format("明阳区人民政府办公室关于印发"))
    + p(properties=CENTER, runs=LARGE.format("政务公开工作要点的通知"))
    + p("各镇人民政府，区政府各部门：")
    + p("现印发给你们。", properties=FIRST)
    + p("明阳区人民政府办公室", properties=RIGHT)
    + p("2019年5月6日", properties=RIGHT)
    + p("附件")
    + p("2018年1月1日")
)


def test_a_notice_keeps_its_setting_and_suggests_its_metadata() -> None:
    done = imported(docx(NOTICE))
    assert done.title == "明阳区人民政府办公室关于印发政务公开工作要点的通知"
    assert done.number == "明政办发〔2019〕7号"
    assert done.dated == date(2019, 5, 6)
    assert '<p class="no-indent">各镇人民政府，区政府各部门：</p>' in done.html
    assert "<p>现印发给你们。</p>" in done.html
    assert '<p class="align-right">2019年5月6日</p>' in done.html
    assert done.notes == ()


BODIES = {
    "标题 1、标题 2、大纲级别": (
        styled("1", "总则") + styled("t", "职责") + styled("o", "分工"),
        "<h2>总则</h2>\n<h3>职责</h3>\n<h3>分工</h3>",
    ),
    "样式名里的黑体与小标宋": (
        styled("x", "要点") + styled("h", "一、总体要求"),
        '<p class="align-center">要点</p>\n<h2>一、总体要求</h2>',
    ),
    "直接用黑体、楷体的层次": (
        p("一、总体要求", font="黑体")
        + p("（一）目标", font="楷体_GB2312")
        + p("正文。", font="黑体"),
        "<h2>一、总体要求</h2>\n<h3>（一）目标</h3>\n<p>正文。</p>",
    ),
    "自动编号的条款写成文字": (
        styled("n", "目的。") + item(1, "甲；", 1) + item(1, "乙。", 1) + styled("n", "范围。"),
        "<p>第一条　目的。</p>\n<p>（一）甲；</p>\n<p>（二）乙。</p>\n<p>第二条　范围。</p>",
    ),
    "连着的 1. 2. 是列表": (
        p("前") + item(2, "甲") + item(2, "乙") + p("后"),
        "<p>前</p>\n<ol><li>甲</li><li>乙</li></ol>\n<p>后</p>",
    ),
    "隔开的 1. 2. 写成文字": (
        item(2, "甲") + p("中") + item(2, "乙"),
        "<p>1. 甲</p>\n<p>中</p>\n<p>2. 乙</p>",
    ),
    "项目符号": (item(3, "甲") + p("中") + item(3, "乙"), "<ul><li>甲</li></ul>"),
    "横竖合并的单元格": (
        (
            "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
            '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>表头</w:t></w:r></w:p>'
            '</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>'
            "<w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>"
            "</w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
            "<w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        ),
        (
            '<table><thead><tr><th colspan="2" scope="col">表头</th></tr></thead><tbody>'
            '<tr><td rowspan="2">甲</td><td>1</td></tr><tr><td>2</td></tr></tbody></table>'
        ),
    ),
    "粗体、下划线、上标": (
        p(
            runs="<w:r><w:rPr><w:b/></w:rPr><w:t>甲</w:t></w:r>"
            '<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">    </w:t></w:r>'
            '<w:r><w:t>m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            "<w:t>2</w:t></w:r>"
        ),
        "<p><strong>甲</strong><u>&nbsp;&nbsp;&nbsp;&nbsp;</u>m<sup>2</sup></p>",
    ),
}


@pytest.mark.parametrize(("body", "expected"), BODIES.values(), ids=BODIES)
def test_what_word_shows_is_kept(body: str, expected: str) -> None:
    assert expected in imported(docx(body)).html


STRIPPED = {
    "批注": (
        p("甲", runs='<w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'),
        "批注1条",
    ),
    "修订": (
        p("甲", runs="<w:ins><w:r><w:t>乙</w:t></w:r></w:ins><w:del><w:r><w:delText>丙</w:delText>"
          "</w:r></w:del>"),
        "插入1处、删除1处",
    ),
    "移动": (
        p("甲", runs="<w:moveTo><w:r><w:t>乙</w:t></w:r></w:moveTo><w:moveFrom><w:r><w:t>丙</w:t>"
          "</w:r></w:moveFrom>"),
        "插入1处、删除1处",
    ),
    "隐藏文字": (
        p("甲", runs="<w:r><w:rPr><w:vanish/></w:rPr><w:t>丙</w:t></w:r>"),
        "隐藏文字1处",
    ),
    "样式里的隐藏文字": (
        p("甲", runs='<w:r><w:rPr><w:rStyle w:val="v"/></w:rPr><w:t>丙</w:t></w:r>'),
        "隐藏文字1处",
    ),
    "公式": (
        p("甲", runs='<m:oMath xmlns:m="urn:m"><m:r><m:t>丙</m:t></m:r></m:oMath>'),
        "嵌入对象1个",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "words"), STRIPPED.values(), ids=STRIPPED)
def test_what_word_hides_is_left_out_and_told(body: str, words: str) -> None:
    done = imported(docx(body))
    assert "甲" in done.html
    assert "丙" not in done.html
    assert any(words in note for note in done.notes), done.notes


def test_notes_stay_linked_both_ways() -> None:
    body = p("甲", runs='<w:r><w:footnoteReference w:id="2"/></w:r>')
    notes = '<w:footnote w:id="2"><w:p><w:r><w:t>出处</w:t></w:r></w:p></w:footnote>'
    html = imported(docx(body, notes=notes)).html
    assert '<a id="fnref-2" href="#fn-2"><sup>[1]</sup></a>' in html
    assert '<li id="fn-2">出处 <a href="#fnref-2">↑</a></li>' in html


def test_pictures_are_handed_over_once_and_shown_from_their_address() -> None:
    files = {"word/media/a.png": PNG, "word/media/b.png": PNG, "word/media/c.emf": b"\x01\x00"}
    kept: list[tuple[bytes, str]] = []

    def keep(data: bytes, kind: str) -> str:
        kept.append((data, kind))
        return PICTURE

    body = picture("r1") + picture("r2") + p("甲路的位置如图。") + picture("r3")
    done = imported(docx(body, files=files), keep=keep)
    assert kept == [(PNG, "png")]
    assert done.html.count(f'<img src="{PICTURE}" alt="示意图">') == 2
    assert done.pictures == (PICTURE,)
    assert done.notes == (
        "取用图片1幅，请核对每幅的替代文字",
        (
            "第3幅图片（在“甲路的位置如图。”之后）没有取用："
            "格式不能在网页上显示，请另存为 PNG 或 JPG 后插入"
        ),
    )
    left = imported(docx(body, files=files))
    assert (left.pictures, left.notes) == ((), ("图片3幅没有取用",))


def test_a_picture_that_is_not_received_leaves_the_rest() -> None:
    def keep(data: bytes, kind: str) -> str:
        raise Refusal("图片里有身份证号")

    done = imported(docx(p("甲") + picture("r1"), files={"word/media/a.png": PNG}), keep=keep)
    assert done.html == "<p>甲</p>"
    assert done.notes == ("第1幅图片（在“甲”之后）没有取用：图片里有身份证号",)


def test_more_pictures_than_are_taken_at_once_are_told() -> None:
    files = {f"word/media/{n}.png": PNG + bytes([n]) for n in range(images.MOST + 12)}
    body = "".join(picture(f"r{n}") for n in range(1, images.MOST + 13))
    done = imported(docx(body, files=files), keep=lambda data, kind: PICTURE)
    assert done.html.count("<img") == images.MOST
    assert "另有2幅图片没有取用" in done.notes


def test_a_picture_that_is_only_a_link_is_told_and_not_fetched() -> None:
    body = p("甲") + picture("r1").replace("r:embed=", "r:link=")
    done = imported(docx(body), keep=lambda data, kind: PICTURE)
    assert "图片1幅只是链接，文件里没有" in "".join(done.notes)
    assert "<img" not in done.html


NESTED = "<w:tbl><w:tr><w:tc>" * 400 + "</w:tc></w:tr></w:tbl>" * 400
REFUSED = {
    "旧版 Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "另存为"),
    "设了密码": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "密码",
    ),
    "网页改名": (b"<html></html>", "不是 Word 文档"),
    "空的": (b"", "不是 Word 文档"),
    "坏的压缩包": (b"PK\x03\x04" + b"0" * 100, "损坏"),
    "坏的内容": (docx("<w:p>"), "损坏"),
    "层层套表": (docx(NESTED), "一层套一层|损坏"),
    "炸弹": (docx(p("0" * 30_000_000)), "炸弹|文字多得异常"),
}


@pytest.mark.parametrize(("data", "words"), REFUSED.values(), ids=REFUSED)
def test_any_other_file_is_refused_with_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(Refusal, match=words) as refused:
        imported(data)
    assert refused.value.remedy


def test_an_entity_is_not_expanded() -> None:
    with pytest.raises(Refusal, match="实体声明"):
        imported(_declared())


def _declared() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(p("甲")))) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + content
            new.writestr(name, content)
    return target.getvalue()


DATES = {
    "二〇一九年五月六日": date(2019, 5, 6),
    "（2019年5月6日）": date(2019, 5, 6),
    "２０１９年５月６日": date(2019, 5, 6),
    "2019年2月30日": None,
    "本办法自2019年5月6日起施行": None,
}


@pytest.mark.parametrize(("line", "expected"), DATES.items(), ids=DATES)
def test_the_date_of_signature_is_guessed(line: str, expected: date | None) -> None:
    assert imported(docx(p("正文") + p(line))).dated == expected
