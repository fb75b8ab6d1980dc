"""Published reports to read, made up: the same tables as text, page, Word file and PDF."""

from random import Random

from tests.reading.planted import carriers, reports
from tests.reading.synthetic import prints

KINDS = {"txt": "文本", "html": "网页", "docx": "Word", "pdf": "PDF"}


def paper(kind: str, number: int) -> bytes:
    """Report ``number`` in one of KINDS; the same each time."""
    rng = Random(number)  # noqa: S311 (a reproducible sample, not a secret)
    made = reports.make(rng, ("2019", "2021")[number % 2])
    if kind == "pdf":
        return prints.ruled(rng, made.case)
    printed = {"txt": carriers.lines, "html": carriers.page, "docx": carriers.word}
    return printed[kind](made)
