"""A random report whose identities hold, and its printed tables as a grid of labelled cells."""

from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from mingbai.rules.findings import Number
from mingbai.rules.report import formats
from mingbai.rules.report.formats import Block, Format

SCALES = (3, 12, 60, 400, 5_000, 90_000)
ORGANS = ("某市某区人民政府", "某县教育局", "某街道办事处", "某市人民政府", "某区水利和湖泊局")
Expected = dict[str, Number | None]


@dataclass
class Cell:
    """A printed cell; ``id`` is set on cells of figures, ``kind`` money or count."""

    text: str
    width: int = 1
    height: int = 1
    id: str = ""


@dataclass
class Table:
    """Rows of cells; a cell that a taller one above covers is not listed."""

    name: str
    rows: list[list[Cell]]


@dataclass
class Case:
    """A report under way: its tables as printed and the true value of every printed cell."""

    form: Format
    year: int
    organ: str
    tables: list[Table]
    expected: Expected = field(default_factory=dict)


def make(rng: Random, format_id: str) -> Case:
    """One random report of a form; all T3 and T4 identities hold."""
    form = formats.load(format_id)
    year = rng.choice((2019, 2020) if format_id == "2019" else (2021, 2022, 2023, 2024, 2025))
    values: Expected = {**_second(rng, form), **_third(rng, form), **_fourth(rng, form)}
    tables = [_table2(rng, form, values), _table3(form, values), _table4(form, values)]
    return Case(form, year, rng.choice(ORGANS), tables, values)


def _third(rng: Random, form: Format) -> Expected:
    scale = rng.choice(SCALES)
    kinds = [column.id for column in form.table3_columns if column.id != "total"]
    values: dict[str, dict[str, int]] = {}
    for row in form.leaves:
        busy = rng.random() < 0.5
        values[row.id] = {
            kind: rng.randint(0, scale if kind == "natural" else max(scale // 9, 1))
            if busy and (kind == "natural" or rng.random() < 0.25)
            else 0
            for kind in kinds
        }
    total = {kind: sum(values[row.id][kind] for row in form.leaves) for kind in kinds}
    out = {kind: rng.randint(0, scale) if kind == "natural" else 0 for kind in kinds}
    carried = {kind: rng.randint(0, min(scale // 3, total[kind] + out[kind])) for kind in kinds}
    values["t3.3.7"], values["t3.4"], values["t3.2"] = total, out, carried
    values["t3.1"] = {kind: total[kind] + out[kind] - carried[kind] for kind in kinds}
    cells: Expected = {}
    for row_id, by_kind in values.items():
        cells |= {f"{row_id}/{kind}": value for kind, value in by_kind.items()}
        cells[f"{row_id}/total"] = sum(by_kind.values())
    return cells


def _fourth(rng: Random, form: Format) -> Expected:
    scale = rng.choice((0, 2, 9, 60, 300))
    cells: Expected = {}
    for block in form.table4_blocks:
        parts = [rng.randint(0, scale) for _ in form.table4_columns[:-1]]
        columns = [column.id for column in form.table4_columns]
        for column, value in zip(columns, [*parts, sum(parts)], strict=True):
            cells[f"{block.id}/{column}"] = value
    return cells


def _second(rng: Random, form: Format) -> Expected:
    cells: Expected = {}
    for cell_id in form.cell_ids("t2"):
        kind = form.column(cell_id).kind
        scale = rng.choice((0, 9, 300, 40_000))
        if kind == "signed":
            cells[cell_id] = rng.randint(-scale, scale)
        elif kind == "count":
            cells[cell_id] = rng.randint(0, scale)
        else:
            cells[cell_id] = _plain(Decimal(rng.randint(0, scale * 100)) * 100)
    return cells


def _plain(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else value


def _table2(rng: Random, form: Format, values: Expected) -> Table:
    rows: list[list[Cell]] = []
    widest = max(len(block.columns) for block in form.table2)
    for block in form.table2:
        rows.append([Cell(block.caption, widest + 1)])
        rows.append([Cell("信息内容"), *_spread(block, [c.label for c in block.columns], widest)])
        for row in block.rows:
            ids = [f"{row.id}/{column.id}" for column in block.columns]
            texts = [_money(rng, cell_id, values) for cell_id in ids]
            cells = _spread(block, texts, widest)
            for cell, cell_id in zip(cells, ids, strict=True):
                cell.id = cell_id
            rows.append([Cell(row.label), *cells])
    return Table("t2", rows)


def _spread(block: Block, texts: list[str], widest: int) -> list[Cell]:
    """As many cells as columns, the last one filling the width of the table."""
    cells = [Cell(text) for text in texts]
    cells[-1].width = widest - len(block.columns) + 1
    return cells


def _money(rng: Random, cell_id: str, values: Expected) -> str:
    value = values[cell_id]
    if cell_id.endswith("/amount_wan"):
        return f"{_plain(Decimal(value or 0) / 10_000)}"
    if cell_id.endswith("/amount"):
        unit = rng.choice(("元", "万元"))
        return f"{_plain(Decimal(value or 0) / (1 if unit == '元' else 10_000))}{unit}"
    return str(value)


def _table3(form: Format, values: Expected) -> Table:
    note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    columns = form.table3_columns
    organisations = [c for c in columns if c.group]
    rows = [
        [Cell(note, 3, 3), Cell("申请人情况", len(columns))],
        [Cell("自然人", 1, 2), Cell("法人或其他组织", len(organisations)), Cell("总计", 1, 2)],
        [Cell(column.label) for column in organisations],
    ]
    first = True
    children = {
        row.id: [r for r in form.numeric_rows if r.parent == row.id] for row in form.table3_rows
    }
    results = [row for row in form.numeric_rows if row.depth > 0]
    for row in form.numeric_rows:
        figures = [Cell(str(values[f"{row.id}/{c.id}"]), id=f"{row.id}/{c.id}") for c in columns]
        if row.depth == 0:
            rows.append([Cell(row.label, 3), *figures])
            continue
        heads: list[Cell] = []
        if first:
            heads.append(Cell(form.row("t3.3").label, 1, len(results)))
            first = False
        if row.depth == 1:
            heads.append(Cell(row.label, 2))
        else:
            siblings = children[row.parent or ""]
            if row is siblings[0]:
                heads.append(Cell(form.row(row.parent or "").label, 1, len(siblings)))
            heads.append(Cell(row.label))
        rows.append([*heads, *figures])
    return Table("t3", rows)


def _table4(form: Format, values: Expected) -> Table:
    labels = [column.label for column in form.table4_columns]
    figures = [
        Cell(str(values[f"{block.id}/{column.id}"]), id=f"{block.id}/{column.id}")
        for block in form.table4_blocks
        for column in form.table4_columns
    ]
    return Table(
        "t4",
        [
            [Cell("行政复议", 5), Cell("行政诉讼", 10)],
            [
                *(Cell(label, 1, 2) for label in labels),
                Cell("未经复议直接起诉", 5),
                Cell("复议后起诉", 5),
            ],
            [Cell(label) for label in labels * 2],
            figures,
        ],
    )
