"""Reads figures out of a report's sentences and binds each to its clause (TX-R1).

Pure text work: bounded patterns only, every mention, with its scope; what cannot be bound to a
clause is left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from mingbai.rules.findings import Number

Scope = Literal["whole", "part"]

_HALF = str.maketrans(
    "０１２３４５６７８９．，：；（）？！％／－",
    "0123456789.,:;()?!%/-",
)
_PAGE_NUMBER = re.compile(r"^[ \t　]*[-—–][ \t　]*\d{1,4}[ \t　]*[-—–][ \t　]*$", re.MULTILINE)
_SPACE = re.compile(r"\s+|[\u200b\ufeff]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_ELIDED = re.compile(r"\[(?:…{1,2}|\.{3,6})\]|……\]|〔…{1,2}〕")

_LAST_SECTION = re.compile(r"六[ \t　]*[、.．][ \t　]*其他")
_SIGNED_ON = re.compile(
    r"^[ \t　]*[\d零〇○一二三四五六七八九]{4}[ \t　]*年.{1,6}月.{1,6}日[ \t　]*$", re.MULTILINE
)

DIGITS = r"\d{1,12}(?:\.\d{1,6})?"
HANZI = r"[零〇一二两三四五六七八九十百千]{1,7}"
COUNT = rf"(?:{DIGITS}|{HANZI})"
UNIT = "(?:件次|件|宗|份|起|例|条)"
FIGURE = rf"(?P<n>{COUNT})(?P<about>余|多)?(?P<unit>{UNIT})"


@dataclass(frozen=True)
class Sentence:
    """A sentence of the flattened text; ``start`` is its place there."""

    text: str
    start: int


@dataclass(frozen=True)
class Quote:
    """A figure as the text gives it; ``clause`` is the words around it."""

    value: Number
    about: bool
    clause: str


@lru_cache(maxsize=16)
def flatten(text: str) -> str:
    """The text with half-width digits and punctuation, no white space, no page numbers.

    Lines of a printed page break anywhere, also inside ``答 / 复 3 050 件``; so does a thousands
    separator.  The report ends where it is signed: charts, notes and links behind the date are
    not its prose.
    """
    joined = _SPACE.sub("", _PAGE_NUMBER.sub("", _signed(text)).translate(_HALF))
    return _THOUSANDS.sub("", joined)


def _signed(text: str) -> str:
    """The text up to the date under the signature, whole where there is none."""
    heads = list(_LAST_SECTION.finditer(text))
    signed = _SIGNED_ON.search(text, heads[-1].end()) if heads else None
    return text[: signed.end()] if signed else text


def elided(text: str) -> bool:
    """Whether the text says itself that parts of it were left out ([……])."""
    return _ELIDED.search(text) is not None


def sentences(flat: str) -> Iterator[Sentence]:
    """The sentences of a flattened text; clauses joined by ； stay together."""
    start = 0
    for stop in re.finditer(r"[。!?]|\[…{1,2}\]", flat):
        if stop.start() > start:
            yield Sentence(flat[start : stop.start()], start)
        start = stop.end()
    if start < len(flat):
        yield Sentence(flat[start:], start)


def clauses(sentence: str) -> list[str]:
    """The parts of a sentence between semicolons."""
    return sentence.split(";")


def number(words: str) -> Number:
    """A number in digits or in Chinese numerals up to 9999 (三百五十一 → 351)."""
    if words[0].isdigit():
        value = Decimal(words)
        return int(value) if value == value.to_integral_value() else value
    total, digit = 0, 0
    for char in words:
        if char in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
        else:
            digit = "零一二三四五六七八九".find(char.replace("〇", "零").replace("两", "二"))
    return total + digit


def quote(match: re.Match[str], sentence: str) -> Quote:
    """The figure of a match of FIGURE, with some words around it."""
    return Quote(number(match["n"]), match["about"] is not None, around(sentence, match))


def around(sentence: str, match: re.Match[str]) -> str:
    """At most 40 characters of the sentence about a match, to show where it stands."""
    start = max(match.start() - 12, 0)
    return sentence[start : max(match.end(), start + 28)][:40]
