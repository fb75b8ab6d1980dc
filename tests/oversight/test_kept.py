"""A reading kept in the database is the same reading again, and checks to the same findings."""

import json
from pathlib import Path

import pytest

from mingbai.oversight import fingerprints
from mingbai.oversight.kept import as_kept, as_reading
from mingbai.reading.reader import read, read_text
from mingbai.reading.rechecking import Around, checked
from tests.oversight.papers import text

FILES = (
    "blank-form-2021.docx",
    "chengyang-2019.txt",
    "hangzhou-2025.html",
    "hongze-district-2024.pdf",
    "partial-futian-2024.txt",
    "partial-longhua-2025.txt",
    "pingtan-2022.txt",
    "pingtan-finance-2023.txt",
)


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_lost(name: str, reference: Path) -> None:
    reading = read(reference / "reports" / name, name=name)
    kept = json.loads(json.dumps(as_kept(reading)))
    again = as_reading(kept, name=name, text=reading.text)
    assert again.cells == reading.cells
    assert again.form == reading.form
    assert (again.readable, again.complete, again.level) == (
        reading.readable,
        reading.complete,
        reading.level,
    )
    rechecked = checked(again, Around())
    assert [fingerprints.of(f) for f in rechecked.findings] == [
        fingerprints.of(f) for f in reading.findings
    ]


def test_a_fingerprint_holds_both_sides_and_the_place() -> None:
    def keys(**changes: int) -> set[str]:
        cells = {name.replace("_", "/"): value for name, value in changes.items()}
        findings = read_text(text(changes=cells)).findings
        return {fingerprints.of(f) for f in findings if f.rule == "T4-R1"}

    one = keys(review_upheld=1)
    assert len(one) == 1
    assert keys(review_upheld=1) == one
    assert keys(review_upheld=2) != one
    assert not keys(review_corrected=1) - one, "同一组、同样的两边，是同一个问题"
