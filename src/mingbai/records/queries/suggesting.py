"""Public records that answer words already typed; full search takes this place over."""

import re
from functools import reduce
from operator import or_

from django.db.models import Q

from mingbai.organs.models import Organ
from mingbai.records.models import Record

PIECE, PIECES = 4, 16  # characters that must agree, and how many runs of a text are looked for
_LITTLE = re.compile("的|及|和|与|或者|关于|申请|公开|政府信息|有关|相关")


def suggest(text: str, root: Organ | None = None, *, most: int = 5) -> list[Record]:
    """Public records whose titles share a run of words with the text, best first; never a draft.

    A plain look at titles; full search takes this place over.
    """
    pieces = _pieces(text)
    if not pieces:
        return []
    hits = reduce(or_, (Q(title__icontains=word) for word in pieces))
    rows = Record.objects.filter(hits, public_version__isnull=False).select_related("organ")
    if root is not None:
        rows = rows.filter(organ__path__startswith=root.path)
    found = list(rows.order_by("-first_public_at")[:100])
    found.sort(key=lambda record: -sum(word in record.title for word in pieces))
    return found[:most]


def _pieces(text: str) -> list[str]:
    """Runs of four characters out of the words of a text, each once."""
    words = re.findall(r"\w+", _LITTLE.sub(" ", text))
    found = (
        word[place : place + PIECE]
        for word in words
        for place in range(0, max(1, len(word) - PIECE + 1), 2)
        if len(word) >= PIECE
    )
    return list(dict.fromkeys(found))[:PIECES]
