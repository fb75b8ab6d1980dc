"""Tables with merged cells as lines: each printed cell once, with the columns it spans."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingbai.reading import loose
from mingbai.reading.lines import Line, Piece
from mingbai.reading.textfile import grid_line

WIDEST, TALLEST = 60, 2_000
LONG_TEXT = 200  # a cell with more is prose or a whole table pasted into one cell


@dataclass(frozen=True)
class Box:
    """A printed cell and how many columns and rows it spans; ``covered`` continues one above."""

    text: str
    width: int = 1
    height: int = 1
    covered: bool = False


def placed(rows: Iterable[Sequence[Box]], name: str) -> list[Line]:
    """The lines of one table; ``name`` (第3个表) opens the place of each cell."""
    lines: list[Line] = []
    busy: dict[int, int] = {}  # column → rows still covered by a cell above
    for number, row in enumerate(rows, 1):
        pieces: list[Piece] = []
        column = 0
        taken = dict(busy)
        for box in row:
            while taken.get(column, 0) > 0:
                column += 1
            width, height = min(max(box.width, 1), WIDEST), min(max(box.height, 1), TALLEST)
            if not box.covered:
                where = f"{name}第{number}行第{column + 1}列"
                pieces.append(Piece(box.text, where, column, column + width))
            for index in range(column, column + width):
                busy[index] = height
            column += width
        busy = {index: left - 1 for index, left in busy.items() if left > 1}
        lines += _lines_of(pieces)
    return lines


def _lines_of(pieces: list[Piece]) -> list[Line]:
    """One grid line, or running text where a cell holds sentences."""
    if not any(len(piece.text) > LONG_TEXT for piece in pieces):
        return [grid_line(pieces)]
    lines: list[Line] = []
    for piece in pieces:
        lines += loose.cut(piece.text, lambda at, piece=piece: f"{piece.where}第{at + 1}字")  # type: ignore[misc]
    return lines
