"""A single wrong cell is located by the identities it breaks, and never changed."""

from random import Random

import pytest

from mingbai.reading import Reading, read_bytes
from tests.reading.synthetic import cases, texts


def _read(seed: int, format_id: str, cell_id: str, change: int) -> tuple[int, Reading]:
    rng = Random(seed)  # noqa: S311 (a reproducible sample, not a secret)
    case = cases.make(rng, format_id)
    cell = next(c for t in case.tables for row in t.rows for c in row if c.id == cell_id)
    true = int(cell.text)
    cell.text = str(true + change)
    return true, read_bytes(texts.lines(rng, case), name="x")


@pytest.mark.parametrize("format_id", ["2019", "2021"])
@pytest.mark.parametrize(
    "cell_id",
    ["t3.1/natural", "t3.3.1/natural", "t3.3.3.6/org_other", "t3.3.7/total", "t3.4/total"],
)
def test_one_wrong_cell_is_named_with_the_number_that_would_fit(
    format_id: str, cell_id: str
) -> None:
    true, reading = _read(11, format_id, cell_id, 3)
    mends = [f for f in reading.findings if f.rule == "READ-MEND"]
    assert [(f.where, f.expected, f.found) for f in mends] == [(cell_id, true, true + 3)]
    assert reading.value(cell_id) == true + 3


def test_one_failing_sum_of_table_four_names_no_cell() -> None:
    _, reading = _read(12, "2021", "review/upheld", 1)
    assert not [f for f in reading.findings if f.rule == "READ-MEND"]
    assert any(f.rule == "T4-R1" for f in reading.findings)


def test_a_report_that_adds_up_gets_no_suggestion() -> None:
    _, reading = _read(13, "2019", "t3.1/natural", 0)
    assert not [f for f in reading.findings if f.rule == "READ-MEND"]
