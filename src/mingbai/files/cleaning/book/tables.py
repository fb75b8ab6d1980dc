"""Tables of a sheet: no query behind them; a plain area where hidden cells run through the head."""

from mingbai.files.cleaning.book import leftovers
from mingbai.files.cleaning.book.references import Cleared, Gone, area
from mingbai.files.cleaning.office.markup import Element, name, remove
from mingbai.files.cleaning.office.package import Package

_QUERY = ("tableType", "connectionId", "insertRow", "comment")
_FORMULAS = (name("s:calculatedColumnFormula"), name("s:totalsRowFormula"))


def fix(package: Package, part: str, cleared: Cleared, title: str, gone: Gone) -> None:
    """Settle one table of a sheet after cells of the sheet were emptied."""
    tree = package.trees[part]
    place = area(tree.get("ref", ""))
    if place is None or cleared.meets((place[0][0], place[0][0]), place[1]):
        package.told.add("tables")
        package.drop(part)
        return
    if cleared.meets(*place):
        leftovers.strip_filters(tree, package.told)
    _no_query(tree)
    for formula in list(tree.iter(*_FORMULAS)):
        if gone.touched_by(formula.text or "", title):
            remove(formula)


def _no_query(tree: Element) -> None:
    for key in _QUERY:
        tree.attrib.pop(key, None)
    for column in tree.iter(name("s:tableColumn")):
        column.attrib.pop("queryTableFieldId", None)
        for mapped in column.findall(name("s:xmlColumnPr")):
            remove(mapped)
