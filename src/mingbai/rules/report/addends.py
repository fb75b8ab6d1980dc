"""TX-R1: 「253件，其中……1件……19件」 adds up, where a list is closed or nearly so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from mingbai.rules.findings import Finding, Number
from mingbai.rules.report import prose
from mingbai.rules.report.citing import at_publication, finding, limits
from mingbai.rules.report.prose import FIGURE
from mingbai.rules.report.report import Report

_WHOLE = re.compile(rf"{FIGURE}[,:;]?(?P<open>\()?其中")
_FIGURE = re.compile(FIGURE)
_INNER = re.compile(r"\([^()]{0,200}\)")
_NEW_SUBJECT = re.compile(r"另|此外|同时|因政府|收到")
_REST = re.compile(r"其余|其他|剩余")


@dataclass(frozen=True)
class Listing:
    """A whole and the figures behind its 其中, in one unit; ``closed``: ends with 其余 or 其他."""

    whole: Number
    parts: tuple[Number, ...]
    closed: bool
    words: str

    @property
    def sum(self) -> Number:
        """The parts together."""
        return sum(self.parts, start=0)


def listings(sentence: str) -> Iterator[Listing]:
    """The lists of a sentence that can be added up.

    A list ends with its bracket, with the whole of the next 其中, or with the sentence.  Left alone
    are lists with 余 or with 等 behind the last figure, and those of a single figure.
    """
    wholes = list(_WHOLE.finditer(sentence))
    for index, whole in enumerate(wholes):
        stop = wholes[index + 1].start() if index + 1 < len(wholes) else len(sentence)
        region = sentence[whole.end() : stop]
        if whole["open"]:
            region = _INNER.sub("", region).split(")", 1)[0]
        region = _INNER.sub("", region)
        parts = [part for part in _FIGURE.finditer(region) if part["unit"] == whole["unit"]]
        if len(parts) < 2 or any(part["about"] for part in [whole, *parts]):
            continue
        if region[parts[-1].end() : parts[-1].end() + 2].startswith("等"):
            continue
        yield _listing(whole, parts, region)


def _listing(whole: re.Match[str], parts: list[re.Match[str]], region: str) -> Listing:
    total = prose.number(whole["n"])
    numbers = [prose.number(part["n"]) for part in parts]
    count = len(numbers)
    if total in accumulate(numbers):
        count = list(accumulate(numbers)).index(total) + 1
    else:
        # the list may be followed by another subject: its figures do not belong to the whole
        other = _NEW_SUBJECT.search(region, parts[0].end())
        if other:
            count = sum(part.start() < other.start() for part in parts)
    last_words = region[parts[count - 2].end() if count > 1 else 0 : parts[count - 1].end()]
    closed = _REST.search(last_words) is not None
    return Listing(total, tuple(numbers[:count]), closed, whole[0] + region[:20])


def lists_add_up(report: Report) -> Iterator[Finding]:
    """TX-R1: parts above the whole, or a closed or nearly complete list that misses it.

    A shorter list is left alone: 其中 may name only some of the whole.
    """
    bounds = limits(report.year)
    for sentence in prose.sentences(prose.flatten(report.text or "")):
        for item in listings(sentence.text):
            gap = item.whole - item.sum
            near = len(item.parts) >= 3 and gap <= item.whole * bounds.sum_gap_ratio
            if gap == 0 or (gap > 0 and not item.closed and not near):
                continue
            addends = "＋".join(str(part) for part in item.parts)
            yield finding(
                "TX-R1",
                at_publication(report),
                f"正文总数{item.whole}，其中各项{addends}＝{item.sum}，相差{abs(gap)}",
                where=item.words[:40],
                expected=item.whole,
                found=item.sum,
                hint="核对各项；只列了一部分的，末尾写“等”",
            )
