"""Hostile texts and pages, and the same four times as long: linear is a ratio of four."""

from functools import partial

from bench.measures import Contestants
from mingbai.rules.privacy import Passage, detect
from mingbai.scanning.scanner import scan_bytes
from tests.scanning.planted import hostile
from tests.scanning.planted.measure import TODAY

LENGTH = 30_000  # characters of each
TIMES = 4


def contestants() -> Contestants:
    """All texts one after another, then all four times as long."""
    return {
        f"参照：各{LENGTH}字": partial(_all, LENGTH),
        f"各{TIMES * LENGTH}字": partial(_all, TIMES * LENGTH),
    }


def _all(length: int) -> None:
    for unit in hostile.UNITS:
        detect(Passage("", hostile.text(unit, length)), today=TODAY)
    for unit in hostile.PAGES:
        scan_bytes(hostile.page(unit, length), name="a.html", today=TODAY)
