"""Lists of people with what the law calls sensitive, and of children (PIPL Art. 28, 31)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mingbai.rules.privacy import masking
from mingbai.rules.privacy.findings import Hit, Kind, Severity
from mingbai.rules.privacy.wording import one_of, words

BLANK = re.compile(r"\s")
TOKEN = re.compile(r"(?<![一-龥])(?:[一-龥]{2,4}|[一-龥][ \u3000]{1,3}[一-龥])(?![一-龥])")
STRETCH = re.compile("[一-龥]+")
# Before a name: the end of another cell or word, no digit (3万人); after it a number may follow.
FREE = re.compile(r"[\s、，,;；：:.．。（()）】|·*-][\s、，,;；：:。.（()）|\d*-]")
SHARE = 0.15  # names among all stretches of characters: a list, not running text
NAMED = re.compile(r"姓\s{0,4}名|名单|人员|户主|学生|儿童|对象")
MOST = 20_000  # characters of one list looked at together
TITLE = 80  # of a title
LOOK, GAP = 4, 4  # lines from the title to the first name; lines without names within a list
SHOWN = 3


@dataclass(frozen=True)
class Lexicon:
    """Surnames and what looks like a name but is none."""

    single: frozenset[str]
    compound: tuple[str, ...]
    not_last: frozenset[str]
    not_names: frozenset[str]
    sensitive: re.Pattern[str]
    minors: re.Pattern[str]
    adults: re.Pattern[str]
    posts: re.Pattern[str]


@cache
def lexicon() -> Lexicon:
    """The lexicon of ``data/privacy-words.toml``."""
    data = words("people")
    return Lexicon(
        frozenset("".join(data["surnames"].split())),
        tuple(data["compound"]),
        frozenset("".join(data["not_last"].split())),
        frozenset(data["not_names"]),
        one_of(data["sensitive"]),
        one_of(data["minors"]),
        one_of(data["adults"]),
        one_of(data["posts"]),
    )


def is_name(text: str) -> bool:
    """Whether two to four characters may be somebody's name."""
    known = lexicon()
    if text in known.not_names or text[-1] in known.not_last or text[:2] in known.not_names:
        return False
    if text.startswith(known.compound):
        return len(text) in (3, 4)
    return len(text) in (2, 3) and text[0] in known.single


def find(text: str) -> Iterator[Hit]:
    """Lists of names under a title, or in lines, that hold a sensitive word."""
    known = lexicon()
    for word in (known.sensitive, known.minors):
        end = -1
        for found in word.finditer(text):
            if found.start() < end:
                continue
            block = _block(text, found.start())
            if block is None:
                end = _line_end(text, found.start())
                continue
            end = block[2] if found.start() >= block[1] else block[1]
            hit = _judged(text, *block, known, minors=word is known.minors)
            if hit is not None:
                end = block[2]
                yield hit


def _block(text: str, at: int) -> tuple[int, int, int] | None:
    """(title, first line, end) of the lines with names at or soon after the word; None if none."""
    begin = max(text.rfind("\n", max(0, at - TITLE), at) + 1, at - TITLE, 0)
    title = begin
    nameless = -LOOK  # lines without a name since the last one with, more before the first
    first = last = -1
    while begin < len(text) and begin - title < MOST and nameless < GAP:
        end = _line_end(text, begin)
        if _named_line(text, begin, end):
            first, last, nameless = (begin if first < 0 else first), end, 0
        elif first < 0 and _is_prose(text, begin, end):
            return None
        else:
            nameless += 1
        begin = end + 1
        if first < 0 and nameless >= 0:
            return None
    return None if first < 0 else (title, first, last)


def _is_prose(text: str, begin: int, end: int) -> bool:
    """A sentence is no title of a list."""
    return end - begin > TITLE or text[begin:end].rstrip().endswith(("。", "；"))


def _named_line(text: str, begin: int, end: int) -> bool:
    """Whether the line is one of a list: names by themselves, and not much besides."""
    free = sum(_is_free(text, token) for token in TOKEN.finditer(text, begin, end))
    return free > 0 and free >= SHARE * len(STRETCH.findall(text, begin, end))


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at, at + MOST)
    return end if end >= 0 else min(len(text), at + MOST)


def _is_free(text: str, token: re.Match[str]) -> bool:
    name = BLANK.sub("", token[0])
    return is_name(name) and FREE.fullmatch(_around(text, token)) is not None


def _judged(
    text: str, title: int, start: int, end: int, known: Lexicon, *, minors: bool
) -> Hit | None:
    names = _names(text, start, end)
    titled = NAMED.search(text, title, end) is not None
    if len(names) < (2 if titled else 4):
        return None
    if (known.adults if minors else known.posts).search(text, title, end):
        return None
    kind = Kind.MINOR if minors else Kind.SENSITIVE_LIST
    word = (known.minors if minors else known.sensitive).search(text, title, end)
    shown = "、".join(masking.name(name) for name, _ in names[:SHOWN])
    masked = f"{word[0] if word else ''}：{shown}等{len(names)}人"
    first, last = names[0][1], names[-1][1]
    return Hit(kind, Severity.CRITICAL if minors else Severity.WARNING, first, last + 2, masked)


def _names(text: str, start: int, end: int) -> list[tuple[str, int]]:
    """Names that stand by themselves, parted by cells, commas, digits; none named twice."""
    found: dict[str, int] = {}
    for token in TOKEN.finditer(text, start, end):
        if _is_free(text, token):
            found.setdefault(BLANK.sub("", token[0]), token.start())
    names = list(found.items())
    return names if any(len(name) == 3 for name, _ in names) else []


def names_with_places(text: str, start: int, end: int) -> list[tuple[str, int]]:
    """Every name that stands by itself between the places, with where it begins."""
    tokens = TOKEN.finditer(text, start, end)
    return [(BLANK.sub("", t[0]), t.start()) for t in tokens if _is_free(text, t)]


def _around(text: str, token: re.Match[str]) -> str:
    """The characters before and after, a line end where there is none."""
    return (text[max(token.start() - 1, 0) : token.start()] or "\n") + (
        text[token.end() : token.end() + 1] or "\n"
    )
