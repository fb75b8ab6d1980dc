"""Passports and travel permits: the form of the number, where the paper is named."""

import re
from collections.abc import Iterator
from functools import cache

from mingbai.rules.privacy import masking
from mingbai.rules.privacy.findings import Hit, Kind, Severity
from mingbai.rules.privacy.wording import before, context, numbers

BARE = 12  # characters between the name of the paper and a number without letters


@cache
def _form() -> re.Pattern[str]:
    forms = "|".join(numbers("papers")["forms"])
    return re.compile(rf"(?<![A-Za-z\d])(?:{forms})(?![A-Za-z\d])")


def find(text: str) -> Iterator[Hit]:
    """Numbers after the name of the paper; most texts name none and cost one search."""
    named = context("paper")
    if named.search(text) is None:
        return
    for found in _form().finditer(text):
        bare = found[0].isdigit()
        if bare and "台" not in text[max(0, found.start() - BARE) : found.start()]:
            continue  # eight digits are only a permit for residents of Taiwan
        reach = BARE if bare else 60
        if before(text, found.start(), "paper", reach):
            masked = masking.paper(found[0])
            yield Hit(Kind.PASSPORT, Severity.CRITICAL, found.start(), found.end(), masked)
