"""The cells of a report, live: own, with the subtree, and what follows when a case changes."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingbai.applications import actions as applications
from mingbai.audit.actors import COMMAND
from mingbai.organs import actions as organs
from mingbai.reports import actions, behind, figures
from mingbai.rules.findings import Severity
from tests import factories
from tests.reports import district, sample

pytestmark = pytest.mark.django_db


def test_the_model_report_comes_out_of_its_ledger_in_every_cell(reference: Path) -> None:
    cells = sample.true_cells(reference)
    root = district.government()
    works = [district.department(root, f"d{n}", f"第{n}局") for n in range(3)]
    district.register(works[0], cells)
    t2 = {cell: value for cell, value in cells.items() if cell.startswith("t2.")}
    district.fill_table_two(works[1], district.officer(works[1]), t2)
    made = figures.figures(root, 2019, subtree=True)
    assert dict(made.cells) == cells
    assert made.accepted == {"reviews": 4, "suits": 4}
    errors = [f for f in figures.findings(made) if f.severity == Severity.ERROR]
    assert [f.rule for f in errors] == []


def test_own_leaves_out_what_stands_below_and_the_parent_is_own_plus_children() -> None:
    root = district.government()
    below = [district.department(root, f"d{n}", f"第{n}局") for n in range(2)]
    for organ in (root, *below):
        district.register(organ, {"t3.3.1/natural": 2, "review/upheld": 1})
        district.fill_table_two(organ, district.officer(organ), {"t2.permit/decisions": 10})
    own, whole = (figures.figures(root, 2019, subtree=tree) for tree in (False, True))
    assert [own.cells["t3.1/total"], whole.cells["t3.1/total"]] == [2, 6]
    assert [own.cells["review/total"], whole.cells["review/total"]] == [1, 3]
    assert [own.cells["t2.permit/decisions"], whole.cells["t2.permit/decisions"]] == [10, 30]
    for cell, value in whole.cells.items():
        assert value == (whole.own[cell] or 0) + ((whole.below or {})[cell] or 0)


def test_a_merged_organ_counts_in_its_successors_own_report() -> None:
    root = district.government()
    old = district.department(root, "old", "原国土局")
    new = district.department(root, "new", "自然资源局")
    district.register(old, {"t3.3.1/natural": 3})
    organs.merge(old, into=new, on=date(2019, 3, 31), by=COMMAND, at=factories.NOON)
    assert figures.figures(new, 2019, subtree=False).cells["t3.1/total"] == 3


def test_what_was_merged_in_from_outside_counts_in_the_tree_once() -> None:
    root = district.government()
    outside = factories.organ("outside", name="原开发区管委会")
    district.register(outside, {"t3.3.1/natural": 3, "review/upheld": 1})
    organs.merge(outside, into=root, on=date(2019, 3, 31), by=COMMAND, at=factories.NOON)
    made = figures.figures(root, 2019, subtree=True)
    assert (made.cells["t3.1/total"], made.cells["review/total"]) == (3, 1)
    assert behind.all_cases(made).count("t3.1/total") == 3


def test_one_changed_case_moves_cell_total_and_findings() -> None:
    organ = district.government()
    case = factories.application(organ)
    before = figures.figures(organ, 2019, subtree=False)
    assert (before.cells["t3.4/natural"], before.cells["t3.3.7/total"]) == (1, 0)
    applications.conclude(
        case.pk, outcome="provided", concluded_on=date(2019, 6, 20), by=COMMAND, at=factories.NOON
    )
    after = figures.figures(organ, 2019, subtree=False)
    moved = {cell for cell in after.cells if after.cells[cell] != before.cells[cell]}
    assert moved == {
        *("t3.4/natural", "t3.4/total", "t3.3.1/natural", "t3.3.1/total"),
        *("t3.3.7/natural", "t3.3.7/total"),
    }


def test_what_was_carried_out_last_year_is_missed_this_year() -> None:
    organ = district.government()
    post = district.officer(organ)
    actions.type_series(
        organ=organ,
        series="t3.4/natural",
        year=2020,
        value=Decimal(2),
        source="2020年度报告第三部分",
        by=post,
        at=district.SEALED_AT,
    )
    found = figures.findings(figures.figures(organ, 2021, subtree=False))
    assert ("T3-R5", "t3.2/natural") in {(f.rule, f.where) for f in found}


def test_an_empty_cell_of_table_two_is_an_error_naming_the_cell() -> None:
    organ = district.government()
    post = district.officer(organ)

    def blank() -> list[tuple[str, str]]:
        found = figures.findings(figures.figures(organ, 2019, subtree=False))
        return [(f.where, f.message) for f in found if f.rule == "T2-FILL"]

    assert blank() == [("t2", "第二部分的表有22格未填")]
    district.fill_table_two(organ, post)
    cell = "t2.permit/decisions"
    actions.type_value(
        organ=organ, year=2019, cell=cell, value=None, by=post, at=district.SEALED_AT
    )
    words = "第二部分的表“第二十条第（五）项行政许可 · 处理决定数量”未填"
    assert blank() == [(cell, words)]


def test_the_number_of_statements_does_not_grow_with_the_tree() -> None:
    root = district.government()
    counts = []
    for size in (1, 6):
        for n in range(size):
            organ = district.department(root, f"s{size}-{n}", f"第{size}{n}街道")
            district.register(organ, {"t3.3.1/natural": 1, "review/other": 1})
        with CaptureQueriesContext(connection) as captured:
            figures.findings(figures.figures(root, 2019, subtree=True))
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[0] <= 16
