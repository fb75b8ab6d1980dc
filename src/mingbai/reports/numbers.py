"""Figures as JSON carries them: whole numbers as they are, money with at most two decimals."""

from collections.abc import Mapping
from decimal import Decimal

from mingbai.rules.findings import Number

Plain = int | float | None


def plain(value: Number | None) -> Plain:
    """A figure for JSON; a float only where there is a fraction (two decimals survive exactly)."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def exact(value: Plain) -> Number | None:
    """The figure that ``plain`` wrote: int, or Decimal where there is a fraction."""
    return Decimal(str(value)) if isinstance(value, float) else value


def plain_cells(cells: Mapping[str, Number | None]) -> dict[str, Plain]:
    """Cells for JSON."""
    return {cell: plain(value) for cell, value in cells.items()}


def exact_cells(cells: Mapping[str, Plain]) -> dict[str, Number | None]:
    """Cells from JSON."""
    return {cell: exact(value) for cell, value in cells.items()}


def whole(value: Decimal | None) -> Number | None:
    """A figure from the database: int where no fraction is left."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else value.normalize()
