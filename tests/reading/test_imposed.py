"""Two pages on a PDF sheet, or two reports side by side: taken apart, the second one named."""

from random import Random

from mingbai.reading import Reading, read_bytes
from tests.reading.synthetic import cases, sheets
from tests.reading.synthetic.texts import Rendering


def _read(rendering: Rendering) -> tuple[cases.Case, Reading]:
    rng = Random(5)  # noqa: S311 (a reproducible sample, not a secret)
    case = cases.make(rng, "2021")
    return case, read_bytes(rendering(rng, case), name="x")


def test_of_two_reports_side_by_side_the_left_one_is_read_and_the_other_named() -> None:
    case, reading = _read(sheets.side_by_side)
    assert reading.organ == case.organ
    assert reading.value("t3.1/total") == case.expected["t3.1/total"]
    assert (reading.complete, reading.exit_code) == (False, 2)
    assert any("并排" in f.message and "另一县人民政府" in f.message for f in reading.findings)


def test_two_pages_on_a_sheet_are_one_report() -> None:
    case, reading = _read(sheets.two_on_a_sheet)
    assert reading.organ == case.organ
    assert reading.complete
    assert not any("并排" in finding.message for finding in reading.findings)
