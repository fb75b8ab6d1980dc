"""From the lines of any carrier to the cells of the three tables, with what could not be read."""

import re
from collections.abc import Mapping, Sequence

from mingbai.reading import table2, table3, table4
from mingbai.reading.forms import Form, as_printed, recognise
from mingbai.reading.glyphs import squeezed
from mingbai.reading.lines import Source
from mingbai.reading.numerals import Figure, Kind, Number, parse, yuan
from mingbai.reading.outcome import WEAK, Cell, State, Tables
from mingbai.reading.placing import Text
from mingbai.reading.rows import Finder, Found
from mingbai.refusal import Refusal
from mingbai.rules.report import formats
from mingbai.rules.report.formats import Format

STATES = {
    Kind.NUMBER: State.NUMBER,
    Kind.BLANK: State.BLANK,
    Kind.DASH: State.DASH,
    Kind.NONE: State.NONE,
    Kind.WORDS: State.REFUSED,
}
NOTHING = Tables({}, frozenset(), (), (), {}, (), ())
MOST_LINES = 4_000  # with figures; a report has about a hundred
PLAIN_YUAN = re.compile(r"(?:单位|[:(金额])元")
MONEY = frozenset({"amount", "amount_wan"})


def assemble(source: Source, text: str, year: int | None) -> tuple[Form, Format | None, Tables]:
    """The form, the form as printed (其他处理 in one row or three), and all cells."""
    if sum(1 for line in source.lines if line.values) > MOST_LINES:
        raise Refusal("文中带数字的行太多，不像一份年度报告", remedy="请只留下报告正文")
    finder = Finder()
    for line in source.lines:
        finder.take(line)
    form = recognise(finder.rows, text, year)
    if form.id is None:
        return form, None, NOTHING
    third, repeated = _once([row for row in finder.rows if row.table == "t3"])
    printed = as_printed(formats.load(form.id), frozenset(row.row for row in third))
    leaves = [row.id for row in printed.leaves]
    rows3 = table3.read(third, leaves)
    habits = table3.habits(rows3, leaves)
    assumed: list[str] = []
    second = [row for row in finder.rows if row.table == "t2"]
    rows2 = table2.read(second, printed, habits)
    cells = _second(rows2, assumed) | _third(rows3)
    row4 = table4.read(
        [row for row in finder.rows if row.table == "t4"],
        cuts=not table3.loses_cells(rows3),
        whole=habits.whole,
    )
    if row4 is not None:
        raw = _raw_of(row4.found)
        cells |= {name: _cell(text, raw, row4.confidence) for name, text in row4.texts.items()}
    return form, printed, _tables(finder, cells, repeated, assumed)


def _third(rows: Mapping[str, table3.Row]) -> dict[str, Cell]:
    cells = {}
    for key, row in rows.items():
        texts = row.texts or [None] * len(row.columns)
        for column, text in zip(row.columns, texts, strict=True):
            cells[f"{key}/{column}"] = _cell(text, _raw_of(row.found), row.confidence)
    return cells


def _second(rows: Mapping[str, table2.Row], assumed: list[str]) -> dict[str, Cell]:
    """Cells of table two; ``assumed`` gets those whose unit nothing tells."""
    cells = {}
    for key, row in rows.items():
        for column, text in zip(row.columns, row.texts, strict=True):
            cell = _cell(text, _raw_of(row.found), row.confidence)
            if column in MONEY:
                cell = _in_yuan(f"{key}/{column}", cell, row.found, assumed)
            cells[f"{key}/{column}"] = cell
    return cells


def _tables(
    finder: Finder, cells: Mapping[str, Cell], repeated: Sequence[str], assumed: Sequence[str]
) -> Tables:
    rows = frozenset(row.row for row in finder.rows if row.table != "t4")
    tables = {row.table for row in finder.rows}
    headless = [
        t
        for t in ("t2", "t3", "t4")
        if t in tables and not any(row.column_ids for row in finder.rows if row.table == t)
    ]
    heads = {row.row: row.column_ids for row in finder.rows if row.table == "t2"}
    seen = rows | ({"t4"} if "t4" in tables else frozenset())
    return Tables(
        cells,
        seen,
        tuple(dict.fromkeys(finder.strange)),
        tuple(repeated),
        heads,
        tuple(headless),
        tuple(assumed),
    )


def _once(found: Sequence[Found]) -> tuple[list[Found], list[str]]:
    """Each row once: the better spelt, then the first; rows with other numbers are named."""
    kept: dict[str, Found] = {}
    repeated: list[str] = []
    for row in found:
        held = kept.get(row.row)
        if held is None:
            kept[row.row] = row
        elif _values(held) != _values(row):
            if not any(_values(held)) or held.fault > row.fault + 0.05:
                kept[row.row] = row
            if any(_values(held)) and any(_values(row)) and row.grid:
                repeated.append(row.row)
    return list(kept.values()), repeated


def _values(row: Found) -> list[str]:
    return [text for value in row.values if (text := squeezed(value.text))]


def _raw_of(found: Found) -> Text:
    raw = " ".join(value.text.strip() for value in found.values)
    return Text(raw, found.values[0].where if found.values else "")


def _cell(text: Text | None, row: Text, confidence: float) -> Cell:
    """A cell from its text; without one it is refused and shows the whole run."""
    if text is None:
        return Cell(None, row.raw, row.where, 0.0, State.REFUSED)
    figure = parse(text.raw)
    state = STATES[figure.kind]
    sure = 0.0 if state is State.REFUSED else confidence
    return Cell(figure.value, text.raw.strip(), text.where, sure, state)


def _in_yuan(cell_id: str, cell: Cell, found: Found, assumed: list[str]) -> Cell:
    """Money in yuan by the unit in the cell, else in the head; a bare purchase counts as yuan."""
    if cell.value is None:
        return cell
    figure: Figure = parse(cell.raw)
    head = squeezed(found.head_text)
    unit, confidence = figure.unit, cell.confidence
    if unit not in ("元", "万元", "亿元"):
        unit = _head_unit(head, cell_id)
        if not unit:
            unit = "万元" if cell_id.endswith("/amount_wan") else "元"
            if cell.value != 0:
                confidence = min(confidence, WEAK)
                assumed.append(cell_id)
    value: Number = yuan(cell.value, unit)
    return Cell(value, cell.raw, cell.where, confidence, cell.state)


def _head_unit(head: str, cell_id: str) -> str:
    if cell_id.endswith("/amount_wan"):
        tail = head[head.rfind("收费金额") :]
        if "万元" in tail or "元" not in tail:
            return "万元"
        return "元" if PLAIN_YUAN.search(tail) else ""  # 囗元: a letter nobody can read
    tail = head[head.rfind("采购总金额") :] if "采购总金额" in head else ""
    return "万元" if "万元" in tail else ("元" if "元)" in tail or ":元" in tail else "")
