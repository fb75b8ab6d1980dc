"""Two readings compared cell by cell, across both forms, with what must carry over."""

from pathlib import Path

import pytest

from mingbai.reading.comparing import Relation, compare
from mingbai.reading.reader import Reading, read, read_text


@pytest.fixture(scope="module")
def years(reference: Path) -> tuple[Reading, Reading]:
    folder = reference / "reports"
    return read(folder / "pingtan-2022.txt"), read(folder / "pingtan-2023.txt")


def test_the_earlier_year_comes_first(years: tuple[Reading, Reading]) -> None:
    one, other = years
    assert compare(other, one).before is one
    assert compare(one, other).relation is Relation.YEARS


def test_cells_before_and_after(years: tuple[Reading, Reading]) -> None:
    cells = {change.cell: change for change in compare(*years).cells}
    received = cells["t3.1/total"]
    assert (received.before, received.after, received.difference) == (74, 81, 7)
    assert received.label == "一、本年新收政府信息公开申请数量 · 总计"


def test_what_was_carried_out_must_be_carried_in(
    years: tuple[Reading, Reading], reference: Path
) -> None:
    one, _ = years
    text = (reference / "reports" / "pingtan-2023.txt").read_text("utf-8")
    assert not [f for f in compare(*years).findings if f.rule == "T3-R5"]
    carried = "二、上年结转政府信息公开申请数量0000000"
    assert carried in text
    changed = read_text(text.replace(carried, carried[:-7] + "2000002"), name="改")
    found = [f for f in compare(one, changed).findings if f.rule == "T3-R5"]
    assert {(f.where, f.expected, f.found) for f in found} == {
        ("t3.2/natural", 0, 2),
        ("t3.2/total", 0, 2),
    }


def test_the_one_row_and_the_three_of_the_two_forms_meet(reference: Path) -> None:
    folder = reference / "reports"
    one, other = read(folder / "pingtan-2019.txt"), read(folder / "pingtan-2022.txt")
    cells = {change.cell: change for change in compare(one, other).cells}
    three = [other.value(f"t3.3.6.{n}/total") or 0 for n in (1, 2, 3)]
    assert cells["t3.3.6/total"].before == one.value("t3.3.6/total")
    assert cells["t3.3.6/total"].after == sum(three)


def test_other_organs_are_compared_without_carrying_over(reference: Path) -> None:
    folder = reference / "reports"
    result = compare(read(folder / "chengyang-2019.txt"), read(folder / "huaian-city-2024.pdf"))
    assert (result.relation, result.findings) == (Relation.OTHER, ())
