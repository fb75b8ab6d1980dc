"""Dates as old sites wrote them; a day that is not certain is not guessed."""

import re
from datetime import date

from mingbai.files.cells import as_date
from mingbai.files.text import tidy

_HAN = {word: str(place) for place, word in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "O": "0",
}
_DIGIT = "〇零○O一二三四五六七八九"
_HAN_DATE = re.compile(
    rf"([{_DIGIT}]{{4}})年([一二三四五六七八九十]{{1,3}})月([一二三四五六七八九十]{{1,3}})日"
)
_WRITTEN = re.compile(r"(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日")
_IN_ADDRESS = (
    re.compile(r"/t((?:19|20)\d{2})(\d{2})(\d{2})_\d+"),
    re.compile(r"/((?:19|20)\d{2})[-/]?(\d{2})[-/](\d{2})/"),
    re.compile(r"/((?:19|20)\d{2})(\d{2})(\d{2})/"),
)
_LABEL = re.compile(r"^(?:发布|成文|印发|公开|更新)?(?:日期|时间)[:：]")
_CLOCK = re.compile(r"[ T]?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?$")


def day(text: str) -> date | None:
    """The day of a cell; None for a blank one. Raises ``ValueError`` in words."""
    plain = _CLOCK.sub("", _LABEL.sub("", tidy(text))).strip().rstrip(".")
    plain = re.sub(r"^[\[(（【](.*)[\])）】]$", r"\1", plain)
    if found := _HAN_DATE.fullmatch(plain):
        return _of_words(found)
    return as_date(plain)


def in_text(text: str) -> date | None:
    """The first whole date written in a text; None where there is none."""
    plain = tidy(text)
    for found in _WRITTEN.finditer(plain):
        if made := _made(*found.groups()):
            return made
    found_in_words = _HAN_DATE.search(plain)
    return _of_words(found_in_words) if found_in_words else None


def in_address(address: str) -> date | None:
    """The day that many systems put into the address of a page (t20230203_1901004)."""
    for shape in _IN_ADDRESS:
        if (found := shape.search(address)) and (made := _made(*found.groups())):
            return made
    return None


def _of_words(found: re.Match[str]) -> date | None:
    year = "".join(_HAN[each] for each in found.group(1))
    return _made(year, *(str(_number(part)) for part in found.groups()[1:]))


def _number(words: str) -> int:
    """一 to 九十九 in figures."""
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return int("".join(_HAN[each] for each in ones))
    return int(_HAN.get(tens, "1")) * 10 + int(_HAN.get(ones, "0"))


def _made(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
