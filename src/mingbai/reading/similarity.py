"""Near-duplicate reports over a whole folder: shingles, MinHash in bands, shares then counted.

RPT-7 (国办公开办函〔2021〕30号) holds near-identical reports (雷同) to account.  One hash per
shingle falls into one of K slots and the least of a slot is kept (one-permutation MinHash; an
empty slot borrows from the next filled one), so that thousands of reports take seconds and the
result is the same on every machine.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from mingbai.reading.passages import Sentence

LENGTH = 6  # characters of a shingle
SLOTS, ROWS = 128, 2  # bands of two slots: a pair with a third in common is met almost surely
BUSY = 64  # a band met by more reports pairs each with the first ones only
LEAST_SHINGLES = 60  # a report with hardly any prose is like every other
EMPTY = 1 << 33


@dataclass(frozen=True)
class Document:
    """One report's prose; ``key`` names it (a path)."""

    key: str
    sentences: tuple[Sentence, ...]

    @property
    def masked(self) -> str:
        """All sentences without figures and organ."""
        return "".join(sentence.masked for sentence in self.sentences)


@dataclass(frozen=True)
class Likeness:
    """Two reports: ``share`` of the shorter one's shingles also in the other, 0 to 1."""

    one: str
    other: str
    share: float


def similar(documents: Sequence[Document], *, least: float) -> list[Likeness]:
    """Pairs that share at least ``least`` of the shorter one, the most alike first.

    Of texts wholly the same (figures and organ aside) each is paired with the first only.
    """
    found: list[Likeness] = []
    firsts: dict[str, str] = {}
    texts: dict[str, str] = {}
    for document in documents:
        text = document.masked
        if len(text) < LEAST_SHINGLES + LENGTH:
            continue
        first = firsts.setdefault(text, document.key)
        if first == document.key:
            texts[document.key] = text
        else:
            found.append(Likeness(first, document.key, 1.0))
    shares = _Shares(texts)
    for one, other in sorted(_candidates(texts)):
        share = shares.of(one, other)
        if share >= least:
            found.append(Likeness(one, other, share))
    order = {document.key: place for place, document in enumerate(documents)}
    return sorted(found, key=lambda pair: (-pair.share, order[pair.one], order[pair.other]))


def shared_passages(one: Document, other: Document, most: int = 3) -> list[str]:
    """The longest runs of sentences that both have (figures and organ aside), as ``other`` has
    them."""
    known = {sentence.masked for sentence in one.sentences}
    runs: list[list[str]] = [[]]
    for sentence in other.sentences:
        if sentence.masked in known:
            runs[-1].append(sentence.text)
        elif runs[-1]:
            runs.append([])
    texts = ["".join(run) for run in runs if run]
    return sorted(texts, key=len, reverse=True)[:most]


def shingles(text: str) -> frozenset[int]:
    """Hashes of all runs of LENGTH characters."""
    raw = memoryview(text.encode("utf-32-le"))
    size = 4 * LENGTH
    return frozenset(zlib.crc32(raw[at : at + size]) for at in range(0, len(raw) - size + 4, 4))


def signature(text: str) -> tuple[int, ...]:
    """SLOTS numbers; two texts agree in about as many of them as they have shingles in common."""
    slots = [EMPTY] * SLOTS
    for value in shingles(text):
        mixed = (value * 0x9E3779B1) & 0xFFFFFFFF  # neighbours of a checksum are not independent
        slot, rest = mixed % SLOTS, mixed // SLOTS
        if rest < slots[slot]:
            slots[slot] = rest
    return _filled(slots)


def _filled(slots: Sequence[int]) -> tuple[int, ...]:
    filled = list(slots)
    last = next((value for value in slots if value != EMPTY), EMPTY)
    for at in range(len(slots) - 1, -1, -1):
        if slots[at] == EMPTY:
            filled[at] = last
        else:
            last = slots[at]
    return tuple(filled)


def _candidates(texts: Mapping[str, str]) -> set[tuple[str, str]]:
    """Pairs that agree in a whole band of their signatures."""
    bands: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for key, text in texts.items():
        numbers = signature(text)
        for at in range(0, SLOTS, ROWS):
            bands[(at, *numbers[at : at + ROWS])].append(key)
    met: dict[tuple[str, str], int] = defaultdict(int)
    for keys in bands.values():
        for pair in _pairs(keys):
            met[pair] += 1
    return {pair for pair, times in met.items() if times >= 2}


def _pairs(keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    if len(keys) <= BUSY:
        yield from combinations(keys, 2)
        return
    for place, first in enumerate(keys[:4], 1):
        yield from ((first, key) for key in keys[place:])


class _Shares:
    """Shares counted exactly; the shingles of the reports used last are kept."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._of = lru_cache(maxsize=512)(lambda key: shingles(texts[key]))

    def of(self, one: str, other: str) -> float:
        """Shingles in common, of the shorter text's."""
        a, b = self._of(one), self._of(other)
        return len(a & b) / min(len(a), len(b))
