"""Text and pages with the values found in them starred, by the site's one policy (PII-06 to 08).

Every character keeps its place: a masked text is as long as the text was.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from mingbai.rules.privacy import columns, identity, masking
from mingbai.rules.privacy.detecting import find
from mingbai.rules.privacy.findings import Hit, Kind, Severity
from mingbai.rules.privacy.folding import Folded, fold
from mingbai.rules.privacy.hypertext import Units, pieces
from mingbai.rules.privacy.policy import Policy
from mingbai.rules.privacy.runs import ALL, TO_DIGIT

STAR = "*"
# Characters shown in front and at the end; ID numbers go by the policy.
SHOWN = {Kind.MOBILE: (3, 4), Kind.BANK_CARD: (0, 4), Kind.LANDLINE: (0, 2), Kind.PASSPORT: (1, 2)}
OF_IDENTITY = {Policy.NONE: (0, 0), Policy.LAST_FOUR: (0, 4), Policy.FIRST_SIX: (6, 0)}
VALUES = frozenset({Kind.ID_CARD, Kind.ADDRESS, *SHOWN})


@dataclass(frozen=True)
class Masked:
    """The text, how many values were starred, and these values as digits, to look for after."""

    text: str
    count: int
    hidden: frozenset[str] = field(default=frozenset(), repr=False)


@dataclass(frozen=True)
class _Edits:
    """Places in the source to be starred."""

    places: frozenset[int]
    count: int
    hidden: frozenset[str]


def masked_text(
    text: str,
    today: date,
    policy: Policy = Policy.LAST_FOUR,
    numbers: Sequence[tuple[int, int]] = (),
) -> Masked:
    """The text, as long as before, its values starred; ``numbers`` as in ``Passage``.

    Left as they are: telephones given for enquiries, addresses of offices, names.
    """
    edits = _edits(text, numbers, today, policy)
    shown = "".join(STAR if i in edits.places else c for i, c in enumerate(text))
    return Masked(shown if edits.count else text, edits.count, edits.hidden)


def masked_html(html: str, today: date, policy: Policy = Policy.LAST_FOUR) -> Masked:
    """The page with its tags; values may be cut by tags and cells, or stand in attributes."""
    spans: list[tuple[int, int]] = []
    count, hidden = 0, frozenset[str]()
    for units in pieces(html):
        edits = _edits(units.text, (), today, policy)
        spans += _sources(units, edits.places)
        count, hidden = count + edits.count, hidden | edits.hidden
    out, end = [], 0
    for start, stop in sorted(set(spans)):
        out += [html[end:start], STAR]
        end = stop
    return Masked("".join([*out, html[end:]]), count, hidden)


def _sources(units: Units, places: Iterable[int]) -> Iterator[tuple[int, int]]:
    for place in places:
        span = units.spans[place]
        if span is not None:
            yield span


def _edits(text: str, numbers: Sequence[tuple[int, int]], today: date, policy: Policy) -> _Edits:
    folded = fold(text)
    hits = [hit for hit in find(folded, numbers, today) if _is_masked(hit)]
    places: set[int] = set()
    hidden: set[str] = set()
    for hit in hits:
        starred = _starred(folded.text, hit, policy)
        places.update(folded.source(at) for at in starred)
        if hit.kind is not Kind.ADDRESS:
            hidden.add(_plain(folded.text[hit.start : hit.end]))
    count = len(hits)
    for start, end in _cells(folded, hits):
        starred = [at for at in range(start, end) if folded.text[at].isalnum()]
        places.update(folded.source(at) for at in starred)
        hidden.add(_plain(folded.text[start:end]))
        count += 1
    return _Edits(frozenset(places), count, frozenset(hidden))


def _plain(value: str) -> str:
    """The value as digits, however it was written."""
    return "".join(c for c in value.translate(TO_DIGIT) if c.isalnum())


def _is_masked(hit: Hit) -> bool:
    """Every ID number and home, and any other number that is nobody's office's."""
    if hit.kind not in VALUES or columns.is_whole(hit):
        return False
    if hit.kind in (Kind.ID_CARD, Kind.ADDRESS, Kind.BANK_CARD):
        return hit.severity is not Severity.INFO
    return hit.severity is Severity.CRITICAL


def _cells(folded: Folded, hits: Sequence[Hit]) -> Iterator[tuple[int, int]]:
    """Cells of flagged columns that hold long numbers which are no hits themselves."""
    found = sorted((hit.start, hit.end) for hit in hits)
    for start, end in columns.long_cells(folded.text, hits):
        if not any(first < end and start < last for first, last in found):
            yield start, end


def _starred(text: str, hit: Hit, policy: Policy) -> list[int]:
    """The places of a hit that are starred."""
    span = range(hit.start, hit.end)
    if hit.kind is Kind.ADDRESS:
        return [at for at in span if text[at].isalnum() and text[at] not in masking.KEPT]
    if hit.kind is Kind.PASSPORT:
        places = [at for at in span if text[at].isalnum()]
    else:
        places = [at for at in span if text[at] in ALL or text[at] == STAR]
    front, behind = _shown(text[hit.start : hit.end], hit.kind, policy)
    if (front, behind) == (0, 0):
        return [at for at in span if text[at].isalnum()]
    return places[front : len(places) - behind]


def _shown(value: str, kind: Kind, policy: Policy) -> tuple[int, int]:
    """How many characters stay in front and at the end.

    The end of a damaged or an old number is another part of it: shown beside the last four of
    the whole number it would add up, so it is not shown.
    """
    if kind is not Kind.ID_CARD:
        return (0, 0) if policy is Policy.NONE else SHOWN[kind]
    if "E" in value.upper():
        return 0, 0
    digits = "".join(c for c in value.translate(TO_DIGIT) if c in "0123456789Xx*").upper()
    whole = len(digits) == 18 and ("*" in digits or digits[-1] == identity.check_digit(digits[:17]))
    whole = whole and not digits.endswith("000")  # as Excel leaves them
    return OF_IDENTITY[policy] if whole or policy is Policy.FIRST_SIX else (0, 0)
