"""Where identities fail: the one cell that would mend them all.  Suggested, never applied."""

from collections.abc import Mapping
from dataclasses import dataclass

from mingbai.rules.findings import Finding, Severity
from mingbai.rules.report.formats import HANDLED_TOTAL, TOTAL, Format

Identity = Mapping[str, int]  # cell id → its sign; the sum must be 0


@dataclass(frozen=True)
class Mend:
    """One cell and the number that would make every identity hold."""

    cell_id: str
    printed: int
    wanted: int


def suggest(form: Format, numbers: Mapping[str, int]) -> list[Finding]:
    """One suggestion each for tables three and four, if exactly one single cell mends it.

    ``numbers`` holds the cells read; an identity with a cell that was not read says nothing.
    """
    found = []
    for identities in (_third(form), _fourth(form)):
        mend = _only_mend([i for i in identities if all(cell in numbers for cell in i)], numbers)
        if mend is not None:
            found.append(_finding(form, mend))
    return found


def _third(form: Format) -> list[Identity]:
    """T3-R1 and T3-R2 for each column, T3-R3 for each row."""
    identities: list[Identity] = []
    for column in form.table3_columns:
        flow = {"t3.1": 1, "t3.2": 1, HANDLED_TOTAL: -1, "t3.4": -1}
        identities.append({f"{row}/{column.id}": sign for row, sign in flow.items()})
        parts = {f"{row.id}/{column.id}": 1 for row in form.leaves}
        identities.append(parts | {f"{HANDLED_TOTAL}/{column.id}": -1})
    for row in form.numeric_rows:
        kinds = {f"{row.id}/{c.id}": -1 if c.id == TOTAL else 1 for c in form.table3_columns}
        identities.append(kinds)
    return identities


def _fourth(form: Format) -> list[Identity]:
    """T4-R1 for each block."""
    return [
        {f"{b.id}/{c.id}": -1 if c.id == TOTAL else 1 for c in form.table4_columns}
        for b in form.table4_blocks
    ]


def _only_mend(identities: list[Identity], numbers: Mapping[str, int]) -> Mend | None:
    """The single cell whose change mends every failing identity and breaks none, if only one is."""
    rest = {id(i): sum(sign * numbers[cell] for cell, sign in i.items()) for i in identities}
    failing = [i for i in identities if rest[id(i)]]
    if len(failing) < 2:
        return None  # one failing sum alone does not tell which of its cells is wrong
    holding = [i for i in identities if not rest[id(i)]]
    mends = []
    for cell in set.intersection(*(set(i) for i in failing)):
        changes = {-rest[id(i)] * i[cell] for i in failing}
        if len(changes) == 1 and not any(cell in i for i in holding):
            wanted = numbers[cell] + changes.pop()
            if wanted >= 0:
                mends.append(Mend(cell, numbers[cell], wanted))
    return mends[0] if len(mends) == 1 else None


def _finding(form: Format, mend: Mend) -> Finding:
    label = form.cell_label(mend.cell_id)
    return Finding(
        "READ-MEND",
        Severity.INFO,
        f"不平的几处都能由一格解释：{label}印作{mend.printed}，如为{mend.wanted}则各项勾稽都成立",
        mend.cell_id,
        mend.wanted,
        mend.printed,
        hint="这只是推测，没有改动任何数字；请对照台账核实这一格",
    )
