"""Any bytes at all: an answer within the bound, never an exception (REL-17)."""

import os
import time

import pytest
from hypothesis import example, given, settings

from mingbai.reading import read_bytes, read_text
from tests.reading import fuzzing
from tests.reading.fuzzing import CARRIERS, FEW, FRAGMENTS, answered

# Seconds for each carrier in ``make test-long``.
LONG = float(os.environ.get("MINGBAI_FUZZ_SECONDS", "3600"))
EXAMPLES = {"pdf": 12}  # the slowest; 40 of the others


@FEW
@given(FRAGMENTS)
def test_text_of_labels_and_figures_in_any_order(parts: list[str]) -> None:
    start = time.process_time()
    answered(start, read_text("".join(parts)))


@pytest.mark.parametrize("carrier", CARRIERS)
def test_any_file_is_answered(carrier: str) -> None:
    @settings(FEW, max_examples=EXAMPLES.get(carrier, FEW.max_examples))
    @given(CARRIERS[carrier])
    @example(b"\xff\xfe")
    @example(b"%PDF-")
    @example(b"PK\x03\x04")
    @example(b"<html")
    def one(data: bytes) -> None:
        start = time.process_time()
        answered(start, read_bytes(data, name="x"))

    one()


@pytest.mark.long
@pytest.mark.parametrize("carrier", CARRIERS)
def test_any_file_is_answered_for_an_hour(carrier: str) -> None:
    assert fuzzing.run(carrier, LONG)[1]
