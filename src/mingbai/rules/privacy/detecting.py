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
from mingbai.rules.privacy.findings import Finding, Hit, Kind, Passage, Severity
from mingbai.rules.privacy.folding import Folded, fold
from mingbai.rules.privacy.runs import runs

GROWN = 14  # 个人信息保护法 Art. 31: younger is a minor whose data are sensitive


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
    for run in runs(text):
        found = list(identity.find(run, today))
        yield from found
        for hit in found:
            yield from _minor(hit, text, today)
        cards_found = list(_apart(cards.find(run), found))
        yield from cards_found
        if len(run.digits) >= 11:
            yield from _apart(phones.mobiles(run), [*found, *cards_found])


def _minor(hit: Hit, text: str, today: date) -> Iterator[Hit]:
    """The owner of an ID number, when younger than fourteen."""
    run = next(runs(text[hit.start : hit.end]), None)
    if run is None or len(run.digits) != 18:
        return
    day = identity.born(run.digits)
    if (
        day is None
        or (today.year - day.year - ((today.month, today.day) < (day.month, day.day))) >= GROWN
    ):
        return
    masked = f"未满十四周岁：{hit.masked}"
    yield Hit(Kind.MINOR, Severity.CRITICAL, hit.start, hit.end, masked)


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
