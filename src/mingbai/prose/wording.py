"""Two paragraphs compared by words and Chinese characters, within bounded work."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from mingbai.prose import aligning
from mingbai.prose.model import Inline, Inlines, Picture, Run, letters

# 汉字逐字，字母和数字逐词（2019、3.5%），其余逐个
_TOKEN = re.compile(r"[A-Za-z]+|\d+(?:[.,]\d+)*%?|\s+|.", re.DOTALL)
_LEAST = 0.3  # 相同的不到三成、又不到十二个字，整段对照更好读
_SHORT = 12
_HEAD = 300
_WORTH = 0.3


def rewritten(old: Inlines, new: Inlines) -> Inlines:
    """The new inlines with insertions marked, and what was deleted in its place."""
    before, after = list(_tokens(old)), list(_tokens(new))
    found = _smoothed(aligning.steps(_keys(before), _keys(after)))
    same = sum(right - left for equal, left, right, _, _ in found if equal)
    if same < _LEAST * min(len(before), len(after)) and same < _SHORT:
        found = [(False, 0, len(before), 0, len(after))]
    done: list[Inline] = []
    for equal, left, right, first, last in found:
        if equal:
            done += after[first:last]
        else:
            done += marked(tuple(before[left:right]), "del")
            done += marked(tuple(after[first:last]), "ins")
    return tuple(done)


def marked(inlines: Inlines, mark: str) -> Inlines:
    """All of it inserted (``ins``) or deleted (``del``)."""
    return tuple(
        Run(part.text, part.marks | {mark}, part.href)
        if isinstance(part, Run)
        else replace(part, marks=part.marks | {mark})
        for part in inlines
    )


def likeness(old: str, new: str) -> float:
    """How much of the beginnings of two texts is the same letters, 0 … 1, whatever their order."""
    one, other = old[:_HEAD], new[:_HEAD]
    if not one and not other:
        return 1.0
    if 2 * min(len(one), len(other)) < _WORTH * (len(one) + len(other)):
        return 0.0
    shared = sum((Counter(one) & Counter(other)).values())
    return 2 * shared / (len(one) + len(other))


def _smoothed(steps: list[aligning.Step]) -> list[aligning.Step]:
    """A single equal token between two changes belongs to the change."""
    done: list[aligning.Step] = []
    for number, (equal, left, right, first, last) in enumerate(steps):
        small = equal and right - left < 2 and 0 < number < len(steps) - 1
        if (small or not equal) and done and not done[-1][0]:
            done[-1] = (False, done[-1][1], right, done[-1][3], last)
        else:
            done.append((equal, left, right, first, last))
    return done


def _tokens(inlines: Inlines) -> Iterator[Inline]:
    for part in inlines:
        if isinstance(part, Picture):
            yield part
        else:
            yield from (Run(text, part.marks, part.href) for text in _TOKEN.findall(part.text))


def _keys(tokens: list[Inline]) -> list[str]:
    """What counts as the same: the text, or the picture with its description."""
    return [part.text if isinstance(part, Run) else _picture(part) for part in tokens]


def _picture(part: Picture) -> str:
    return f"\x00{part.src}\x00{part.alt}\x00{part.decorative}"


def key(inlines: Inlines) -> str:
    """The text by which two paragraphs are the same; pictures by address and description."""
    sources = "".join(_picture(part) for part in inlines if isinstance(part, Picture))
    return letters(inlines) + sources
