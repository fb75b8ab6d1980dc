"""All detectors over one passage; what they find, with its place in words."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date

from mingbai.rules.privacy import (
    addresses,
    cards,
    columns,
    identity,
    papers,
    people,
    phones,
    secrecy,
)
from mingbai.rules.privacy.findings import Finding, Hit, Passage
from mingbai.rules.privacy.folding import Folded, fold
from mingbai.rules.privacy.runs import Runs


def detect(passage: Passage, *, today: date) -> list[Finding]:
    """The findings of one passage in the order of the text; nothing is printed whole.

    ``today`` decides who is younger than fourteen and which days of birth can be.
    """
    folded = fold(passage.text)
    hits = sorted(find(folded, passage.numbers, today), key=lambda hit: (hit.start, hit.kind))
    place = passage.place or _Lines(passage.text)
    return [_finding(hit, place(folded.source(hit.start)), passage.where) for hit in hits]


def find(folded: Folded, numbers: Iterable[tuple[int, int]], today: date) -> list[Hit]:
    """The hits of all detectors in folded text; ``numbers`` are spans of the source."""
    text = folded.text
    hits = list(_by_digits(text, today))
    spans = [(folded.folded(start), folded.folded(end)) for start, end in numbers]
    hits += _apart(identity.damaged(text, spans, today), hits)
    hits += _apart(identity.half_masked(text), hits)
    hits += _apart(phones.landlines(text), hits)
    hits += _apart(papers.find(text), hits)
    hits += addresses.find(text)
    hits += secrecy.find(text)
    hits += people.find(text)
    hits += columns.find(text, hits)
    return hits


def _by_digits(text: str, today: date) -> Iterator[Hit]:
    """ID numbers first: what is one is neither a card nor a telephone."""
    runs = Runs(text)
    found = list(identity.find(runs, today))
    found += _apart(cards.find(runs), found)
    found += _apart(phones.mobiles(runs), found)
    return iter(found)


def _apart(found: Iterable[Hit], others: Iterable[Hit]) -> Iterator[Hit]:
    """Those that do not overlap any of the others."""
    taken = sorted((hit.start, hit.end) for hit in others)
    for hit in found:
        place = bisect_right(taken, (hit.end - 1, 1 << 60))
        if not any(end > hit.start for _, end in taken[max(0, place - 3) : place]):
            yield hit


def _finding(hit: Hit, place: str, where: str) -> Finding:
    return Finding(hit.kind, hit.severity, f"{where}{place}", hit.masked)


class _Lines:
    """Names the line of a character: 第3行; nothing where there is one line only."""

    def __init__(self, text: str) -> None:
        self._ends = [found.start() for found in re.finditer("\n", text)]

    def __call__(self, at: int) -> str:
        return f"第{bisect_right(self._ends, at - 1) + 1}行" if self._ends else ""
