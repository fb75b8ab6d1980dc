"""Finds the six sections of a report in its text (RPT-1)."""

import re
from dataclasses import dataclass
from functools import lru_cache

from mingbai.rules.report import prose

NUMERALS = "一二三四五六"
_KEYS = (
    r"[^,。;\d]{0,6}总体情况",
    r"[^,。;\d]{0,4}主动公开政府信息",
    r"[^,。;\d]{0,6}收到和处理政府信息公开申请",
    r"[^,。;\d]{0,12}行政.{0,2}复议",
    r"存在.{0,6}问题",
    r"其他.{0,6}(?:事项|报告)",
)
_HEADS = tuple(
    re.compile(rf"{numeral}[、.]({key})") for numeral, key in zip(NUMERALS, _KEYS, strict=True)
)


@dataclass(frozen=True)
class Section:
    """One section: its number from 1, where its heading's words begin, and its whole text."""

    number: int
    start: int
    text: str

    @property
    def numeral(self) -> str:
        """一 … 六."""
        return NUMERALS[self.number - 1]


@lru_cache(maxsize=16)
def sections(text: str) -> tuple[Section, ...]:
    """The sections found, in the order of the text; ``text`` of each begins with its heading."""
    flat = prose.flatten(text)
    heads = [(head.start(1), number) for number, head in _found(flat)]
    heads.sort()
    if not heads:
        return ()
    ends = [start - 2 for start, _ in heads[1:]] + [len(flat)]
    return tuple(
        Section(number, start, flat[start:end])
        for (start, number), end in zip(heads, ends, strict=True)
    )


def _found(flat: str) -> list[tuple[int, re.Match[str]]]:
    found = []
    for number, head in enumerate(_HEADS, start=1):
        match = head.search(flat)
        if match:
            found.append((number, match))
    return found
