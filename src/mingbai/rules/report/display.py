"""How a cell's number is written: cells hold yuan, the form prints 万元."""

from decimal import Decimal

from mingbai.rules.findings import Number

YUAN_PER_WAN = 10_000
FEE_2021 = "t2.fee/amount_wan"  # the column head says 万元, so the figure stands without a unit
PURCHASES_2019 = "t2.procurement/amount"  # the head names no unit, so the cell carries it


def yuan_from_wan(wan: Number) -> Number:
    """Ten thousands of yuan (万元) as yuan, exactly; an int when no fraction of a yuan is left."""
    return _plain(Decimal(wan) * YUAN_PER_WAN)


def wan_from_yuan(yuan: Number) -> Number:
    """Yuan as ten thousands of yuan (万元), exactly; an int when there is no fraction."""
    return _plain(Decimal(yuan) / YUAN_PER_WAN)


def display(cell_id: str, value: Number | None) -> str:
    """A cell as the form prints it: money in 万元, other numbers plain, no number as an empty text.

    The 2019 purchase carries its unit (17090.91万元); the 2021 fee does not, its head says 万元.
    """
    if value is None:
        return ""
    if cell_id == PURCHASES_2019:
        return f"{_text(wan_from_yuan(value))}万元" if value else "0"
    if cell_id == FEE_2021:
        return _text(wan_from_yuan(value))
    return _text(value)


def _text(value: Number) -> str:
    return str(value) if isinstance(value, int) else f"{value:f}"


def _plain(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else value.normalize()
