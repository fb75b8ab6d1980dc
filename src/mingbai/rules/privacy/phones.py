"""Mobile and landline numbers; hotlines (12345, 12333, 400) and numbers of documents are none."""

import re
from collections.abc import Iterator
from functools import cache

from mingbai.rules.privacy import masking
from mingbai.rules.privacy.findings import Hit, Kind, Severity
from mingbai.rules.privacy.runs import Run
from mingbai.rules.privacy.wording import before, context, numbers

AMOUNT = re.compile(r"\.\d|[,，]\d{3}")
COUNTRY = re.compile(r"(?:00)?86")
HASH, HASHED = re.compile("[a-f][0-9a-f]{2}"), re.compile(r"[0-9a-f]{2}[a-f]\Z")
GROUPED = ([3, 4, 4], [3, 8], [4, 4, 3], [7, 4])


@cache
def _prefixes() -> frozenset[str]:
    bounds = (text.split("-") for text in numbers("mobile")["prefixes"])
    return frozenset(str(n) for low, high in bounds for n in range(int(low), int(high) + 1))


def mobiles(run: Run) -> Iterator[Hit]:
    """The mobile numbers of a run: eleven digits from group to group, +86 allowed before."""
    for first in _begins(run):
        last = first + 10
        digits = run.digits[first : last + 1]
        if digits[:3] in _prefixes() and "X" not in digits and _is_number(run, first, last):
            start, end = run.at[first], run.at[last] + 1
            yield Hit(Kind.MOBILE, _severity(run, start), start, end, masking.mobile(digits))


def _begins(run: Run) -> Iterator[int]:
    """Where a group begins with 1, or with the country's code before it."""
    for group in range(len(run.digits) - 10):
        if run.starts_group(group):
            code = COUNTRY.match(run.digits, group)
            first = code.end() if code else group
            if run.digits[first : first + 1] == "1" and first + 11 <= len(run.digits):
                yield first


def _is_number(run: Run, first: int, last: int) -> bool:
    """Told from an amount, from cells of a table, and from words that mean digits."""
    start, end = run.at[first], run.at[last] + 1
    if not run.ends_group(last) or run.text[max(start - 1, 0) : start] == ".":
        return False
    if AMOUNT.match(run.text, end) or context("quantity").match(run.text, end):
        return False
    if HASH.match(run.text, end) or HASHED.search(run.text, max(start - 3, 0), start):
        return False
    groups = [len(group) for group in run.groups(first, last)]
    named = before(run.text, start, "phone")
    if run.figures(first, last) < 6 and not named:
        return len(groups) == 1 and run.figures(first, last) == 0 and _bare(run, first, last)
    if len(groups) == 1:
        return True
    if "\t" in run.written(first, last):
        return named and len(groups) <= 3
    if "\n" in run.written(first, last):
        return groups in GROUPED or (named and len(groups) == 2)
    return groups in GROUPED or (named and len(groups) <= 11)


def _bare(run: Run, first: int, last: int) -> bool:
    """Eleven Chinese numerals in one piece, none of them a letter."""
    return not re.search("[A-Za-z]", run.written(first, last))


def _severity(run: Run, start: int) -> Severity:
    """The number an office gives for enquiries is to be looked at, any other stops."""
    office = before(run.text, start, "office_phone")
    return Severity.WARNING if office else Severity.CRITICAL


@cache
def _landline() -> re.Pattern[str]:
    area = numbers("landline")["areas"]
    return re.compile(
        rf"(?<![\d.])[(（]?({area})([)）]?[\s—–\-－]{{0,3}})([2-8]\d{{6,7}})(?![\d.]\d|\d)"
    )


def landlines(text: str) -> Iterator[Hit]:
    """Area code and seven or eight digits, parted, or after a word for telephone."""
    for found in _landline().finditer(text):
        if not found[2] and not before(text, found.start(), "phone"):
            continue
        home = before(text, found.start(), "home_phone")
        yield Hit(
            Kind.LANDLINE,
            Severity.CRITICAL if home else Severity.INFO,
            found.start(),
            found.end(),
            masking.landline(found[1], found[3]),
        )
