"""Footnotes in the order of the text: numbers, links and the list of notes agree again.

A note put in between others, or one whose mark was moved or deleted, leaves gaps and turns.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from mingbai.prose import building
from mingbai.prose.model import (
    Block,
    Blocks,
    Cell,
    Inline,
    Inlines,
    Listing,
    Paragraph,
    Quote,
    Run,
    Table,
    paragraphs,
)
from mingbai.prose.writing import html as written

_LINK = re.compile(r"#fn(ref)?-(\d{1,4})", re.ASCII)
_LABEL = re.compile(r"\[\d{1,4}\]", re.ASCII)


def numbered(html: str) -> str:
    """The clean body with its footnotes numbered from one in the order of their marks.

    A body without notes, or with endnotes, which share their numbers, stays as it is.
    """
    if "#fn-" not in html or "#en-" in html:
        return html
    blocks = building.blocks(html)
    marks = (found for part in _inlines(blocks) if (found := _link(part)) and not found[1])
    order = {number: place for place, number in enumerate(dict.fromkeys(m[2] for m in marks), 1)}
    for found in filter(None, map(_link, _inlines(blocks))):
        order.setdefault(found[2], len(order) + 1)  # 正文里已没有注号的注，排在后面
    return written(tuple(_block(each, order) for each in blocks))


def _link(part: Inline) -> re.Match[str] | None:
    return _LINK.fullmatch(part.href)


def _inlines(blocks: Blocks) -> list[Inline]:
    return [part for each in paragraphs(blocks) for part in each.inlines]


def _block(block: Block, order: Mapping[str, int]) -> Block:
    """The block with its notes renumbered; captions hold none."""
    match block:
        case Paragraph():
            return replace(block, inlines=_line(block.inlines, order))
        case Listing():
            return replace(block, items=_items(block, order))
        case Quote():
            return Quote(_blocks(block.blocks, order))
        case Table():
            rows = tuple(tuple(_cell(each, order) for each in row) for row in block.body)
            head = tuple(tuple(_cell(each, order) for each in row) for row in block.head)
            return replace(block, head=head, body=rows)
        case _:
            return block


def _blocks(blocks: Blocks, order: Mapping[str, int]) -> Blocks:
    return tuple(_block(each, order) for each in blocks)


def _cell(cell: Cell, order: Mapping[str, int]) -> Cell:
    return replace(cell, blocks=_blocks(cell.blocks, order))


def _items(listing: Listing, order: Mapping[str, int]) -> tuple[Blocks, ...]:
    """The items; those of a list of notes in the order of their marks."""
    places = [_note(item, order) for item in listing.items]
    items = [_blocks(item, order) for item in listing.items]
    if listing.kind and all(places):
        items = [items[at] for at in sorted(range(len(items)), key=places.__getitem__)]
    return tuple(items)


def _note(item: Blocks, order: Mapping[str, int]) -> int:
    """The new number of the note that an item is; 0 for any other item."""
    links = (found for part in _inlines(item) if (found := _link(part)))
    return next((order[found[2]] for found in links if found[1]), 0)


def _line(inlines: Inlines, order: Mapping[str, int]) -> Inlines:
    return tuple(_part(part, order) for part in inlines)


def _part(part: Inline, order: Mapping[str, int]) -> Inline:
    found = _link(part)
    if found is None:
        return part
    number = order[found[2]]
    part = replace(part, href=f"#fn{found[1] or ''}-{number}")
    if isinstance(part, Run) and _LABEL.fullmatch(part.text):
        return replace(part, text=f"[{number}]")
    return part
