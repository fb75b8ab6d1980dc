"""What a site shows of an ID number (PII-07): one choice, the same everywhere, never 6 + 4."""

from enum import StrEnum


class Policy(StrEnum):
    """Nothing, the last four (usual), or the first six characters."""

    NONE = "none"
    LAST_FOUR = "last_four"
    FIRST_SIX = "first_six"
