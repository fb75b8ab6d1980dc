"""Characters made alike one for one, so that an offset stays an offset in the source."""

import re
import unicodedata

_FULL = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FULL |= {ord("\u3000"): " ", ord("\u00a0"): " ", ord("〔"): "(", ord("〕"): ")", ord("﹙"): "("}
_FULL |= {ord("﹚"): ")", ord("。"): "。", ord("—"): "—"}
_DROPPED = re.compile(r"[\s\u200b\u200c\u200d\ufeff“”\"'‘’「」『』《》<>*#_]+")


def halfwidth(text: str) -> str:
    """Full-width letters, digits and punctuation as half-width; the length does not change."""
    return text.translate(_FULL)


def squeezed(text: str) -> str:
    """For comparing labels: half width, without blanks, quotes and marks of emphasis."""
    return _DROPPED.sub("", halfwidth(text)).replace("．", ".").replace("﹒", ".")


def columns(text: str) -> int:
    """The columns a terminal needs: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
