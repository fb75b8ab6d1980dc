"""A body as plain text: for reading aloud, search, summaries and file exports."""

import re
from collections.abc import Iterator

from mingbai.prose import building
from mingbai.prose.model import (
    Block,
    Blocks,
    Figure,
    Listing,
    Paragraph,
    Quote,
    Table,
    letters,
)

_ENDS = "。！？；.!?;"
_SPACE = re.compile(r"\s+")


def text(html: str) -> str:
    """The text: a line for each paragraph, a line for each row with its cells parted by tabs.

    Raises ``Refusal`` beyond the bounds of ``cleaning.clean``.
    """
    return of_blocks(building.blocks(html))


def of_blocks(blocks: Blocks) -> str:
    """The same for a body already read."""
    return "\n".join(line for block in blocks for line in _lines(block))


def summary(html: str, most: int = 120) -> str:
    """The beginning in at most ``most`` characters, ended at a sentence where one ends late enough;
    headings and tables are passed over.
    """
    return _shortened(_running(building.blocks(html)), most)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield letters(block.inlines)
        case Quote():
            yield from (line for inner in block.blocks for line in _lines(inner))
        case Listing():
            yield from _items(block)
        case Figure():
            yield from filter(None, (block.picture.alt, letters(block.caption)))
        case Table():
            yield from _rows(block)


def _items(listing: Listing) -> Iterator[str]:
    for number, item in enumerate(listing.items, start=listing.start):
        mark = f"{number}. " if listing.kind else "· "
        for line in of_blocks(item).split("\n"):
            yield mark + line
            mark = "  "


def _rows(table: Table) -> Iterator[str]:
    if table.caption:
        yield letters(table.caption)
    for row in (*table.head, *table.body):
        yield "\t".join(_SPACE.sub(" ", of_blocks(cell.blocks)).strip() for cell in row)


def _running(blocks: Blocks) -> str:
    """The paragraphs that are running text, or all text where there are none."""
    parts = [
        letters(block.inlines)
        for block in blocks
        if isinstance(block, Paragraph) and block.tag == "p" and not block.classes
    ]
    return _SPACE.sub(" ", " ".join(parts) or of_blocks(blocks)).strip()


def _shortened(running: str, most: int) -> str:
    if len(running) <= most:
        return running
    head = running[: max(most - 1, 0)]
    end = max(head.rfind(mark) for mark in _ENDS) + 1
    return head[:end] if end > most // 2 else head.rstrip("，、：,: ") + "…"[:most]
