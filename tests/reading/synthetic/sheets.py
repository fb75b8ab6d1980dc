"""More PDF layouts: two reports side by side, two pages on a sheet, heads again, framed numbers."""

from random import Random

from tests.reading.synthetic import cases
from tests.reading.synthetic.cases import Case, Table
from tests.reading.synthetic.prints import (
    HEIGHT,
    WIDTH,
    Sheet,
    _edges,
    _table,
)
from tests.reading.synthetic.texts import HEADS, Rendering, closing, opening


def _sheet(case: Case, sheet: Sheet, tables: list[Table] | None = None) -> Sheet:
    """The whole report on a sheet, table three from the top of a page."""
    for text in opening(case):
        sheet.prose(text)
    last = ""
    for table in tables or case.tables:
        if table.name != last:
            sheet.prose(HEADS[table.name])
        if table.name == "t3":
            sheet.feed()
        _table(sheet, table, _edges(table, narrow=False), set())
        last = table.name
    for text in closing():
        sheet.prose(text)
    return sheet


def _beside(left: list[list[str]], right: list[list[str]]) -> bytes:
    """Landscape pages with a page of each at the left and at the right."""
    both = Sheet()
    count = max(len(left), len(right))
    blank: list[list[str]] = [[]]
    both.pages = [
        [*one, "q", f"1 0 0 1 {WIDTH:.0f} 0 cm", *other, "Q"]
        for one, other in zip(
            [*left, *blank * (count - len(left))],
            [*right, *blank * (count - len(right))],
            strict=True,
        )
    ]
    return both.data(width=2 * WIDTH)


def side_by_side(rng: Random, case: Case) -> bytes:
    """Another organ's report beside ours on every page: ours, the left one, must be read."""
    other = cases.make(rng, case.form.id)
    other.organ = "另一县人民政府"
    return _beside(_sheet(case, Sheet()).pages, _sheet(other, Sheet()).pages)


def two_on_a_sheet(rng: Random, case: Case) -> bytes:
    """One report, two of its pages on each sheet."""
    pages = _sheet(case, Sheet()).pages
    pages += [[]] * (len(pages) % 2)
    return _beside(pages[::2], pages[1::2])


def heads_again(rng: Random, case: Case) -> bytes:
    """Table three over two pages with its heads on both."""
    rows = case.tables[1].rows
    at = rng.randint(8, len(rows) - 3)
    first = [
        [cases.Cell(c.text, c.width, min(c.height, at - i), c.id) for c in row]
        for i, row in enumerate(rows[:at])
    ]
    held = [
        cases.Cell("", c.width, i + c.height - at)
        for i, row in enumerate(rows[:at])
        for c in row
        if i + c.height > at
    ]
    rest = [*rows[:3], [*held, *rows[at]], *rows[at + 1 :]]
    parts = [case.tables[0], Table("t3", first), Table("t3", rest), case.tables[2]]
    return _sheet(case, Sheet(), parts).data()


class Segments(Sheet):
    """Boxes as four single lines."""

    def box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        top, bottom = HEIGHT - y0, HEIGHT - y1
        for a, b, c, d in (
            (x0, top, x1, top),
            (x1, top, x1, bottom),
            (x1, bottom, x0, bottom),
            (x0, bottom, x0, top),
        ):
            self.pages[-1].append(f"{a:.1f} {b:.1f} m {c:.1f} {d:.1f} l S")


class Filled(Sheet):
    """Boxes as four thin filled bars, as Word prints them."""

    def box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        top, bottom = HEIGHT - y0, HEIGHT - y1
        for x, y, w, h in (
            (x0, top, x1 - x0, 0.5),
            (x0, bottom, x1 - x0, 0.5),
            (x0, bottom, 0.5, y1 - y0),
            (x1, bottom, 0.5, y1 - y0),
        ):
            self.pages[-1].append(f"{x:.1f} {y:.1f} {w:.1f} {h:.1f} re f")


def segments(rng: Random, case: Case) -> bytes:
    """Every border of its own line."""
    return _sheet(case, Segments()).data()


def filled(rng: Random, case: Case) -> bytes:
    """Borders as filled bars."""
    return _sheet(case, Filled()).data()


def framed(rng: Random, case: Case) -> bytes:
    """A frame round every page, the page number inside it."""
    sheet = _sheet(case, Sheet())
    for number, page in enumerate(sheet.pages, 1):
        held = sheet.pages
        sheet.pages = [page]
        sheet.box(30, 30, WIDTH - 30, HEIGHT - 25)
        sheet.text(280, HEIGHT - 45, f"— {number} —")
        sheet.pages = held
    return sheet.data()


BORDERED: tuple[Rendering, ...] = (
    side_by_side, two_on_a_sheet, heads_again, segments, filled, framed,
)  # fmt: skip
