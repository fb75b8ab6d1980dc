"""Which one cell would mend a broken relation, and when that cannot be told."""

import pytest

from mingbai.rules.report.mending import Mending, mendings
from mingbai.rules.report.reconcile import check
from tests.rules.report.samples import chengyang


@pytest.mark.parametrize(
    ("words", "cell", "printed", "true"),
    [
        ("一个办理结果的自然人写错", "t3.3.1/natural", 131, 133),
        ("（七）总计的自然人写错", "t3.3.7/natural", 254, 245),
        ("结转下年度的总计写错", "t3.4/total", 3, 0),
        ("上年结转的自然人写错", "t3.2/natural", 2, 1),
    ],
)
def test_one_wrong_cell_is_found_with_its_value(
    words: str, cell: str, printed: int, true: int
) -> None:
    found = mendings(chengyang({cell: printed}))
    assert set(found.values()) == {Mending(cell, printed, true)}, words


def test_two_wrong_cells_by_different_amounts_are_both_found() -> None:
    found = mendings(chengyang({"t3.3.1/natural": 131, "t3.3.4.1/org_business": 30}))
    assert {mending.cell for mending in found.values()} == {
        "t3.3.1/natural",
        "t3.3.4.1/org_business",
    }


def test_two_wrong_cells_by_the_same_amount_leave_it_open() -> None:
    """Both crossings fit, so neither is named."""
    right = chengyang()
    one = (right.number("t3.3.1/natural") or 0) + 2
    other = (right.number("t3.3.4.1/org_business") or 0) + 2
    assert mendings(chengyang({"t3.3.1/natural": one, "t3.3.4.1/org_business": other})) == {}


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        ("表四的五格都可能", {"review/upheld": 4}),
        ("缺格的关系不推算", {"t3.3.1/natural": None}),
        ("一切相符", {}),
    ],
)
def test_nothing_is_suggested_where_it_is_not_one_cell(
    words: str, changes: dict[str, int | None]
) -> None:
    assert mendings(chengyang(changes)) == {}, words


def test_no_cell_is_to_become_negative() -> None:
    """The other side would have to fall below zero, so the wrong total is not blamed on it."""
    found = mendings(chengyang({"t3.3.7/org_research": 5}))
    assert all(mending.needed >= 0 for mending in found.values())
    assert {mending.cell for mending in found.values()} == {"t3.3.7/org_research"}


def test_the_finding_says_it_and_the_report_is_not_changed() -> None:
    report = chengyang({"t3.3.7/natural": 254})
    hints = [f.hint for f in check(report) if f.rule in ("T3-R1", "T3-R2", "T3-R3")]
    assert len(hints) == 3
    assert all("现为254，若为245" in hint and "只是提示" in hint for hint in hints)
    assert report.number("t3.3.7/natural") == 254
