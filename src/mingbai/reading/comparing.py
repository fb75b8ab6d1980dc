"""Two readings side by side: cells, text, and what must hold from one year to the next."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from mingbai.reading.glyphs import squeezed
from mingbai.reading.passages import sentences
from mingbai.reading.reader import Reading
from mingbai.reading.rewording import Rewording, reword
from mingbai.refusal import Refusal
from mingbai.rules.findings import Finding, Number
from mingbai.rules.report import reconcile
from mingbai.rules.report.formats import Format, Table
from mingbai.rules.report.report import APPLICATIONS, Cells

TABLES: tuple[Table, ...] = ("t2", "t3", "t4")
OTHER, OTHERS = "t3.3.6", ("t3.3.6.1", "t3.3.6.2", "t3.3.6.3")


class Relation(StrEnum):
    """How two reports stand to each other."""

    YEARS = "years"  # the same organ, one year and the next
    VERSIONS = "versions"  # the same organ and year
    OTHER = "other"


@dataclass(frozen=True)
class Change:
    """One cell in both reports; money in yuan; ``difference`` where both have a number."""

    cell: str
    label: str
    before: Number | None
    after: Number | None

    @property
    def difference(self) -> Number | None:
        """After less before."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


@dataclass(frozen=True)
class Comparison:
    """Two reports compared; ``before`` is the earlier year."""

    before: Reading
    after: Reading
    relation: Relation
    cells: tuple[Change, ...]
    text: Rewording
    findings: tuple[Finding, ...]


def compare(one: Reading, other: Reading) -> Comparison:
    """Compare; the earlier year comes first whatever the order given."""
    before, after = _by_year(one, other)
    relation = relation_of(before, after)
    return Comparison(
        before,
        after,
        relation,
        tuple(changes(before, after)),
        reword(sentences(before.text, before.organ), sentences(after.text, after.organ)),
        tuple(_chained(before, after)) if relation is Relation.YEARS else (),
    )


def relation_of(before: Reading, after: Reading) -> Relation:
    """By organ and year; an organ that one of them does not name may be the same."""
    if not _may_be_one(before.organ, after.organ) or before.year is None or after.year is None:
        return Relation.OTHER
    if before.year == after.year:
        return Relation.VERSIONS
    return Relation.YEARS if after.year == before.year + 1 else Relation.OTHER


def changes(before: Reading, after: Reading) -> Iterator[Change]:
    """Every cell that either report has, in the order of the later form; across the two forms
    the three rows of 其他处理 are added up to the one."""
    values = (_values(before), _values(after))
    if (f"{OTHER}/total" in values[0]) != (f"{OTHER}/total" in values[1]):
        values = (_with_other(values[0]), _with_other(values[1]))
    forms = [reading.form for reading in (after, before) if reading.form is not None]
    ids: dict[str, None] = {}
    for form in forms:
        for table in TABLES:
            ids.update(dict.fromkeys(form.cell_ids(table)))
    ids.update(dict.fromkeys([*values[1], *values[0]]))
    for cell in ids:
        old, new = values[0].get(cell), values[1].get(cell)
        if old is not None or new is not None:
            yield Change(cell, _label(forms, cell), old, new)


def _values(reading: Reading) -> dict[str, Number | None]:
    return {cell_id: cell.value for cell_id, cell in reading.cells.items()}


def _with_other(values: dict[str, Number | None]) -> dict[str, Number | None]:
    """With 其他处理 as one row, where its three rows have numbers."""
    summed = dict(values)
    columns = [cell.partition("/")[2] for cell in values if cell.startswith(f"{OTHERS[0]}/")]
    for column in columns:
        parts = [values.get(f"{row}/{column}") for row in OTHERS]
        if all(part is not None for part in parts):
            summed[f"{OTHER}/{column}"] = sum(part for part in parts if part is not None)
    return summed


def _label(forms: list[Format], cell: str) -> str:
    row, _, column = cell.partition("/")
    for form in forms:
        try:
            if row == OTHER:
                heads = {head.id: head.label for head in form.table3_columns}
                return f"{form.row_label(row)} · {heads.get(column, column)}"
            return form.cell_label(cell)
        except Refusal:
            continue
    return cell


def _chained(before: Reading, after: Reading) -> Iterator[Finding]:
    """What the rules say more once last year's report is at hand (T3-R5, T2-R1, T2-R2, TX-R1)."""
    if before.form is None or after.form is None:
        return
    alone = after.report()
    previous: Cells = before.report().cells
    received = before.value("t3.1/total")
    figures = {} if received is None else {APPLICATIONS: received}
    known = set(reconcile.check(alone))
    chained = replace(alone, previous=previous, previous_figures=figures)
    yield from (found for found in reconcile.check(chained) if found not in known)


def _by_year(one: Reading, other: Reading) -> tuple[Reading, Reading]:
    if one.year is not None and other.year is not None and other.year < one.year:
        return other, one
    return one, other


def _may_be_one(one: str | None, other: str | None) -> bool:
    """The same name, or one with the city left out (城阳区人民政府)."""
    if not one or not other:
        return True
    a, b = squeezed(one), squeezed(other)
    return a.endswith(b) or b.endswith(a)
