"""A body in normal form: blocks of inline runs; whatever has no place here does not exist."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Classes = frozenset[str]
Marks = frozenset[str]
NONE: frozenset[str] = frozenset()

ALIGNS = ("align-center", "align-right")
INDENTS = ("no-indent", "indent-2", "indent-4", "hanging-2")
WIDTHS = tuple(f"w-{share}" for share in range(5, 101, 5))
VALIGNS = ("valign-top", "valign-bottom")
PARAGRAPH_CLASSES = frozenset({*ALIGNS, *INDENTS})
HEADING_CLASSES = frozenset(ALIGNS)
CELL_CLASSES = frozenset({*VALIGNS, *WIDTHS})
TABLE_CLASSES = frozenset({"borderless"})
HEADINGS = ("h2", "h3", "h4")

# 行内标记由外到内的顺序；ins、del 只出现在版本对照里
MARK_ORDER = ("ins", "del", "strong", "em", "u", "s", "sub", "sup")


@dataclass(frozen=True)
class Run:
    """Text of one look; a newline in it is a line break. ``href`` is empty outside links."""

    text: str
    marks: Marks = NONE
    href: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture that is a file of the same record; ``decorative`` where it tells nothing."""

    src: str
    alt: str
    marks: Marks = NONE
    href: str = ""
    decorative: bool = False


Inline = Run | Picture
Inlines = tuple[Inline, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph (``p``) or heading (``h2`` … ``h4``)."""

    tag: str
    inlines: Inlines
    classes: Classes = NONE


@dataclass(frozen=True)
class Listing:
    """A list; ``kind`` is empty for bullets, else the type of the numbers (1, a, A, i, I)."""

    kind: str
    items: tuple["Blocks", ...]
    start: int = 1


@dataclass(frozen=True)
class Quote:
    """A quotation."""

    blocks: "Blocks"


@dataclass(frozen=True)
class Cell:
    """A cell; ``head`` for ``th``."""

    head: bool
    blocks: "Blocks"
    colspan: int = 1
    rowspan: int = 1
    scope: str = ""
    classes: Classes = NONE


Cells = tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table: rows of its head, rows of its body."""

    head: tuple[Cells, ...]
    body: tuple[Cells, ...]
    caption: Inlines = ()
    classes: Classes = NONE


@dataclass(frozen=True)
class Figure:
    """A picture with its caption."""

    picture: Picture
    caption: Inlines


@dataclass(frozen=True)
class Rule:
    """A line across."""


Block = Paragraph | Listing | Quote | Table | Figure | Rule
Blocks = tuple[Block, ...]


def letters(inlines: Iterable[Inline]) -> str:
    """The text of inlines; a picture is its alternative text."""
    return "".join(part.text if isinstance(part, Run) else part.alt for part in inlines)


def paragraphs(blocks: Blocks) -> Iterator[Paragraph]:
    """Every paragraph and heading, in reading order, also inside lists, tables and quotes."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for inner in _within(block):
                yield from paragraphs(inner)


def pictures(blocks: Blocks) -> Iterator[Picture]:
    """Every picture, in reading order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from (part for part in block.inlines if isinstance(part, Picture))
        elif isinstance(block, Figure):
            yield block.picture
        else:
            for inner in _within(block):
                yield from pictures(inner)


def _within(block: Block) -> Iterator[Blocks]:
    match block:
        case Quote():
            yield block.blocks
        case Listing():
            yield from block.items
        case Table():
            yield from (cell.blocks for row in (*block.head, *block.body) for cell in row)
