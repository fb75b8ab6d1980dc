"""A paper as Word, on the page of GB/T 9704—2012; all text goes in as text, never as markup."""

import io
import zipfile
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from mingbai.documents import layout
from mingbai.documents.paper import Cell, Paper, Part

TITLE, BLACK, BODY, KAI, SONG = "方正小标宋简体", "黑体", "仿宋_GB2312", "楷体_GB2312", "宋体"
# 没有该字体时 Word 依次改用的字体
OTHERS = {TITLE: "华文中宋", BODY: "仿宋", KAI: "楷体"}
TWO, THREE, FOUR, SMALL = 22.0, 16.0, 14.0, 12.0  # 二号、三号、四号、小四, in points
LINE = 28.95  # points: 22 lines on 225 mm
TIGHT = -5  # twentieths of a point: 28 characters of 16 pt on 156 mm
WIDTH = 156.0  # mm, 版心
# What stands after w:wordWrap in a paragraph's properties (ECMA-376, CT_PPr).
AFTER_WRAP = (
    *("w:overflowPunct", "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi"),
    *("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr"),
)
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
FONTS = {"heading": BLACK, "quote": KAI}


def docx_of(paper: Paper) -> bytes:
    """The Word file; the same paper gives the same bytes."""
    document = Document()
    _page(document)
    if paper.number:
        _line(document, paper.number, align="right")
        _line(document, "")
    for line in paper.title_lines:
        _line(document, line, font=TITLE, size=TWO, align="center", height=36, keep=True)
    _line(document, "", keep=True)
    if paper.addressee:
        _line(document, f"{paper.addressee}：")
    _parts(document, paper.parts)
    _after(document, paper)
    if paper.appendix:
        document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
        _parts(document, paper.appendix)
    _properties(document, paper)
    raw = io.BytesIO()
    document.save(raw)
    return _settled(raw.getvalue(), paper)


def _parts(document: Any, parts: tuple[Part, ...]) -> None:
    for part in parts:
        if part.kind == "table":
            _table(document, part)
        elif part.kind == "title":
            _line(document, part.text, font=TITLE, size=TWO, align="center", height=36, keep=True)
            _line(document, "", keep=True)
        elif part.kind == "right":
            _line(document, part.text, align="right")
        else:
            font = FONTS.get(part.kind, BODY)
            keep = part.kind == "heading"
            _line(document, part.text, font=font, align="both", indent=2, keep=keep)


def _after(document: Any, paper: Paper) -> None:
    """附件说明、落款、附注、抄送; the signature never stands alone on a page."""
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    many = len(paper.attachments) > 1
    for place, name in enumerate(paper.attachments):
        if place == 0:
            _line(document, "", keep=True)
        label = "附件：" if place == 0 else "　　　"
        count = f"{place + 1}." if many else ""
        _line(document, f"{label}{count}{name}", hang=5 + many, indent=-3 - many, keep=True)
    if paper.signed_by:
        sign, date = layout.signature(paper)
        _line(document, "", keep=True)
        _line(document, paper.signed_by, align="right", room=sign, keep=True)
        _line(document, paper.dated, align="right", room=date, keep=bool(paper.contact))
    if paper.contact:
        _line(document, f"（{paper.contact}）", indent=2)
    if paper.copy_to:
        _line(document, "")
        text = f"抄送：{'，'.join(paper.copy_to)}。"
        _rules(_line(document, text, size=FOUR, hang=1))


def _page(document: Any) -> None:
    """A4, 天头37毫米, 订口28毫米, 版心156×225毫米; page numbers outside, odd right, even left."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    document.settings.odd_and_even_pages_header_footer = True
    style = document.styles["Normal"]
    style.font.size = Pt(THREE)
    properties = style.element.get_or_add_rPr()
    _set_font(properties, style.font, BODY)
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(TIGHT))
    properties.append(spacing)
    _fallbacks(document)
    _number(section.footer.paragraphs[0], "right")
    _number(section.even_page_footer.paragraphs[0], "left")


def _fallbacks(document: Any) -> None:
    """Name the font that stands in where a 公文 font is not installed."""
    table = next(p for p in document.part.package.parts if p.partname == "/word/fontTable.xml")
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>'
        for name, other in OTHERS.items()
    )
    table._blob = table.blob.replace(b"</w:fonts>", entries.encode() + b"</w:fonts>")


def _number(footer: Any, side: str) -> None:
    """— 1 — in 四号宋体, one character in from the edge."""
    footer.alignment = ALIGN[side]
    shape = footer.paragraph_format
    shape.left_indent = shape.right_indent = Pt(FOUR)
    for text, is_field in (("— ", False), ("PAGE", True), (" —", False)):
        run = footer.add_run("" if is_field else text)
        run.font.size = Pt(FOUR)
        _set_font(run._r.get_or_add_rPr(), run.font, SONG)
        if is_field:
            _field(run, text)


def _field(run: Any, code: str) -> None:
    """A field that Word fills in when it opens the file."""
    for kind in ("begin", "", "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = code
        run._r.append(part)


def _set_font(properties: Any, font: Any, name: str) -> None:
    """A Chinese font also for Chinese text, which python-docx does not set by itself."""
    font.name = name
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _line(
    document: Any,
    text: str,
    *,
    font: str = BODY,
    size: float = THREE,
    align: str = "left",
    height: float = LINE,
    indent: float = 0,
    hang: float = 0,
    room: float = 0,
    keep: bool = False,
) -> Any:
    """A paragraph in fixed line height; indents and ``room`` at the right in characters."""
    paragraph = document.add_paragraph()
    _shape(paragraph, align, height)
    shape = paragraph.paragraph_format
    shape.keep_with_next = keep
    shape.first_line_indent, shape.left_indent = Pt(indent * size), Pt(hang * size)
    shape.right_indent = Pt(room * size)
    _run(paragraph, text, font, size)
    return paragraph


def _shape(paragraph: Any, align: str, height: float) -> None:
    paragraph.alignment = ALIGN[align]
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    shape.line_spacing = Pt(height)
    shape.widow_control = False
    # A very long word breaks at the edge instead of running over it.
    breaking = OxmlElement("w:wordWrap")
    breaking.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert_element_before(breaking, *AFTER_WRAP)


def _run(paragraph: Any, text: str, font: str, size: float) -> None:
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    _set_font(run._r.get_or_add_rPr(), run.font, font)


def _rules(paragraph: Any) -> None:
    """A thin rule above and below (版记)."""
    borders = OxmlElement("w:pBdr")
    for side in ("w:top", "w:bottom"):
        edge = OxmlElement(side)
        for name, value in (("val", "single"), ("sz", "6"), ("space", "4"), ("color", "auto")):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:wordWrap", *AFTER_WRAP)


def _table(document: Any, part: Part) -> None:
    """A form or a list; heads repeat on every page, no row is torn unless it is a long one."""
    widths = layout.widths(part)
    _line(document, "", height=6, keep=True)
    table = document.add_table(rows=0, cols=len(widths))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(WIDTH * width / sum(widths))
    for row, placed in part.grid:
        made = table.add_row()
        if row.head:
            made._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        if row.tall:
            made.height = Mm(18)
        cells = list(made.cells)
        for column, width in enumerate(widths):
            cells[column].width = Mm(WIDTH * width / sum(widths))
        for column, cell in enumerate(placed):
            if cell.span > 1:
                cells[column].merge(cells[-1])
            _cell(made.cells[column], cell, figure=part.listing and layout.is_figure(cell.text))
    _line(document, "", height=8)


def _cell(box: Any, cell: Cell, *, figure: bool) -> None:
    side = "center" if cell.label else "right" if figure else "left"
    for place, line in enumerate(cell.text.split("\n")):
        paragraph = box.paragraphs[0] if place == 0 else box.add_paragraph()
        _shape(paragraph, side, 20)
        _run(paragraph, line, BLACK if cell.label else BODY, SMALL)
    align = OxmlElement("w:vAlign")
    align.set(qn("w:val"), "center")
    box._tc.get_or_add_tcPr().append(align)


def _properties(document: Any, paper: Paper) -> None:
    facts = document.core_properties
    facts.title, facts.author, facts.language = paper.title[:255], paper.organ[:255], "zh-CN"
    facts.last_modified_by, facts.comments, facts.revision = paper.organ[:255], "", 1
    facts.created = facts.modified = datetime(paper.on.year, paper.on.month, paper.on.day)


def _settled(raw: bytes, paper: Paper) -> bytes:
    """The same file without the moment of writing, so that the bytes repeat."""
    settled = io.BytesIO()
    moment = (max(paper.on.year, 1980), paper.on.month, paper.on.day, 0, 0, 0)
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(settled, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, moment)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return settled.getvalue()
