"""Text made comparable (PII-01): compatibility forms folded, invisible characters taken out.

Every character left stands for one character of the source, so that places can be mapped back.
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

# Nothing to see: zero-width and direction marks, soft hyphen, variation selectors, fillers.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e01ef]+"
)
# Where compatibility forms live; common Chinese punctuation is not among them.
COMPATIBLE = (
    "\u00b2\u00b3\u00b9\u2070-\u209c\u2100-\u218b\u2460-\u24ff\u2776-\u2793\u2e80-\u2fd5"
    "\u3021-\u3029\u3038-\u303a\uf900-\ufaff\uff0d-\uff0f\uff10-\uff1a\uff1d\uff20-\uff3a\uff3f"
    "\uff41-\uff5a\U0001d400-\U0001d7ff\U0001f100-\U0001f10a\U0001fbf0-\U0001fbf9\U0002f800-\U0002fa1f"
)
# Crosses and Cyrillic and Greek letters that look like the X at the end of an ID number.
SMALL, LARGE = "\u0445\u03c7\u2715\u2716\u2573\u2a2f", "\u0425\u03a7"
ODD = dict.fromkeys(SMALL, "x") | dict.fromkeys(LARGE, "X")
STRANGE = re.compile(f"[{COMPATIBLE}{SMALL}{LARGE}]")


# What most texts have besides: one quick search tells that there is nothing to fold.
USUAL = "\x00-\x7f\u4e00-\u9fff\u3000-\u3020\u2014\u2018-\u201d\u2026，。；（）！？％"
UNUSUAL = re.compile(f"[^{USUAL}]")
FEW = 40  # characters that are replaced one after another; more are replaced in one pass


@dataclass(frozen=True)
class Folded:
    """The folded text and, where characters were taken out, where each piece left begins.

    ``starts`` are places in the folded text, ``sources`` the same in the source.
    """

    text: str
    starts: Sequence[int] = (0,)
    sources: Sequence[int] = (0,)

    def source(self, at: int) -> int:
        """The offset in the source of a character of the folded text."""
        piece = bisect_right(self.starts, at) - 1
        return self.sources[piece] + at - self.starts[piece]

    def folded(self, at: int) -> int:
        """The offset in the folded text of a character of the source, or of the next one left."""
        piece = max(bisect_right(self.sources, at) - 1, 0)
        end = self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.text)
        return min(self.starts[piece] + max(at - self.sources[piece], 0), end)


def fold(text: str) -> Folded:
    """The text as the detectors see it; linear in its length."""
    text = text.replace("：", ":")
    unusual = "".join(set(UNUSUAL.findall(text)))
    strange = STRANGE.findall(unusual)
    if len(strange) > FEW:
        text = STRANGE.sub(lambda found: _one(found[0]), text)
    else:
        for char in strange:
            text = text.replace(char, _one(char))
    if INVISIBLE.search(unusual) is None:
        return Folded(text)
    kept: list[str] = []
    starts, sources = array("l"), array("l")
    end = length = 0
    for gap in (*INVISIBLE.finditer(text), None):
        piece = text[end : gap.start() if gap else len(text)]
        kept.append(piece)
        starts.append(length)
        sources.append(end)
        length += len(piece)
        end = gap.end() if gap else len(text)
    return Folded("".join(kept), starts, sources)


@cache
def _one(char: str) -> str:
    """The compatible character where it is one; ① and ⑴ as their digit; an X for a cross."""
    try:
        return str(unicodedata.digit(char))
    except ValueError:
        plain = unicodedata.normalize("NFKC", char)
        return ODD.get(char, plain if len(plain) == 1 else char)
