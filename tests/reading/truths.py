"""The true cells of the real reports (``truth.json``) and how a reading compares with them."""

import json
from pathlib import Path

from mingbai.reading import Reading
from mingbai.reading.outcome import State

TABLES = ("t2", "t3", "t4")


def of(reference: Path) -> dict[str, dict[str, int]]:
    """For each file the true cells by cell id; only the tables the truth file knows."""
    raw = json.loads((reference / "reports" / "truth.json").read_text(encoding="utf-8"))
    return {
        name: {
            f"{row}/{column}": value
            for table in TABLES
            for row, cells in tables.get(table, {}).items()
            for column, value in cells.items()
        }
        for name, tables in raw.items()
    }


def compare(reading: Reading, truth: dict[str, int]) -> tuple[int, list[str], list[str]]:
    """(right, wrong, refused) over the true cells; a blank cell stands for a true 0."""
    right, wrong, refused = 0, [], []
    for cell_id, value in truth.items():
        cell = reading.cells.get(cell_id)
        if cell is None or cell.state is State.REFUSED:
            refused.append(cell_id)
        elif (cell.value or 0) == value:
            right += 1
        else:
            wrong.append(f"{cell_id}: {cell.raw} ≠ {value}")
    return right, wrong, refused
