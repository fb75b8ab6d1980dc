"""Which single cell would mend a broken identity: said in the hint, never applied."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mingbai.rules.findings import Finding, Number, Severity
from mingbai.rules.report.cells import label, printed_rows, result_cells
from mingbai.rules.report.formats import HANDLED_TOTAL, TOTAL
from mingbai.rules.report.remedies import COLUMNS
from mingbai.rules.report.report import Report

SUMS = frozenset({"T3-R1", "T3-R2", "T3-R3", "T4-R1"})


@dataclass(frozen=True, eq=False)
class Identity:
    """One printed relation: the signed cells add up to zero; ``where`` as its finding says it."""

    rule: str
    where: str
    signs: Mapping[str, int]


@dataclass(frozen=True)
class Mending:
    """The one cell whose change satisfies every relation it stands in, and the value needed."""

    cell: str
    found: Number
    needed: Number


def identities(report: Report) -> Iterator[Identity]:
    """Every relation inside the tables: T3-R1, T3-R2, T3-R3, T4-R1."""
    columns = [column.id for column in report.format.table3_columns]
    for column in columns:
        handled = f"{HANDLED_TOTAL}/{column}"
        came = {f"t3.1/{column}": 1, f"t3.2/{column}": 1}
        yield Identity("T3-R1", f"t3/{column}", came | {handled: -1, f"t3.4/{column}": -1})
        parts = dict.fromkeys(result_cells(report, column), 1)
        yield Identity("T3-R2", handled, parts | {handled: -1})
    for row in printed_rows(report):
        yield _sum("T3-R3", row, [column for column in columns if column != TOTAL])
    for block in report.format.table4_blocks:
        yield _sum("T4-R1", block.id, COLUMNS)


def _sum(rule: str, row: str, columns: Sequence[str]) -> Identity:
    total = f"{row}/{TOTAL}"
    return Identity(rule, total, {f"{row}/{column}": 1 for column in columns} | {total: -1})


def mendings(report: Report) -> dict[tuple[str, str], Mending]:
    """For each broken relation (rule, where) the cell that alone would mend it.

    A cell qualifies when every relation it stands in is broken by the same amount and the value
    needed is a whole number not below 0; a relation that two cells could mend gets none.
    """
    gaps = {identity: _gap(report, identity.signs) for identity in identities(report)}
    standing: dict[str, list[Identity]] = {}
    for identity in gaps:
        for cell in identity.signs:
            standing.setdefault(cell, []).append(identity)
    candidates = {
        cell: mending
        for cell, places in standing.items()
        if (mending := _mending(report, cell, [(place, gaps[place]) for place in places]))
    }
    found: dict[tuple[str, str], Mending] = {}
    for cell, mending in candidates.items():
        rivals = {c for place in standing[cell] for c in place.signs if c in candidates}
        if rivals == {cell}:
            found |= {(place.rule, place.where): mending for place in standing[cell]}
    return found


def _gap(report: Report, signs: Mapping[str, int]) -> Number | None:
    """What the signed cells add up to; None where a cell has no number."""
    gap: Number = 0
    for cell, sign in signs.items():
        value = report.number(cell)
        if value is None:
            return None
        gap = gap + sign * value
    return gap


def _mending(
    report: Report, cell: str, places: Sequence[tuple[Identity, Number | None]]
) -> Mending | None:
    """The value that closes every gap at once, if there is one."""
    changes = {None if gap is None else -gap * place.signs[cell] for place, gap in places}
    found = report.number(cell)
    if len(changes) != 1 or found is None:
        return None
    change = changes.pop()
    if not change:
        return None
    needed = found + change
    return Mending(cell, found, needed) if needed >= 0 and needed == int(needed) else None


def suggested(report: Report, found: Sequence[Finding]) -> list[Finding]:
    """The findings, those of a broken relation with the one cell that would mend it in the hint."""
    if not any(item.rule in SUMS and item.severity is Severity.ERROR for item in found):
        return list(found)
    mends = mendings(report)
    return [_with_hint(report, item, mends.get((item.rule, item.where))) for item in found]


def _with_hint(report: Report, item: Finding, mending: Mending | None) -> Finding:
    if mending is None or item.severity is not Severity.ERROR:
        return item
    pointer = (
        f"横、竖关系都指向“{label(report, mending.cell)}”这一格："
        f"现为{mending.found}，若为{mending.needed}，有关各项即全部相符（只是提示，请查台账核实）"
    )
    return replace(item, hint=f"{pointer}；{item.hint}" if item.hint else pointer)
