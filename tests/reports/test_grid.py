"""The grids against the printed forms: rows, columns, merged heads."""

import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from mingbai.reports.grid import placed, tables
from mingbai.rules.report import formats
from tests.reports import sample

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def grid(year: int, name: str) -> dict[str, object]:
    return tables(formats.for_year(year), sample.numbered_cells(year))[name].as_dict()


@pytest.mark.parametrize(("year", "numeric_rows"), [(2019, 23), (2020, 23), (2021, 25), (2026, 25)])
def test_table_three_has_the_numeric_rows_of_its_form_and_seven_columns(
    year: int, numeric_rows: int
) -> None:
    numbers = [(y, c) for y, _, c in placed(grid(year, "t3")) if c["cell_id"]]
    assert len({y for y, _ in numbers}) == numeric_rows
    assert len(numbers) == numeric_rows * 7


@pytest.mark.parametrize("year", [2019, 2021])
@pytest.mark.parametrize("name", ["t2", "t3", "t4"])
def test_the_spans_cover_every_place_exactly_once(year: int, name: str) -> None:
    table = grid(year, name)
    covered = [
        (y + down, x + right)
        for y, x, cell in placed(table)
        for down in range(cell["rowspan"])
        for right in range(cell["colspan"])
    ]
    every = {(y, x) for y in range(len(table["rows"])) for x in range(table["columns"])}  # type: ignore[arg-type,call-overload]
    assert len(covered) == len(set(covered))
    assert set(covered) == every


@pytest.mark.parametrize("year", [2019, 2021])
def test_every_cell_of_the_form_stands_once_with_its_number(year: int) -> None:
    fmt, cells = formats.for_year(year), sample.numbered_cells(year)
    shown = {
        cell.cell_id: cell.text
        for table in tables(fmt, cells).values()
        for row in table.rows
        for cell in row
        if cell.cell_id
    }
    assert list(shown) == list(cells)
    money = {"t2.procurement/amount", "t2.fee/amount_wan"}
    assert {k: v for k, v in shown.items() if k not in money} == {
        k: str(v) for k, v in cells.items() if k not in money
    }


@pytest.mark.parametrize(("place", "name"), [(0, "t2"), (1, "t3"), (2, "t4")])
def test_the_form_of_2021_is_laid_out_like_the_official_blank(
    reference: Path, place: int, name: str
) -> None:
    ours = [
        (y, x, c["rowspan"], c["colspan"], "" if c["cell_id"] else c["text"])
        for y, x, c in placed(grid(2021, name))
    ]
    assert ours == official(reference / "reports" / "blank-form-2021.docx", place)


def official(path: Path, place: int) -> list[tuple[int, int, int, int, str]]:
    """Cells of a table of the blank form: row, column, rowspan, colspan, words."""
    body = ElementTree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))  # noqa: S314
    found: dict[int, list[object]] = {}
    cells = []
    for y, row in enumerate(list(body.iter(f"{W}tbl"))[place].findall(f"{W}tr")):
        x = 0
        for cell in row.findall(f"{W}tc"):
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            width = int(span.get(f"{W}val", "1")) if span is not None else 1
            if merge is not None and merge.get(f"{W}val") != "restart":
                found[x][2] += 1  # type: ignore[operator]
            else:
                text = "".join(t.text or "" for t in cell.iter(f"{W}t")).strip("　 ")
                found[x] = [y, x, 1, width, text]
                cells.append(found[x])
            x += width
    return [tuple(cell) for cell in cells]  # type: ignore[misc]
