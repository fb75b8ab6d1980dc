"""Mobile and landline numbers; hotlines (12345, 12333, 400) and numbers of documents are none."""

import re
from collections.abc import Iterator
from functools import cache

from mingbai.rules.privacy import masking
from mingbai.rules.privacy.findings import Hit, Kind, Severity
from mingbai.rules.privacy.runs import Number, Runs, overlapping
from mingbai.rules.privacy.wording import before, context, numbers

AMOUNT = re.compile(r"\.\d|[,，]\d{3}")
REST = r" {0,4}[3-9](?: {0,4}\d){9})(?![\dX])"
MOBILE = re.compile(rf"(1(?<![\dX].){REST}")
ZEROS = "|".join(f"(?<=0{' ' * n}0.)(?<![0-9X]0{' ' * n}0.)" for n in range(5))
ABROAD = re.compile(rf"8(?:(?<![\dX].)|{ZEROS}) {{0,4}}6 {{0,4}}(1{REST}")
FIGURE = re.compile(r"[\d.]")
HASH, HASHED = re.compile("[a-f][0-9a-f]{2}"), re.compile(r"[0-9a-f]{2}[a-f]\Z")
GROUPED = ([3, 4, 4], [3, 8], [4, 4, 3], [7, 4])


@cache
def _prefixes() -> frozenset[str]:
    bounds = (text.split("-") for text in numbers("mobile")["prefixes"])
    return frozenset(str(n) for low, high in bounds for n in range(int(low), int(high) + 1))


def mobiles(runs: Runs) -> Iterator[Hit]:
    """The mobile numbers: eleven digits from group to group, +86 allowed before."""
    for pattern in (MOBILE, ABROAD):
        for found in overlapping(pattern, runs.marks):
            digits = found[1].replace(" ", "")
            if digits[:3] not in _prefixes():
                continue
            number = runs.number(*found.span(1))
            if _is_number(number):
                severity = _severity(runs.text, number.start)
                masked = masking.mobile(digits)
                yield Hit(Kind.MOBILE, severity, number.start, number.end, masked)


def _is_number(number: Number) -> bool:
    """Told from an amount, from cells of a table, and from words that mean digits."""
    text, start, end = number.text, number.start, number.end
    if text[max(start - 1, 0) : start] == ".":
        return False
    if AMOUNT.match(text, end) or context("quantity").match(text, end):
        return False
    if HASH.match(text, end) or HASHED.search(text, max(start - 3, 0), start):
        return False
    groups = [len(group) for group in number.groups]
    named = before(text, start, "phone")
    written = number.written
    if number.figures < 6 and not named:
        return len(groups) == 1 and number.figures == 0 and not re.search("[A-Za-z]", written)
    if len(groups) == 1:
        return True
    if "\t" in written:
        return named and len(groups) <= 3
    if "\n" in written:
        return groups in GROUPED or (named and len(groups) == 2)
    return groups in GROUPED or (named and len(groups) <= 11)


def _severity(text: str, start: int) -> Severity:
    """The number an office gives for enquiries is to be looked at, any other stops."""
    office = before(text, start, "office_phone")
    return Severity.WARNING if office else Severity.CRITICAL


@cache
def _landline() -> re.Pattern[str]:
    area = numbers("landline")["areas"]
    return re.compile(rf"({area})([)）]?[\s—–\-－]{{0,3}})([2-8]\d{{6,7}})(?![\d.]\d|\d)")


def _begin(text: str, start: int) -> int:
    """Where the number begins, with its bracket; -1 where a figure goes on."""
    figures = [at >= 0 and FIGURE.match(text, at) is not None for at in (start - 1, start - 2)]
    bracket = start > 0 and text[start - 1] in "(（" and not figures[1]
    return -1 if figures[0] else start - bracket


def landlines(text: str) -> Iterator[Hit]:
    """Area code and seven or eight digits, parted, or after a word for telephone."""
    for found in _landline().finditer(text):
        start = _begin(text, found.start())
        if start < 0:
            continue
        if not found[2] and not before(text, start, "phone"):
            continue
        home = before(text, start, "home_phone")
        yield Hit(
            Kind.LANDLINE,
            Severity.CRITICAL if home else Severity.INFO,
            start,
            found.end(),
            masking.landline(found[1], found[3]),
        )
