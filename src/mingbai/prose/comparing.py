"""Two bodies compared as a reader sees them: by block, then by word, tables cell by cell.

Setting and links are not compared. The result is a body with ``ins`` and ``del``, each opened by
words that only screen readers speak (WCAG 1.4.1).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from mingbai.prose import aligning, building, cleaning, writing
from mingbai.prose.changes import FieldChange, changed_fields
from mingbai.prose.flow import joined
from mingbai.prose.model import (
    Block,
    Blocks,
    Cell,
    Cells,
    Figure,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from mingbai.prose.wording import key, likeness, marked, rewritten

__all__ = ["Comparison", "FieldChange", "changed_fields", "compared"]

_ALIKE = 0.45  # 两段有这么像，才逐字对照
_ROOM = 300_000  # 逐字对照的改动，两边合计最多这么多字；更大的一处逐段列出
_WINDOW = 12  # 在改动的几段里往后找相像的一段


@dataclass(frozen=True)
class Comparison:
    """A body with marks; ``listed`` blocks were not compared inside, for they are too many."""

    html: str
    listed: int = 0


def compared(old_html: str, new_html: str) -> Comparison:
    """The new body with what was inserted and deleted marked; equal to the clean new body where
    no text changed. Raises ``Refusal`` beyond the bounds of ``cleaning.clean``.
    """
    blocks, listed = _bounded(building.blocks(old_html), building.blocks(new_html))
    return Comparison(cleaning.sanitised(writing.html(tuple(blocks)), changes=True), listed)


def _bounded(old: Sequence[Block], new: Sequence[Block]) -> tuple[list[Block], int]:
    """The blocks with their marks, and how many of them stand whole on both sides.

    What is equal is skipped by its key; a change is looked into while there is ``_ROOM``.
    """
    before, after = [_key(block) for block in old], [_key(block) for block in new]
    room, listed, done = _ROOM, 0, list[Block]()
    for equal, left, right, first, last in aligning.steps(before, after):
        size = sum(map(len, before[left:right])) + sum(map(len, after[first:last]))
        if equal:
            done += new[first:last]
        elif size <= room:
            room -= size
            done += _replaced(old[left:right], new[first:last])
        else:
            listed += right - left + last - first
            done += _listed(old[left:right], new[first:last])
    return done, listed


def _listed(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Block]:
    """Block after block: the old one deleted, then the new one inserted."""
    for one, other in zip_longest(old, new):
        if one is not None:
            yield _whole(one, "del")
        if other is not None:
            yield _whole(other, "ins")


def _blocks(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Block]:
    keys = [_key(block) for block in old], [_key(block) for block in new]
    for equal, left, right, first, last in aligning.steps(*keys):
        if equal:
            yield from new[first:last]
        else:
            yield from _replaced(old[left:right], new[first:last])


def _replaced(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Block]:
    """Blocks of one change: like beside like; between them what went, then what came."""
    left = first = 0
    for one, other in [*_pairs(old, new), (len(old), len(new))]:
        yield from (_whole(block, "del") for block in old[left:one])
        yield from (_whole(block, "ins") for block in new[first:other])
        if one < len(old):
            yield _within(old[one], new[other])
        left, first = one + 1, other + 1


def _pairs(old: Sequence[Block], new: Sequence[Block]) -> Iterator[tuple[int, int]]:
    place = 0
    for number, block in enumerate(new):
        for ahead in range(place, min(place + _WINDOW, len(old))):
            if _are_alike(old[ahead], block):
                yield ahead, number
                place = ahead + 1
                break


def _are_alike(old: Block, new: Block) -> bool:
    if isinstance(old, Paragraph) and isinstance(new, Paragraph):
        return likeness(key(old.inlines), key(new.inlines)) >= _ALIKE
    if isinstance(old, Table) and isinstance(new, Table):
        return _can_align(old.head, new.head) and _can_align(old.body, new.body)
    if isinstance(old, Figure) and isinstance(new, Figure):
        return key((old.picture,)) == key((new.picture,))
    return type(old) is type(new)


def _within(old: Block, new: Block) -> Block:
    """One block beside one that is like it."""
    match old, new:
        case Paragraph(), Paragraph():
            return replace(new, inlines=joined(rewritten(old.inlines, new.inlines)))
        case Quote(), Quote():
            return Quote(tuple(_blocks(old.blocks, new.blocks)))
        case Listing(), Listing():
            return replace(new, items=tuple(_items(old.items, new.items)))
        case Table(), Table():
            return _table(old, new)
        case Figure(), Figure():
            return replace(new, caption=joined(rewritten(old.caption, new.caption)))
        case _:
            return new


def _items(old: Sequence[Blocks], new: Sequence[Blocks]) -> Iterator[Blocks]:
    """Items side by side: equal ones, then pairs in their order, then the rest of a change."""
    for equal, left, right, first, last in aligning.steps(_keys(old), _keys(new)):
        if equal:
            yield from new[first:last]
            continue
        pairs = min(right - left, last - first)
        for number in range(pairs):
            yield tuple(_blocks(old[left + number], new[first + number]))
        yield from (_all(item, "del") for item in old[left + pairs : right])
        yield from (_all(item, "ins") for item in new[first + pairs : last])


def _table(old: Table, new: Table) -> Table:
    return replace(
        new,
        caption=joined(rewritten(old.caption, new.caption)),
        head=tuple(_section(old.head, new.head)),
        body=tuple(_section(old.body, new.body)),
    )


def _section(old: Sequence[Cells], new: Sequence[Cells]) -> Iterator[Cells]:
    """Rows aligned where none spans others; else row beside row, so that spans stay true."""
    if _is_even(old) and _is_even(new):
        yield from _rows(old, new)
    else:
        yield from (tuple(map(_cell, *rows)) for rows in zip(old, new, strict=True))


def _can_align(old: Sequence[Cells], new: Sequence[Cells]) -> bool:
    """Whether cells can be set side by side without losing one."""
    return (_is_even(old) and _is_even(new)) or _shape(old) == _shape(new)


def _is_even(rows: Sequence[Cells]) -> bool:
    return all(cell.rowspan == 1 for row in rows for cell in row)


def _shape(rows: Sequence[Cells]) -> list[list[tuple[int, int]]]:
    return [[(cell.colspan, cell.rowspan) for cell in row] for row in rows]


def _rows(old: Sequence[Cells], new: Sequence[Cells]) -> Iterator[Cells]:
    keys = [_row_key(row) for row in old], [_row_key(row) for row in new]
    for equal, left, right, first, last in aligning.steps(*keys):
        if equal:
            yield from new[first:last]
            continue
        pairs = min(right - left, last - first)
        for number in range(pairs):
            yield from _row(old[left + number], new[first + number])
        yield from (_cells(row, "del") for row in old[left + pairs : right])
        yield from (_cells(row, "ins") for row in new[first + pairs : last])


def _row(old: Cells, new: Cells) -> Iterator[Cells]:
    if [cell.colspan for cell in old] != [cell.colspan for cell in new]:
        yield _cells(old, "del")
        yield _cells(new, "ins")
        return
    yield tuple(_cell(before, after) for before, after in zip(old, new, strict=True))


def _cell(old: Cell, new: Cell) -> Cell:
    return replace(new, blocks=tuple(_blocks(old.blocks, new.blocks)))


def _cells(row: Cells, mark: str) -> Cells:
    return tuple(replace(cell, blocks=_all(cell.blocks, mark)) for cell in row)


def _whole(block: Block, mark: str) -> Block:
    """All text of a block inserted or deleted."""
    match block:
        case Paragraph():
            return replace(block, inlines=marked(block.inlines, mark))
        case Quote():
            return Quote(_all(block.blocks, mark))
        case Listing():
            return replace(block, items=tuple(_all(item, mark) for item in block.items))
        case Table():
            return replace(
                block,
                caption=marked(block.caption, mark),
                head=tuple(_cells(row, mark) for row in block.head),
                body=tuple(_cells(row, mark) for row in block.body),
            )
        case Figure():
            picture = replace(block.picture, marks=block.picture.marks | {mark})
            return Figure(picture, marked(block.caption, mark))
        case Rule():
            return block


def _all(blocks: Blocks, mark: str) -> Blocks:
    return tuple(_whole(block, mark) for block in blocks)


def _key(block: Block) -> str:
    """The text by which blocks are equal, with their kind."""
    match block:
        case Paragraph():
            return f"p\x01{key(block.inlines)}"
        case Quote():
            return "q\x01" + "\x01".join(map(_key, block.blocks))
        case Listing():
            return "l\x01" + "\x02".join(_keys(block.items))
        case Table():
            rows = (_row_key(row) for row in (*block.head, *block.body))
            return "t\x01" + key(block.caption) + "\x02" + "\x02".join(rows)
        case Figure():
            return "f\x01" + key((block.picture, *block.caption))
        case Rule():
            return "r"


def _keys(items: Sequence[Blocks]) -> list[str]:
    return ["\x01".join(map(_key, item)) for item in items]


def _row_key(row: Cells) -> str:
    return "\x03".join(
        f"{cell.colspan}\x04{cell.rowspan}\x04" + "\x01".join(map(_key, cell.blocks))
        for cell in row
    )
