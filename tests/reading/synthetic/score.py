"""How a reading compares with the truth: right, refused, wrong and not sure, wrong and sure."""

from collections import Counter
from collections.abc import Collection
from random import Random

from mingbai.reading import Reading, read_bytes
from mingbai.reading.outcome import DECIDED, State
from tests.reading.synthetic import cases, telling
from tests.reading.synthetic.cases import Case
from tests.reading.synthetic.damage import Damage
from tests.reading.synthetic.texts import WITHOUT_BORDERS, Rendering

CERTAIN = DECIDED  # a reader who trusts cells of this confidence and above must never be wrong


def run(
    seed: int, format_id: str, damage: Damage, rendering: Rendering
) -> tuple[Counter[str], list[str]]:
    """Render one random report and read it back: counts, and the cells that are wrong."""
    rng = Random(seed)  # noqa: S311 (a reproducible sample, not a secret)
    case = cases.make(rng, format_id)
    damage(rng, case)
    data = rendering(rng, case)
    reading = read_bytes(data, name=f"{rendering.__name__}-{seed}")
    together = rendering in WITHOUT_BORDERS
    return compare(
        reading, case, telling.untold(case, data.decode("utf-8-sig")) if together else ()
    )


def compare(
    reading: Reading, case: Case, untold: Collection[str] = ()
) -> tuple[Counter[str], list[str]]:
    """Every cell, also those that were read where the report prints none.

    ``untold`` are cells that the file does not determine; the others are counted once more.
    """
    counts: Counter[str] = Counter()
    wrong = []
    for cell_id in {**case.expected, **reading.cells}:
        outcome = _outcome(reading, case, cell_id)
        counts[outcome] += 1
        if cell_id not in untold:
            counts["told"] += 1
            counts["told right"] += outcome == "right"
        counts[_class(reading, cell_id)] += 1
        if outcome.startswith("wrong"):
            cell = reading.cells[cell_id]
            wrong.append(f"{cell_id}: {cell.raw!r} {cell.value} ≠ {case.expected.get(cell_id)}")
    return counts, wrong


def _outcome(reading: Reading, case: Case, cell_id: str) -> str:
    cell = reading.cells.get(cell_id)
    known = cell_id in case.expected
    if cell is None or cell.state is State.REFUSED:
        return "refused" if known and case.expected[cell_id] is not None else "right"
    value = cell.value if cell.state is State.NUMBER else None
    if known and value == case.expected[cell_id]:
        return "right"
    return "wrong and sure" if cell.confidence >= CERTAIN else "wrong"


def _class(reading: Reading, cell_id: str) -> str:
    """The confidence a cell came out with, as the table of the measurement names it."""
    cell = reading.cells.get(cell_id)
    if cell is None or cell.state is State.REFUSED:
        return "without"
    return f"at {cell.confidence:g}"
