"""What a check returns: a finding names both sides and repairs nothing."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Number = int | Decimal


class Severity(StrEnum):
    """How much a finding weighs: an error blocks publication, a warning asks, an info tells."""

    ERROR = "error"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True)
class Finding:
    """One thing a rule found.

    ``rule`` is the id (T3-R1 …), ``where`` a cell id (``t3.1/natural``), a column or a clause of
    the text; ``expected`` and ``found`` are the two sides as numbers or words; ``basis`` cites the
    source of the rule; ``hint`` says what an officer can do.
    """

    rule: str
    severity: Severity
    message: str
    where: str = ""
    expected: Number | str | None = None
    found: Number | str | None = None
    hint: str = ""
    basis: str = ""
