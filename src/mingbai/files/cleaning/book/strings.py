"""The table of shared strings: only those that a cell still shows."""

from collections.abc import Sequence

from mingbai.files.attachments.packages import refusal
from mingbai.files.cleaning.office.markup import Element, name, remove


def thin(table: Element, sheets: Sequence[Element]) -> int:
    """Give up the strings no cell refers to and number the others anew; how many were given up.

    Raises ``Refusal`` for a cell that refers to no string.
    """
    items = table.findall(name("s:si"))
    places = [v for sheet in sheets for v in _references(sheet)]
    used = sorted({_index(v, len(items)) for v in places})
    anew = {old: new for new, old in enumerate(used)}
    for v in places:
        v.text = str(anew[_index(v, len(items))])
    wanted = set(used)
    for place, item in enumerate(items):
        if place not in wanted:
            remove(item)
    table.set("count", str(len(places)))
    table.set("uniqueCount", str(len(used)))
    return len(items) - len(used)


def _references(sheet: Element) -> list[Element]:
    found = [c.find(name("s:v")) for c in sheet.iter(name("s:c")) if c.get("t") == "s"]
    return [v for v in found if v is not None and v.text]


def _index(v: Element, length: int) -> int:
    text = (v.text or "").strip()
    if not text.isdecimal() or int(text) >= length:
        raise refusal("工作簿的内容已损坏")
    return int(text)
