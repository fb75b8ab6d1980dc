"""Query codes: uniform, readable, never kept, no telling by time (ABU-04, SEC-03)."""

import time
from collections import Counter
from statistics import median

import pytest

from mingbai.limits import codes

DRAWN = 3000
# χ² with 31 degrees of freedom: above this once in a million runs of a fair source
BOUND = 87.0
WIDE = 0xFEE0  # from an ASCII character to its full-width form


def test_every_character_is_equally_likely() -> None:
    counted = Counter("".join(codes.normal(codes.make()) for _ in range(DRAWN)))
    assert set(counted) == set(codes.ALPHABET)
    expected = DRAWN * codes.LENGTH / len(codes.ALPHABET)
    assert sum((n - expected) ** 2 / expected for n in counted.values()) < BOUND


def test_sixty_bits() -> None:
    assert len(codes.ALPHABET) ** codes.LENGTH == 2**60
    assert len({codes.make() for _ in range(DRAWN)}) == DRAWN


@pytest.mark.parametrize(
    "typed",
    [
        "7K3M-Q9ZX-04T1",
        "7k3m q9zx o4tl",
        "".join(chr(ord(c) + WIDE) for c in "7K3M-Q9ZX-04TI"),
        " 7K3MQ9ZXO4TI\n",
        "7k3m—q9zx—O4ti",
    ],
    ids=["如所示", "小写与字母O、l", "全角", "不分组", "破折号"],
)
def test_however_it_is_typed(typed: str) -> None:
    assert codes.normal(typed) == "7K3MQ9ZX04T1"


@pytest.mark.parametrize("typed", ["", "7K3M", "7K3M-Q9ZX-04TU", "7K3M-Q9ZX-04T1-0", "查询码"])
def test_what_is_no_code(typed: str) -> None:
    assert codes.normal(typed) == ""
    with pytest.raises(ValueError, match="Not a query code"):
        codes.hashed(typed)


def test_only_the_code_matches_and_the_hash_does_not_hold_it() -> None:
    code, other = codes.make(), codes.make()
    kept = codes.hashed(code)
    assert codes.matches(code.lower().replace("-", " "), kept)
    assert not codes.matches(other, kept)
    assert not codes.matches("", kept)
    assert not codes.matches("", ""), "an unknown number has no code at all"
    assert codes.normal(code) not in kept
    assert len(kept) <= 128
    assert codes.hashed(code) != kept, "a salt of its own"


def test_an_unknown_number_takes_as_long_as_a_wrong_code(settings: object) -> None:
    """SEC-03: the same work is done; measured at the full strength, in turns."""
    settings.CODE_WORK_FACTOR = 2**14  # type: ignore[attr-defined]
    kept, code = codes.hashed(codes.make()), codes.make()
    codes.matches(code, "")
    took: dict[str, list[float]] = {kept: [], "": []}
    for _ in range(15):
        for against, times in took.items():
            started = time.perf_counter()
            assert not codes.matches(code, against)
            times.append(time.perf_counter() - started)
    known, unknown = (median(times) for times in took.values())
    assert min(known, unknown) > 0.005, "the work is done in both cases"
    assert 0.5 < known / unknown < 2
