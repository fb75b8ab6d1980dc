"""Marks of secrecy (保守国家秘密法; DOC-09): as marks, not as words in running text."""

import re
from collections.abc import Iterator
from functools import cache

from mingbai.rules.privacy.findings import Hit, Kind, Severity
from mingbai.rules.privacy.wording import words

GAP = r"[ \t\u3000]{0,4}"
INDENT = 40  # blanks before a mark
BLANKS = re.compile(r"[ \u3000]+\Z")


def _spaced(word: str) -> str:
    return GAP.join(map(re.escape, word))


@cache
def _starred() -> re.Pattern[str]:
    """机密★10年; 密级：秘密.  Every branch begins with its own character, so that few are tried."""
    levels = words("secrecy")["levels"]
    term = rf"(?:{GAP}(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}}){GAP}(?:年|个月)|{GAP}长期)?"
    marked = (rf"{_spaced(level)}{GAP}[★☆✩✭⭐*]{term}" for level in (*levels, "工作秘密"))
    level = "|".join(map(_spaced, levels))
    return re.compile("|".join((*marked, rf"密{GAP}级{GAP}[:：]{GAP}(?:{level})")))


@cache
def _standing() -> re.Pattern[str]:
    """A mark that ends its line or cell, or stands before a bracket."""
    data = words("secrecy")
    known = (*data["levels"], *data["marks"])
    rests = "|".join(f"(?<={word[0]}){GAP}{_spaced(word[1:])}" for word in known)
    every = "|".join(map(_spaced, known))
    term = rf"(?:{GAP}\d{{1,2}}{GAP}(?:年|个月))?"
    more = rf"(?:[ \t\u3000，,、·]{{0,4}}(?:{every}))?"
    after = r"[ \u3000\r]{0,40}[!！]?(?=$|[\n\t】〕\])）》|])"
    firsts = "".join(word[0] for word in known)
    return re.compile(rf"([{firsts}](?:{rests}))(?:{more}|{term}){after}")


def _stands(text: str, start: int) -> bool:
    """Whether the mark begins its line, its cell, or what stands between brackets."""
    blank = BLANKS.search(text, max(start - INDENT, 0), start)
    before = blank.start() if blank else start
    return before == 0 or text[before - 1] in "\n\t【〔[(（《|"


@cache
def _declared() -> re.Pattern[str]:
    """公开属性：不公开."""
    return re.compile(r"公开(?:属性|方式|类别|类型|选项|形式)[:：\s]{1,4}(?:不予公开|不公开)")


def find(text: str) -> Iterator[Hit]:
    """The marks in folded text; a word such as 商业秘密 or 不公开为例外 is none."""
    taken: list[tuple[int, int]] = []
    for pattern in (_starred(), _declared(), _standing()):
        for found in pattern.finditer(text):
            start, end = found.span(1) if pattern.groups else found.span()
            if pattern.groups and not _stands(text, start):
                continue
            if any(start < stop and begin < end for begin, stop in taken[-50:]):
                continue
            taken.append((start, end))
            shown = re.sub(r"\s", "", found[0]).strip("★ ")
            yield Hit(Kind.SECRECY_MARK, _severity(text, start, end, shown), start, end, shown)


def _severity(text: str, start: int, end: int, shown: str) -> Severity:
    """不公开 or 内部 in a cell of a table may be said of other documents."""
    in_row = "\t" in (text[start - 1 : start], text[end : end + 1])
    weak = "公开" in shown or shown == "内部"
    return Severity.WARNING if weak and (in_row or shown == "内部") else Severity.CRITICAL
