"""Word documents for publication: nothing stays that a reader is not shown (DOC-05, PII-08)."""

import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from PIL import Image

from mingbai.files.cleaning.told import Told
from mingbai.files.cleaning.word.document import cleaned as clean
from mingbai.refusal import Refusal
from tests.files.attachments.making import located
from tests.files.cleaning.making import (
    SECRET,
    changed,
    cleaned,
    holds,
    linked,
    outside,
    packed,
    unpacked,
)

BODY = "word/document.xml"
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
AUTHOR, VBA = (
    f"<dc:keywords>{SECRET}</dc:keywords><dc:title/>",
    "application/vnd.ms-office.vbaProject",
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def ordinary() -> bytes:
    """Headings, numbering, a merged table, a picture."""
    document: Document = docx.Document()
    document.core_properties.author = ""
    document.add_heading("关于印发的通知", 1)
    document.add_paragraph("各镇人民政府：")
    document.add_paragraph("第一项", style="List Number")
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "项目"
    table.cell(1, 2).text = "金额"
    picture = io.BytesIO()
    Image.new("RGB", (20, 10), (9, 9, 9)).save(picture, "PNG")
    document.add_picture(picture)
    document.add_paragraph("此件公开发布")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def shown(data: bytes) -> list[str]:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [p.text for p in document.paragraphs] + cells


def body(xml: str) -> bytes:
    return changed(ordinary(), BODY, "<w:body>", f"<w:body>{xml}")


def run(text: str = SECRET, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def changes(tag: str, inside: str) -> str:
    return f'<w:{tag} w:id="7" w:author="{SECRET}" w:date="2026-01-01T00:00:00Z">{inside}</w:{tag}>'


DELETED = run().replace("w:t>", "w:delText>")
MARK = f'<w:rPr><w:del w:id="8" w:author="{SECRET}"/></w:rPr>'
COMMENTS = (
    f'<w:comments {W}><w:comment w:id="1" w:author="张某">{paragraph(run())}</w:comment>'
    "</w:comments>"
)
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'


def field(code: str, result: str) -> str:
    marks = [
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    ]
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{result}{marks[2]}"


def footnoted() -> bytes:
    """A footnote whose reference was deleted, and one that stands."""
    notes = "".join(
        f'<w:footnote w:id="{number}">{paragraph(run(text))}</w:footnote>'
        for number, text in ((2, SECRET), (3, "注释"))
    )
    deleted = changes("del", '<w:r><w:footnoteReference w:id="2"/></w:r>')
    standing = '<w:r><w:t>留下</w:t><w:footnoteReference w:id="3"/></w:r>'
    return linked(
        body(paragraph(deleted, standing)),
        BODY,
        "footnotes",
        "word/footnotes.xml",
        f"<w:footnotes {W}>{notes}</w:footnotes>",
        content_type=TYPE.format("footnotes"),
    )


def commented() -> bytes:
    marks = (
        '<w:commentRangeStart w:id="1"/><w:r><w:t>留下</w:t></w:r><w:commentRangeEnd w:id="1"/>'
        '<w:r><w:commentReference w:id="1"/></w:r>'
    )
    return linked(
        body(f"<w:p>{marks}</w:p>"),
        BODY,
        "comments",
        "word/comments.xml",
        COMMENTS,
        content_type=TYPE.format("comments"),
    )


def header() -> bytes:
    return linked(
        changed(
            ordinary(),
            BODY,
            "<w:sectPr",
            '<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="rId99"'
            f" {R}/>"
            "</w:sectPr></w:pPr></w:p><w:sectPr",
        ),
        BODY,
        "header",
        "word/header9.xml",
        f"<w:hdr {W}>{paragraph(changes('del', DELETED), run('页眉'))}</w:hdr>",
        content_type=TYPE.format("header"),
    )


def styled() -> bytes:
    style = (
        '<w:style w:type="character" w:styleId="H0"><w:name w:val="h0"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style>"
        '<w:style w:type="character" w:styleId="H1"><w:name w:val="h1"/>'
        '<w:basedOn w:val="H0"/></w:style>'
    )
    made = changed(ordinary(), "word/styles.xml", "</w:styles>", f"{style}</w:styles>")
    text = paragraph(run(properties='<w:rStyle w:val="H1"/>'), run("留下"))
    return changed(made, BODY, "<w:body>", f"<w:body>{text}")


def embedded() -> bytes:
    shape = f'<v:shape {VML} style="width:9pt"/>'
    thing = (
        f"<w:p><w:r><w:t>留下</w:t></w:r><w:r><w:object>{shape}"
        f'<o:OLEObject {VML} Type="Embed" r:id="rId99"'
        f" {R}/></w:object></w:r></w:p>"
    )
    book = packed({"a.txt": SECRET})
    return linked(
        body(thing), BODY, "package", "word/embeddings/a.xlsx", book, content_type="application/x"
    )


KEPT = paragraph(run("留下"))
# name: the file, what is told, the words that must stay before the ordinary text
PLANTED: dict[str, tuple[Callable[[], bytes], str, list[str]]] = {
    "deleted run": (
        lambda: body(paragraph(changes("del", DELETED), run("留下"))),
        "revisions",
        ["留下"],
    ),
    "inserted run": (lambda: body(paragraph(changes("ins", run("留下")))), "revisions", ["留下"]),
    "insertion deleted again": (
        lambda: body(paragraph(changes("ins", changes("del", DELETED) + run("留下")))),
        "revisions",
        ["留下"],
    ),
    "moved away": (
        lambda: body(paragraph(changes("moveFrom", run()), changes("moveTo", run("留下")))),
        "revisions",
        ["留下"],
    ),
    "paragraphs joined": (
        lambda: body(paragraph(run("留"), properties=MARK) + paragraph(run("下"))),
        "revisions",
        ["留下"],
    ),
    "paragraph deleted whole": (
        lambda: body(paragraph(changes("del", DELETED), properties=MARK) + KEPT),
        "revisions",
        ["留下"],
    ),
    "row deleted": (
        lambda: body(
            "<w:tbl><w:tblPr/><w:tblGrid/><w:tr>"
            f'<w:trPr><w:del w:id="1" w:author="{SECRET}"/></w:trPr>'
            f"<w:tc>{paragraph(run())}</w:tc></w:tr></w:tbl>{KEPT}"
        ),
        "revisions",
        ["留下"],
    ),
    "former properties": (
        lambda: body(paragraph(run("留下", changes("rPrChange", "<w:rPr/>")))),
        "revisions",
        ["留下"],
    ),
    "footnote of a deleted reference": (footnoted, "revisions", ["留下"]),
    "header": (header, "revisions", []),
    "comment": (commented, "comments", ["留下"]),
    "hidden run": (
        lambda: body(paragraph(run(properties="<w:vanish/>"), run("留下"))),
        "hidden_text",
        ["留下"],
    ),
    "hidden by style": (styled, "hidden_text", ["留下"]),
    "hidden row": (
        lambda: body(
            "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:trPr><w:hidden/></w:trPr>"
            f"<w:tc>{paragraph(run())}</w:tc></w:tr></w:tbl>{KEPT}"
        ),
        "hidden_table_rows",
        ["留下"],
    ),
    "field code": (
        lambda: body(paragraph(field(f'SET x "{SECRET}"', run("留下")))),
        "fields",
        ["留下"],
    ),
    "index entry": (
        lambda: body(paragraph(field(f'XE "{SECRET}"', ""), run("留下"))),
        "fields",
        ["留下"],
    ),
    "local link in a field": (
        lambda: body(paragraph(field(f'HYPERLINK "file:///D:/{SECRET}"', run("留下")))),
        "fields",
        ["留下"],
    ),
    "link to the intranet": (
        lambda: outside(
            body(f'<w:p><w:hyperlink r:id="rId98" {R}>{run("留下")}</w:hyperlink></w:p>'),
            BODY,
            "hyperlink",
            f"\\\\server\\{SECRET}",
        ),
        "local_links",
        ["留下"],
    ),
    "template": (
        lambda: outside(
            ordinary(), "word/settings.xml", "attachedTemplate", f"file:///C:/{SECRET}.dotm"
        ),
        "settings",
        [],
    ),
    "document variable": (
        lambda: changed(
            ordinary(),
            "word/settings.xml",
            "</w:settings>",
            f'<w:docVars><w:docVar w:name="a" w:val="{SECRET}"/></w:docVars></w:settings>',
        ),
        "settings",
        [],
    ),
    "embedded workbook": (embedded, "objects", ["留下"]),
    "custom data": (
        lambda: linked(ordinary(), BODY, "customXml", "customXml/item9.xml", f"<a>{SECRET}</a>"),
        "custom_xml",
        [],
    ),
    "building blocks": (
        lambda: linked(
            ordinary(), BODY, "glossaryDocument", "word/glossary/document.xml", f"<a>{SECRET}</a>"
        ),
        "building_blocks",
        [],
    ),
    "left-over part": (
        lambda: packed(unpacked(ordinary()) | {"word/old.xml": SECRET}),
        "unused",
        [],
    ),
    "unknown part": (
        lambda: linked(
            ordinary(), BODY, "http://example.test/new/thing", "word/new.xml", f"<a>{SECRET}</a>"
        ),
        "unknown",
        [],
    ),
    "remark in the XML": (lambda: body(f"<!-- {SECRET} -->"), "remarks", []),
    "person with rights": (
        lambda: body(
            f'<w:p><w:permStart w:id="1" w:ed="{SECRET}"/>{run("留下")}<w:permEnd w:id="1"/></w:p>'
        ),
        "people",
        ["留下"],
    ),
    "author": (
        lambda: changed(ordinary(), "docProps/core.xml", "<dc:title/>", AUTHOR),
        "properties",
        [],
    ),
    "path in a picture's words": (
        lambda: changed(
            ordinary(), BODY, "<wp:docPr ", f'<wp:docPr descr="D:\\Users\\{SECRET}\\1.png" '
        ),
        "paths",
        [],
    ),
}


@pytest.mark.parametrize("place", PLANTED)
def test_what_is_not_shown_is_gone_and_told(place: str) -> None:
    make, kind, words = PLANTED[place]
    planted = make()
    assert holds(planted, SECRET) or place in ("inserted run", "comment", "paragraphs joined")
    made, strips = cleaned(clean, planted)
    assert holds(made, SECRET) == []
    assert holds(made, "张某") == []
    assert kind in [strip.kind for strip in strips]
    assert [text for text in shown(made) if text][: len(words)] == words
    assert [t for t in shown(ordinary()) if t] == [t for t in shown(made) if t][len(words) :]


def test_the_count_of_comments_and_changes_is_told_in_words() -> None:
    told = Told()
    clean(commented(), told)
    assert "删除批注 1 条" in [strip.what for strip in told.strips()]
    told = Told()
    clean(body(paragraph(changes("del", DELETED), changes("ins", run("留下")))), told)
    assert "接受修订 2 处（删去的文字已清除）" in [strip.what for strip in told.strips()]


def test_a_photograph_inside_loses_its_place_and_keeps_its_pixels() -> None:
    parts = unpacked(ordinary())
    name = next(name for name in parts if name.startswith("word/media/"))
    picture = io.BytesIO()
    with Image.open(io.BytesIO(located())) as image:
        before = image.convert("RGB").tobytes()
    parts[name] = located()
    made, strips = cleaned(clean, packed(parts))
    assert "photo" in [strip.kind for strip in strips]
    inside = unpacked(made)[name]
    assert isinstance(inside, bytes)
    picture.write(inside)
    with Image.open(picture) as image:
        assert not image.getexif()
        assert image.convert("RGB").tobytes() == before


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "macro": (lambda: linked(ordinary(), BODY, "vbaProject", "word/vbaProject.bin", b"x"), "宏"),
    "macro by its type": (
        lambda: linked(ordinary(), BODY, "image", "word/a.png", b"x", content_type=VBA),
        "宏",
    ),
    "control": (lambda: linked(ordinary(), BODY, "control", "word/activeX/a.xml", "<a/>"), "控件"),
    "file as text": (
        lambda: linked(ordinary(), BODY, "aFChunk", "word/a.html", b"<p>"),
        "夹着别的文件",
    ),
    "program in a field": (
        lambda: body(paragraph(field("DDEAUTO c:\\\\cmd.exe", run("x")))),
        "DDE",
    ),
    "picture from elsewhere": (
        lambda: outside(
            body(f'<w:p><w:r><w:drawing><a:blip r:link="rId98" {A} {R}/></w:drawing></w:r></w:p>'),
            BODY,
            "image",
            "http://example.test/a.png",
        ),
        "存在别处",
    ),
    "entity": (
        lambda: packed(unpacked(ordinary()) | {"word/a.xml": "<!DOCTYPE a><a/>"}),
        "实体声明",
    ),
    "no document": (lambda: packed({"[Content_Types].xml": "<a/>"}), "损坏"),
    "broken": (lambda: packed(unpacked(ordinary()) | {BODY: "<a>"}), "损坏"),
    "workbook in disguise": (
        lambda: packed(unpacked(ordinary()) | {"[Content_Types].xml": "<Types/>"}),
        "不是Word文档",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_could_act_or_fetch_is_refused(case: str) -> None:
    make, words = REFUSED[case]
    with pytest.raises(Refusal, match=words):
        clean(make(), Told())
