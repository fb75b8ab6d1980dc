"""Looking for personal data in tables of nobody's figures: CSV, page, workbook."""

from collections.abc import Callable
from functools import partial
from random import Random

from bench import plan
from bench.measures import Contestants
from mingbai.rules.privacy.runs import STRETCH
from mingbai.scanning.scanner import scan_bytes
from tests.scanning.planted import tables
from tests.scanning.planted.measure import TODAY

Made = Callable[[tables.Rows], bytes | str]


def contestants() -> Contestants:
    """The search for digits alone; all detectors, the sizes as they are before compression."""
    data = _filled(tables.as_csv)
    return {
        "参照：只找成串的数字": partial(_digits, data),
        "CSV（按文件大小）": partial(_scanned, data, "a.csv"),
        "网页（按文件大小）": partial(_scanned, _filled(tables.as_page), "a.html"),
        "xlsx（按解压后的 XML）": partial(_scanned, _book(), "a.xlsx"),
    }


def _filled(made: Made) -> bytes:
    """Rows enough for the size; they are like each other, so their share of a trial tells it."""
    filled = made(_rows(plan.MEGABYTES * 1_000_000 * 100_000 // len(made(_rows(100_000)))))
    return filled.encode() if isinstance(filled, str) else filled


def _rows(size: int) -> tables.Rows:
    return tables.figures(Random(1), size)  # noqa: S311 (a reproducible sample)


def _book() -> bytes:
    from tests.scanning.planted import files

    return files.book(_filled(tables.as_sheet).decode())


def _digits(data: bytes) -> None:
    for _ in STRETCH.finditer(data.decode()):
        pass


def _scanned(data: bytes, name: str) -> None:
    scan_bytes(data, name=name, today=TODAY)
