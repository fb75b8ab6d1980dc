"""Rows of table three with several readings each: those that all columns allow (T3-R1, T3-R2)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod

Vector = tuple[int, ...]
# how far both runs are cut, and the cells so far
_Way = tuple[int, int, Vector, Vector]
Options = dict[str, set[Vector]]
MOST = 6_000  # combinations of one half of the rows
LONGEST = 12  # digits of a count
MOST_FITTING = 20_000


def left_over(
    options: Mapping[str, Iterable[Vector]],
    known: Mapping[str, Vector],
    identities: Sequence[Mapping[str, int]],
) -> Options | None:
    """The readings of each open row that take part in a solution of every identity.

    ``identities`` give each row its sign; over each column the signed rows add up to 0.  A row in
    neither ``options`` nor ``known`` is taken as nothing.  None where an identity has no solution
    at all: then the report does not add up, and its columns say nothing.
    """
    left: Options = {key: set(some) for key, some in options.items()}
    width = max((len(vector) for some in left.values() for vector in some), default=0)
    if any(len(vector) != width for vector in known.values()):
        return None
    size = -1
    while size != (size := sum(map(len, left.values()))):
        for identity in identities:
            held = _one(left, known, identity, width)
            if held is None:
                return None
            left |= held
    return left


def rest(known: Mapping[str, Vector], identity: Mapping[str, int], width: int) -> tuple[int, ...]:
    """What the signed rows that are not known must make up over each column."""
    own = [(sign, known[key]) for key, sign in identity.items() if key in known]
    return tuple(-sum(sign * vector[i] for sign, vector in own) for i in range(width))


def _one(
    left: Options, known: Mapping[str, Vector], identity: Mapping[str, int], width: int
) -> Options | None:
    """The readings that take part in a solution of one identity; {} where there are too many."""
    own = [key for key in identity if key in left]
    owed = rest(known, identity, width)
    bounded = {key: _possible(key, left, identity, owed) for key in own}
    if not own:
        return {} if not any(owed) else None
    own.sort(key=lambda key: len(bounded[key]))
    first, second = own[::2], own[1::2]
    if max(prod(len(bounded[key]) for key in half) for half in (first, second)) > MOST:
        return bounded
    sums: dict[Vector, list[tuple[Vector, ...]]] = {}
    for choice in product(*(bounded[key] for key in first)):
        sums.setdefault(_total(first, choice, identity, width), []).append(choice)
    kept: Options = {key: set() for key in own}
    fitting = 0
    for choice in product(*(bounded[key] for key in second)):
        total = _total(second, choice, identity, width)
        others = sums.get(tuple(a - b for a, b in zip(owed, total, strict=True)), ())
        fitting += len(others)
        if fitting > MOST_FITTING:
            return bounded
        for other in others:
            for key, vector in (*zip(first, other, strict=True), *zip(second, choice, strict=True)):
                kept[key].add(vector)
    return kept if all(kept.values()) else None


def _possible(
    key: str, left: Options, identity: Mapping[str, int], whole: Sequence[int]
) -> set[Vector]:
    """The readings of a row that leave to the others what their signs can still make up."""
    signs = {identity[other] for other in identity if other in left and other != key}
    sign = identity[key]
    kept = set()
    for vector in left[key]:
        owed = [r - sign * value for r, value in zip(whole, vector, strict=True)]
        if (1 in signs or max(owed) <= 0) and (-1 in signs or min(owed) >= 0):
            kept.add(vector)
    return kept


def _total(
    keys: Sequence[str], choice: Sequence[Vector], identity: Mapping[str, int], width: int
) -> Vector:
    return tuple(
        sum(identity[key] * vector[i] for key, vector in zip(keys, choice, strict=True))
        for i in range(width)
    )


def together(
    runs: tuple[str, str], signs: tuple[int, int], columns: Sequence[int]
) -> list[tuple[Vector, Vector]]:
    """Every way to cut two runs of digits whose signed cells make ``columns``.

    The first row alone may have thousands of readings; its cells fix those of the second.
    """
    ways: list[_Way] = [(0, 0, (), ())]
    for wanted in columns:
        ways = [after for way in ways for after in _onward(runs, signs, wanted, way)]
        if len(ways) > MOST:
            return []
    ends = len(runs[0]), len(runs[1])
    return [(cells, others) for at, other_at, cells, others in ways if (at, other_at) == ends]


def _onward(
    runs: tuple[str, str], signs: tuple[int, int], wanted: int, way: _Way
) -> Iterator[_Way]:
    """One more cell of the first run, and the cell of the second that it asks for."""
    at, other_at, cells, others = way
    for end in range(at + 1, min(at + LONGEST, len(runs[0])) + 1):
        value = int(runs[0][at:end])
        other = (wanted - signs[0] * value) * signs[1]
        if other >= 0 and runs[1].startswith(str(other), other_at):
            yield end, other_at + len(str(other)), (*cells, value), (*others, other)
        if value == 0:
            return
