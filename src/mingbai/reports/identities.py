"""The printed identities (勾稽关系) of a report, both sides worked out, to go with its data."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mingbai.reports.numbers import Plain
from mingbai.rules.report.formats import HANDLED_TOTAL, TOTAL, load


def identities(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each as rule, where, left, right, holds; a side without a number is None."""
    cells = content["cells"]
    return [
        {
            "rule": rule,
            "where": where,
            "left": (left := _sum(cells, one)),
            "right": (right := _sum(cells, other)),
            "holds": left is not None and left == right,
        }
        for rule, where, one, other in _sides(content["format"])
    ]


def _sides(format_id: str) -> Iterator[tuple[str, str, list[str], list[str]]]:
    fmt = load(format_id)
    kinds = [column.id for column in fmt.table3_columns if column.id != TOTAL]
    for column in (*kinds, TOTAL):
        balance = [f"t3.1/{column}", f"t3.2/{column}"]
        yield "T3-R1", column, balance, [f"{HANDLED_TOTAL}/{column}", f"t3.4/{column}"]
        leaves = [f"{row.id}/{column}" for row in fmt.leaves]
        yield "T3-R2", column, [f"{HANDLED_TOTAL}/{column}"], leaves
    for row in fmt.numeric_rows:
        yield "T3-R3", row.id, [f"{row.id}/{TOTAL}"], [f"{row.id}/{kind}" for kind in kinds]
    parts = [column.id for column in fmt.table4_columns if column.id != TOTAL]
    for block in fmt.table4_blocks:
        yield "T4-R1", block.id, [f"{block.id}/{TOTAL}"], [f"{block.id}/{part}" for part in parts]


def _sum(cells: Mapping[str, Plain], names: Iterable[str]) -> Plain:
    values = [cells.get(name) for name in names]
    return None if None in values else sum(value for value in values if value is not None)
