"""Recall, precision and hard negatives (PII-11, PII-12): a sample; as ``long`` the whole."""

from pathlib import Path

import pytest

from mingbai.rules.privacy import Kind
from mingbai.scanning.scanner import scan_bytes
from tests.scanning.planted.hiding import TWELVE
from tests.scanning.planted.measure import TODAY, Score, run

# kind, recall, precision: the targets of PII-11
TARGETS = (
    (Kind.ID_CARD, 0.999, 0.99),
    (Kind.MOBILE, 0.995, 0.98),
    (Kind.BANK_CARD, 0.98, 0.95),
    (Kind.ADDRESS, 0.85, 0.8),
)


def check(score: Score) -> None:
    assert {f"id_card/{way.__name__}" for way in TWELVE} <= set(score.planted)
    for kind, recall, precision in TARGETS:
        assert score.recall(kind) >= recall, kind
        assert score.precision(kind) >= precision, kind


def test_a_sample_of_planted_numbers_meets_the_targets() -> None:
    check(run(1, 100))


@pytest.mark.long
def test_a_thousand_of_every_way_meet_the_targets() -> None:
    check(run(2, 1000))


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
