"""Traces of editing in a Word document: comments' marks, numbers of sessions, paths, settings."""

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
