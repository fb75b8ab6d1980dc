"""Presentations for publication: the slides that are shown, without notes and objects (PII-02)."""

from collections.abc import Callable

import pytest

from mingbai.files.cleaning.slides.deck import cleaned as clean
from mingbai.files.cleaning.told import Told
from mingbai.refusal import Refusal
from tests.files.attachments.making import png
from tests.files.cleaning.making import OFFICE, SECRET, cleaned, holds, linked, packed, unpacked

P = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    f' xmlns:r="{OFFICE}"'
)
TYPE = "application/vnd.openxmlformats-officedocument.presentationml.{}+xml"
MAIN, FIRST = "ppt/presentation.xml", "ppt/slides/slide1.xml"
SPACE = "http://schemas.openxmlformats.org/package/2006"
VISIBLE = "工作汇报"


def slide(words: str, attributes: str = "", more: str = "") -> str:
    shape = f"<p:sp><p:txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp>"
    tree = f"<p:cSld><p:spTree>{shape}{more}</p:spTree></p:cSld>"
    return f"<p:sld {P}{attributes}>{tree}</p:sld>"


def deck(more: str = "", *, second: str = "", extra: str = "") -> bytes:
    """One slide with ``more`` in it; ``second`` is a whole slide, ``extra`` stands in the deck."""
    slides = [slide(VISIBLE, more=more)] + ([second] if second else [])
    ids = "".join(f'<p:sldId id="{256 + n}" r:id="rId{n}"/>' for n in range(1, len(slides) + 1))
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/slide" Target="slides/slide{n}.xml"/>'
        for n in range(1, len(slides) + 1)
    )
    types = "".join(
        f'<Override PartName="/ppt/slides/slide{n}.xml" ContentType="{TYPE.format("slide")}"/>'
        for n in range(1, len(slides) + 1)
    )
    main = TYPE.format("presentation.main")
    start = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="{MAIN}"/>'
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{SPACE}/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/{MAIN}" ContentType="{main}"/>{types}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{SPACE}/relationships">{start}</Relationships>',
            MAIN: f"<p:presentation {P}><p:sldIdLst>{ids}</p:sldIdLst>{extra}</p:presentation>",
            "ppt/_rels/presentation.xml.rels": f'<Relationships xmlns="{SPACE}/relationships">'
            f"{links}</Relationships>",
        }
        | {f"ppt/slides/slide{n}.xml": text for n, text in enumerate(slides, start=1)}
    )


def commented() -> bytes:
    comments = f'<p:cmLst {P}><p:cm authorId="0"><p:text>{SECRET}</p:text></p:cm></p:cmLst>'
    made = linked(deck(), FIRST, "comments", "ppt/comments/c1.xml", comments)
    return linked(made, MAIN, "commentAuthors", "ppt/commentAuthors.xml", f"<a>{SECRET}</a>")


def noted() -> bytes:
    notes = f"<p:notes {P}><a:t>{SECRET}</a:t></p:notes>"
    return linked(deck(), FIRST, "notesSlide", "ppt/notesSlides/n1.xml", notes)


def pointing() -> bytes:
    """The visible slide has a link to the hidden one."""
    made = deck('<a:hlinkClick r:id="rId99"/>', second=slide(SECRET, ' show="0"'))
    parts = unpacked(made)
    rels = (
        f'<Relationships xmlns="{SPACE}/relationships"><Relationship Id="rId99"'
        f' Type="{OFFICE}/slide" Target="slide2.xml"/></Relationships>'
    )
    return packed(parts | {"ppt/slides/_rels/slide1.xml.rels": rels})


def embedded(picture: bool = True) -> bytes:
    shown = '<p:pic><p:blipFill><a:blip r:embed="rId98"/></p:blipFill><p:spPr/></p:pic>'
    frame = (
        '<p:graphicFrame><p:xfrm><a:off x="5" y="5"/></p:xfrm><a:graphic><a:graphicData>'
        f'<p:oleObj r:id="rId99">{shown if picture else ""}</p:oleObj>'
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )
    made = linked(deck(frame), FIRST, "package", "ppt/embeddings/b.xlsx", packed({"a": SECRET}))
    return linked(made, FIRST, "image", "ppt/media/i.png", png(), relation="rId98")


HIDDEN_SHAPE = (
    '<p:sp><p:nvSpPr><p:cNvPr id="3" name="x" hidden="1"/></p:nvSpPr>'
    f"<p:txBody><a:p><a:r><a:t>{SECRET}</a:t></a:r></a:p></p:txBody></p:sp>"
)
SECTIONS = f'<p:extLst><p:ext><s:sectionLst xmlns:s="urn:s" n="{SECRET}"/></p:ext></p:extLst>'
PLANTED: dict[str, tuple[Callable[[], bytes], str]] = {
    "hidden slide": (lambda: deck(second=slide(SECRET, ' show="0"')), "hidden_slides"),
    "hidden slide that is linked": (pointing, "hidden_slides"),
    "notes": (noted, "notes"),
    "comment": (commented, "comments"),
    "hidden shape": (lambda: deck(HIDDEN_SHAPE), "hidden_shapes"),
    "embedded workbook": (embedded, "objects"),
    "tags": (
        lambda: linked(deck(), FIRST, "tags", "ppt/tags/t.xml", f"<a>{SECRET}</a>"),
        "custom_xml",
    ),
    "left-over slide": (
        lambda: packed(unpacked(deck()) | {"ppt/slides/slide9.xml": SECRET}),
        "unused",
    ),
}


@pytest.mark.parametrize("place", PLANTED)
def test_what_is_not_shown_is_gone_and_told(place: str) -> None:
    make, kind = PLANTED[place]
    planted = make()
    assert holds(planted, SECRET)
    made, strips = cleaned(clean, planted)
    assert holds(made, SECRET) == []
    assert kind in [strip.kind for strip in strips]
    assert VISIBLE in words(made)


def test_names_of_sections_and_passwords_go_with_them() -> None:
    made, _ = cleaned(clean, deck(extra=f'<p:modifyVerifier hashData="x"/>{SECTIONS}'))
    assert holds(made, SECRET) == holds(made, "hashData") == []


def test_the_picture_of_an_object_stays_where_it_stood() -> None:
    made, _ = cleaned(clean, embedded())
    assert "ppt/media/i.png" in unpacked(made)
    assert '<a:off x="5" y="5"/>' in words(made)


def test_what_cannot_be_shown_without_its_object_is_refused() -> None:
    with pytest.raises(Refusal, match="没有可以代替的图片"):
        clean(embedded(picture=False), Told())
    with pytest.raises(Refusal, match="没有可见的幻灯片"):
        clean(packed(unpacked(deck()) | {FIRST: slide(VISIBLE, ' show="0"')}), Told())


def words(data: bytes) -> str:
    part = unpacked(data)[FIRST]
    assert isinstance(part, bytes)
    return part.decode()
