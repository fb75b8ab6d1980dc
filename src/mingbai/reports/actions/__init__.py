"""The only writers of a report: typed values, prose, series, and the seal that fixes it."""

from mingbai.reports.actions.sealing import seal
from mingbai.reports.actions.typed import (
    EditedMeanwhile,
    type_series,
    type_value,
    type_values,
    write_narrative,
)

__all__ = [
    "EditedMeanwhile",
    "seal",
    "type_series",
    "type_value",
    "type_values",
    "write_narrative",
]
