"""What lies on the pages of a PDF: remarks go, seals and filled fields become part of the page."""

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

from mingbai.files.attachments.packages import refusal
from mingbai.files.cleaning.pdf.layers import Thing, discard
from mingbai.files.cleaning.told import Told

_NOT_SHOWN = 0b100010  # flags Hidden and NoView, [ISO 32000] 12.5.3
_REMARKS = frozenset(
    {
        "/Text", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret", "/Ink", "/Line",
        "/Square", "/Circle", "/Polygon", "/PolyLine", "/Popup", "/FreeText", "/Projection",
    }
)  # fmt: skip
_FILES = frozenset({"/FileAttachment", "/Sound", "/Movie", "/Screen", "/3D", "/RichMedia"})
_PART_OF_PAGE = frozenset({"/Widget", "/Stamp", "/Watermark", "/PrinterMark", "/TrapNet"})
_SAFE_ACTIONS = frozenset({"/GoTo", "/URI"})
_SAFE_ADDRESS = ("http://", "https://", "mailto:", "tel:")


def settle(file: pikepdf.Pdf, told: Told) -> None:
    """Take out remarks and hidden things, draw seals and fields into the pages, keep links."""
    _check_form(file)
    for page in file.pages:
        _sort_out(page.obj, told)
    if _flattens(file, told):
        if "/AcroForm" in file.Root:
            file.generate_appearance_streams()
        file.flatten_annotations("all")
    if "/AcroForm" in file.Root:
        del file.Root["/AcroForm"]
    for page in file.pages:
        _keep_links(page.obj, told)


def _check_form(file: pikepdf.Pdf) -> None:
    form = file.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form:
        raise refusal("PDF里有动态表单（XFA）")


def _annotations(page: Thing) -> list[Thing]:
    found = page.get("/Annots")
    return [a for a in found if isinstance(a, Dictionary)] if isinstance(found, Array) else []


def _set(page: Thing, kept: list[Thing]) -> None:
    if kept:
        page["/Annots"] = Array(kept)
    elif "/Annots" in page:
        del page["/Annots"]


def _sort_out(page: Thing, told: Told) -> None:
    kept = []
    for item in _annotations(page):
        kind = str(item.get("/Subtype", ""))
        if int(item.get("/F", 0)) & _NOT_SHOWN:
            told.add("hidden_annotations")
        elif kind == "/Redact":
            raise refusal("PDF里有标了密文、还没有应用的地方，下面的文字还在")
        elif kind in _FILES:
            told.add("embedded")
        elif kind in _REMARKS and not _is_typed(item):
            told.add("comments", 0 if kind == "/Popup" else 1)
        else:
            kept.append(item)
    _set(page, kept)


def _is_typed(item: Thing) -> bool:
    """Text typed onto the page to fill in a form, not a remark about it."""
    return str(item.get("/IT", "")) == "/FreeTextTypeWriter"


def _flattens(file: pikepdf.Pdf, told: Told) -> bool:
    """Whether something is to become part of a page; signatures are told by their number."""
    count = signed = 0
    for item in _everything(file):
        kind = str(item.get("/Subtype", ""))
        if kind in _PART_OF_PAGE or _is_typed(item):
            count += 1
            signed += _field_type(item) == "/Sig" and _field(item, "/V") is not None
            discard(item, "/OC")
    told.add("flattened", count)
    told.add("signatures", signed)
    return count > 0


def _everything(file: pikepdf.Pdf) -> Iterator[Thing]:
    for page in file.pages:
        yield from _annotations(page.obj)


def _field_type(item: Thing) -> str:
    return str(_field(item, "/FT") or "")


def _field(item: Thing, key: str) -> Thing:
    """A value of a form field, which may stand with its parents."""
    for _ in range(16):
        if key in item:
            return item[key]
        parent = item.get("/Parent")
        if not isinstance(parent, Dictionary):
            return None
        item = parent
    return None


def _keep_links(page: Thing, told: Told) -> None:
    """After flattening: links that lead to a page or an address of the web, nothing else."""
    kept = []
    for item in _annotations(page):
        if str(item.get("/Subtype", "")) != "/Link":
            continue
        if "/A" in item and not is_safe(item["/A"]):
            told.add("local_links")
            continue
        discard(item, "/Contents", "/T", "/NM", "/M", "/PA", "/AA", "/Popup")
        kept.append(item)
    _set(page, kept)


def is_safe(action: Thing) -> bool:
    """Whether an action only goes to a page or to an address of the web."""
    if not isinstance(action, Dictionary) or str(action.get("/S", "")) not in _SAFE_ACTIONS:
        return False
    if "/Next" in action:
        del action["/Next"]
    if action.get("/S") == Name("/URI"):
        return str(action.get("/URI", "")).strip().lower().startswith(_SAFE_ADDRESS)
    return True
