"""Workbooks for publication: the visible grid is unchanged, under it is nothing (PII-02)."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image as Picture
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.worksheet.table import Table
from PIL import Image

from mingbai.files.cleaning.book.references import Cleared, Gone
from mingbai.files.cleaning.book.workbook import cleaned as clean
from mingbai.files.cleaning.told import Told
from mingbai.refusal import Refusal
from tests.files.cleaning.making import (
    OFFICE,
    SECRET,
    changed,
    cleaned,
    holds,
    linked,
    outside,
    packed,
    unpacked,
)

S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = f'xmlns:r="{OFFICE}"'
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"
BOOK, FIRST, SECOND = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
STRINGS = ("姓名", "金额", "张三", "合计", SECRET)
FORMATS = (
    f'<styleSheet {S}><numFmts count="1"><numFmt numFmtId="170" formatCode=";;;"/></numFmts>'
    '<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="170" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
GRID = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>5</v></c></row>'
    '<row r="3"><c r="A3" t="s"><v>3</v></c><c r="B3"><f>SUM(B2:B2)</f><v>5</v></c></row>'
)
SHOWN = [["姓名", "金额"], ["张三", 5], ["合计", 5]]
LAST = '<row r="9"{}><c r="A9" t="s"><v>4</v></c></row>'


def sheet(rows: str = GRID, before: str = "", after: str = "") -> str:
    return f"<worksheet {S} {R}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def book(
    rows: str = GRID, *, before: str = "", after: str = "", other: str = "", state: str = "hidden",
    names: str = "",
) -> bytes:  # fmt: skip
    """A workbook of one sheet, with ``other`` as the rows of a second one in ``state``."""
    sheets, links, parts = [], [], {}
    for number, (title, content) in enumerate((("公示", ""), ("底稿", other)), start=1):
        if number == 2 and not other:
            continue
        kept = f' state="{state}"' if number == 2 else ""
        sheets.append(f'<sheet name="{title}" sheetId="{number}"{kept} r:id="rId{number}"/>')
        links.append(_link(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml"))
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            sheet(content) if number == 2 else sheet(rows, before, after)
        )
    links += [
        _link("rId8", "sharedStrings", "sharedStrings.xml"),
        _link("rId9", "styles", "styles.xml"),
    ]
    strings = "".join(f"<si><t>{text}</t></si>" for text in STRINGS)
    types = {BOOK: "sheet.main", "xl/sharedStrings.xml": "sharedStrings", "xl/styles.xml": "styles"}
    types |= dict.fromkeys(parts, "worksheet")
    space = "http://schemas.openxmlformats.org/package/2006"
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{space}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            + "".join(
                f'<Override PartName="/{part}" ContentType="{TYPE.format(kind)}"/>'
                for part, kind in types.items()
            )
            + "</Types>",
            "_rels/.rels": f'<Relationships xmlns="{space}/relationships">'
            f"{_link('rId1', 'officeDocument', BOOK)}</Relationships>",
            BOOK: f"<workbook {S} {R}><sheets>{''.join(sheets)}</sheets>{names}</workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{space}/relationships">'
            f"{''.join(links)}</Relationships>",
            "xl/sharedStrings.xml": f"<sst {S}>{strings}</sst>",
            "xl/styles.xml": FORMATS,
        }
        | parts
    )


def _link(relation: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{relation}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def shown(data: bytes) -> list[list[object]]:
    """The results in the first three rows and two columns, as a reader sees them."""
    read = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return [[read.active.cell(row, column).value for column in (1, 2)] for row in (1, 2, 3)]


def formulas(data: bytes) -> dict[str, str]:
    read = openpyxl.load_workbook(io.BytesIO(data))
    cells = (cell for row in read.active.iter_rows() for cell in row)
    return {c.coordinate: c.value for c in cells if c.data_type == "f"}


def drawn(chart: str) -> bytes:
    """A chart on the sheet that takes its numbers from the hidden one."""
    made = book(other=LAST.format(""), after='<drawing r:id="rId99"/>')
    made = linked(
        made, FIRST, "drawing", "xl/drawings/drawing1.xml",
        f'<d xmlns="urn:d" {R}><c r:id="rId99"/></d>',
        content_type="application/vnd.openxmlformats-officedocument.drawing+xml",
    )  # fmt: skip
    kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    source = "xl/drawings/drawing1.xml"
    return linked(made, source, "chart", "xl/charts/chart1.xml", chart, content_type=kind)


C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
CHART = (
    f"<c:chartSpace {C}><c:ser><c:tx><c:strRef><c:f>底稿!$A$1</c:f><c:strCache><c:pt><c:v>数</c:v>"
    "</c:pt></c:strCache></c:strRef></c:tx><c:val><c:numRef><c:f>底稿!$A$1:$A$9</c:f><c:numCache>"
    '<c:ptCount val="1"/><c:pt idx="0"><c:v>7</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>'
    "</c:chartSpace>"
)
THREADS = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
ROW_9 = LAST.format(' hidden="1"')
COLUMN_D = '<row r="9"><c r="D9" t="s"><v>4</v></c></row>'
PLANTED: dict[str, tuple[Callable[[], bytes], str]] = {
    "hidden sheet": (lambda: book(other=LAST.format("")), "hidden_sheets"),
    "very hidden sheet": (
        lambda: book(other=LAST.format(""), state="veryHidden"),
        "hidden_sheets",
    ),
    "hidden row": (lambda: book(GRID + ROW_9), "hidden_rows"),
    "row without height": (
        lambda: book(GRID + LAST.format(' ht="0" customHeight="1"')),
        "hidden_rows",
    ),
    "hidden column": (
        lambda: book(GRID + COLUMN_D, before='<cols><col min="4" max="6" hidden="1"/></cols>'),
        "hidden_columns",
    ),
    "column without width": (
        lambda: book(GRID + COLUMN_D, before='<cols><col min="4" max="4" width="0"/></cols>'),
        "hidden_columns",
    ),
    "number that is not shown": (
        lambda: book(GRID + f'<row r="9"><c r="A9" s="1"><v>{SECRET}</v></c></row>'),
        "hidden_cells",
    ),
    "covered by a merge": (
        lambda: book(
            GRID + LAST.format("").replace("A9", "B9"),
            after='<mergeCells count="1"><mergeCell ref="A9:B9"/></mergeCells>',
        ),
        "covered_cells",
    ),
    "comment": (
        lambda: linked(
            book(), FIRST, "comments", "xl/comments1.xml",
            f"<comments {S}><comment><t>{SECRET}</t></comment></comments>",
        ),
        "comments",
    ),
    "people": (lambda: linked(book(), BOOK, "person", "xl/persons/p.xml", SECRET_XML), "people"),
    "pivot table": (
        lambda: linked(
            linked(book(), FIRST, "pivotTable", "xl/pivotTables/p.xml", "<p/>"),
            "xl/pivotTables/p.xml", "pivotCacheDefinition", "xl/pivotCache/c.xml", SECRET_XML,
        ),
        "pivots",
    ),
    "link to another workbook": (
        lambda: linked(
            book(GRID.replace("SUM(B2:B2)", "[1]Sheet1!$A$1")), BOOK, "externalLink",
            "xl/externalLinks/e.xml", SECRET_XML,
        ),
        "external_books",
    ),
    "connection": (
        lambda: linked(book(), BOOK, "connections", "xl/connections.xml", SECRET_XML),
        "connections",
    ),
    "printer": (
        lambda: linked(book(), FIRST, "printerSettings", "xl/p.bin", SECRET.encode()),
        "printers",
    ),
    "revision log": (
        lambda: linked(book(), BOOK, "revisionHeaders", "xl/revisions/r.xml", SECRET_XML),
        "revision_logs",
    ),
    "custom data": (
        lambda: linked(book(), BOOK, "customXml", "customXml/item1.xml", SECRET_XML),
        "custom_xml",
    ),
    "scenario": (
        lambda: book(after=f'<scenarios><scenario name="{SECRET}"/></scenarios>'),
        "scenarios",
    ),
    "path of the author": (
        lambda: changed(
            book(), BOOK, "<sheets>", f'<a:absPath xmlns:a="urn:a" url="D:\\{SECRET}"/><sheets>'
        ),
        "traces",
    ),
    "hidden name": (lambda: book(names=NAMES.format(' hidden="1"', "公示!$A$1")), "names"),
    "constant as a name": (lambda: book(names=NAMES.format("", f'"{SECRET}"')), "names"),
    "name of the hidden sheet": (
        lambda: book(other=LAST.format(""), names=NAMES.format("", "底稿!$A$9")),
        "names",
    ),
    "formula on the hidden sheet": (
        lambda: book(GRID.replace("SUM(B2:B2)", "底稿!A9+0"), other=LAST.format("")),
        "formulas",
    ),
    "list of choices on the hidden sheet": (
        lambda: book(
            other=LAST.format(""),
            after='<dataValidations count="1"><dataValidation type="list" sqref="A2">'
            "<formula1>底稿!$A$9:$A$9</formula1></dataValidation></dataValidations>",
        ),
        "rules",
    ),
    "chart of the hidden sheet": (lambda: drawn(CHART), "series"),
    "left-over string": (lambda: book(), "strings"),
}  # fmt: skip
SECRET_XML = f"<a>{SECRET}</a>"
NAMES = "<definedNames><definedName name=\"n\"{}>{}</definedName></definedNames>"  # fmt: skip


@pytest.mark.parametrize("place", PLANTED)
def test_what_is_not_on_the_visible_grid_is_gone_and_told(place: str) -> None:
    make, kind = PLANTED[place]
    planted = make()
    assert holds(planted, SECRET)
    made, strips = cleaned(clean, planted)
    assert holds(made, SECRET) == []
    assert holds(made, "底稿") == []
    assert kind in [strip.kind for strip in strips]
    assert shown(made) == SHOWN


def test_the_hidden_sheet_is_told_by_its_name() -> None:
    told = Told()
    clean(book(other=LAST.format("")), told)
    assert "删除隐藏工作表 1 张：“底稿”" in [strip.what for strip in told.strips()]


def test_only_formulas_that_need_what_is_gone_become_results() -> None:
    rows = GRID.replace("SUM(B2:B2)", "SUM(B2:B9)").replace(
        '<c r="B2"><v>5</v></c>', '<c r="B2"><v>5</v></c><c r="C2"><f>B2*1</f><v>5</v></c>'
    )
    made, strips = cleaned(clean, book(rows + '<row r="9" hidden="1"><c r="B9"><v>0</v></c></row>'))
    assert formulas(made) == {"C2": "=B2*1"}
    assert shown(made) == SHOWN
    assert "工作表“公示”：公式换成现有结果 1 个（公式引用了隐藏内容或别的文件）" in map(str, strips)


def test_a_formula_without_a_stored_result_is_refused_with_its_place() -> None:
    rows = GRID.replace("SUM(B2:B2)</f><v>5</v>", "底稿!A9</f>")
    with pytest.raises(Refusal, match="第3行第2列的公式引用了隐藏的内容") as caught:
        clean(book(rows, other=LAST.format("")), Told())
    assert "保存一次" in caught.value.remedy


def test_a_merge_that_begins_in_a_hidden_column_still_shows() -> None:
    merged = (
        '<row r="9"><c r="D9" t="s"><v>3</v></c></row>',
        '<mergeCells count="1"><mergeCell ref="D9:F9"/></mergeCells>',
    )
    columns = '<cols><col min="4" max="4" hidden="1"/></cols>'
    made, _ = cleaned(clean, book(GRID + merged[0], before=columns, after=merged[1]))
    assert openpyxl.load_workbook(io.BytesIO(made)).active["D9"].value == "合计"


def test_links_to_a_hidden_sheet_and_to_a_disk_leave_the_text() -> None:
    links = (
        '<hyperlinks><hyperlink ref="A1" location="底稿!A1"/><hyperlink ref="A2" r:id="rId98"/>'
        '<hyperlink ref="A3" r:id="rId97"/></hyperlinks>'
    )
    made = book(other=LAST.format(""), after=links)
    made = outside(made, FIRST, "hyperlink", "https://www.example.test/", "rId97")
    made = outside(made, FIRST, "hyperlink", f"file:///D:/{SECRET}", "rId98")
    made, strips = cleaned(clean, made)
    assert {"dead_links", "local_links"} <= {strip.kind for strip in strips}
    sheet_part = unpacked(made)[FIRST]
    assert isinstance(sheet_part, bytes)
    assert sheet_part.count(b"<hyperlink ") == 1
    assert shown(made) == SHOWN


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "embedded file": (
        lambda: linked(book(), FIRST, "oleObject", "xl/embeddings/a.bin", b"x"),
        "嵌入了别的文件",
    ),
    "macro sheet": (
        lambda: linked(book(), BOOK, "http://x.test/xlMacrosheet", "xl/m.xml", "<a/>"),
        "宏表",
    ),
    "program in a formula": (
        lambda: book(GRID.replace("SUM(B2:B2)", "cmd|'/c calc'!A0")),
        "DDE",
    ),
    "nothing to see": (
        lambda: changed(book(), BOOK, 'sheetId="1"', 'sheetId="1" state="hidden"'),
        "没有可见的工作表",
    ),
    "string that is none": (
        lambda: book(GRID.replace("<v>3</v>", "<v>33</v>")),
        "损坏",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_acts_or_is_broken_is_refused(case: str) -> None:
    make, words = REFUSED[case]
    with pytest.raises(Refusal, match=words):
        clean(make(), Told())


TOUCHING = {
    "B2": True,
    "$B$2:$C$3": True,
    "A1+A3": False,
    "SUM(B:B)": True,
    "SUM(2:2)": True,
    "SUM(A1:A9)": False,
    "其他!B2": False,
    "'隐 藏'!A1": True,
    'IF(A1="B2",1,0)': False,
    "INDIRECT(A1)": True,
    "名称*2": True,
    "LOG10(A1)": False,
    "TRUE": False,
    "[1]甲!A1": True,
    "表1[金额]": True,
    "1E+3*A1": False,
}


@pytest.mark.parametrize("formula", TOUCHING)
def test_what_a_formula_refers_to_is_read_cautiously(formula: str) -> None:
    cleared = Cleared({(2, 2)})
    cleared.settle()
    gone = Gone({"隐 藏"}, {"公示": cleared})
    assert gone.touched_by(formula, "公示") is TOUCHING[formula]


def office_like() -> bytes:
    """A workbook as a program writes it: a table, a chart, a picture on a hidden column."""
    made = openpyxl.Workbook()
    page = made.active
    for row in (["姓名", "证件", "金额"], ["张三", SECRET, 5], ["李四", SECRET, 7]):
        page.append(row)
    page.add_table(Table(displayName="名单", ref="A1:C3"))
    page.column_dimensions["B"].hidden = True
    chart = BarChart()
    chart.add_data(Reference(page, min_col=3, min_row=1, max_row=3), titles_from_data=True)
    page.add_chart(chart, "E5")
    stream = io.BytesIO()
    Image.new("RGB", (9, 9), "red").save(stream, "PNG")
    picture = Picture(stream)
    corners = [AnchorMarker(col=column, colOff=9, row=1, rowOff=9) for column in (1, 1)]
    picture.anchor = TwoCellAnchor(_from=corners[0], to=corners[1])
    page.add_image(picture)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def test_a_table_with_a_hidden_column_becomes_a_plain_area() -> None:
    made, strips = cleaned(clean, office_like())
    assert holds(made, SECRET) == []
    kinds = [strip.kind for strip in strips]
    assert {"hidden_columns", "tables", "hidden_shapes"} <= set(kinds)
    page = openpyxl.load_workbook(io.BytesIO(made)).active
    assert [[cell.value for cell in row] for row in page["A1:C3"]] == [
        ["姓名", None, "金额"],
        ["张三", None, 5],
        ["李四", None, 7],
    ]
    assert not page.tables
    assert len(page._charts) == 1
    assert not page._images
