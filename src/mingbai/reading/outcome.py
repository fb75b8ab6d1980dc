"""What reading a file yields: each cell with its evidence, what is missing, what was refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mingbai.rules.findings import Number

SURE = 1.0  # cell borders known, or one reading only and every identity agrees
PLAIN = 0.98  # cell borders known, but an identity does not hold: the report may be wrong
DECIDED = 0.9  # one reading satisfies the row's identity, the columns cannot confirm it
DOUBTFUL = 0.8  # cells parted by blanks only, and the row does not add up
WEAK = 0.5  # read with an assumption that a finding names


class State(StrEnum):
    """How a cell came out."""

    NUMBER = "number"
    BLANK = "blank"
    DASH = "dash"
    NONE = "none"
    REFUSED = "refused"


@dataclass(frozen=True)
class Cell:
    """One cell: ``value`` (money in yuan, None unless a number), what is printed, where."""

    value: Number | None
    raw: str
    where: str
    confidence: float
    state: State


@dataclass(frozen=True)
class Tables:
    """The cells of all tables by cell id, and notes for the findings.

    ``rows_seen`` are row ids found at all; ``strange`` are rows of no form; ``repeated`` are rows
    found twice with different numbers; ``columns`` are the column ids named by the heads per table.
    """

    cells: Mapping[str, Cell]
    rows_seen: frozenset[str]
    strange: tuple[str, ...]
    repeated: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    missing_heads: tuple[str, ...]
    assumed: tuple[str, ...]
