"""Documents with one planted value among harmless lines, in every way and every carrier."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from random import Random

from mingbai.rules.privacy import Kind
from tests.scanning.planted import hiding, homes, layouts, lists, negatives, pages, values
from tests.scanning.planted.files import PLACES
from tests.scanning.planted.layouts import placed

# Ways that need cells, lines or tags, which a hidden place or a table of cells has not.
OF_PAGES = frozenset({hiding.tags, hiding.cells, hiding.lines})
SILENT = frozenset({"sheet numeric", "photo comment"})
KINDS = {name: (make, share) for name, make, share in pages.KINDS}
DIGITS_ONLY = frozenset({hiding.old_form, hiding.damaged})


@dataclass(frozen=True)
class Document:
    """A file; what is planted in it (None: nothing), how hidden, and in which carrier."""

    name: str
    data: bytes
    kind: Kind | None
    way: str
    carrier: str
    minor: bool = False


def documents(rng: Random, rounds: int) -> Iterator[Document]:
    """One round has 34 documents: 12 ways of ID numbers and plain ones, and all the others."""
    for _ in range(rounds):
        for way in (None, *hiding.TWELVE):
            yield _identity(rng, way)
        yield _in_place(rng)
        yield _in_place(rng)
        yield _child(rng)
        for way in (None, *hiding.OF_MOBILES):
            shown = _hidden(rng, way, values.mobile(rng))
            yield _page(rng, Kind.MOBILE, way, placed(rng, layouts.OF_MOBILE, shown))
        for way in (None, *hiding.OF_CARDS):
            shown = _hidden(rng, way, values.card(rng))
            yield _page(rng, Kind.BANK_CARD, way, placed(rng, layouts.OF_CARD, shown))
        home = placed(rng, layouts.OF_ADDRESS, homes.address(rng))
        yield _page(rng, Kind.ADDRESS, None, home)
        yield _page(rng, Kind.SENSITIVE_LIST, None, f"\n{lists.sensitive(rng)}\n")
        yield _page(rng, Kind.MINOR, None, f"\n{lists.children(rng)}\n")
        yield _page(rng, None, None, f"\n{lists.lookalike(rng)}\n")
        yield _page(rng, None, None, f"\n{lists.lookalike(rng)}\n")
        yield _page(rng, None, None, negatives.prose(rng))


def _identity(rng: Random, way: hiding.Hiding | None) -> Document:
    number = values.identity(rng)
    while way is hiding.crosses and not number.endswith("X"):
        number = values.identity(rng)
    forms = layouts.OF_OLD_IDENTITY if way is hiding.old_form else layouts.OF_IDENTITY
    return _page(rng, Kind.ID_CARD, way, placed(rng, forms, _hidden(rng, way, number)))


def _child(rng: Random) -> Document:
    number = values.identity(rng, born=(2013, 2025))
    made = _page(rng, Kind.ID_CARD, None, placed(rng, layouts.OF_IDENTITY, number))
    return Document(made.name, made.data, made.kind, "of a child", made.carrier, minor=True)


def _in_place(rng: Random) -> Document:
    """A number in one of the places that a reader does not see, or not at once."""
    place = rng.choice(list(PLACES))
    name, plant = PLACES[place]
    number = values.identity(rng)
    if place == "sheet numeric":
        number = number[:15] + rng.choice(("000", "000", "", "00"))[:3].ljust(3, "0")
    elif place not in SILENT:
        ways = (hiding.full_width, hiding.chinese, hiding.zero_width, hiding.parted, hiding.letters)
        number = escape(rng.choice((_same, *ways))(rng, number))
    return Document(name, plant(number), Kind.ID_CARD, "in a place", place)


def _same(rng: Random, number: str) -> str:
    return number


def _hidden(rng: Random, way: hiding.Hiding | None, value: str) -> str:
    return way(rng, value) if way else value


def _page(rng: Random, kind: Kind | None, way: hiding.Hiding | None, plant: str) -> Document:
    """The plant somewhere between two and forty harmless lines."""
    lines = [negatives.harmless(rng) for _ in range(rng.randint(2, 40))]
    lines.insert(rng.randrange(len(lines) + 1), plant)
    if way is hiding.tags:
        name = "a.html"
    else:
        names = [n for n in KINDS if way is not hiding.lines or n not in ("a.csv", "a.xlsx")]
        name = rng.choices(names, [KINDS[n][1] for n in names])[0]
    data = KINDS[name][0](rng, "\n".join(lines))
    return Document(name, data, kind, way.__name__ if way else "plain", name)
