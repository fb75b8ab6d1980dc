"""PDF sheets with two pages, or two reports side by side, taken apart at their empty middle."""

from collections.abc import Iterable
from typing import Any

from mingbai.reading.identity import identify

GUTTER = 6.0  # points at both sides of the middle that nothing may touch
LANDSCAPE = 1.15  # width by height of a sheet that may hold two pages


def halves(page: Any) -> tuple[Any, Any] | None:
    """The left and the right half of a sheet whose middle is empty, None for a single page."""
    if page.width < LANDSCAPE * page.height or not page.chars:
        return None
    x0, top, x1, bottom = page.bbox
    middle = (x0 + x1) / 2
    for item in _drawn(page):
        if item["x0"] < middle + GUTTER and item["x1"] > middle - GUTTER:
            return None
    sides = [
        sum(1 for char in page.chars if (char["x0"] > middle) is right) for right in (False, True)
    ]
    if not all(sides):
        return None
    return page.crop((x0, top, middle, bottom)), page.crop((middle, top, x1, bottom))


def _drawn(page: Any) -> Iterable[dict[str, Any]]:
    yield from page.chars
    yield from page.rects
    yield from page.lines
    yield from page.curves


def title_beside(left: Any, right: Any) -> str | None:
    """The title at the right where each side is a report of its own, else None."""
    ours, theirs = _title(left), _title(right)
    return theirs if ours and theirs and ours != theirs else None


def _title(side: Any) -> str | None:
    return identify([line["text"] for line in side.extract_text_lines(return_chars=False)]).title
