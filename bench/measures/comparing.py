"""Two versions of a text of 6,000 paragraphs side by side, as a reviewer opens them."""

from collections.abc import Callable, Sequence
from random import Random

from bench.measures import Contestants
from mingbai.prose.cleaning import clean
from mingbai.prose.comparing import compared

PARAGRAPHS, LETTERS = 6_000, 80


def contestants() -> Contestants:
    """Cleaning the new text once; comparing with few, many and only changed paragraphs."""
    rng = Random(4)  # noqa: S311 (a reproducible sample, not a secret)
    known = [chr(0x4E00 + rng.randrange(3000)) for _ in range(900)]
    old = ["".join(rng.choices(known, k=LETTERS)) for _ in range(PARAGRAPHS)]
    few = [_other(each) if place % 200 == 0 else each for place, each in enumerate(old)]
    many = [_other(each) if place % 4 == 0 else each for place, each in enumerate(old)]
    every = [_other(each) for each in old]
    new = _html(few)
    return {
        "参照：只清洗新的一稿": lambda: _ignored(clean(new)),
        "改30段": _comparing(old, few),
        "改1500段": _comparing(old, many),
        "段段都改（逐段列出）": _comparing(old, every),
    }


def _comparing(old: Sequence[str], new: Sequence[str]) -> Callable[[], None]:
    before, after = _html(old), _html(new)
    return lambda: _ignored(compared(before, after))


def _html(paragraphs: Sequence[str]) -> str:
    return "".join(f"<p>{each}</p>" for each in paragraphs)


def _other(paragraph: str) -> str:
    return f"{paragraph[:40]}改动{paragraph[42:]}"


def _ignored(_: object) -> None:
    """A contestant returns nothing."""
