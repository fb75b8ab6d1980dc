"""The figures over the years: counted where the ledger reaches, typed with a source before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingbai.organs import queries as organs
from mingbai.organs.models import Organ
from mingbai.reports import ledgers, queries
from mingbai.reports.chart_data import YEARS_SHOWN, Point
from mingbai.reports.figures import Figures
from mingbai.reports.models import SeriesValue
from mingbai.reports.numbers import whole
from mingbai.rules.findings import Number
from mingbai.rules.report import formats

LEDGER_SOURCE = "本系统台账"
FIRST_FORM = 2019


@dataclass(frozen=True)
class Series:
    """One figure followed over the years; ``counted`` says that a ledger here knows it."""

    id: str
    label: str
    unit: str
    counted: bool


SERIES = (
    Series("applications", "收到政府信息公开申请", "件", True),
    Series("proposals", "办理建议提案", "件", False),
    Series("published", "主动公开政府信息", "条", False),
    Series("reviews", "收到行政复议", "件", True),
    Series("suits", "收到行政诉讼", "件", True),
)
BY_ID = {series.id: series for series in SERIES}
# What last year's report carries out (T3-R5 compares it): typed where that report is not here.
CARRIED = {
    f"t3.4/{column.id}": f"结转下年度继续办理 · {column.label}"
    for column in formats.for_year(FIRST_FORM).table3_columns
}


def years_of(year: int) -> list[int]:
    """The years a chart shows, ending with the report year."""
    return list(range(year - YEARS_SHOWN + 1, year + 1))


def carried(organ: Organ, year: int) -> list[tuple[str, Number, str]]:
    """The typed cells that the report of ``year`` carried out: label, value, source."""
    typed = queries.series_in_force(organ, [year])
    found = []
    for cell, label in CARRIED.items():
        row = typed.get((cell, year))
        value = whole(row.value) if row else None
        if row and value is not None:
            found.append((label, value, row.source))
    return found


def points(made: Figures) -> dict[str, list[Point]]:
    """One point a year for every series; no value where no source gives one."""
    years = years_of(made.year)
    typed = queries.series_in_force(made.organ, years)
    counted = _counted(made, years)
    return {
        series.id: [
            _point(series, year, counted.get(year), typed.get((series.id, year))) for year in years
        ]
        for series in SERIES
    }


def _point(
    series: Series, year: int, counted: dict[str, Number] | None, typed: SeriesValue | None
) -> Point:
    if series.counted and counted is not None:
        return Point(year, counted[series.id], LEDGER_SOURCE)
    if typed is not None and typed.value is not None:
        return Point(year, whole(typed.value), typed.source)
    return Point(year, None)


def _counted(made: Figures, years: Sequence[int]) -> dict[int, dict[str, Number]]:
    """What the ledger says of the report year and of the earlier years that it holds in full."""
    begins = made.organ.ledger_from or made.year
    found = {}
    for year in years:
        if year == made.year:
            found[year] = _taken(made.cells.get("t3.1/total"), made.accepted)
        elif year >= begins:
            found[year] = _earlier(made.organ, year, made)
    return found


def _earlier(organ: Organ, year: int, made: Figures) -> dict[str, Number]:
    # Before 2019 there is no form; the first one counts the received all the same.
    fmt = formats.for_year(max(year, FIRST_FORM))
    scope = organs.own_scope(organ, year)
    if made.subtree:
        counts, _ = ledgers.count_tree(organ, scope, year, fmt, made.switches)
    else:
        counts = ledgers.count_own(scope, year, fmt, made.switches)
    return _taken(counts.cells["t3.1/total"], counts.accepted)


def _taken(received: Number | None, accepted: Mapping[str, int]) -> dict[str, Number]:
    return {"applications": received or 0, **accepted}
