"""The stitch test over many documents (PII-07): masked forms of one number that add up.

Each document may show few digits; the same person's number masked otherwise elsewhere shows others.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mingbai.rules.privacy import masking
from mingbai.rules.privacy.folding import fold
from mingbai.rules.privacy.identity import of_a_province
from mingbai.rules.privacy.people import names_with_places
from mingbai.rules.privacy.wording import before

MOST_SHOWN = 6
WHOLE, OLD = 18, 15
MOST_FORMS = 500  # different ones of one name; more are compared only by themselves
FORM = re.compile(
    r"(?<![\dA-Za-z*\uff0a])(\d{0,14})([*\uff0a×●■□○•Xx#]{4,18})(?:(\d{1,10})([*\uff0a×●■□○•#]{2,14}))?"
    r"(\d{0,10}[\dXx]?)(?![\dA-Za-z*\uff0a])"
)
NEAR = 60  # characters between a name and a number on one line


@dataclass(frozen=True)
class MaskedForm:
    """A masked ID number: ``shown`` has 18 characters, ``*`` where nothing is told."""

    name: str
    shown: str = field(repr=False)
    where: str


@dataclass(frozen=True)
class Stitched:
    """Forms under one name of which the union shows more than six characters.

    ``positions`` are 1 to 18; ``agreeing`` when two forms share a character, so that they are
    surely of one person; otherwise namesakes are possible.
    """

    name: str
    positions: tuple[int, ...]
    places: tuple[str, ...]
    agreeing: bool

    @property
    def revealed(self) -> int:
        """How many characters are known."""
        return len(self.positions)


def masked_forms(text: str, where: str = "") -> Iterator[MaskedForm]:
    """The masked ID numbers of a text with the name on their line; "" where there is none."""
    folded = fold(text).text
    for found in FORM.finditer(folded):
        shown = _aligned(found)
        if shown is None or before(folded, found.start(), "card"):
            continue
        yield MaskedForm(_name(folded, found.start(), found.end()), shown, where)


def _aligned(found: re.Match[str]) -> str | None:
    """Eighteen places; None for what is a telephone, a card, or shows nothing."""
    first, stars, middle, more, last = (part or "" for part in found.groups())
    length = len(found[0])
    if not (first or middle or last) or (first and not _of_identity(first, length)):
        return None
    if length == OLD and not middle and last and last[-1].isdigit() and len(first) == MOST_SHOWN:
        return (first + "*" * WHOLE)[: WHOLE - 1 - len(last)] + last + "*"
    if length == WHOLE:
        return (first + "*" * len(stars) + middle + "*" * len(more) + last).upper()
    known = len(first) + len(last)
    if middle or known >= WHOLE or length < 12:
        return None  # the middle of a number whose stars were not counted tells no place
    return (first + "*" * (WHOLE - known) + last).upper()


def _of_identity(first: str, length: int) -> bool:
    """Begins as an ID number; eleven characters beginning with 1 are a telephone."""
    return length != 11 and len(first) >= 2 and first[0] != "0" and of_a_province(first)


def _name(text: str, start: int, end: int) -> str:
    """The last name before the number on its line, else the first after it."""
    line = max(text.rfind("\n", 0, start) + 1, start - NEAR)
    stop = text.find("\n", end, end + NEAR)
    named = names_with_places(text, line, start)
    if named:
        return named[-1][0]
    after = names_with_places(text, end, stop if stop >= 0 else min(len(text), end + NEAR))
    return after[0][0] if after else ""


def stitched(forms: Iterable[MaskedForm]) -> list[Stitched]:
    """What adds up to more than six characters of one number, most first; pure.

    Forms without a name are judged each by itself.  Names come back masked.
    """
    by_name: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for form in forms:
        by_name[form.name][form.shown].add(form.where)
    found: dict[tuple[str, str], Stitched] = {}
    for name, shown in by_name.items():
        ordered = sorted(shown, key=lambda one: (one.count("*"), one))
        alone = not name or len(ordered) > MOST_FORMS
        for seed in ordered:
            union, used = (seed, [seed]) if alone else _union(seed, ordered)
            if WHOLE - union.count("*") > MOST_SHOWN:
                found.setdefault((name, union), _told(name, union, used, shown))
    return sorted(found.values(), key=lambda one: (-one.revealed, one.name, one.places))


def _union(seed: str, forms: Sequence[str]) -> tuple[str, list[str]]:
    """All that agrees with the seed, put together."""
    union, used = seed, [seed]
    for form in forms:
        if form != seed and all(
            "*" in pair or len(set(pair)) == 1 for pair in zip(union, form, strict=True)
        ):
            union = "".join(b if a == "*" else a for a, b in zip(union, form, strict=True))
            used.append(form)
    return union, used


def _told(name: str, union: str, used: Sequence[str], shown: dict[str, set[str]]) -> Stitched:
    places = sorted({place for form in used for place in shown[form]})
    counts = [sum(form[i] != "*" for form in used) for i in range(WHOLE)]
    return Stitched(
        masking.name(name) if name else "",
        tuple(i + 1 for i, c in enumerate(union) if c != "*"),
        tuple(places),
        agreeing=len(used) == 1 or max(counts) > 1,
    )
