"""The data of the detectors: number ranges and context words, read once."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, cast

from mingbai.rules.dated import law


@cache
def numbers(group: str) -> dict[str, Any]:
    """A table of ``data/privacy-numbers.toml``."""
    return cast(dict[str, Any], law("privacy-numbers")[group])


@cache
def words(group: str) -> dict[str, Any]:
    """A table of ``data/privacy-words.toml``."""
    return cast(dict[str, Any], law("privacy-words")[group])


@cache
def context(name: str) -> re.Pattern[str]:
    """A pattern of the context words of this name."""
    return one_of(words("context")[name])


def one_of(choices: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the words, the longest first."""
    return re.compile("|".join(map(re.escape, sorted(choices, key=len, reverse=True))))


def before(text: str, start: int, name: str, reach: int = 24) -> bool:
    """Whether a context word stands within ``reach`` characters before ``start``."""
    return context(name).search(text, max(0, start - reach), start) is not None
