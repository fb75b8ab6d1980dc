"""Recall, precision and hard negatives (PII-11, PII-12): a sample; as ``long`` the whole."""

from pathlib import Path

import pytest

from mingbai.scanning.scanner import scan_bytes
from tests.scanning.planted.files import PLACES
from tests.scanning.planted.hiding import TWELVE
from tests.scanning.planted.measure import TARGETS, TODAY, Score, run


def check(score: Score) -> None:
    assert {f"id_card/{way.__name__}" for way in TWELVE} <= set(score.planted)
    for kind, recall, precision in TARGETS:
        assert score.recall(kind) >= recall, kind
        assert score.precision(kind) >= precision, kind


def test_a_sample_of_planted_values_meets_the_targets() -> None:
    check(run(3, 60))


@pytest.mark.long
def test_ten_thousand_documents_meet_the_targets() -> None:
    score = run(2, 286)
    check(score)
    assert {f"id_card in {place}" for place in PLACES} <= set(score.planted)


def test_the_document_numbers_hold_no_personal_data(reference: Path) -> None:
    data = (reference / "corpus" / "document-numbers.csv").read_bytes()
    assert scan_bytes(data, name="document-numbers.csv", today=TODAY).findings == ()


@pytest.mark.parametrize("part", range(4))
def test_the_reports_hold_no_personal_data(reference: Path, part: int) -> None:
    paths = sorted((reference / "corpus" / "texts").iterdir())[part::4]
    assert len(paths) == 60
    scans = [scan_bytes(path.read_bytes(), name=path.name, today=TODAY) for path in paths]
    assert [(scan.file, scan.findings) for scan in scans if scan.findings] == []
    assert all(scan.readable for scan in scans)
