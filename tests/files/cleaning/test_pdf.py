"""PDF for publication: the pages as they are seen and nothing beside them (UPL-06, PII-08)."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from mingbai.files.cleaning.pdf.document import cleaned as clean
from mingbai.files.cleaning.told import Told
from mingbai.refusal import Refusal
from tests.files.attachments.making import located
from tests.files.cleaning.making import SECRET, cleaned, holds

VISIBLE = "Public notice"
Change = Callable[[pikepdf.Pdf], None]


def text(words: str, *, y: int = 700) -> str:
    return f"BT /F1 12 Tf 72 {y} Td ({words}) Tj ET\n"


def made(change: Change | None = None, *, content: str = "", **options: Any) -> bytes:
    """A page with the notice, changed, saved without compression."""
    file = pikepdf.new()
    page = file.add_blank_page()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.obj["/Resources"] = Dictionary(Font=Dictionary(F1=file.make_indirect(font)))
    page.obj["/Contents"] = file.make_stream((text(VISIBLE) + content).encode())
    if change:
        change(file)
    stream = io.BytesIO()
    file.save(stream, compress_streams=False, **options)
    return stream.getvalue()


def shown(data: bytes) -> str:
    return pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text().strip()


def annotated(kind: str, **entries: Any) -> Change:
    def change(file: pikepdf.Pdf) -> None:
        item = Dictionary(
            Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([10, 10, 90, 40]),
            Contents=String(SECRET), **entries,
        )  # fmt: skip
        file.pages[0].obj["/Annots"] = Array([file.make_indirect(item)])

    return change


def rooted(key: str, value: Any) -> Change:
    def change(file: pikepdf.Pdf) -> None:
        file.Root[key] = value

    return change


def act(**entries: Any) -> Dictionary:
    return Dictionary({f"/{key}": value for key, value in entries.items()})


SCRIPT = act(S=Name.JavaScript, JS=String(SECRET))


def attached(file: pikepdf.Pdf) -> None:
    file.attachments["a.txt"] = pikepdf.AttachedFileSpec(file, SECRET.encode(), filename="a.txt")


def titled(file: pikepdf.Pdf) -> None:
    file.docinfo["/Author"] = SECRET
    with file.open_metadata() as metadata:
        metadata["dc:title"] = SECRET


def previewed(file: pikepdf.Pdf) -> None:
    file.pages[0].obj["/Thumb"] = file.make_stream(SECRET.encode())


def layered(file: pikepdf.Pdf, *, state: str = "OFF") -> None:
    group = file.make_indirect(Dictionary(Type=Name.OCG, Name=String(SECRET)))
    file.pages[0].obj["/Resources"]["/Properties"] = Dictionary(Layer=group)
    file.Root["/OCProperties"] = Dictionary(
        OCGs=Array([group]), D=Dictionary({f"/{state}": Array([group])})
    )


def layered_drawing(file: pikepdf.Pdf) -> None:
    layered(file)
    resources = file.pages[0].obj["/Resources"]
    drawing = file.make_stream(text(SECRET).encode())
    drawing["/Type"], drawing["/Subtype"] = Name.XObject, Name.Form
    drawing["/BBox"], drawing["/OC"] = Array([0, 0, 600, 800]), resources["/Properties"]["/Layer"]
    drawing["/Resources"] = Dictionary(Font=resources["/Font"])
    resources["/XObject"] = Dictionary(D=drawing)


def form_field(**entries: Any) -> Change:
    def change(file: pikepdf.Pdf) -> None:
        look = file.make_stream(b"BT /F1 9 Tf 2 2 Td (Filled) Tj ET")
        look["/Subtype"], look["/BBox"] = Name.Form, Array([0, 0, 80, 30])
        look["/Resources"] = file.pages[0].obj["/Resources"]
        field = file.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("t"),
                Rect=Array([10, 10, 90, 40]), AP=Dictionary(N=look), **entries,
            )
        )  # fmt: skip
        file.pages[0].obj["/Annots"] = Array([field])
        file.Root["/AcroForm"] = Dictionary(Fields=Array([field]))

    return change


def photographed(file: pikepdf.Pdf) -> None:
    data = located().replace(b"taken at home", SECRET[:13].encode())
    image = file.make_stream(data)
    image["/Type"], image["/Subtype"], image["/Filter"] = Name.XObject, Name.Image, Name.DCTDecode
    image["/Width"], image["/Height"] = 60, 40
    image["/ColorSpace"], image["/BitsPerComponent"] = Name.DeviceRGB, 8
    file.pages[0].obj["/Resources"]["/XObject"] = Dictionary(I=image)


def grown() -> bytes:
    """A file whose first version said something that the second no longer says."""
    before = made(content=text(SECRET, y=600))
    with pikepdf.open(io.BytesIO(before)) as file:
        number, size = file.pages[0].obj["/Contents"].objgen[0], len(file.objects) + 1
        root = file.Root.objgen[0]
    content = text(VISIBLE)
    start = len(before)
    tail = f"{number} 0 obj <</Length {len(content)}>>stream\n{content}\nendstream endobj\n"
    table = start + len(tail)
    tail += f"xref\n{number} 1\n{start:010} 00000 n \ntrailer <</Size {size} /Root {root} 0 R"
    previous = int(before.rsplit(b"startxref", 1)[1].split()[0])
    return before + f"{tail} /Prev {previous}>>\nstartxref\n{table}\n%%EOF\n".encode()


IN_LAYER = f"/OC /Layer BDC\n{text(SECRET, y=600)}EMC\n"
PLANTED: dict[str, tuple[Callable[[], bytes], str]] = {
    "remark": (lambda: made(annotated("Text", T=String("张某"))), "comments"),
    "highlight": (lambda: made(annotated("Highlight")), "comments"),
    "text box": (lambda: made(annotated("FreeText")), "comments"),
    "file on the page": (lambda: made(annotated("FileAttachment")), "embedded"),
    "hidden remark": (lambda: made(annotated("Stamp", F=2)), "hidden_annotations"),
    "hidden field": (
        lambda: made(form_field(V=String(SECRET), F=2)),
        "hidden_annotations",
    ),
    "former value of a field": (lambda: made(form_field(DV=String(SECRET))), "flattened"),
    "program": (lambda: made(rooted("/OpenAction", SCRIPT)), "scripts"),
    "program at closing": (lambda: made(rooted("/AA", act(WC=SCRIPT))), "scripts"),
    "named program": (
        lambda: made(
            rooted("/Names", act(JavaScript=act(Names=Array([String("a"), SCRIPT])))),
        ),
        "scripts",
    ),
    "program behind a link": (lambda: made(annotated("Link", A=SCRIPT)), "local_links"),
    "link to a disk": (
        lambda: made(annotated("Link", A=act(S=Name.URI, URI=String("file:///D:/a")))),
        "local_links",
    ),
    "attachment": (lambda: made(attached), "embedded"),
    "properties": (lambda: made(titled), "properties"),
    "preview": (lambda: made(previewed), "thumbnails"),
    "hidden layer": (lambda: made(layered, content=IN_LAYER), "hidden_layers"),
    "drawing of a hidden layer": (
        lambda: made(layered_drawing, content="/D Do\n"),
        "hidden_layers",
    ),
    "former version": (grown, "history"),
    "data of a program": (
        lambda: made(rooted("/PieceInfo", act(X=act(Private=String(SECRET))))),
        "traces",
    ),
}


@pytest.mark.parametrize("place", PLANTED)
@pytest.mark.parametrize("streams", ["plain", "compressed"])
def test_what_the_pages_do_not_show_is_gone_and_told(place: str, streams: str) -> None:
    make, kind = PLANTED[place]
    planted = make()
    assert holds(planted, SECRET)
    if streams == "compressed" and place != "former version":
        packed = io.BytesIO()
        with pikepdf.open(io.BytesIO(planted)) as file:
            file.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        planted = packed.getvalue()
    result, strips = cleaned(clean, planted)
    assert holds(result, SECRET) == []
    assert kind in [strip.kind for strip in strips]
    assert shown(result).startswith(VISIBLE)
    with pikepdf.open(io.BytesIO(result)) as file:
        strings = [str(v) for item in file.objects for v in _values(item)]
    assert not any(SECRET in value for value in strings)


def _values(item: Any) -> list[Any]:
    if isinstance(item, pikepdf.Stream):
        return [item.read_bytes().decode("latin-1"), *dict(item).values()]
    if isinstance(item, Dictionary):
        return list(dict(item).values())
    return list(item) if isinstance(item, Array) else [item]


def test_a_visible_layer_a_filled_field_and_a_stamp_stay_on_the_page() -> None:
    visible = f"/OC /Layer BDC\n{text('In a layer', y=600)}EMC\n"
    result, strips = cleaned(clean, made(lambda f: layered(f, state="ON"), content=visible))
    assert "In a layer" in shown(result)
    assert "hidden_layers" not in [strip.kind for strip in strips]
    result, strips = cleaned(clean, made(form_field(V=String("Filled"))))
    assert "Filled" in shown(result)
    assert "表单域、图章等 1 个并入页面" in [strip.what for strip in strips]


def test_links_of_the_web_stay() -> None:
    link = act(S=Name.URI, URI=String("https://www.example.test/"))
    result, _ = cleaned(clean, made(annotated("Link", A=link)))
    with pikepdf.open(io.BytesIO(result)) as file:
        (kept,) = file.pages[0].obj["/Annots"]
        assert str(kept["/A"]["/URI"]) == "https://www.example.test/"


def test_a_photograph_on_a_page_loses_its_place() -> None:
    result, strips = cleaned(clean, made(photographed, content="/I Do\n"))
    assert "photo" in [strip.kind for strip in strips]
    with pikepdf.open(io.BytesIO(result)) as file:
        raw = file.pages[0].obj["/Resources"]["/XObject"]["/I"].read_raw_bytes()
    assert raw.startswith(b"\xff\xd8")
    assert b"Exif" not in raw


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "password": (lambda: made(encryption=pikepdf.Encryption(owner="o", user="u")), "设了密码"),
    "restrictions": (lambda: made(encryption=pikepdf.Encryption(owner="o")), "权限限制"),
    "redaction not applied": (lambda: made(annotated("Redact")), "还没有应用"),
    "folder of files": (lambda: made(rooted("/Collection", Dictionary())), "PDF包"),
    "dynamic form": (
        lambda: made(rooted("/AcroForm", Dictionary(XFA=String("x")))),
        "动态表单",
    ),
    "broken": (lambda: b"%PDF-1.7\nnothing", "已损坏"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_cleaned_is_refused_in_words(case: str) -> None:
    make, words = REFUSED[case]
    with pytest.raises(Refusal, match=words):
        clean(make(), Told())
