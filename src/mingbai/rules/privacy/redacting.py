"""Text with what was found in it masked: for names of files and sheets that are shown."""

from datetime import date

from mingbai.rules.privacy.detecting import find
from mingbai.rules.privacy.findings import Kind
from mingbai.rules.privacy.folding import fold

VALUES = frozenset({Kind.ID_CARD, Kind.MOBILE, Kind.LANDLINE, Kind.BANK_CARD, Kind.PASSPORT})


def redacted(text: str, today: date) -> str:
    """The text, each number found in it replaced by its mask."""
    folded = fold(text)
    hits = [hit for hit in find(folded, (), today) if hit.kind in VALUES]
    if not hits:
        return text
    parts, end = [], 0
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= end:
            parts += [folded.text[end : hit.start], hit.masked]
            end = hit.end
    return "".join([*parts, folded.text[end:]])
