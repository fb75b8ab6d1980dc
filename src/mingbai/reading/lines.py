"""What every carrier hands on: lines of labels and values in reading order, each with its place."""

from dataclasses import dataclass, field
from enum import StrEnum


class Gap(StrEnum):
    """What stands before a value: a cell border or line end is firm, a space is not.

    A trace is a blank cell that nothing but a longer gap shows; where a place tells the column,
    no border says that a figure is whole.
    """

    CELL = "cell"
    SPACE = "space"
    GLUED = "glued"
    TRACE = "trace"
    PLACE = "place"


@dataclass(frozen=True)
class Piece:
    """A text with its place; ``left`` and ``right`` are grid columns or points, where known."""

    text: str
    where: str
    left: float | None = None
    right: float | None = None
    gap: Gap = Gap.CELL


@dataclass(frozen=True)
class Line:
    """One row as read: the labels first, the values after the last of them.

    ``grid`` tells a row whose cells are known from one cut out of running text.
    """

    labels: tuple[Piece, ...]
    values: tuple[Piece, ...]
    grid: bool


@dataclass(frozen=True)
class Source:
    """One file as its carrier gives it: ``lines`` for the tables, ``paragraphs`` for the prose.

    ``title`` is what the file itself calls its title (an HTML head), ``limits`` says in Chinese
    what the carrier could not show (an image in place of a table, a missing page).
    """

    carrier: str
    lines: tuple[Line, ...]
    paragraphs: tuple[str, ...]
    title: str = ""
    limits: tuple[str, ...] = field(default=())
