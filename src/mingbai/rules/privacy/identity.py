"""ID numbers (GB 11643): valid, of the old fifteen digits, damaged by Excel, or mistyped."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from mingbai.rules.privacy import masking
from mingbai.rules.privacy.findings import Hit, Kind, Severity
from mingbai.rules.privacy.runs import Run
from mingbai.rules.privacy.wording import before, numbers

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
FORM = re.compile(rf"(?=([1-8]\d{{5}}(?:18|19|20)\d\d{DAY}\d{{3}}[\dX]))")
OLD = re.compile(rf"[1-8]\d{{5}}\d\d{DAY}\d{{3}}")
SCIENTIFIC = re.compile(r"(?<![\d.])([1-8])\.(\d{13,16})[Ee]\+?17(?!\d)")
HALF_MASKED = re.compile(r"(?<!\d)[1-8]\d{5}(?:(?:19|20)\d\d[\d*]{0,4})?[*\uff0a]{4,12}\d{3}[\dXx]")
MOST_PARTS = 7
CODED = re.compile("[A-Za-z]{3}$")  # SDGP370214…: the code of a project
NEAR = 8


def check_digit(first: str) -> str:
    """The eighteenth character for the first seventeen digits (GB 11643, 7.1)."""
    return CHECKS[sum(int(d) * w for d, w in zip(first, WEIGHTS, strict=True)) % 11]


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


def of_a_province(digits: str) -> bool:
    """Whether the first two digits are a province's."""
    return int(digits[:2]) in numbers("identity")["provinces"]


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


def find(run: Run, today: date) -> Iterator[Hit]:
    """The ID numbers in a run of digits, none overlapping another."""
    free, found = 0, False
    if len(run.digits) >= 18:
        for form in FORM.finditer(run.digits):
            first = form.start()
            severity = None if first < free else _judged(run, first, form[1], today)
            if severity is not None:
                free, found = first + 18, True
                yield _hit(run, first, first + 17, form[1], severity)
    if not found and len(run.digits) >= 15:
        yield from _old(run, today)


def _judged(run: Run, first: int, digits: str, today: date) -> Severity | None:
    """How sure eighteen digits are an ID number; None when they are none."""
    if is_valid(digits, today):
        held = _held_together(run, first, first + 17) and not _coded(run, first)
        return Severity.CRITICAL if held else None
    day = born(digits)
    alone = run.starts_group(first) and run.ends_group(first + 17)
    if not alone or day is None or day > today or not of_a_county(digits):
        return None
    if len(run.groups(first, first + 17)) > 1:
        return None
    if digits.endswith("000") or before(run.text, run.at[first], "identity"):
        return Severity.CRITICAL  # what Excel leaves, or mistyped: fifteen digits tell all
    return None


def _held_together(run: Run, first: int, last: int) -> bool:
    """Digits parted by gaps are one number only from group to group, in few parts or singly."""
    parts = run.groups(first, last)
    if len(parts) == 1:
        return run.figures(first, last) >= 6 or _spelled(run.written(first, last))
    if not (run.starts_group(first) and run.ends_group(last)):
        return before(run.text, run.at[first], "identity")
    return len(parts) <= MOST_PARTS or max(map(len, parts)) == 1


def _coded(run: Run, first: int) -> bool:
    """Whether three letters are glued before, and no word says that it is an ID number."""
    at = run.at[first]
    return CODED.search(run.text[max(at - 3, 0) : at]) is not None and not before(
        run.text, at, "identity"
    )


def _spelled(written: str) -> bool:
    """Written in Chinese numerals: no letters among them but the X at the end."""
    return not re.search("[OolI]", written)


def _old(run: Run, today: date) -> Iterator[Hit]:
    """The fifteen-digit form has no check digit: it stands alone, of a county and a day."""
    bounds = [i for i in range(len(run.digits)) if run.starts_group(i)] + [len(run.digits)]
    pieces = list(pairwise(bounds))
    spans = [(first, end) for first, end in pieces if end - first == 15]
    if not spans and len(run.digits) == 15 and before(run.text, run.at[0], "identity"):
        spans = [(0, 15)]
    for first, end in spans:
        digits = run.digits[first:end]
        day = born(digits) if OLD.fullmatch(digits) else None
        if day is None or day > today or not of_a_county(digits):
            continue
        sure = before(run.text, run.at[first], "identity")
        if not sure and before(run.text, run.at[first], "code", NEAR):
            continue
        yield _hit(run, first, end - 1, digits, Severity.CRITICAL if sure else Severity.WARNING)


def _hit(run: Run, first: int, last: int, digits: str, severity: Severity) -> Hit:
    return Hit(Kind.ID_CARD, severity, run.at[first], run.at[last] + 1, masking.identity(digits))


def damaged(text: str, spans: list[tuple[int, int]], today: date) -> Iterator[Hit]:
    """Numbers of fifteen significant digits (PII-03): cells in ``spans``, or 3.70…E+17.

    The check digit is lost; the county and the day of birth are enough.
    """
    for found in SCIENTIFIC.finditer(text):
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
    for found in HALF_MASKED.finditer(text):
        digits = re.sub(r"[^\dXx]", "*", found[0])
        masked = masking.identity(digits)
        yield Hit(Kind.ID_CARD, Severity.WARNING, found.start(), found.end(), masked)
