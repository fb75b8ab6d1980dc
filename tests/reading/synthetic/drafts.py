"""More Word layouts: upright labels, repeated heads, tables in a table, moved and boxed text."""

from random import Random
from xml.sax.saxutils import escape

from tests.reading.synthetic.cases import Case, Cell, Table
from tests.reading.synthetic.texts import Rendering
from tests.reading.synthetic.words import _clipped, _file, _table


def upright(rng: Random, case: Case) -> bytes:
    """The label of the results one character a paragraph."""
    tables = []
    for table in case.tables:
        text = _table(table)
        for cell in (c for row in table.rows for c in row if c.height > 2 and not c.id):
            middle = len(cell.text) // 2
            halves = (cell.text[:middle], cell.text[middle:])
            whole = "".join(f"<w:r><w:t>{escape(part)}</w:t></w:r>" for part in halves)
            stacked = "</w:p><w:p>".join(f"<w:r><w:t>{escape(c)}</w:t></w:r>" for c in cell.text)
            text = text.replace(whole, stacked)
        tables.append(text)
    return _file(case, tables)


def heads_again(rng: Random, case: Case) -> bytes:
    """Table three in two tables, the three rows of heads printed again over the second."""
    rows = case.tables[1].rows
    at = rng.randint(8, len(rows) - 4)
    rest = [*[list(row) for row in rows[:3]], *[list(row) for row in rows[at:]]]
    third = _table(Table("t3", _clipped(rows[:at]))) + "<w:p/>" + _table(Table("t3", rest))
    return _file(case, [_table(case.tables[0]), third, _table(case.tables[2])])


def boxed(rng: Random, case: Case) -> bytes:
    """All tables inside one frame table that only arranges the page."""
    tables = [
        f"<w:tbl><w:tr><w:tc>{_table(table)}<w:p/></w:tc></w:tr></w:tbl>" for table in case.tables
    ]
    return _file(case, tables)


def fields(rng: Random, case: Case) -> bytes:
    """Figures that are results of fields, with the formula in the file."""
    extra = "<w:r><w:instrText>=SUM(LEFT) 55</w:instrText></w:r>"
    return _file(case, [_table(table, extra) for table in case.tables])


def numbered(rng: Random, case: Case) -> bytes:
    """A row with the page number inside table three."""
    rows = [list(row) for row in case.tables[1].rows]
    at = rng.randint(8, len(rows) - 3)
    for index, row in enumerate(rows[:at]):
        for cell in row:
            if index + cell.height > at:
                cell.height += 1
    taken = sum(c.width for i, r in enumerate(rows[:at]) for c in r if i + c.height > at)
    rows.insert(at, [Cell("— 5 —", 10 - taken)])
    return _file(case, [_table(case.tables[0]), _table(Table("t3", rows)), _table(case.tables[2])])


BORDERED: tuple[Rendering, ...] = (upright, heads_again, boxed, fields, numbered)
