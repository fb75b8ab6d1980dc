"""Two texts compared sentence by sentence: repeated, moved, only the figures new, rewritten."""

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from mingbai.reading.passages import Sentence

ALIKE = 0.6  # of the pairs of neighbouring characters, for a sentence to count as rewritten
MOST_LOOSE = 300  # sentences of each side tried against each other for being rewritten


class Kind(StrEnum):
    """What became of a passage."""

    SAME = "same"
    FIGURES = "figures"
    EDITED = "edited"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Passage:
    """Neighbouring sentences with the same fate; ``moved`` when they stand in another order."""

    kind: Kind
    moved: bool
    before: str
    after: str


@dataclass(frozen=True)
class Rewording:
    """The passages in the order of the later text, the removed ones last.

    Shares are of the characters of the later text's prose (0 to 1): ``repeated`` word for word,
    ``repeated_but_figures`` also where only figures are new, ``edited`` rewritten beyond that.
    """

    passages: tuple[Passage, ...]
    repeated: float
    repeated_but_figures: float
    edited: float


@dataclass(frozen=True)
class _Pair:
    before: int
    after: int
    kind: Kind
    moved: bool


def reword(before: Sequence[Sentence], after: Sequence[Sentence]) -> Rewording:
    """How the later text comes from the earlier."""
    pairs = _paired(before, after)
    by_after = {pair.after: pair for pair in pairs}
    used = {pair.before for pair in pairs}
    passages = [
        *_grouped(before, after, [by_after.get(index) for index in range(len(after))]),
        *_removed(before, used),
    ]
    whole = sum(len(sentence.exact) for sentence in after) or 1
    length = dict.fromkeys(Kind, 0)
    for pair in pairs:
        length[pair.kind] += len(after[pair.after].exact)
    same, figures = length[Kind.SAME] / whole, length[Kind.FIGURES] / whole
    return Rewording(tuple(passages), same, same + figures, length[Kind.EDITED] / whole)


def _paired(before: Sequence[Sentence], after: Sequence[Sentence]) -> list[_Pair]:
    """Each sentence with its counterpart: in order, then moved, then rewritten."""
    matcher = SequenceMatcher(
        None, [s.masked for s in before], [s.masked for s in after], autojunk=False
    )
    in_order = [
        (block.a + step, block.b + step)
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    ]
    pairs = [_equal(before, after, i, j, moved=False) for i, j in in_order]
    rest_a = deque(i for i in range(len(before)) if i not in {i for i, _ in in_order})
    rest_b = [j for j in range(len(after)) if j not in {j for _, j in in_order}]
    places: dict[str, deque[int]] = defaultdict(deque)
    for i in rest_a:
        places[before[i].masked].append(i)
    for j in rest_b:
        if places[after[j].masked]:
            pairs.append(_equal(before, after, places[after[j].masked].popleft(), j, moved=True))
    taken_a, taken_b = {p.before for p in pairs}, {p.after for p in pairs}
    loose_a = [i for i in rest_a if i not in taken_a][:MOST_LOOSE]
    loose_b = [j for j in rest_b if j not in taken_b][:MOST_LOOSE]
    for i, j in _alike(before, after, loose_a, loose_b):
        moved = sum(a < i for a, _ in in_order) != sum(b < j for _, b in in_order)
        pairs.append(_Pair(i, j, Kind.EDITED, moved))
    return pairs


def _equal(
    before: Sequence[Sentence], after: Sequence[Sentence], i: int, j: int, *, moved: bool
) -> _Pair:
    kind = Kind.SAME if before[i].exact == after[j].exact else Kind.FIGURES
    return _Pair(i, j, kind, moved)


def _alike(
    before: Sequence[Sentence], after: Sequence[Sentence], some: list[int], others: list[int]
) -> Iterable[tuple[int, int]]:
    """The best pairs of sentences that share most neighbouring characters, each used once."""
    left = {i: _bigrams(before[i].masked) for i in some}
    right = {j: _bigrams(after[j].masked) for j in others}
    scored = [
        (-share, i, j)
        for i, a in left.items()
        for j, b in right.items()
        if (share := 2 * len(a & b) / (len(a) + len(b) or 1)) >= ALIKE
    ]
    used_a: set[int] = set()
    used_b: set[int] = set()
    for _, i, j in sorted(scored):
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            yield i, j


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def _grouped(
    before: Sequence[Sentence], after: Sequence[Sentence], pairs: Sequence[_Pair | None]
) -> list[Passage]:
    """Runs of the later text whose sentences share their fate and stood together before."""
    runs: list[list[int]] = []
    for index, pair in enumerate(pairs):
        last = pairs[index - 1] if index else None
        if runs and _continues(last, pair):
            runs[-1].append(index)
        else:
            runs.append([index])
    return [_passage(before, after, run, pairs) for run in runs]


def _continues(last: _Pair | None, pair: _Pair | None) -> bool:
    if last is None or pair is None:
        return last is pair
    alike = (last.kind, last.moved) == (pair.kind, pair.moved)
    return alike and pair.before == last.before + 1


def _passage(
    before: Sequence[Sentence],
    after: Sequence[Sentence],
    run: Sequence[int],
    pairs: Sequence[_Pair | None],
) -> Passage:
    text = "".join(after[index].text for index in run)
    pair = pairs[run[0]]
    if pair is None:
        return Passage(Kind.ADDED, False, "", text)
    start = pair.before
    old = "".join(sentence.text for sentence in before[start : start + len(run)])
    return Passage(pair.kind, pair.moved, old, text)


def _removed(before: Sequence[Sentence], used: set[int]) -> list[Passage]:
    passages: list[Passage] = []
    for index, sentence in enumerate(before):
        if index in used:
            continue
        if passages and index - 1 not in used:
            passages[-1] = Passage(Kind.REMOVED, False, passages[-1].before + sentence.text, "")
        else:
            passages.append(Passage(Kind.REMOVED, False, sentence.text, ""))
    return passages
