"""Twelve ways in which numbers escape a plain search, in the order of the requirement."""

from collections.abc import Callable
from itertools import pairwise
from random import Random

Hiding = Callable[[Random, str], str]
WIDE = {ord("0") + n: ord("０") + n for n in range(10)} | {ord("X"): 0xFF38}
CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
LETTERS = {"0": "Oo", "1": "lI"}


def full_width(rng: Random, number: str) -> str:
    return number.translate(WIDE)


def chinese(rng: Random, number: str) -> str:
    return number.translate(CHINESE)


def zero_width(rng: Random, number: str) -> str:
    return "".join(c + rng.choice(("", "\u200b", "\u200d", "\ufeff", "\u2060")) for c in number)


def parted(rng: Random, number: str) -> str:
    mark = rng.choice((" ", "-", ".", "·", "－", "\u3000"))
    return mark.join(_cut(rng, number))


def tags(rng: Random, number: str) -> str:
    """Only for web pages."""
    return "".join(
        f"<b>{p}</b>" if i % 2 else f"<span>{p}</span>" for i, p in enumerate(_cut(rng, number))
    )


def cells(rng: Random, number: str) -> str:
    return "\t".join(number if rng.random() < 0.3 else _cut(rng, number))


def lines(rng: Random, number: str) -> str:
    at = rng.randint(3, len(number) - 3)
    return number[:at] + rng.choice(("\n", "\n  ", "-\n")) + number[at:]


def letters(rng: Random, number: str) -> str:
    return "".join(
        rng.choice(LETTERS[c]) if c in LETTERS and rng.random() < 0.7 else c for c in number
    )


def crosses(rng: Random, number: str) -> str:
    return number.replace("X", rng.choice(("x", "×", "\uff58", "\u0445")))


def old_form(rng: Random, number: str) -> str:
    return number if len(number) != 18 else number[:6] + number[8:17]


def damaged(rng: Random, number: str) -> str:
    whole = number[:15] + "000"
    return whole if rng.random() < 0.5 else f"{whole[0]}.{whole[1:15]}E+17"


def glued(rng: Random, number: str) -> str:
    before = rng.choice(("编号", "张某某", f"{rng.randint(1, 99)}", "NO", "ID"))
    return before + number + rng.choice(("号", "男", "（本人）", f"{rng.randint(1, 9)}", ""))


def _cut(rng: Random, number: str) -> list[str]:
    """Two to five parts, as people and layouts cut."""
    if len(number) == 11:
        return [number[:3], number[3:7], number[7:]]
    if len(number) == 19:
        return [number[i : i + 4] for i in range(0, 19, 4)]
    bounds = sorted({0, *rng.sample(range(1, len(number)), rng.randint(1, 4)), len(number)})
    return [number[a:b] for a, b in pairwise(bounds)]


TWELVE: tuple[Hiding, ...] = (
    full_width,
    chinese,
    zero_width,
    parted,
    tags,
    cells,
    lines,
    letters,
    crosses,
    old_form,
    damaged,
    glued,
)
# A telephone or a card has no X, no old form, is not damaged and not glued to digits.
OF_OTHERS: tuple[Hiding, ...] = (full_width, zero_width, parted, tags, letters)
