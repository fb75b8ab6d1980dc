"""Twelve ways in which numbers escape a plain search, in the order of the requirement."""

from collections.abc import Callable
from itertools import pairwise
from random import Random

Hiding = Callable[[Random, str], str]
WIDE = {ord("0") + n: ord("０") + n for n in range(10)} | {ord("X"): 0xFF38}
BOLD = {ord("0") + n: 0x1D7CE + n for n in range(10)}
NUMERALS = (
    "〇一二三四五六七八九",
    "零一二三四五六七八九",
    "○一二三四五六七八九",
    "零壹贰叁肆伍陆柒捌玖",
    "〇幺二三四五六七八九",
)
LETTERS = {"0": "Oo", "1": "lI"}
UNSEEN = ("", "\u200b", "\u200d", "\ufeff", "\u2060", "\u00ad", "\u200e", "\ufe0f")
MARKS = (" ", "-", ".", "·", "－", "\u3000", "–", "—", "_", "/", "  ", " - ", "\xa0", "•")
TAGS = (
    "<b>{}</b>",
    '<span style="color: #333">{}</span>',
    "<font size=3>{}</font>",
    "{}<wbr>",
    "{}<!-- x -->",
    "<i></i>{}",
    '<a href="#">{}</a>',
    "<span lang=EN-US>{}<o:p></o:p></span>",
)


def full_width(rng: Random, number: str) -> str:
    return number.translate(WIDE if rng.random() < 0.8 else BOLD)


def chinese(rng: Random, number: str) -> str:
    return number.translate(str.maketrans("0123456789", rng.choice(NUMERALS)))


def zero_width(rng: Random, number: str) -> str:
    return "".join(c + rng.choice(UNSEEN) * rng.randint(1, 3) for c in number)


def parted(rng: Random, number: str) -> str:
    return rng.choice(MARKS).join(_cut(rng, number))


def tags(rng: Random, number: str) -> str:
    """Only for web pages."""
    return "".join(rng.choice(TAGS).format(part) for part in _cut(rng, number))


def cells(rng: Random, number: str) -> str:
    return "\t".join(number if rng.random() < 0.3 else _cut(rng, number))


def lines(rng: Random, number: str) -> str:
    at = rng.randint(3, len(number) - 3)
    return number[:at] + rng.choice(("\n", "\n  ", "-\n", " \n", "\n\u3000\u3000")) + number[at:]


def letters(rng: Random, number: str) -> str:
    return "".join(
        rng.choice(LETTERS[c]) if c in LETTERS and rng.random() < 0.7 else c for c in number
    )


def crosses(rng: Random, number: str) -> str:
    return number.replace("X", rng.choice(("x", "×", "\uff58", "\u0445", "\u2715", "\u03c7", "✖")))


def old_form(rng: Random, number: str) -> str:
    return number if len(number) != 18 else number[:6] + number[8:17]


def damaged(rng: Random, number: str) -> str:
    """As a workbook leaves it: zeros at the end, or the notation with an exponent."""
    whole = number[:15] + "000"
    return whole if rng.random() < 0.5 else f"{whole[0]}.{whole[1:15]}E+17"


def glued(rng: Random, number: str) -> str:
    before = rng.choice(("编号", "张某某", f"{rng.randint(1, 99)}", "NO", "ID", "（", "M", "第"))
    after = rng.choice(("号", "男", "（本人）", f"{rng.randint(1, 9)}", "", "a", "2026年", "元"))
    return before + number + after


def _cut(rng: Random, number: str) -> list[str]:
    """Two to five parts, or one for each digit; telephones and cards as people write them."""
    if len(number) == 11:
        sizes = rng.choice(((3, 4, 4), (3, 8), (4, 4, 3), (7, 4)))
        bounds = [sum(sizes[:n]) for n in range(len(sizes) + 1)]
    elif 15 < len(number) < 20 and len(number) != 18:
        bounds = [*range(0, len(number), 4), len(number)]
        bounds = sorted(set(bounds))
    elif rng.random() < 0.1:
        bounds = list(range(len(number) + 1))
    else:
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
OF_MOBILES: tuple[Hiding, ...] = (full_width, chinese, zero_width, parted, tags, letters)
OF_CARDS: tuple[Hiding, ...] = (full_width, zero_width, parted, tags, letters)
