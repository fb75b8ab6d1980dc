"""Plain-language hints for a paper to a citizen: long sentences, jargon, short names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mingbai.rules.report import data

SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
LETTER = re.compile(r"[0-9A-Za-z\u3400-\u9fff]")
LATIN = re.compile(r"(?<![\w./@:-])[A-Z][A-Z0-9]{1,9}(?![\w./@:-])", re.ASCII)
QUOTED = re.compile(r"“[^”]*”|《[^》]*》|https?://\S+")
EXCERPT = 20


@dataclass(frozen=True)
class Hint:
    """One place that reads badly: where it begins (characters), its words, what to do."""

    start: int
    excerpt: str
    problem: str
    remedy: str


def readable(text: str) -> list[Hint]:
    """What a citizen would stumble over, in the order of the text; hints never stop a paper.

    Words that are quoted (“…”, 《…》) are not counted against the writer.
    """
    plain = QUOTED.sub(lambda found: "　" * len(found[0]), text)
    hints = [
        *_long(text, SENTENCE, "sentence"),
        *_long(text, re.compile(r"[^\n]+"), "paragraph"),
        *_phrases(text, plain),
        *_short_names(text),
        *_latin(text, plain),
    ]
    return sorted(hints, key=lambda hint: (hint.start, hint.problem))


def _long(text: str, unit: re.Pattern[str], name: str) -> Iterator[Hint]:
    table = data.table("readable")
    for found in unit.finditer(text):
        count = len(LETTER.findall(re.sub(r"https?://\S+", "", found[0])))
        if count > table["limits"][name]:
            start = found.start() + len(found[0]) - len(found[0].lstrip())
            yield _hint(text, start, EXCERPT, table[name], count=count)


def _phrases(text: str, plain: str) -> Iterator[Hint]:
    for row in data.table("readable")["phrase"]:
        for word in row["words"]:
            for found in re.finditer(re.escape(word), plain):
                yield _hint(text, found.start(), len(word), row, word=word)


def _short_names(text: str) -> Iterator[Hint]:
    """A short title is defined by 以下简称 before or at its first use."""
    row = data.table("readable")["short"]
    for word in row["names"]:
        first = text.find(word)
        if first >= 0 and not text[:first].endswith(("以下简称", "以下统称")):
            yield _hint(text, first, len(word), row, word=word)


def _latin(text: str, plain: str) -> Iterator[Hint]:
    row = data.table("readable")["latin"]
    seen = set(row["known"])
    for found in LATIN.finditer(plain):
        word = found[0]
        explained = re.search(rf"{word}[（(]|[（(][^）)]{{0,40}}{word}[）)]", text)
        if word not in seen and not explained:
            yield _hint(text, found.start(), len(word), row, word=word)
        seen.add(word)


def _hint(text: str, start: int, length: int, row: dict[str, str], **facts: object) -> Hint:
    excerpt = text[start : start + length].split("\n")[0]
    return Hint(start, excerpt, row["problem"].format(**facts), row["remedy"])
