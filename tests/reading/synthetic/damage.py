"""What happens to tables in real files: typos, cut labels, missing and extra rows, marks for 0."""

import re
from collections.abc import Callable
from random import Random

from tests.reading.synthetic.cases import Case, Cell, Expected

Damage = Callable[[Random, Case], None]
OTHER = ("t3.3.6.1", "t3.3.6.2", "t3.3.6.3")
WRONG = "囗己曰卄亍彳爿丬"


def _labels(case: Case) -> list[Cell]:
    return [c for table in case.tables for row in table.rows for c in row if not c.id and c.text]


def _figures(case: Case) -> list[Cell]:
    return [c for table in case.tables for row in table.rows for c in row if c.id]


def none(rng: Random, case: Case) -> None:
    """The table as the form prints it."""


def typos(rng: Random, case: Case) -> None:
    """One wrong letter in four long labels."""
    long = [cell for cell in _labels(case) if len(cell.text) > 7 and "第" not in cell.text]
    for cell in rng.sample(long, 4):
        at = rng.randrange(3, len(cell.text) - 1)
        cell.text = cell.text[:at] + rng.choice(WRONG) + cell.text[at + 1 :]


def cut_labels(rng: Random, case: Case) -> None:
    """Long labels cut off at their end, as by a narrow column."""
    for cell in _labels(case):
        if len(cell.text) > 14 and cell.text[0].isdigit() and rng.random() < 0.5:
            cell.text = cell.text[: int(len(cell.text) * 0.7)]


def no_ordinals(rng: Random, case: Case) -> None:
    """Labels without their numbering, which Word keeps apart from the text."""
    for cell in _labels(case):
        cell.text = re.sub(r"^(?:（[一二三四五六七]）|\d\.|[一二三四]、)", "", cell.text)


def spaced_labels(rng: Random, case: Case) -> None:
    """Blanks inside labels (总 计, 其 他)."""
    for cell in _labels(case):
        if len(cell.text) < 9:
            cell.text = " ".join(cell.text)


def without_rules(rng: Random, case: Case) -> None:
    """No 规章 row: an organ that makes none leaves it out."""
    _drop(case, {"t2.rules"})


def without_a_row(rng: Random, case: Case) -> None:
    """A result that did not occur is left out."""
    rows = {cell_id.split("/")[0] for cell_id in case.expected if cell_id.startswith("t3.3.")}
    empty = [
        row
        for row in sorted(rows)
        if case.expected.get(f"{row}/total") == 0 and row not in ("t3.3.7", "t3.3.6", *OTHER)
    ]
    if empty:
        _drop(case, {rng.choice(empty)})


def extra_row(rng: Random, case: Case) -> None:
    """A row of table two that no form has."""
    rows = case.tables[0].rows
    at = next(i for i, row in enumerate(rows) if row[-1].id.startswith("t2.normdocs"))
    rows.insert(at + 1, [Cell("其他主动公开文件"), *(Cell(str(rng.randint(0, 99))) for _ in "123")])


def single_other(rng: Random, case: Case) -> None:
    """The 2021 form with 其他处理 in one row."""
    if case.form.id != "2021":
        return
    rows = case.tables[2 - 1].rows
    own = [row for row in rows if row[-1].id.split("/")[0] in OTHER]
    columns = [column.id for column in case.form.table3_columns]
    sums = {c: sum(int(case.expected[f"{row}/{c}"] or 0) for row in OTHER) for c in columns}
    at = rows.index(own[0])
    for row in own:
        rows.remove(row)
    figures = [Cell(str(sums[c]), id=f"t3.3.6/{c}") for c in columns]
    rows.insert(at, [Cell("（六）其他处理", 2), *figures])
    _shorten(case, 2)
    for row_id in OTHER:
        for column in columns:
            del case.expected[f"{row_id}/{column}"]
    case.expected |= {f"t3.3.6/{c}": value for c, value in sums.items()}


def total_first(rng: Random, case: Case) -> None:
    """Columns in another order: 总计 before 自然人, organisations shuffled."""
    order = ["total", "natural", *rng.sample([c.id for c in case.form.table3_columns[1:-1]], 5)]
    heads = {c.id: c.label for c in case.form.table3_columns}
    for row in case.tables[1].rows:
        figures = {cell.id.split("/")[1]: cell for cell in row if cell.id}
        if figures:
            row[:] = [cell for cell in row if not cell.id] + [figures[c] for c in order]
    top = case.tables[1].rows
    top[1][:] = [Cell("总计", 1, 2), Cell("自然人", 1, 2), Cell("法人或其他组织", 5)]
    top[2][:] = [Cell(heads[c]) for c in order[2:]]


def _zeros(mark: str, share: float) -> Damage:
    def apply(rng: Random, case: Case) -> None:
        for cell in _figures(case):
            if cell.text in ("0", "0元", "0万元") and rng.random() < share:
                cell.text = mark
                case.expected[cell.id] = None

    apply.__name__ = f"zeros_as_{mark.strip() or 'blank'}_{share}"
    return apply


def _figures_as(name: str, change: Callable[[str], str]) -> Damage:
    def apply(rng: Random, case: Case) -> None:
        for cell in _figures(case):
            if cell.text.isdigit():
                cell.text = change(cell.text)

    apply.__name__ = name
    return apply


FULL = str.maketrans("0123456789", "０１２３４５６７８９")
COMMAS = _figures_as("commas", lambda text: f"{int(text):,}")
SPACED = _figures_as("spaced_thousands", lambda text: f"{int(text):,}".replace(",", " "))
FULLWIDTH = _figures_as("full_width", lambda text: text.translate(FULL))
COUNTED = _figures_as("with_unit", lambda text: f"{text}件")
BLANKS, SOME_BLANKS = _zeros("", 1.0), _zeros("", 0.4)
IDEOGRAPHIC, DASHES, SLASHES, NONES = (
    _zeros("\u3000", 1.0),
    _zeros("-", 1.0),
    _zeros("/", 1.0),
    _zeros("无", 1.0),
)
EVERYWHERE: tuple[Damage, ...] = (
    none, typos, cut_labels, no_ordinals, spaced_labels, without_rules, without_a_row, extra_row,
    single_other, total_first, FULLWIDTH,
)  # fmt: skip
# Marks and blanks survive only where cells have borders.
WITH_BORDERS: tuple[Damage, ...] = (
    COMMAS, SPACED, COUNTED, BLANKS, SOME_BLANKS, IDEOGRAPHIC, DASHES, SLASHES, NONES,
)  # fmt: skip


def _drop(case: Case, row_ids: set[str]) -> None:
    for table in case.tables:
        for row in list(table.rows):
            if row[-1].id.split("/")[0] not in row_ids:
                continue
            after = table.rows[table.rows.index(row) + 1 :]
            for cell in row:
                # A label that spans down from this row moves to the next one.
                if not cell.id and cell.height > 1 and after:
                    cell.height -= 1
                    after[0].insert(row.index(cell), cell)
            _cover_less(table.rows, row)
            table.rows.remove(row)
    kept: Expected = {k: v for k, v in case.expected.items() if k.split("/")[0] not in row_ids}
    case.expected.clear()
    case.expected |= kept


def _cover_less(rows: list[list[Cell]], gone: list[Cell]) -> None:
    """Labels from above that covered a dropped row cover one row less."""
    at = rows.index(gone)
    for index, row in enumerate(rows[:at]):
        for cell in row:
            if not cell.id and index + cell.height > at and cell.height > 1:
                cell.height -= 1


def _shorten(case: Case, count: int) -> None:
    for row in case.tables[1].rows:
        for cell in row:
            if cell.text == "三、本年度办理结果":
                cell.height -= count
