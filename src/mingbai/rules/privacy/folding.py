"""Text made comparable (PII-01): compatibility forms folded, invisible characters taken out.

Every character left stands for one character of the source, so that places can be mapped back.
"""

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

# Nothing to see: zero-width and direction marks, soft hyphen, variation selectors, fillers.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e01ef]+"
)
# Where compatibility forms live; common Chinese punctuation is not among them.
COMPATIBLE = re.compile(
    "[\u00b2\u00b3\u00b9\u2070-\u209c\u2100-\u218b\u2460-\u24ff\u2776-\u2793\u2e80-\u2fd5"
    "\u3021-\u3029\u3038-\u303a\uf900-\ufaff\uff0d-\uff0f\uff10-\uff1a\uff1d\uff20-\uff3a\uff3f"
    "\uff41-\uff5a\U0001d400-\U0001d7ff\U0001f100-\U0001f10a\U0001fbf0-\U0001fbf9\U0002f800-\U0002fa1f]"
)
# Crosses and Cyrillic and Greek letters that look like the X at the end of an ID number.
SMALL, LARGE = "\u0445\u03c7\u2715\u2716\u2573\u2a2f", "\u0425\u03a7"
ODD = dict.fromkeys(SMALL, "x") | dict.fromkeys(LARGE, "X")
CROSS = re.compile("[" + "".join(ODD) + "]")


@dataclass(frozen=True)
class Folded:
    """The folded text and, where characters were taken out, the source offset of each."""

    text: str
    offsets: Sequence[int] | None = None

    def source(self, at: int) -> int:
        """The offset in the source of a character of the folded text."""
        if self.offsets is None or not self.offsets:
            return at
        return self.offsets[min(at, len(self.offsets) - 1)]

    def folded(self, at: int) -> int:
        """The offset in the folded text of a character of the source."""
        if self.offsets is None:
            return at
        low, high = 0, len(self.offsets)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.offsets[middle] < at else (low, middle)
        return low


def fold(text: str) -> Folded:
    """The text as the detectors see it; linear in its length."""
    text = CROSS.sub(lambda found: ODD[found[0]], COMPATIBLE.sub(_one, text))
    if INVISIBLE.search(text) is None:
        return Folded(text)
    kept: list[str] = []
    offsets = array("l")
    end = 0
    for gap in INVISIBLE.finditer(text):
        kept.append(text[end : gap.start()])
        offsets.extend(range(end, gap.start()))
        end = gap.end()
    kept.append(text[end:])
    offsets.extend(range(end, len(text)))
    return Folded("".join(kept), offsets)


def _one(found: re.Match[str]) -> str:
    """The compatible character where it is one; ① and ⑴ as their digit."""
    char = found[0]
    try:
        digit = unicodedata.digit(char)
    except ValueError:
        plain = unicodedata.normalize("NFKC", char)
        return plain if len(plain) == 1 else char
    return str(digit)
