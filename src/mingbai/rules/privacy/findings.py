"""What goes in and out: a passage of text with its place; a hit in it; a finding to show."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What was found; the words of ``mingbai scan --json``."""

    ID_CARD = "id_card"
    MOBILE = "mobile"
    LANDLINE = "landline"
    BANK_CARD = "bank_card"
    PASSPORT = "passport"
    ADDRESS = "address"
    SENSITIVE_LIST = "sensitive_list"
    MINOR = "minor"
    SECRECY_MARK = "secrecy_mark"
    HIDDEN_DATA = "hidden_data"
    GPS = "gps"


class Severity(StrEnum):
    """critical stops publication, warning is to be looked at, info is told."""

    CRITICAL = "critical"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Hit:
    """A value at [start, end) of the folded text; ``masked`` is all that may be shown of it."""

    kind: Kind
    severity: Severity
    start: int
    end: int
    masked: str


@dataclass(frozen=True)
class Finding:
    """A hit with its place in words; one row of ``mingbai scan``."""

    kind: Kind
    severity: Severity
    where: str
    masked: str


@dataclass(frozen=True)
class Passage:
    """Text of one carrier, in reading order: cells parted by tabs, rows and lines by newlines.

    ``place`` names the place of a character (by default the line); ``numbers`` are the spans of
    cells that hold a number and not text, so that Excel kept only 15 significant digits.
    """

    where: str
    text: str
    place: Callable[[int], str] | None = None
    numbers: tuple[tuple[int, int], ...] = ()
