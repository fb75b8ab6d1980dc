"""Bank card numbers: length, opening digits, Luhn's check, and what stands before them."""

from collections.abc import Iterator

from mingbai.rules.privacy import masking
from mingbai.rules.privacy.findings import Hit, Kind, Severity
from mingbai.rules.privacy.runs import Run
from mingbai.rules.privacy.wording import before, numbers

LONG = 15
MOST_PARTS = 8
LIKELY = "62"  # what cards of banks of this country begin with
REACH = 40  # characters before a number, on its line, that may say what it is


def luhn(digits: str) -> bool:
    """Whether the last digit checks the others (ISO/IEC 7812-1, annex B)."""
    doubled = (sum(divmod(2 * int(d), 10)) for d in digits[-2::-2])
    return (sum(int(d) for d in digits[-1::-2]) + sum(doubled)) % 10 == 0


def find(run: Run) -> Iterator[Hit]:
    """The card numbers of a run: the whole of it, or parts from group to group."""
    if len(run.digits) < LONG:
        return
    bounds = [i for i in range(len(run.digits)) if run.starts_group(i)] + [len(run.digits)]
    free = 0
    for place, first in enumerate(bounds[:-1]):
        if first < free:
            continue
        for end in bounds[place + 1 : place + 1 + MOST_PARTS]:
            severity = _judged(run, first, end)
            if severity is not None:
                free = end
                start, stop = run.at[first], run.at[end - 1] + 1
                masked = masking.last_four(run.digits[first:end])
                yield Hit(Kind.BANK_CARD, severity, start, stop, masked)
                break


def _judged(run: Run, first: int, end: int) -> Severity | None:
    """All need the check digit; a known issuer or words before make it sure, 62 is likely."""
    data = numbers("card")
    digits = run.digits[first:end]
    if end - first not in data["lengths"] or "X" in digits or not luhn(digits):
        return None
    line = run.text.rfind("\n", 0, run.at[first]) + 1
    named = before(run.text, run.at[first], "card", min(REACH, run.at[first] - line))
    groups = [len(group) for group in run.groups(first, end - 1)]
    if not (named or _grouped(groups)):
        return None
    if 2 * run.figures(first, end - 1) < len(digits) and not named:
        return None
    if digits[:6] in data["issuers"] and len(digits) in (16, 19):
        return Severity.CRITICAL
    if named and digits.startswith(tuple(data["openings"])):
        return Severity.CRITICAL
    return Severity.WARNING if digits.startswith(LIKELY) and len(digits) > LONG else None


def _grouped(groups: list[int]) -> bool:
    """In one piece, in fours, or the issuer apart."""
    fours = all(size == 4 for size in groups[:-1]) and groups[-1] <= 4
    return len(groups) == 1 or fours or groups in ([6, 10], [6, 13])
