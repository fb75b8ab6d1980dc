"""政府信息公开工作年度报告问题反馈函: one Word letter per organ, laid out after GB/T 9704—2012.

Sender, number, dates and contact stay blank for the office to fill in; nothing is invented.
"""

from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from mingbai.reading.papers import wording
from mingbai.reading.papers.wording import Json
from mingbai.refusal import Refusal

TITLE, BLACK, BODY, KAI = "方正小标宋简体", "黑体", "仿宋", "楷体"
TWO, THREE, FOUR, FIVE = 22.0, 16.0, 14.0, 10.5  # 二号、三号、四号、五号, in points
LINE = 28.0  # points: 22 lines of 28 characters a page
WEIGHED = ("error", "warn")  # an info needs no answer
HEADS = (
    ("序号", 11),
    ("年度", 14),
    ("位置", 34),
    ("问题和建议", 59),
    ("依据", 38),
)  # mm, 156 in all
BLANK_DATE = "　　　　年　　月　　日"


def write(folder: Path, reports: Iterable[Json]) -> list[Path]:
    """One letter for each organ with errors or warnings; the files written.

    Raises Refusal without python-docx or where the folder cannot be written.
    """
    load()
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for organ, own in by_organ(reports).items():
            path = folder / file_name(organ)
            letter(organ, own).save(str(path))
            written.append(path)
    except OSError as error:
        raise Refusal(
            f"写不了 {folder}", remedy="请核对位置和权限；文件正在 Word 中打开的，先关闭"
        ) from error
    return written


def load() -> Any:
    """python-docx, imported only when a letter is asked for."""
    try:
        return import_module("docx")
    except ImportError as error:
        raise Refusal(
            "写问题反馈函需要 python-docx", remedy="请执行 pip install 'mingbai[server]'"
        ) from error


def by_organ(reports: Iterable[Json]) -> dict[str, list[Json]]:
    """Reports with something to answer, by organ; those that name none stand by their file."""
    organs: dict[str, list[Json]] = {}
    for report in reports:
        if any(finding["severity"] in WEIGHED for finding in report["findings"]):
            name = wording.clean(report["organ"]) or f"（机关不明）{Path(report['file']).stem}"
            organs.setdefault(name, []).append(report)
    for own in organs.values():
        own.sort(key=lambda report: (report["year"] or 0, report["file"]))
    return organs


def file_name(organ: str) -> str:
    """The letter's file name; characters no file system likes are left out."""
    kept = "".join(c for c in organ if c.isprintable() and c not in '<>:"/\\|?*')
    return f"问题反馈函-{kept[:60]}.docx"


def letter(organ: str, reports: Sequence[Json]) -> Any:
    """The letter as a python-docx document."""
    document = load().Document()
    _page(document)
    _line(document, "〔　　　　〕　　号", align="right")
    _line(document, "")
    title = f"关于{_subject(organ, reports)}有关问题的反馈函"
    _line(document, title, font=TITLE, size=TWO, align="center")
    _line(document, "")
    _line(document, f"{organ}：")
    for text in _paragraphs(reports):
        _line(document, text, indent=True)
    _line(document, "附件：问题清单", indent=True, keep=True)
    _line(document, "", keep=True)
    _line(document, "（发函机关盖章）　　　　", align="right", keep=True)
    _line(document, f"{BLANK_DATE}　　　　", align="right", keep=True)
    _line(document, "（联系人：　　　　　　，电话：　　　　　　）", indent=True)
    document.add_page_break()
    _line(document, "附件", font=BLACK)
    _line(document, "问题清单", font=TITLE, size=TWO, align="center")
    _table(document, reports)
    return document


def _subject(organ: str, reports: Sequence[Json]) -> str:
    years = sorted({report["year"] for report in reports if report["year"]})
    span = "、".join(f"{year}" for year in years)
    return f"{organ}{span}{'年' if span else ''}政府信息公开工作年度报告"


def _paragraphs(reports: Sequence[Json]) -> list[str]:
    """The body: what was checked against what, what was found, what is asked for."""
    numbers = dict.fromkeys(WEIGHED, 0)
    for report in reports:
        for severity in WEIGHED:
            numbers[severity] += wording.counts(report)[severity]
    forms = {form.id: form for report in reports if (form := wording.form_of(report))}
    basis = "、".join(f"{forms[key].document_number}" for key in sorted(forms))
    unread = [report for report in reports if not (report["readable"] and report["complete"])]
    found = [
        f"数字或者文字相互不符的{numbers['error']}处" if numbers["error"] else "",
        f"需要说明或者完善的{numbers['warn']}处" if numbers["warn"] else "",
    ]
    form_words = f"和年度报告格式（{basis}）" if basis else ""
    opening = (
        f"根据《中华人民共和国政府信息公开条例》第四十九条、第五十条{form_words}，"
        "对你单位公布的政府信息公开工作年度报告进行了核对，共发现"
        f"{'，'.join(part for part in found if part)}，详见附件。"
    )
    request = (
        "请对照台账逐项核实。确有差错的，请按程序更正后重新公布，并说明更正的内容；"
        "因统计范围、口径等原因不属差错的，请逐项说明理由。"
        f"请于{BLANK_DATE}前将核实和更正情况书面反馈。"
    )
    limits = "附件所列问题由程序比对报告中的数字和文字得出，以台账和原件为准。"
    body = [opening, request, limits]
    if unread:
        body.insert(1, "所附报告中有没有读全的，未读出的数字未作核对，也不按0计。")
    return body


def _page(document: Any) -> None:
    """A4, 天头37毫米, 订口28毫米, 版心156×225毫米; page numbers — 1 — in 四号."""
    shared = import_module("docx.shared")
    section = document.sections[0]
    section.page_width, section.page_height = shared.Mm(210), shared.Mm(297)
    section.top_margin, section.bottom_margin = shared.Mm(37), shared.Mm(35)
    section.left_margin, section.right_margin = shared.Mm(28), shared.Mm(26)
    section.footer_distance = shared.Mm(25)
    style = document.styles["Normal"]
    style.font.size = shared.Pt(THREE)
    _set_font(style.element.get_or_add_rPr(), style.font, BODY)
    footer = section.footer.paragraphs[0]
    footer.alignment = import_module("docx.enum.text").WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (("— ", False), ("PAGE", True), (" —", False)):
        run = footer.add_run("" if field else text)
        run.font.size = shared.Pt(FOUR)
        _set_font(run._r.get_or_add_rPr(), run.font, "宋体")
        if field:
            _field(run, text)


def _field(run: Any, code: str) -> None:
    """A field that Word fills in when it opens the letter."""
    element, qn = import_module("docx.oxml").OxmlElement, import_module("docx.oxml.ns").qn
    for kind in ("begin", None, "end"):
        if kind is None:
            part = element("w:instrText")
            part.text = code
        else:
            part = element("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)


def _set_font(properties: Any, font: Any, name: str) -> None:
    """A Chinese font also for Chinese text, which python-docx does not set by itself."""
    qn = import_module("docx.oxml.ns").qn
    font.name = name
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _line(
    document: Any,
    text: str,
    *,
    font: str = BODY,
    size: float = THREE,
    align: str = "left",
    indent: bool = False,
    keep: bool = False,
) -> None:
    """A paragraph of the letter in the fixed line height; ``keep`` it on the page of the next."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = keep
    _shape(paragraph, align, LINE if size < TWO else LINE + 7)
    if indent:
        paragraph.paragraph_format.first_line_indent = import_module("docx.shared").Pt(2 * size)
    _run(paragraph, text, font, size)


def _shape(paragraph: Any, align: str, line: float) -> None:
    enum, shared = import_module("docx.enum.text"), import_module("docx.shared")
    paragraph.alignment = getattr(enum.WD_ALIGN_PARAGRAPH, align.upper())
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = shared.Pt(0)
    shape.line_spacing_rule = enum.WD_LINE_SPACING.EXACTLY
    shape.line_spacing = shared.Pt(line)


def _run(paragraph: Any, text: str, font: str, size: float) -> None:
    run = paragraph.add_run(wording.clean(text))
    run.font.size = import_module("docx.shared").Pt(size)
    _set_font(run._r.get_or_add_rPr(), run.font, font)


def _table(document: Any, reports: Sequence[Json]) -> None:
    """The list of problems: its head repeats on every page, no row is torn."""
    table = document.add_table(rows=1, cols=len(HEADS))
    table.style = "Table Grid"
    table.autofit = False
    for cell, (head, _) in zip(table.rows[0].cells, HEADS, strict=True):
        _fill(cell, [head], font=BLACK, align="center")
    _row_property(table.rows[0], "w:tblHeader")
    for number, (report, finding) in enumerate(_weighed(reports), 1):
        row = table.add_row()
        _row_property(row, "w:cantSplit")
        texts: list[list[str]] = [
            [str(number)],
            [str(report["year"] or "不明")],
            [wording.place(report, finding) or "全文"],
            [f"{finding['message']}。", *_advice(finding)],
            [finding["basis"] or "条例第五十条、年度报告格式"],
        ]
        for place, (cell, lines) in enumerate(zip(row.cells, texts, strict=True)):
            _fill(cell, lines, align="center" if place < 2 else "left")
    shared = import_module("docx.shared")
    for column, (_, width) in zip(table.columns, HEADS, strict=True):
        column.width = shared.Mm(width)
    for row in table.rows:
        for cell, (_, width) in zip(row.cells, HEADS, strict=True):
            cell.width = shared.Mm(width)


def _weighed(reports: Sequence[Json]) -> list[tuple[Json, Json]]:
    return [
        (report, finding)
        for report in reports
        for finding in report["findings"]
        if finding["severity"] in WEIGHED
    ]


def _advice(finding: Json) -> list[str]:
    hint = finding["hint"].rstrip("。")
    return [f"建议：{hint}。"] if hint else []


def _row_property(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(import_module("docx.oxml").OxmlElement(name))


def _fill(cell: Any, lines: Sequence[str], *, font: str = BODY, align: str = "left") -> None:
    for place, text in enumerate(lines):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        _shape(paragraph, align, 16.0)
        _run(paragraph, text, font, FIVE)
