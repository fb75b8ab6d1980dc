"""Tracked changes accepted: what was inserted stays, what was deleted is gone (DOC-05)."""

from mingbai.files.cleaning.office.markup import Element, local, name, remove, unwrap
from mingbai.files.cleaning.told import Told

_GONE = frozenset({"del", "moveFrom"})
_STAYING = frozenset({"ins", "moveTo"})
_PROPERTIES = frozenset({"rPr", "trPr", "ctrlPr", "numPr"})  # here a change is only a mark
_CHANGES = frozenset(
    {
        "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange",
        "tcPrChange", "tblPrExChange", "numberingChange",
    }
)  # fmt: skip
_EDGES = frozenset(
    {
        "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
        "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart",
        "customXmlDelRangeEnd", "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd",
        "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd",
    }
)  # fmt: skip
_TEXTS = frozenset({"delText", "delInstrText"})
# What may stand between two paragraphs and holds no text.
_BETWEEN = frozenset({"bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd"})
_W = name("w:")


def accept(root: Element, told: Told) -> None:
    """Accept every change of one part."""
    count = _rows(root) + _cells(root)
    marked = [p for p in root.iter(name("w:p")) if _mark_deleted(p)]
    for element in list(root.iter()):
        what = local(element) if _is_word(element) else ""
        if what in _GONE | _STAYING | _CHANGES | _TEXTS:
            inside = any(local(around) in _GONE for around in element.iterancestors())
            count += 0 if inside else 1
            _settle(element, what)
        elif what in _EDGES:
            remove(element)
    for paragraph in marked:
        _join(paragraph)
    told.add("revisions", count)


def _is_word(element: Element) -> bool:
    return isinstance(element.tag, str) and element.tag.startswith(_W)


def _settle(element: Element, what: str) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if what in _STAYING and local(parent) not in _PROPERTIES:
        unwrap(element)
    else:
        remove(element)


def _mark_deleted(paragraph: Element) -> bool:
    mark = paragraph.find(f"{name('w:pPr')}/{name('w:rPr')}")
    return mark is not None and any(mark.find(f"{_W}{what}") is not None for what in _GONE)


def _rows(root: Element) -> int:
    """Rows deleted as a whole."""
    gone = [
        row
        for row in root.iter(name("w:tr"))
        if any(row.find(f"{name('w:trPr')}/{_W}{what}") is not None for what in _GONE)
    ]
    return remove_rows(gone)


def _cells(root: Element) -> int:
    count = 0
    for mark in [*root.iter(name("w:cellIns"), name("w:cellDel"), name("w:cellMerge"))]:
        count += 1
        cell = mark.getparent().getparent()
        if local(mark) == "cellDel" and cell is not None and local(cell) == "tc":
            row = cell.getparent()
            remove(cell)
            if row is not None and row.find(name("w:tc")) is None:
                remove_rows([row])
            continue
        merge = mark.get(name("w:vMerge"))
        if merge and mark.getparent().find(name("w:vMerge")) is None:
            joined = mark.makeelement(name("w:vMerge"))
            joined.set(name("w:val"), "restart" if merge.startswith("rest") else "continue")
            mark.addprevious(joined)
        remove(mark)
    return count


def remove_rows(rows: list[Element]) -> int:
    """Take rows out, and a table that has none left."""
    for row in rows:
        table = row.getparent()
        remove(row)
        if table is not None and table.find(f".//{name('w:tr')}") is None:
            _remove_table(table)
    return len(rows)


def _remove_table(table: Element) -> None:
    while local(table) != "tbl" and table.getparent() is not None:
        table = table.getparent()
    parent = table.getparent()
    if parent is None:
        return
    remove(table)
    if local(parent) == "tc" and parent.find(name("w:p")) is None:
        parent.append(parent.makeelement(name("w:p")))  # a cell ends with a paragraph


def _join(paragraph: Element) -> None:
    """The end of a paragraph was deleted: what it holds begins the next one."""
    if paragraph.find(f"{name('w:pPr')}/{name('w:sectPr')}") is not None:
        return
    following = paragraph.getnext()
    while following is not None and local(following) in _BETWEEN:
        following = following.getnext()
    inside = [child for child in paragraph if local(child) != "pPr"]
    if following is None or following.tag != name("w:p"):
        if not inside and following is not None:
            remove(paragraph)
        return
    place = 1 if following.find(name("w:pPr")) is not None else 0
    for child in reversed(inside):
        following.insert(place, child)
    remove(paragraph)
