"""Word files written by hand, part by part: what is in them is seen in the test."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    '<Default Extension="emf" ContentType="image/x-emf"/></Types>'
)
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
ROOT = (
    f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" '
    f'Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>'
)
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="标题 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="公文黑体"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="方正小标宋标题"/>'
    '<w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="o"><w:name w:val="条"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="n"><w:name w:val="条文"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="v"><w:name w:val="暗"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style>"
)


def level(depth: int, form: str, text: str) -> str:
    """One level of a numbering."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{level(0, "chineseCountingThousand", "第%1条　")}'
    f"{level(1, 'chineseCounting', '（%2）')}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "%1.")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{level(0, "bullet", "●")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
)


def p(text: str = "", *, properties: str = "", runs: str = "", font: str = "") -> str:
    """A paragraph: one run of ``text`` (markup escaped by the caller), then ``runs``."""
    fonts = f'<w:rFonts w:eastAsia="{font}"/>' if font else ""
    run = f"<w:r><w:rPr>{fonts}</w:rPr><w:t>{text}</w:t></w:r>" if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}{runs}</w:p>"


def styled(style: str, text: str) -> str:
    """A paragraph in a style."""
    return p(text, properties=f'<w:pStyle w:val="{style}"/>')


def item(numbering: int, text: str, depth: int = 0) -> str:
    """A numbered paragraph."""
    held = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{numbering}"/></w:numPr>'
    return p(text, properties=held)


def picture(name: str) -> str:
    """A drawing that shows a picture by the identity of its relationship."""
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{A}/wordprocessingDrawing">'
        f'<wp:docPr id="1" name="x" descr="示意图"/><a:graphic xmlns:a="{A}/main">'
        f'<a:graphicData uri="{A}/picture"><pic:pic xmlns:pic="{A}/picture"><pic:blipFill>'
        f'<a:blip r:embed="{name}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )


def part(name: str, content: str) -> bytes:
    """A part of Word's."""
    return f'<w:{name} xmlns:w="{W}" xmlns:r="{R}">{content}</w:{name}>'.encode()


def docx(body: str, *, notes: str = "", files: dict[str, bytes] | None = None) -> bytes:
    """The file; ``files`` are pictures, related as r1, r2 … in their order."""
    files = files or {}
    related = "".join(
        f'<Relationship Id="r{number}" Type="{R}/image" Target="{name.removeprefix("word/")}"/>'
        for number, name in enumerate(files, start=1)
    )
    parts = {
        "[Content_Types].xml": TYPES.encode(),
        "_rels/.rels": ROOT.encode(),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{_RELS}">{related}</Relationships>'.encode()
        ),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/styles.xml": part("styles", STYLES),
        "word/numbering.xml": part("numbering", NUMBERING),
        **files,
    }
    if notes:
        parts["word/footnotes.xml"] = part("footnotes", notes)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()
