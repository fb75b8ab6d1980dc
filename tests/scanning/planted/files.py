"""Files of every carrier with a text planted in one place of them; written by hand, no library."""

import io
import zipfile
from collections.abc import Callable
from html import escape

from tests.scanning.planted.prints import drawing, pdf, photo

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
P = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def packed(**parts: str | bytes) -> bytes:
    """A zip; in the names ``__`` stands for a slash, ``_`` for a dot."""
    return archive({k.replace("__", "/").replace("_", "."): v for k, v in parts.items()})


def archive(files: dict[str, str | bytes]) -> bytes:
    """A zip of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return stream.getvalue()


def word(body: str, **parts: str | bytes) -> bytes:
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return packed(word__document_xml=document, **parts)


def paragraph(*runs: str, properties: str = "") -> str:
    inner = "".join(f"<w:r>{properties}<w:t>{escape(run)}</w:t></w:r>" for run in runs)
    return f"<w:p>{inner}</w:p>"


def book(rows: str, *, state: str = "visible", names: str = "", **parts: str | bytes) -> bytes:
    """A workbook of one sheet; ``rows`` is what stands around and in sheetData."""
    sheets = f'<sheets><sheet name="名单" sheetId="1" state="{state}" r:id="rId1"/></sheets>'
    relation = '<Relationship Id="rId1" Target="worksheets/sheet1.xml"/>'
    return archive(
        {
            "xl/workbook.xml": f"<workbook {S} {R}>{sheets}{names}</workbook>",
            "xl/_rels/workbook.xml.rels": f"<Relationships>{relation}</Relationships>",
            "xl/worksheets/sheet1.xml": f"<worksheet {S}>{rows}</worksheet>",
        }
        | {k.replace("__", "/").replace("_", "."): v for k, v in parts.items()}
    )


def cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def slides(shown: str, notes: str = "", attributes: str = "", more: str = "") -> bytes:
    def page(tag: str, text: str, more: str = "") -> str:
        return f"<p:{tag} {P}{more}><a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p></p:{tag}>"

    return packed(
        ppt__presentation_xml=f"<p:presentation {P}/>",
        ppt__slides__slide1_xml=page("sld", shown, attributes),
        ppt__notesSlides__notesSlide1_xml=page("notes", notes),
        **({"ppt__comments__comment1_xml": more} if more else {}),
    )


DELETED = "<w:p><w:del><w:r><w:delText>{}</w:delText></w:r></w:del></w:p>"
VANISHED = "<w:rPr><w:vanish/></w:rPr>"
TEXTPATH = '<w:p><v:textpath xmlns:v="urn:v" string="{}"/></w:p>'


def _part(root: str) -> Callable[[str], str]:
    return lambda text: f"<w:{root} {W}>{paragraph(text)}</w:{root}>"


def _row(text: str, attributes: str = "", before: str = "") -> str:
    return f'{before}<sheetData><row r="1"{attributes}>{cell("B1", text)}</row></sheetData>'


def _numeric(text: str) -> str:
    return f'<sheetData><row r="1"><c r="B1"><v>{text}</v></c></row></sheetData>'


def _shared() -> str:
    return '<sheetData><row r="1"><c r="B1" t="s"><v>0</v></c></row></sheetData>'


def _strings(text: str) -> str:
    return f"<sst {S}><si><r><t>{text[:5]}</t></r><r><t>{text[5:]}</t></r></si></sst>"


FOOTER = "<headerFooter><oddFooter>&amp;C{}</oddFooter></headerFooter>"
HIDDEN_COLUMN = '<cols><col min="2" max="2" hidden="1"/></cols>'
CACHE = f'<pivotCacheRecords {S}><r><s v="{{}}"/></r></pivotCacheRecords>'
NAMES = '<definedNames><definedName name="n">{}</definedName></definedNames>'
CORE = "<coreProperties><title>{}</title><creator>a</creator></coreProperties>"

# Each place of each carrier: the name of the file and how a text is planted there.
PLACES: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "text": ("a.txt", str.encode),
    "text of GB 18030": ("a.txt", lambda t: f"名单公示：\n{t}".encode("gb18030")),
    "csv": ("a.csv", lambda t: f'姓名,证件\n张某,"{t}"\n'.encode()),
    "page body": ("a.html", lambda t: f"<html><body><p>{t}</p></body></html>".encode()),
    "page title": ("a.html", lambda t: f"<html><title>{t}</title><p>x</p></html>".encode()),
    "page alternative": ("a.html", lambda t: f'<p>x<img alt="{t}"></p>'.encode()),
    "page comment": ("a.html", lambda t: f"<p>x</p><!-- {t} -->".encode()),
    "page hidden": ("a.html", lambda t: f'<p>x<b style="display: none">{t}</b></p>'.encode()),
    "page script": ("a.html", lambda t: f"<p>x</p><script>var a='{t}'</script>".encode()),
    "word body": ("a.docx", lambda t: word(paragraph(t[:9], t[9:]))),
    "word header": ("a.docx", lambda t: word("", word__header1_xml=_part("hdr")(t))),
    "word footer": ("a.docx", lambda t: word("", word__footer2_xml=_part("ftr")(t))),
    "word endnote": ("a.docx", lambda t: word("", word__endnotes_xml=_part("endnotes")(t))),
    "word footnote": ("a.docx", lambda t: word("", word__footnotes_xml=_part("footnotes")(t))),
    "word comment": ("a.docx", lambda t: word("", word__comments_xml=_part("comments")(t))),
    "word deleted": ("a.docx", lambda t: word(DELETED.format(t))),
    "word hidden": ("a.docx", lambda t: word(paragraph(t, properties=VANISHED))),
    "word properties": ("a.docx", lambda t: word("", docProps__core_xml=CORE.format(t))),
    "sheet": ("a.xlsx", lambda t: book(_row(t))),
    "sheet hidden": ("a.xlsx", lambda t: book(_row(t), state="veryHidden")),
    "row hidden": ("a.xlsx", lambda t: book(_row(t, ' hidden="1"'))),
    "column hidden": ("a.xlsx", lambda t: book(_row(t, "", HIDDEN_COLUMN))),
    "sheet numeric": ("a.xlsx", lambda t: book(_numeric(t))),
    "sheet shared text": ("a.xlsx", lambda t: book(_shared(), xl__sharedStrings_xml=_strings(t))),
    "sheet header": ("a.xlsx", lambda t: book(_row("x") + FOOTER.format(escape(t)))),
    "sheet thread": ("a.xlsx", lambda t: book("", xl__threadedComments__c1_xml=f"<c>{t}</c>")),
    "sheet drawing": (
        "a.xlsx",
        lambda t: book("", xl__drawings__drawing1_xml=f"<a><t>{t}</t></a>"),
    ),
    "sheet comment": ("a.xlsx", lambda t: book("", xl__comments1_xml=f"<c><t>{t}</t></c>")),
    "pivot cache": (
        "a.xlsx",
        lambda t: book("", xl__pivotCache__pivotCacheRecords1_xml=CACHE.format(t)),
    ),
    "defined name": ("a.xlsx", lambda t: book("", names=NAMES.format(t))),
    "slide": ("a.pptx", lambda t: slides(t)),
    "slide hidden": ("a.pptx", lambda t: slides(t, attributes=' show="0"')),
    "slide notes": ("a.pptx", lambda t: slides("x", t)),
    "slide comment": ("a.pptx", lambda t: slides("x", more=f"<c><text>{t}</text></c>")),
    "pdf text": ("a.pdf", lambda t: pdf(t)),
    "pdf under a box": ("a.pdf", lambda t: pdf(t, box=True)),
    "pdf note": ("a.pdf", lambda t: pdf("x", note=t)),
    "pdf properties": ("a.pdf", lambda t: pdf("x", title=t)),
    "zip": ("a.zip", lambda t: packed(a__b_txt=t)),
    "zip in zip": ("a.zip", lambda t: packed(inner_zip=packed(b_docx=word(paragraph(t))))),
    "embedded in word": ("a.docx", lambda t: word("", word__embeddings__b_xlsx=book(_row(t)))),
    "photo comment": ("a.jpg", lambda t: photo(comment=t)),
    "photo comment of Windows": ("a.jpg", lambda t: photo(unicode=t)),
    "drawing": ("a.png", drawing),
    "drawing packed": ("a.png", lambda t: drawing(t, packed=True)),
    "picture in word": ("a.docx", lambda t: word("", word__media__i1_jpg=photo(comment=t))),
}
