"""Which printed form a report follows (60号, 30号, a mixture, or one from before 2019)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mingbai.reading import labels
from mingbai.reading.glyphs import squeezed
from mingbai.reading.rows import Found
from mingbai.rules.report import formats
from mingbai.rules.report.formats import Format

ONLY = {
    "2019": frozenset(
        {
            "made_new",
            "disclosed_new",
            "disclosed_total",
            "items_prev",
            "items_delta",
            "decisions",
            "projects",
            "amount",
        }
    ),
    "2021": frozenset({"issued", "repealed", "in_force", "amount_wan", "decisions_now"}),
}
ROWS_2019 = frozenset({"t2.service", "t2.procurement"})
OTHER_ROWS = frozenset({"t3.3.6.1", "t3.3.6.2", "t3.3.6.3"})
SINGLE_OTHER = "t3.3.6"


@dataclass(frozen=True)
class Form:
    """The form a report follows; ``id`` None when nothing tells, ``foreign`` names what is of the
    other form (head or row ids), ``legacy`` a form from before 2019."""

    id: str | None
    foreign: tuple[str, ...] = ()
    legacy: bool = False


def recognise(found: Sequence[Found], text: str, year: int | None) -> Form:
    """The form by its own heads and rows first, by the report year only when these are silent."""
    marks: dict[str, list[str]] = {"2019": [], "2021": []}
    for row in found:
        if row.table == "t2":
            for form, columns in ONLY.items():
                marks[form] += [c for c in row.column_ids if c in columns and c not in marks[form]]
            if row.row in ROWS_2019:
                marks["2019"].append(row.row)
        elif row.row in OTHER_ROWS and row.row not in marks["2021"]:
            marks["2021"].append(row.row)
    rows = {row.row for row in found}
    if SINGLE_OTHER in rows and not rows & OTHER_ROWS and not marks["2021"]:
        marks["2019"].append(SINGLE_OTHER)
    if not found and is_legacy(text):
        return Form(None, legacy=True)
    return _verdict(marks, year, read=bool(found))


def _verdict(marks: dict[str, list[str]], year: int | None, *, read: bool) -> Form:
    old, new = marks["2019"], marks["2021"]
    if old or new:
        own = "2019" if len(old) > len(new) else "2021"
        return Form(own, tuple(new if own == "2019" else old))
    if read and year is not None and year >= 2019:
        return Form(formats.for_year(year).id)
    return Form("2021") if read else Form(None)


def is_legacy(text: str) -> bool:
    """Whether the text carries the statistics table used before 2019."""
    plain = squeezed(text)
    return sum(word in plain for word in labels.legacy_words()) >= 3


def as_printed(form: Format, rows: frozenset[str]) -> Format:
    """The form with 其他处理 as the report prints it, in one row or three."""
    single = SINGLE_OTHER in rows and not rows & OTHER_ROWS
    if form.id == "2021" and single:
        kept = [row for row in form.table3_rows if row.id not in OTHER_ROWS]
        changed = [replace(r, leaf=True) if r.id == SINGLE_OTHER else r for r in kept]
        return replace(form, table3_rows=tuple(changed))
    if form.id == "2019" and rows & OTHER_ROWS:
        three = [row for row in formats.load("2021").table3_rows if row.id.startswith(SINGLE_OTHER)]
        before = [row for row in form.table3_rows if row.id != SINGLE_OTHER]
        at = next(i for i, row in enumerate(before) if row.id == formats.HANDLED_TOTAL)
        return replace(form, table3_rows=tuple(before[:at] + three + before[at:]))
    return form
