"""Workbooks (xlsx) for publication: the visible grid and nothing under it (PII-02, PII-08)."""

from dataclasses import dataclass

from mingbai.files.attachments.packages import refusal
from mingbai.files.cleaning.book import drawings, formulas, grid, leftovers, strings, tables
from mingbai.files.cleaning.book.references import Cleared, Gone
from mingbai.files.cleaning.office import charts, pictures
from mingbai.files.cleaning.office.markup import Element, name, remove
from mingbai.files.cleaning.office.package import Package, taken_apart
from mingbai.files.cleaning.office.shapes import remove_hidden_shapes, remove_paths
from mingbai.files.cleaning.told import Told

_MAIN = "spreadsheetml.sheet.main+xml"
_ID = name("r:id")


@dataclass(frozen=True)
class Sheet:
    """A sheet that stays: its title, part and tree, what it hides, what was emptied in it."""

    title: str
    part: str
    tree: Element
    hidden: grid.Hidden
    cleared: Cleared


def cleaned(data: bytes, told: Told) -> bytes:
    """The workbook without what its grid does not show. Raises ``Refusal``."""
    package = taken_apart(data, told)
    if not package.types[package.main].endswith(_MAIN):
        raise refusal("这不是Excel工作簿")
    if any(strip.kind == "objects" for strip in told.strips()):
        raise refusal("工作簿里嵌入了别的文件")
    book = package.trees[package.main]
    told.add("strings", _thin_strings(package))
    gone = Gone()
    kept = _remove_hidden_sheets(package, book, gone)
    leftovers.strip_book(book, told)
    sheets = _emptied(package, book)
    gone.cells = {sheet.title: sheet.cleared for sheet in sheets}
    leftovers.strip_names(book, kept, gone, told)
    for sheet in sheets:
        _sheet(package, sheet, gone)
    _charts(package, gone)
    for tree in package.trees.values():
        remove_hidden_shapes(tree, told)
        remove_paths(tree, told)
    _thin_strings(package)
    package.sweep()
    pictures.clean(package)
    return package.packed()


def _remove_hidden_sheets(package: Package, book: Element, gone: Gone) -> list[int]:
    """The former index of every sheet that stays."""
    kept: list[int] = []
    for index, item in enumerate(list(book.iter(name("s:sheet")))):
        if item.get("state", "visible") == "visible":
            kept.append(index)
            continue
        title = item.get("name", "")
        gone.sheets.add(title)
        package.told.add("hidden_sheets", name=title)
        target = package.target(package.main, item.get(_ID, ""))
        remove(item)
        package.drop(target)
    if not kept:
        raise refusal("工作簿里没有可见的工作表")
    package.sweep()
    return kept


def _emptied(package: Package, book: Element) -> list[Sheet]:
    """Every sheet that stays, its hidden cells emptied."""
    styles = package.linked(package.main, "styles")
    unseen = grid.unseen_styles(package.trees.get(styles[0]) if styles else None)
    found: list[Sheet] = []
    for item in book.iter(name("s:sheet")):
        title = item.get("name", "")
        part = package.target(package.main, item.get(_ID, ""))
        tree = package.trees.get(part)
        if tree is None or tree.tag != name("s:worksheet"):
            if tree is None:
                raise refusal("工作簿的内容已损坏")
            continue
        hidden = grid.hidden_of(tree, unseen)
        cleared = grid.clear(tree, hidden, package.told, f"工作表“{title}”")
        found.append(Sheet(title, part, tree, hidden, cleared))
    return found


def _sheet(package: Package, sheet: Sheet, gone: Gone) -> None:
    told = package.told
    leftovers.strip_sheet(sheet.tree, told)
    formulas.fix(sheet.tree, sheet.title, gone, told)
    leftovers.strip_links(sheet.tree, gone, sheet.cleared.cells, told)
    emptied_rows = any(s.kind == "hidden_rows" for s in told.strips())
    if sheet.cleared.cells and emptied_rows:
        leftovers.strip_filters(sheet.tree, told)
    for part in package.linked(sheet.part, "table"):
        tables.fix(package, part, sheet.cleared, sheet.title, gone)
    for part in package.linked(sheet.part, "drawing"):
        told.add("hidden_shapes", drawings.remove_unseen(package.trees[part], sheet.hidden))
    leftovers.remove_empty(sheet.tree)


def _charts(package: Package, gone: Gone) -> None:
    def touches(formula: str) -> bool:
        return gone.touched_by(formula, "")

    for _, tree in package.of_type("chart+xml", "chartex+xml"):
        charts.remove_filtered(tree)
        package.told.add("series", charts.fix(tree, touches))


def _thin_strings(package: Package) -> int:
    found = package.linked(package.main, "sharedStrings")
    if not found or found[0] not in package.trees:
        return 0
    sheets = [tree for _, tree in package.of_type("worksheet+xml")]
    return strings.thin(package.trees[found[0]], sheets)
