"""Text as the installed fonts can print it: every character seen, or named (TYP-03)."""

import re
import unicodedata

from mingbai.documents import faces

# A run of letters without a space may break after its joints, a very long one anywhere.
_RUN = re.compile(r"[^\s\u2e80-\uffef]{12,}")
_JOINT = re.compile(r"(?<=[-/_.?&=:@])(?=\w)")
LONGEST = 40
# Shapes of characters and joiners: what no eye sees alone.
_UNSEEN = re.compile("[\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]")
_PRIVATE = ("Co", "Cn", "Cs")
BREAK = "\u200b"


class Named:
    """Text as the fonts can print it: a character none of them has becomes 〔U+1F600〕."""

    def __init__(self, texts: str) -> None:
        seen = {c for c in texts if not _UNSEEN.match(c)}
        held = faces.printable(c for c in seen if unicodedata.category(c) not in _PRIVATE)
        self.lost = frozenset(seen - held)

    @property
    def notes(self) -> list[str]:
        """What the reader has to know about the characters that were named."""
        note = f"〔〕内为字库中没有的字的统一码（Unicode）编号，共{len(self.lost)}个字。"
        return [note] if self.lost else []

    def __call__(self, text: str) -> str:
        """The text, with places to break in long runs of letters."""
        return _RUN.sub(_breaking, self.whole(text))

    def whole(self, text: str) -> str:
        """The text in one piece."""
        kept = _UNSEEN.sub("", text)
        if self.lost.intersection(kept):
            kept = "".join(f"〔U+{ord(c):04X}〕" if c in self.lost else c for c in kept)
        return kept


def _breaking(run: re.Match[str]) -> str:
    return BREAK.join(run.group()) if len(run.group()) > LONGEST else _JOINT.sub(BREAK, run.group())
