"""Money is held in yuan and printed in 万元."""

from decimal import Decimal

import pytest

from mingbai.rules.findings import Number
from mingbai.rules.report.display import display, wan_from_yuan, yuan_from_wan

SHOWN: list[tuple[str, Number | None, str]] = [
    ("t2.procurement/amount", 170_909_100, "17090.91万元"),
    ("t2.procurement/amount", Decimal("75394432.52"), "7539.443252万元"),
    ("t2.procurement/amount", 100_000_000, "10000万元"),
    ("t2.procurement/amount", 0, "0"),
    ("t2.fee/amount_wan", 75_450_000, "7545"),
    ("t2.fee/amount_wan", Decimal("59490886.67"), "5949.088667"),
    ("t2.fee/items_delta", -69, "-69"),
    ("t3.1/total", 3119, "3119"),
    ("t3.1/total", 0, "0"),
    ("t3.1/total", None, ""),
]


@pytest.mark.parametrize(("cell", "value", "text"), SHOWN)
def test_a_cell_as_printed(cell: str, value: Number | None, text: str) -> None:
    assert display(cell, value) == text


@pytest.mark.parametrize("wan", ["316441", "96171.6", "5949.088667", "0.000001", "0"])
def test_wan_to_yuan_and_back_is_exact(wan: str) -> None:
    assert wan_from_yuan(yuan_from_wan(Decimal(wan))) == Decimal(wan)


def test_whole_yuan_are_integers() -> None:
    assert isinstance(yuan_from_wan(Decimal("17090.91")), int)
