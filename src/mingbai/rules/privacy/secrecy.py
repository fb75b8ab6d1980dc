"""Marks of secrecy (保守国家秘密法; DOC-09): as marks, not as words in running text."""

import re
from collections.abc import Iterator
from functools import cache

from mingbai.rules.privacy.findings import Hit, Kind, Severity
from mingbai.rules.privacy.wording import words

GAP = r"[ \t\u3000]{0,4}"


def _spaced(word: str) -> str:
    return GAP.join(map(re.escape, word))


@cache
def _starred() -> re.Pattern[str]:
    """机密★10年; 密级：秘密."""
    level = "|".join(map(_spaced, words("secrecy")["levels"]))
    term = rf"(?:{GAP}(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}}){GAP}(?:年|个月)|{GAP}长期)?"
    work = _spaced("工作秘密")
    return re.compile(
        rf"(?:{level}|{work}){GAP}[★☆✩✭⭐*]{term}|密{GAP}级{GAP}[:：]{GAP}(?:{level})"
    )


@cache
def _standing() -> re.Pattern[str]:
    """A mark alone on its line, in its cell, or between brackets."""
    data = words("secrecy")
    every = "|".join(map(_spaced, (*data["levels"], *data["marks"])))
    term = rf"(?:{GAP}\d{{1,2}}{GAP}(?:年|个月))?"
    more = rf"(?:[ \t\u3000，,、·]{{0,4}}(?:{every}))?"
    return re.compile(
        rf"(?:^|(?<=[\n\t【〔\[(（《|]))[ \u3000]{{0,40}}({every})(?:{more}|{term})"
        rf"[ \u3000\r]{{0,40}}"
        rf"[!！]?(?=$|[\n\t】〕\])）》|])"
    )


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
