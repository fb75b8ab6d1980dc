"""Two sequences aligned in bounded work: equal ends, then what is unique in both, then difflib."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

_DEEPEST = 40
Step = tuple[bool, int, int, int, int]
_EXACT = 20_000  # product of lengths that difflib may take as it is
_MOST = 400_000  # product beyond which a stretch without anchors is simply replaced


def steps(old: Sequence[str], new: Sequence[str]) -> list[Step]:
    """(equal, old from, old to, new from, new to), covering both; neighbours differ in kind."""
    done: list[Step] = []
    for step in _steps(old, new, 0, len(old), 0, len(new), 0):
        same, left, right, first, last = step
        if left == right and first == last:
            continue
        if done and done[-1][0] == same:
            done[-1] = (same, done[-1][1], right, done[-1][3], last)
        else:
            done.append(step)
    return done


def _steps(
    old: Sequence[str], new: Sequence[str], left: int, right: int, first: int, last: int, depth: int
) -> Iterator[Step]:
    start = _shared(old, new, left, right, first, last)
    yield True, left, left + start, first, first + start
    left, first = left + start, first + start
    end = 0
    while right - end > left and last - end > first and old[right - end - 1] == new[last - end - 1]:
        end += 1
    yield from _between(old, new, left, right - end, first, last - end, depth)
    yield True, right - end, right, last - end, last


def _between(
    old: Sequence[str], new: Sequence[str], left: int, right: int, first: int, last: int, depth: int
) -> Iterator[Step]:
    """What lies between equal ends."""
    size = (right - left) * (last - first)
    if size <= _EXACT:
        yield from _exactly(old, new, left, right, first, last)
        return
    anchors = _anchors(old, new, left, right, first, last) if depth < _DEEPEST else []
    if not anchors:
        if size <= _MOST:
            yield from _exactly(old, new, left, right, first, last)
        else:
            yield False, left, right, first, last
        return
    edges = [(left - 1, first - 1), *anchors, (right, last)]
    for (one, other), (following, next_one) in pairwise(edges):
        if one >= left:
            yield True, one, one + 1, other, other + 1
        yield from _steps(old, new, one + 1, following, other + 1, next_one, depth + 1)


def _exactly(
    old: Sequence[str], new: Sequence[str], left: int, right: int, first: int, last: int
) -> Iterator[Step]:
    matcher = SequenceMatcher(None, old[left:right], new[first:last], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        yield tag == "equal", left + a, left + b, first + c, first + d


def _shared(
    old: Sequence[str], new: Sequence[str], left: int, right: int, first: int, last: int
) -> int:
    count = 0
    while left + count < right and first + count < last and old[left + count] == new[first + count]:
        count += 1
    return count


def _anchors(
    old: Sequence[str], new: Sequence[str], left: int, right: int, first: int, last: int
) -> list[tuple[int, int]]:
    """The longest run of pairs, rising on both sides, of keys that stand once on each side."""
    counts = Counter(old[left:right]), Counter(new[first:last])
    places = {new[place]: place for place in range(first, last) if counts[1][new[place]] == 1}
    pairs = [
        (place, places[old[place]])
        for place in range(left, right)
        if counts[0][old[place]] == 1 and old[place] in places
    ]
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for number, (_, other) in enumerate(pairs):
        at = bisect_left(ends, other)
        before.append(tops[at - 1] if at else -1)
        if at == len(ends):
            ends.append(other)
            tops.append(number)
        else:
            ends[at], tops[at] = other, number
    chain: list[tuple[int, int]] = []
    number = tops[-1] if tops else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]
