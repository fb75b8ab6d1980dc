"""What a workbook carries beside its sheets: names, links, views, scenarios, filters."""

from collections.abc import Sequence

from mingbai.files.cleaning.book.references import Gone, area, is_reference, sheets_of
from mingbai.files.cleaning.office.markup import Element, local, name, remove, remove_all
from mingbai.files.cleaning.told import Told

_BUILT_IN = ("_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase")
_BOOK = {
    "customWorkbookViews": "scenarios",
    "fileSharing": "people",
    "webPublishing": "traces",
    "webPublishObjects": "traces",
    "smartTagPr": "",
    "smartTagTypes": "",
    "fileRecoveryPr": "",
    "functionGroups": "",
    "oleSize": "",
    "externalReferences": "",
    "pivotCaches": "",
    "revisionPtr": "traces",
    "absPath": "traces",
}
_SHEET = {
    "customSheetViews": "scenarios",
    "scenarios": "scenarios",
    "protectedRanges": "people",
    "webPublishItems": "traces",
    "customProperties": "",
    "cellWatches": "",
    "smartTags": "",
    "dataConsolidate": "",
    "legacyDrawing": "",
    "controls": "controls",
    "oleObjects": "",
}
_EXTENSIONS = frozenset(
    {"conditionalFormattings", "dataValidations", "sparklineGroups", "calcFeatures", "workbookPr"}
)
_CONTAINERS = ("tableParts", "hyperlinks", "definedNames")


def strip_book(book: Element, told: Told) -> None:
    """Views, links, identities and paths of the workbook part."""
    _strip(book, _BOOK, told)


def strip_sheet(sheet: Element, told: Told) -> None:
    """Scenarios, own views, form controls of a sheet."""
    _strip(sheet, _SHEET, told)
    for element in sheet.iter(name("s:cfRule"), name("s:conditionalFormatting")):
        element.attrib.pop("pivot", None)


def _strip(root: Element, gone: dict[str, str], told: Told) -> None:
    for element in list(root.iter(*(f"{{*}}{tag}" for tag in gone))):
        if kind := gone[local(element)]:
            told.add(kind)
        _remove_around(element)
    for extension in list(root.iter(name("s:ext"))):
        if not any(local(child) in _EXTENSIONS for child in extension):
            remove(extension)
    remove_empty(root)


def _remove_around(element: Element) -> None:
    """With the choice between versions of it."""
    around = next((e for e in element.iterancestors() if local(e) == "AlternateContent"), None)
    remove(element if around is None else around)


def remove_empty(root: Element) -> None:
    """Lists that must not be empty."""
    for tag in (*_CONTAINERS, "extLst"):
        remove_all(item for item in list(root.iter(name(f"s:{tag}"))) if len(item) == 0)
    for item in root.iter(name("s:tableParts")):
        item.set("count", str(len(item)))


def strip_names(book: Element, kept: Sequence[int], gone: Gone, told: Told) -> None:
    """Names that are hidden, stand for no plain area or for something outside or gone.

    ``kept`` gives the former index of every sheet that stays.
    """
    anew = {str(old): str(new) for new, old in enumerate(kept)}
    for item in list(book.iter(name("s:definedName"))):
        scope = item.get("localSheetId")
        if (scope is not None and scope not in anew) or not _may_stay(item, gone):
            told.add("names", name="" if item.get("hidden") else item.get("name", ""))
            gone.names = True
            remove(item)
        elif scope is not None:
            item.set("localSheetId", anew[scope])
    for view in book.iter(name("s:workbookView")):
        for key in ("activeTab", "firstSheet"):
            if view.get(key):
                view.set(key, anew.get(view.get(key), "0"))
    remove_empty(book)


def _may_stay(item: Element, gone: Gone) -> bool:
    text = item.text or ""
    if item.get("name") not in _BUILT_IN and item.get("hidden") in ("1", "true"):
        return False
    item.attrib.pop("comment", None)
    return is_reference(text) and not sheets_of(text) & gone.sheets


def strip_links(sheet: Element, gone: Gone, emptied: set[tuple[int, int]], told: Told) -> None:
    """Links to sheets that are gone, and on cells that were emptied."""
    for link in list(sheet.iter(name("s:hyperlink"))):
        place = area(link.get("ref", ""))
        on_emptied = place is not None and (place[0][0], place[1][0]) in emptied
        if on_emptied or sheets_of(link.get("location", "")) & gone.sheets:
            told.add("dead_links")
            remove(link)
    remove_empty(sheet)


def strip_filters(root: Element, told: Told) -> None:
    """What was chosen in a filter whose hidden rows were emptied."""
    told.add("filters", remove_all(root.iter(name("s:filterColumn"))))
