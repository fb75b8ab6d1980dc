"""Whose report it is: the name printed on it against the organs of the office's subtree.

Tolerant of what the name leaves out or puts in front (青岛市城阳区…), never of another place; two
organs that fit equally well fit not at all.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mingbai.reading.glyphs import squeezed

PLACE_ENDS = ("省", "市", "州", "盟", "区", "县", "旗", "地区", "开发区", "实验区")
GOVERNMENT = re.compile(r"(?:人民政府|管理委员会|管委会)(?:办公室|办公厅)?$")
SHORTEST = 3
NOBODYS = frozenset({"人民政府", "管理委员会", "街道办事处"})


@dataclass(frozen=True)
class Candidate:
    """An organ with every name it has or had, and the place its government is named after."""

    key: int
    names: tuple[str, ...]
    place: str


def place_of(government: str) -> str:
    """示范市明阳区人民政府 → 示范市明阳区; empty for what is not named as a government."""
    plain = squeezed(government)
    place = GOVERNMENT.sub("", plain)
    return place if place != plain else ""


def match(printed: str, candidates: Iterable[Candidate]) -> int | None:
    """The key of the one organ that fits best; None when none fits or several fit alike."""
    read = squeezed(printed)
    if len(read) < SHORTEST or read in NOBODYS:
        return None
    fits: dict[int, int] = {}
    for candidate in candidates:
        best = max((_fit(read, name, candidate.place) for name in _names(candidate)), default=0)
        if best:
            fits[candidate.key] = best
    most = max(fits.values(), default=0)
    found = [key for key, fit in fits.items() if fit == most]
    return found[0] if len(found) == 1 else None


def _names(candidate: Candidate) -> Iterator[str]:
    """Each name as it stands and with the place in front."""
    for name in candidate.names:
        plain = squeezed(name)
        if len(plain) >= SHORTEST:
            yield plain
            if candidate.place and not _begins_with_place(plain, candidate.place):
                yield candidate.place + plain


def _fit(read: str, name: str, place: str) -> int:
    """0: another organ; else the characters in common, more for the very name."""
    if read == name:
        return 10_000
    if read.endswith(name):
        in_front = read[: -len(name)]
        known = _place_of_name(name, place)
        fits = in_front.endswith(PLACE_ENDS) and bool(known) and _agrees(in_front, known, place)
        return len(name) if fits else 0
    if name.endswith(read):
        left_out = name[: -len(read)]
        return len(read) if left_out.endswith(PLACE_ENDS) else 0
    return 0


def _begins_with_place(name: str, place: str) -> bool:
    return bool(_place_of_name(name, place))


def _place_of_name(name: str, place: str) -> str:
    """The end of the place (示范市明阳区, 明阳区) with which the name begins."""
    for start in range(len(place) - 1):
        if name.startswith(place[start:]):
            return place[start:]
    return ""


def _agrees(in_front: str, known: str, place: str) -> bool:
    """What is printed in front does not name another city than the place does, if it does."""
    expected = place[: len(place) - len(known)]
    return not expected or expected.endswith(in_front) or in_front.endswith(expected)
