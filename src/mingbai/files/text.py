"""Cells as people type them: full-width digits, stray spaces, leading apostrophes."""

import re

# 全角数字、字母及日期里常见的全角符号；中文标点不动。
_FULL_WIDTH = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code).isalnum()}
    | {"－": "-", "／": "/", "．": ".", "　": " ", "\u00a0": " "}
)
# Control characters too: no workbook and no web page can hold them. Line breaks and tabs stay.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
    r"\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
)
# A word processor's line and page breaks, and the separators of old data files.
_BREAKS = str.maketrans("\x0b\x0c\x1c\x1d\x1e\x1f", "\n\n    ")
_SPACES = re.compile(r"\s+")
# 表格软件会把这些字符开头的单元格当公式（WEB-10）；全角的，部分软件也当公式。
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "\uff20", "'")


def tidy(text: str) -> str:
    """One line: half-width digits and letters, single spaces, nothing invisible, no edges."""
    plain = visible(text.translate(_FULL_WIDTH))
    return _SPACES.sub(" ", plain).strip()


def visible(text: str) -> str:
    """The text without characters that nobody sees, its lines and wide characters kept."""
    return _INVISIBLE.sub("", text.translate(_BREAKS))


def key(text: str) -> str:
    """What two spellings of one word share: no spaces, no brackets' width, lower case."""
    folded = tidy(text).translate(str.maketrans("（）：，", "():,")).lower()
    return folded.replace(" ", "")


def escaped(text: str) -> str:
    """The text as it may stand in an exported cell; ``unescaped`` gives it back."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def unescaped(text: str) -> str:
    """The text of a cell without the apostrophe that marks it as text."""
    return text[1:] if text.startswith("'") else text
