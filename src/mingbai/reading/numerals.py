"""Numbers as reports print them: blanks, dashes, 无, commas, full width, units, 十二."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from mingbai.reading.glyphs import halfwidth

Number = int | Decimal

BLANKS = re.compile(r"[\s\u200b\u200c\u200d\ufeff\u00a0]+")
DASHES = frozenset({"-", "--", "—", "——", "–", "\u2212", "/", "\\", "//", "*", "─", "──", "―", "_"})
NONE_WORDS = frozenset({"无", "没有", "未发生", "无此项", "不适用", "无数据", "暂无"})
UNITS = {"亿元": 10**8, "万元": 10**4, "元": 1, "万": 10**4, "亿": 10**8}
FIGURE = re.compile(
    r"(?P<sign>[+\-\u2212–]?)(?P<digits>[1-9]\d{0,2}(?:,\d{3}){1,6}|0|[1-9]\d{0,17})(?P<frac>\.\d{1,6})?"
    r"(?P<unit>[亿万]?元|[亿万]|件|项|条|个|宗|次|部|份|起|人次)?"
)
GROUPED = re.compile(r"[1-9]\d{0,2}(?: \d{3}){1,5}")
HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
HAN_NUMBER = re.compile(r"[零〇○一二三四五六七八九两十百千万亿]{1,20}")


class Kind(StrEnum):
    """What a cell is, before anyone decides what it means."""

    NUMBER = "number"
    BLANK = "blank"
    DASH = "dash"
    NONE = "none"
    WORDS = "words"


@dataclass(frozen=True)
class Figure:
    """A cell as read: its kind, and for a number its value and the unit printed with it.

    A money value is not yet multiplied by its unit; :func:`yuan` does that.
    """

    kind: Kind
    value: Number | None = None
    unit: str = ""


def han_number(text: str) -> int | None:
    """An integer written in Chinese numerals (十二, 一百零三, 二〇一九), else None."""
    if not HAN_NUMBER.fullmatch(text):
        return None
    if not set(text) & set("十百千万亿"):
        return int("".join(str(HAN_DIGITS[c]) for c in text))
    total = section = digit = 0
    for char in text:
        if char in HAN_DIGITS:
            digit = HAN_DIGITS[char]
        elif char in HAN_UNITS:
            section += (digit or 1) * HAN_UNITS[char]
            digit = 0
        else:
            total = (total + section + digit) * (10**4 if char == "万" else 10**8)
            section = digit = 0
    return total + section + digit


def _compact(text: str) -> str:
    """Half-width without surrounding blanks; inner spaces go only where they group thousands."""
    plain = BLANKS.sub(" ", halfwidth(text).replace("，", ",")).strip()
    if GROUPED.fullmatch(plain):
        return plain.replace(" ", "")
    return re.sub(r" ?([,.]) ?", r"\1", plain) if plain.count(" ") <= 2 else plain


def parse(text: str) -> Figure:
    """Read one cell.  Never raises; words that are no number come back as ``Kind.WORDS``."""
    plain = _compact(text)
    if not plain:
        return Figure(Kind.BLANK)
    if plain in DASHES:
        return Figure(Kind.DASH)
    if plain in NONE_WORDS:
        return Figure(Kind.NONE)
    match = FIGURE.fullmatch(plain.replace(" ", "") if _spaced_unit(plain) else plain)
    if match:
        return _figure(match)
    han = han_number(plain)
    return Figure(Kind.NUMBER, han) if han is not None else Figure(Kind.WORDS)


def _spaced_unit(plain: str) -> bool:
    """A figure and its unit or sign with a space between (17090.91 万元, + 2)."""
    return (
        re.fullmatch(r"[+\-\u2212–]? ?[\d,.]+ ?[亿万]?[元件项条个宗次部份起]?", plain) is not None
    )


def _figure(match: re.Match[str]) -> Figure:
    digits = match["digits"].replace(",", "")
    sign = -1 if match["sign"] in {"-", "\u2212", "–"} else 1
    unit = match["unit"] or ""
    if match["frac"]:
        return Figure(Kind.NUMBER, sign * Decimal(digits + match["frac"]), unit)
    return Figure(Kind.NUMBER, sign * int(digits), unit)


def yuan(value: Number, unit: str) -> Number:
    """Money in yuan from a value and its unit (元, 万元, 亿元); whole yuan come back as int."""
    product = Decimal(value) * UNITS[unit]
    return int(product) if product == product.to_integral_value() else product.normalize()
