"""What carriers hand on: passages to look through, and findings they made themselves."""

from collections.abc import Callable, Iterator

from mingbai.rules.privacy import Finding, Kind, Passage, Severity
from mingbai.scanning.bounds import Bounds

Piece = Passage | Finding
# A carrier: bytes, the name of the file, the budget, how many archives we are in.
Carrier = Callable[[bytes, str, Bounds, int], Iterator[Piece]]


def hidden(where: str, words: str, severity: Severity = Severity.WARNING) -> Finding:
    """Something a reader does not see but a published file would carry along."""
    return Finding(Kind.HIDDEN_DATA, severity, where, words)


def under(name: str, pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The pieces of a file inside another, their places saying in which."""
    for piece in pieces:
        where = f"内含文件“{name}”{piece.where}"
        if isinstance(piece, Finding):
            yield Finding(piece.kind, piece.severity, where, piece.masked)
        else:
            yield Passage(where, piece.text, piece.place, piece.numbers)
