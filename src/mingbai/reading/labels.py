"""Which row or column a printed label names: by its words, typo-tolerant, never by its position."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from mingbai.reading.glyphs import squeezed

ORDINAL = re.compile(r"(?:[(]?([一二三四五六七八九十]{1,3})[)、.]|[(]?(\d{1,2})[)、.,])$")
NUMBERING = re.compile(
    r"[(][一二三四五六七八九十]{1,3}[)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、]"
)
NOTE = re.compile(r"[(][^()]{1,40}[)]$")
LONGEST = 120  # no label is longer; running text before it is not compared


@dataclass(frozen=True)
class Match:
    """A label recognised: its row, how much of it was wrong (0 exact), the text before it."""

    id: str
    fault: float
    before: str


@cache
def table(name: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """One part of ``data/labels.toml`` (rows, columns, blocks), all labels squeezed."""
    part: dict[str, Any] = _raw()[name]
    return {
        key: {row: tuple(squeezed(label) for label in labels) for row, labels in rows.items()}
        for key, rows in part.items()
    }


@cache
def legacy_words() -> tuple[str, ...]:
    """What only the statistics forms before 2019 print."""
    return tuple(squeezed(word) for word in _raw()["legacy"]["words"])


@cache
def vocabulary() -> tuple[str, ...]:
    """Every fixed wording of the tables and around them, to tell heads from sentences."""
    words = {squeezed(word) for word in _raw()["words"]["furniture"]}
    for name in ("rows", "columns", "blocks"):
        words.update(
            label for part in table(name).values() for some in part.values() for label in some
        )
    return tuple(words)


@cache
def _raw() -> dict[str, Any]:
    path = resources.files("mingbai.reading") / "data" / "labels.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def row_of(text: str, rows: Mapping[str, tuple[str, ...]]) -> Match | None:
    """The row whose label ends ``text``; None when none or more than one comes near enough.

    An exact ending wins, the longest first; else the nearest spelling, if no other row is as near.
    A trailing note in brackets that belongs to no label (规章（市政府令）) is set aside.
    """
    plain = squeezed(text)[-LONGEST:]
    exact = _exact(plain, rows)
    if exact is None and NOTE.search(plain):
        bare = NOTE.sub("", plain)
        exact = _exact(bare, rows)
        plain = bare if exact is None and bare else plain
    return exact or _near(plain, rows)


def _exact(plain: str, rows: Mapping[str, tuple[str, ...]]) -> Match | None:
    best: tuple[int, str] | None = None
    for row, labels in rows.items():
        for label in labels:
            if plain.endswith(label) and (best is None or len(label) > best[0]):
                best = (len(label), row)
    return Match(best[1], 0.0, plain[: -best[0]]) if best else None


def _near(plain: str, rows: Mapping[str, tuple[str, ...]]) -> Match | None:
    """The one row that a damaged label can mean: few letters changed, or cut off at its end."""
    scores: list[tuple[float, str, str]] = []
    for row, labels in rows.items():
        fault, used = min(_fault(plain, label) for label in labels)
        scores.append((fault, row, plain[: len(plain) - used]))
    scores.sort()
    if not scores or scores[0][0] > 0.3:
        return None
    if len(scores) > 1 and scores[1][0] - scores[0][0] < 0.12:
        return None
    fault, row, before = scores[0]
    return Match(row, max(fault, 0.01), before)


def _fault(plain: str, label: str) -> tuple[float, int]:
    """Share of the label that is wrong at the end of ``plain``, and how many letters it took."""
    if len(label) < 4 or len(set(label) & set(plain[-len(label) - 6 :])) < 0.6 * len(set(label)):
        return 1.0, 0
    own = _after_numbering(plain)
    if 4 <= len(own) < len(label) and label.startswith(own):
        return 0.3 * (1 - len(own) / len(label)), len(own)
    tail = plain[-(len(label) + 6) :]
    # Edit distance of the whole label to some ending of ``tail``: start anywhere at no cost.
    previous: list[tuple[int, int]] = [(0, -i) for i in range(len(tail) + 1)]
    for count, char in enumerate(label, 1):
        current = [(count, 0)]
        for index, other in enumerate(tail, 1):
            best = min(
                (previous[index - 1][0] + (char != other), previous[index - 1][1]),
                (previous[index][0] + 1, previous[index][1]),
                (current[index - 1][0] + 1, current[index - 1][1]),
            )
            current.append(best)
        previous = current
    distance, start = previous[-1]
    return distance / len(label), len(tail) + start


def _after_numbering(plain: str) -> str:
    """What stands behind the last numbering (…（三）, 2., 四、), where a label begins."""
    ends = [match.end() for match in NUMBERING.finditer(plain)]
    return plain[ends[-1] :] if ends else plain


def ordinal_before(before: str) -> str:
    """The numbering that ends ``before`` (3, 七), or an empty text."""
    match = ORDINAL.search(before)
    return (match[1] or match[2]) if match else ""


def mentions(text: str, labels: Mapping[str, Iterable[str]]) -> list[str]:
    """The columns that ``text`` names, in order; of two labels at one place the longer counts."""
    pairs = _longest_first(labels)
    owner = dict(pairs)
    pattern = _pattern(tuple(label for label, _ in pairs))
    return [owner[match[0]] for match in pattern.finditer(squeezed(text))]


def without(text: str, labels: Iterable[str]) -> str:
    """What is left of ``text`` (squeezed) when every label in it is taken out."""
    ordered = tuple(sorted(set(labels), key=len, reverse=True))
    return _pattern(ordered).sub("", squeezed(text))


def _longest_first(labels: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    pairs = [(label, column) for column, some in labels.items() for label in some]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


@cache
def _pattern(ordered: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(label) for label in ordered))
