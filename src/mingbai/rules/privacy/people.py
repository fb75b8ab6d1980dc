"""Lists of people with what the law calls sensitive, and of children (PIPL Art. 28, 31)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mingbai.rules.privacy import masking
from mingbai.rules.privacy.findings import Hit, Kind, Severity
from mingbai.rules.privacy.wording import one_of, words

BLOCK = re.compile(r"[^\n]*(?:\n[^\n]+)*")
TOKEN = re.compile(r"[一-龥](?:[ \u3000]{0,2}[一-龥]){1,3}")
STRETCH = re.compile("[一-龥]+")
# Before a name: the end of another cell or word, no digit (3万人); after it a number may follow.
FREE = re.compile(r"[\s、，,;；：:.．。（(|·*-][\s、，,;；：:。.（()）|\d*-]")
SHARE = 0.15  # names among all stretches of characters: a list, not running text
NAMED = re.compile(r"姓\s{0,4}名|名单|人员|户主|学生|儿童|对象")
MOST = 20_000  # characters of one list looked at together
BEFORE = 500  # and before its first word
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
    """Blocks of lines that hold a sensitive word and names standing by themselves."""
    known = lexicon()
    for word in (known.sensitive, known.minors):
        end = -1
        for found in word.finditer(text):
            if found.start() < end:
                continue
            start, end = _block(text, found.start())
            hit = _judged(text, start, end, known, minors=word is known.minors)
            if hit is not None:
                yield hit


def _block(text: str, at: int) -> tuple[int, int]:
    """From the line (and the two before it) to the next blank line, or as far as we look."""
    start, least = at, max(0, at - BEFORE)
    for _ in range(3):
        start = max(text.rfind("\n", least, max(start - 1, least)) + 1, least)
    blank = text.find("\n\n", at, at + MOST)
    return start, min(blank if blank >= 0 else len(text), at + MOST)


def _judged(text: str, start: int, end: int, known: Lexicon, *, minors: bool) -> Hit | None:
    names = _names(text, start, end)
    titled = NAMED.search(text, start, end) is not None
    if len(names) < (2 if titled else 4):
        return None
    if minors and known.adults.search(text, start, end):
        return None
    kind = Kind.MINOR if minors else Kind.SENSITIVE_LIST
    word = (known.minors if minors else known.sensitive).search(text, start, end)
    shown = "、".join(masking.name(name) for name, _ in names[:SHOWN])
    masked = f"{word[0] if word else ''}：{shown}等{len(names)}人"
    first, last = names[0][1], names[-1][1]
    return Hit(kind, Severity.CRITICAL if minors else Severity.WARNING, first, last + 2, masked)


def _names(text: str, start: int, end: int) -> list[tuple[str, int]]:
    """Names that stand by themselves, parted by cells, commas, digits; none named twice."""
    found: dict[str, int] = {}
    for token in TOKEN.finditer(text, start, end):
        name = re.sub(r"\s", "", token[0])
        if token[0] not in found and is_name(name) and FREE.fullmatch(_around(text, token)):
            found[name] = token.start()
    names = list(found.items())
    enough = len(names) >= SHARE * len(STRETCH.findall(text, start, end))
    return names if enough and any(len(name) == 3 for name, _ in names) else []


def _around(text: str, token: re.Match[str]) -> str:
    """The characters before and after, a line end where there is none."""
    return (text[max(token.start() - 1, 0) : token.start()] or "\n") + (
        text[token.end() : token.end() + 1] or "\n"
    )
