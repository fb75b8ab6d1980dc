"""ID numbers (GB 11643): valid, of the old fifteen digits, damaged by Excel, or mistyped."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import cache
from operator import mul

from mingbai.rules.privacy import masking
from mingbai.rules.privacy.findings import Hit, Kind, Severity
from mingbai.rules.privacy.runs import Number, Runs, overlapping
from mingbai.rules.privacy.wording import before, numbers

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
BIRTH = re.compile(rf"(?:18|19|20)\d\d{DAY}\d{{3}}[\dX]")
OLD_ALONE = re.compile(rf"[1-8](?<![\dX].)\d{{7}}{DAY}\d{{3}}(?![\dX])")
SCIENTIFIC = re.compile(r"(?<![\d.])([1-8])\.(\d{13,16})[Ee]\+?17(?!\d)")
POWERS = ("E17", "e17", "E+17", "e+17")
HALF_MASKED = re.compile(r"(?<!\d)[1-8]\d{5}(?:(?:19|20)\d\d[\d*]{0,4})?[*\uff0a]{4,12}\d{3}[\dXx]")
MOST_PARTS = 7
CODED = re.compile("[A-Za-z]{3}$")  # SDGP370214…: the code of a project
NEAR = 8
GROWN = 14  # 个人信息保护法 Art. 31: younger is a minor whose data are sensitive


def check_digit(first: str) -> str:
    """The eighteenth character for the first seventeen digits (GB 11643, 7.1)."""
    return CHECKS[sum(map(mul, map(int, first), WEIGHTS)) % 11]


def born(digits: str) -> date | None:
    """The day of birth in an eighteen- or fifteen-digit number; None when there is no such day."""
    year, rest = (
        (digits[6:10], digits[10:14])
        if len(digits) == 18
        else (
            f"19{digits[6:8]}",
            digits[8:12],
        )
    )
    try:
        return date(int(year), int(rest[:2]), int(rest[2:]))
    except ValueError:
        return None


@cache
def _provinces() -> frozenset[str]:
    return frozenset(map(str, numbers("identity")["provinces"]))


def of_a_province(digits: str) -> bool:
    """Whether the first two digits are a province's."""
    return digits[:2] in _provinces()


def of_a_county(digits: str) -> bool:
    """Whether the six digits are such as a county's code may be."""
    data = numbers("identity")
    return (
        of_a_province(digits)
        and any(low <= int(digits[2:4]) <= high for low, high in data["cities"])
        and any(low <= int(digits[4:6]) <= high for low, high in data["counties"])
    )


def is_valid(digits: str, today: date) -> bool:
    """Whether eighteen characters are an ID number: province, a past day, check digit."""
    day = born(digits)
    if day is None or day > today or not of_a_province(digits):
        return False
    return digits[17] == check_digit(digits[:17])


def find(runs: Runs, today: date) -> Iterator[Hit]:
    """The ID numbers, none overlapping another; the owner of one when a child.

    The old form is looked for where no other is.
    """
    taken: list[tuple[int, int]] = []
    for index, digits in _forms(runs.digits):
        number = _judged(runs, index, digits, today)
        if number is not None and (not taken or number.start >= taken[-1][1]):
            taken.append((number.start, number.end))
            yield _hit(number, Severity.CRITICAL)
            yield from _minor(number, today)
    for number, sure in _old(runs, today):
        place = bisect_right(taken, (number.end - 1, number.end)) - 1
        if place < 0 or taken[place][1] <= number.start:
            yield _hit(number, Severity.CRITICAL if sure else Severity.WARNING)


def _forms(digits: str) -> Iterator[tuple[int, str]]:
    """(index, eighteen characters) that have a province and a month and day of birth."""
    provinces = _provinces()
    for found in overlapping(BIRTH, digits):
        index = found.start() - 6
        if index >= 0 and digits[index : index + 2] in provinces:
            form = digits[index : index + 18]
            if form[2:6].isdigit():
                yield index, form


def _judged(runs: Runs, index: int, digits: str, today: date) -> Number | None:
    """The number when it is one: valid, or alone and mistyped or as Excel leaves it."""
    day = born(digits)
    if day is None or day > today:
        return None
    if digits[17] == check_digit(digits[:17]):
        number = _number(runs, index, 18)
        return number if _held_together(number) and not _coded(number) else None
    if not of_a_county(digits):
        return None
    number = _number(runs, index, 18)
    if not (number.opens and number.closes) or " " in number.marks:
        return None
    # what Excel leaves, or mistyped: fifteen digits tell all
    named = digits.endswith("000") or before(runs.text, number.start, "identity")
    return number if named else None


def _number(runs: Runs, index: int, length: int) -> Number:
    return runs.number(runs.mark(index), runs.mark(index + length - 1) + 1)


def _held_together(number: Number) -> bool:
    """Digits parted by gaps are one number only from group to group, in few parts or singly."""
    parts = number.groups
    if len(parts) == 1:
        return number.figures >= 6 or _spelled(number.written)
    if not (number.opens and number.closes):
        return before(number.text, number.start, "identity")
    return len(parts) <= MOST_PARTS or max(map(len, parts)) == 1


def _coded(number: Number) -> bool:
    """Whether three letters are glued before, and no word says that it is an ID number."""
    at = number.start
    return CODED.search(number.text[max(at - 3, 0) : at]) is not None and not before(
        number.text, at, "identity"
    )


def _spelled(written: str) -> bool:
    """Written in Chinese numerals: no letters among them but the X at the end."""
    return not re.search("[OolI]", written)


def _minor(number: Number, today: date) -> Iterator[Hit]:
    """The owner of an ID number, when younger than fourteen."""
    day = born(number.digits)
    if day is None or (day.year + GROWN, day.month, day.day) <= (
        today.year,
        today.month,
        today.day,
    ):
        return
    masked = f"未满十四周岁：{masking.identity(number.digits)}"
    yield Hit(Kind.MINOR, Severity.CRITICAL, number.start, number.end, masked)


def _old(runs: Runs, today: date) -> Iterator[tuple[Number, bool]]:
    """The fifteen-digit form has no check digit: a group, or a named run, of a county and a day.

    With each whether a word says what it is.
    """
    alone = (runs.number(*found.span()) for found in OLD_ALONE.finditer(runs.marks))
    spread = (_number(runs, found.start(), 15) for found in OLD_ALONE.finditer(runs.digits))
    for number in (*alone, *(each for each in spread if " " in each.marks)):
        day = born(number.digits)
        if day is None or day > today or not of_a_county(number.digits):
            continue
        sure = before(runs.text, number.start, "identity")
        if " " in number.marks:
            if sure:
                yield number, sure
        elif sure or not before(runs.text, number.start, "code", NEAR):
            yield number, sure


def _hit(number: Number, severity: Severity) -> Hit:
    masked = masking.identity(number.digits)
    return Hit(Kind.ID_CARD, severity, number.start, number.end, masked)


def damaged(text: str, spans: list[tuple[int, int]], today: date) -> Iterator[Hit]:
    """Numbers of fifteen significant digits (PII-03): cells in ``spans``, or 3.70…E+17.

    The check digit is lost; the county and the day of birth are enough.
    """
    written = any(mark in text for mark in POWERS)
    for found in SCIENTIFIC.finditer(text) if written else ():
        yield from _by_date((found[1] + found[2]).ljust(18, "0"), found.start(), found.end(), today)
    for start, end in spans:
        digits = text[start:end].removesuffix(".0")
        if len(digits) in (17, 18) and digits.isascii() and digits.isdigit():
            yield from _by_date(digits.ljust(18, "0"), start, end, today)


def _by_date(digits: str, start: int, end: int, today: date) -> Iterator[Hit]:
    day = born(digits)
    if day is not None and day.year >= 1880 and day <= today and of_a_county(digits):
        yield Hit(Kind.ID_CARD, Severity.CRITICAL, start, end, masking.identity(digits))


def half_masked(text: str) -> Iterator[Hit]:
    """Six digits in front and four behind: too much is shown (PII-07)."""
    starred = "**" in text or "\uff0a" in text
    for found in HALF_MASKED.finditer(text) if starred else ():
        digits = re.sub(r"[^\dXx]", "*", found[0])
        masked = masking.identity(digits)
        yield Hit(Kind.ID_CARD, Severity.WARNING, found.start(), found.end(), masked)
