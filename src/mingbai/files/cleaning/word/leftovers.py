"""Traces of editing in a Word document: comments' marks, numbers of sessions, paths, settings."""

import re

from mingbai.files.cleaning.office.markup import Element, local, name, remove, remove_all, unwrap
from mingbai.files.cleaning.told import Told

_W = name("w:")
_COMMENT_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef")
_SILENT = ("proofErr", "lastRenderedPageBreak", "dataBinding")
_SETTINGS = frozenset(
    {
        "attachedTemplate", "docVars", "mailMerge", "attachedSchema", "schemaLibrary",
        "saveThroughXslt", "writeProtection", "activeWritingStyle", "docId", "linkStyles",
        "trackRevisions", "revisionView", "readModeInkLockDown",
    }
)  # fmt: skip
_PATH = re.compile(r"(?:^|[\s\"'])(?:file:/{2,}|[A-Za-z]:\\|\\\\)")


def remove_marks(root: Element, told: Told) -> None:
    """Marks of comments and proofing, of editing sessions and of people with rights."""
    for tag in _COMMENT_MARKS:
        for mark in list(root.iter(f"{_W}{tag}")):
            _remove_from_run(mark)
    remove_all(root.iter(*(f"{_W}{tag}" for tag in _SILENT)))
    for tag in ("smartTag", "customXml"):
        found = list(root.iter(f"{_W}{tag}"))
        for element in found:
            remove_all(element.findall(f"{_W}{tag}Pr"))
            unwrap(element)
        told.add("custom_xml", len(found))
    told.add("people", remove_all(root.iter(f"{_W}permStart", f"{_W}permEnd")) // 2)
    told.add("traces", _sessions(root))
    told.add("bookmarks", _last_place(root))


def remove_settings(root: Element, told: Told) -> None:
    """What the settings part says about templates, data sources and identities."""
    gone = [item for item in root if local(item) in _SETTINGS]
    told.add("settings", remove_all(gone))
    told.add("traces", remove_all(item for item in list(root) if local(item) == "rsids"))


def remove_paths(root: Element, told: Told) -> None:
    """Paths of the author's computer in descriptions of pictures and shapes."""
    count = 0
    for element in root.iter():
        for key in (
            "descr",
            "title",
            "name",
            "alt",
            "{urn:schemas-microsoft-com:office:office}title",
        ):
            if _PATH.search(element.get(key, "")):
                element.set(key, "")
                count += 1
    told.add("paths", count)


def remove_hidden_shapes(root: Element, told: Told) -> int:
    """Drawings set to be invisible; how many."""
    count = 0
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        if local(element) in ("docPr", "cNvPr") and element.get("hidden") in ("1", "true"):
            count += _remove_shape(element)
        elif "visibility:hidden" in element.get("style", "").replace(" ", ""):
            remove(element)
            count += 1
    told.add("hidden_shapes", count)
    return count


_SHAPES = frozenset(
    {"drawing", "sp", "pic", "graphicFrame", "cxnSp", "grpSp", "wsp", "contentPart"}
)
_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"})


def _remove_shape(properties: Element) -> int:
    shape = next((e for e in properties.iterancestors() if local(e) in _SHAPES), None)
    if shape is None:
        return 0
    around = shape.getparent()
    remove(around if around is not None and local(around) in _ANCHORS else shape)
    return 1


def _sessions(root: Element) -> int:
    count = 0
    for element in root.iter():
        gone = [key for key in element.attrib if key.startswith(f"{_W}rsid")]
        for key in gone:
            del element.attrib[key]
        count += len(gone)
    return count


def _last_place(root: Element) -> int:
    starts = [b for b in root.iter(f"{_W}bookmarkStart") if b.get(f"{_W}name") == "_GoBack"]
    ids = {start.get(f"{_W}id") for start in starts}
    ends = [b for b in root.iter(f"{_W}bookmarkEnd") if b.get(f"{_W}id") in ids]
    remove_all([*starts, *ends])
    return len(starts)


def _remove_from_run(mark: Element) -> None:
    run = mark.getparent()
    if run is None:
        return
    remove(mark)
    if local(run) == "r" and all(local(child) == "rPr" for child in run):
        remove(run)
