"""Bank card numbers: length, opening digits, Luhn's check, and what stands before them."""

import re
from collections.abc import Iterator
from functools import cache

from mingbai.rules.privacy import masking
from mingbai.rules.privacy.findings import Hit, Kind, Severity
from mingbai.rules.privacy.runs import GROUP, Number, Runs
from mingbai.rules.privacy.wording import before, context, numbers

SHORTEST, LONGEST = 15, 19
# The opening of a number in one piece, in fours, or with the issuer apart.
PLAIN = re.compile(
    r"[345689]\d(?<![\dX]..)(?=\d{13,17}(?![\dX])|\d\d(?: {1,4}\d{4}){3}"
    r"|\d{4} {1,4}\d{10}(?:\d{3})?(?![\dX]))"
)
MOST_PARTS = 8
DOUBLED = str.maketrans("0123456789", "0246813579")  # twice a digit, its digits added
LIKELY = "62"  # what cards of banks of this country begin with
REACH = 40  # characters before a number, on its line, that may say what it is


def luhn(digits: str) -> bool:
    """Whether the last digit checks the others (ISO/IEC 7812-1, annex B)."""
    doubled = digits[-2::-2].translate(DOUBLED)
    return (sum(map(int, digits[-1::-2])) + sum(map(int, doubled))) % 10 == 0


def find(runs: Runs) -> Iterator[Hit]:
    """The card numbers: from group to group, none overlapping another."""
    free = 0
    for first in sorted({*_plain(runs.marks), *_named(runs)}):
        if first < free:
            continue
        for end in _ends(runs.marks, first):
            number = runs.number(first, end)
            severity = _judged(number)
            if severity is not None:
                free = end
                masked = masking.last_four(number.digits)
                yield Hit(Kind.BANK_CARD, severity, number.start, number.end, masked)
                break


def _plain(marks: str) -> Iterator[int]:
    """Where a number may begin that is known without a word: by its opening and its groups."""
    for found in PLAIN.finditer(marks):
        if found[0] in _openings():
            yield found.start()


@cache
def _openings() -> frozenset[str]:
    return frozenset((LIKELY, *(issuer[:2] for issuer in numbers("card")["issuers"])))


def _named(runs: Runs) -> Iterator[int]:
    """Where groups begin soon after a word for card or account, on its line."""
    for word in context("card").finditer(runs.text):
        end = word.end() + REACH
        line = runs.text.find("\n", word.end(), end)
        yield from runs.groups(word.end(), line if line >= 0 else end)


def _ends(marks: str, first: int) -> Iterator[int]:
    """The ends of one to eight groups that have the length of a card together."""
    at, length = first, 0
    for _ in range(MOST_PARTS):
        group = GROUP.match(marks, at)
        length += len(group[1]) if group else LONGEST
        if group is None or length > LONGEST:
            return
        at = group.end()
        if length >= SHORTEST:
            yield at


def _judged(number: Number) -> Severity | None:
    """All need the check digit; a known issuer or words before make it sure, 62 is likely."""
    data = numbers("card")
    digits = number.digits
    if "X" in digits or not luhn(digits):
        return None
    line = number.text.rfind("\n", 0, number.start) + 1
    named = before(number.text, number.start, "card", min(REACH, number.start - line))
    if not (named or _grouped([len(group) for group in number.groups])):
        return None
    if 2 * number.figures < len(digits) and not named:
        return None
    if digits[:6] in data["issuers"] and len(digits) in (16, 19):
        return Severity.CRITICAL
    if named and digits.startswith(tuple(data["openings"])):
        return Severity.CRITICAL
    return Severity.WARNING if digits.startswith(LIKELY) and len(digits) > SHORTEST else None


def _grouped(groups: list[int]) -> bool:
    """In one piece, in fours, or the issuer apart."""
    fours = all(size == 4 for size in groups[:-1]) and groups[-1] <= 4
    return len(groups) == 1 or fours or groups in ([6, 10], [6, 13])
