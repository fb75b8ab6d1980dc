"""Title, 文号 and 成文日期 as a document shows them: suggestions for the officer, never facts."""

import re
from collections.abc import Sequence
from datetime import date

from mingbai.prose.word.looks import Looks
from mingbai.reading.numerals import han_number

_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,16}\s*[〔\uff3b\[【﹝（(]\s*(?:19|20)\d{2}\s*[〕\uff3d\]】﹞）)]\s*第?\s*\d{1,4}\s*号"
)
_BRACKETS = str.maketrans("\uff3b[【﹝（(\uff3d]】﹞）)", "〔〔〔〔〔〔〕〕〕〕〕〕")
_DATE = re.compile(
    r"[（(]?\s*([12]\d{3}|[一二][〇○\uff2fO零一二三四五六七八九]{3})\s*年\s*"
    r"(\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日\s*[)）]?"
)
_ANNEX = re.compile(r"附\s*件\s*(?:\d{1,2}|[一二三四五六七八九十])?\s*[:：]?\s*")
_HEAD = 15  # 标题和文号都在开头
_WIDTHS = str.maketrans("０１２３４５６７８９", "0123456789")


def title(looks: Sequence[Looks]) -> str:
    """The first title, its lines joined; empty where none is seen."""
    lines: list[str] = []
    for look in looks[:_HEAD]:
        text = look.text.strip()
        if text and look.is_title and not _NUMBER.fullmatch(text):
            lines.append(text)
        elif lines:
            break
    return re.sub(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])", "", "".join(lines))[:300]


def number(looks: Sequence[Looks]) -> str:
    """The 文号 in its usual brackets; empty where none is seen at the head."""
    for look in looks[:_HEAD]:
        if found := _NUMBER.search(look.text.translate(_WIDTHS)):
            return re.sub(r"\s+", "", found[0].translate(_BRACKETS)).replace("〕第", "〕")
    return ""


def dated(looks: Sequence[Looks]) -> date | None:
    """The last date on a line of its own before the annexes: that of the signature."""
    seen: date | None = None
    for look in looks:
        text = look.text.strip().translate(_WIDTHS)
        if seen and _ANNEX.fullmatch(text):
            break
        if (found := _DATE.fullmatch(text)) and (day := _day(found)):
            seen = day
    return seen


def _day(found: re.Match[str]) -> date | None:
    year, month, day = (_whole(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _whole(said: str) -> int:
    return (
        int(said)
        if said.isascii() and said.isdigit()
        else han_number(said.replace("\uff2f", "〇").replace("O", "〇")) or 0
    )
