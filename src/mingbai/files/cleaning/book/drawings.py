"""Pictures, text boxes and charts that lie wholly on hidden rows or columns of a sheet."""

from mingbai.files.cleaning.book.grid import Hidden
from mingbai.files.cleaning.office.markup import Element, local, remove

_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"


def remove_unseen(drawing: Element, hidden: Hidden) -> int:
    """Take out what stretches over nothing that is shown; how many."""
    found = [a for a in drawing.iter(f"{{{_DRAWN}}}twoCellAnchor") if _is_unseen(a, hidden)]
    for anchor in found:
        remove(anchor)
    return len(found)


def _is_unseen(anchor: Element, hidden: Hidden) -> bool:
    if anchor.get("editAs") == "absolute":
        return False
    columns, rows = _stretch(anchor, "col"), _stretch(anchor, "row")
    return all(hidden.column(place) for place in columns) or all(
        place in hidden.rows for place in rows
    )


def _stretch(anchor: Element, side: str) -> range:
    """The columns or rows under it, counted from 1; the last only where it is entered."""
    first, last, offset = 0, 0, 0
    for corner in anchor:
        values = {local(child): int(child.text or "0") for child in corner if _is_place(child)}
        if local(corner) == "from":
            first = values.get(side, 0)
        elif local(corner) == "to":
            last, offset = values.get(side, 0), values.get(f"{side}Off", 0)
    end = last + 1 if offset > 0 or last == first else last
    return range(first + 1, min(end, first + 100_000) + 1)


def _is_place(element: Element) -> bool:
    return local(element) in ("col", "colOff", "row", "rowOff")
