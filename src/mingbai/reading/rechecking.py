"""A reading checked again: with cells that a person corrected, beside the reports around it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mingbai.reading import mending
from mingbai.reading.outcome import SURE, Cell, State
from mingbai.reading.reader import Reading, counts, not_said_yet, ranked
from mingbai.rules.findings import Finding, Number
from mingbai.rules.report import reconcile
from mingbai.rules.report.report import APPLICATIONS, Cells

CORRECTED = "人工更正"


@dataclass(frozen=True)
class Around:
    """The reports around one: last year's cells, the sum of those below; None where not at hand."""

    previous: Cells | None = None
    children_sum: Cells | None = None


def corrected(reading: Reading, values: Mapping[str, Number]) -> Reading:
    """The reading with ``values`` (money in yuan) in place of what was read in these cells.

    The reader's notes on a corrected cell are answered and fall away; a row's notes, when every
    cell that was refused or missing in it is there.
    """
    cells = dict(reading.cells)
    for cell_id, value in values.items():
        raw = cells[cell_id].raw if cell_id in cells else ""
        cells[cell_id] = Cell(value, raw, CORRECTED, SURE, State.NUMBER)
    notes = [f for f in own_notes(reading) if not _answered(f, reading, cells, values)]
    whole = reading.complete or (reading.readable and not any(f.rule in STOPPING for f in notes))
    changed = replace(reading, cells=cells, complete=whole, findings=tuple(notes))
    return checked(changed, Around())


def checked(reading: Reading, around: Around) -> Reading:
    """The reading with the findings of all rules, those between reports included."""
    notes = own_notes(reading)
    if reading.form is None or _not_to_be_checked(notes):
        return replace(reading, findings=tuple(ranked(notes)))
    previous = around.previous or {}
    received = previous.get("t3.1/total")
    report = replace(
        reading.report(),
        previous=around.previous,
        previous_figures={} if received is None else {APPLICATIONS: received},
        children_sum=around.children_sum,
    )
    found = not_said_yet(reconcile.check(report), notes)
    found += mending.suggest(reading.form, counts(reading.cells))
    return replace(reading, findings=tuple(ranked([*notes, *found])))


def own_notes(reading: Reading) -> list[Finding]:
    """What the reader itself said, without the findings of the rules."""
    return [f for f in reading.findings if f.rule.startswith("READ-") and f.rule != "READ-MEND"]


# While one of these stands the report was not read whole.
STOPPING = frozenset({"READ-LIMIT", "READ-CUT", "READ-RUN", "READ-TWICE", "READ-FILE", "READ-NONE"})


def _not_to_be_checked(notes: Iterable[Finding]) -> bool:
    return any(f.rule == "READ-BLANK" or (f.rule == "READ-CUT" and f.where == "t3") for f in notes)


def _answered(
    note: Finding, before: Reading, cells: Mapping[str, Cell], values: Mapping[str, Number]
) -> bool:
    if note.rule == "READ-RUN":
        refused = _refused_in(before, note.where.split("/")[0])
        return all(cells[cell_id].state is State.NUMBER for cell_id in refused)
    if note.rule == "READ-ROW" and before.form is not None:
        row = [c for c in _all_ids(before) if c.split("/")[0] == note.where]
        return bool(row) and all(c in values for c in row)
    if note.rule == "READ-MARK":
        marks = (State.DASH, State.NONE)
        return not any(cell.state in marks for cell in cells.values())
    return note.rule in ("READ-COL", "READ-UNIT") and note.where in values


def _refused_in(reading: Reading, row: str) -> list[str]:
    return [
        cell_id
        for cell_id, cell in reading.cells.items()
        if cell.state is State.REFUSED and cell_id.split("/")[0] == row
    ]


def _all_ids(reading: Reading) -> Sequence[str]:
    form = reading.form
    if form is None:
        return ()
    return (*form.cell_ids("t2"), *form.cell_ids("t3"), *form.cell_ids("t4"))
