"""The four charts of the report as data: what each states, its figures, where they come from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from mingbai.reports.numbers import plain
from mingbai.rules.findings import Number
from mingbai.rules.report.formats import HANDLED_TOTAL, Format

YEARS_SHOWN = 5
NO_DATA = "无数据"


@dataclass(frozen=True)
class Point:
    """One year's figure of a series; ``value`` None where no source gives one."""

    year: int
    value: Number | None
    source: str = ""


@dataclass(frozen=True)
class Line:
    """One series of a chart, one value per category."""

    id: str
    label: str
    values: tuple[Number | None, ...]


@dataclass(frozen=True)
class Chart:
    """A chart. ``title`` states the finding, ``caption`` names it as the model report does."""

    id: str
    kind: Literal["shares", "years"]
    caption: str
    title: str
    unit: str
    categories: tuple[str, ...]
    lines: tuple[Line, ...]
    sources: tuple[str, ...] = field(default=())

    def as_dict(self) -> dict[str, Any]:
        """The chart as JSON can hold it."""
        lines = [
            {"id": line.id, "label": line.label, "values": [plain(value) for value in line.values]}
            for line in self.lines
        ]
        own = {"id": self.id, "kind": self.kind, "caption": self.caption, "title": self.title}
        return {
            **own,
            "unit": self.unit,
            "categories": list(self.categories),
            "lines": lines,
            "sources": list(self.sources),
        }


def percent(part: Number, whole: Number) -> str:
    """A share or growth as a percentage with one decimal."""
    share = Decimal(part) * 100 / Decimal(whole)
    return f"{share.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def charts(
    fmt: Format,
    cells: Mapping[str, Number | None],
    series: Mapping[str, Sequence[Point]],
    year: int,
) -> tuple[Chart, ...]:
    """The four charts of the model report, in its order.

    ``series`` holds for applications, proposals, published, reviews and suits one point a year.
    """
    return (
        _outcomes(fmt, cells, year),
        _years(
            "work",
            "依申请公开及提案办理公开情况年度变化",
            "件",
            (("applications", "收到申请"), ("proposals", "办理建议提案")),
            series,
        ),
        _years(
            "published",
            "政府信息主动公开总量对比",
            "条",
            (("published", "主动公开政府信息"),),
            series,
        ),
        _years(
            "remedies",
            "收到行政复议、行政诉讼变化对比",
            "件",
            (("reviews", "行政复议"), ("suits", "行政诉讼")),
            series,
        ),
    )


def _outcomes(fmt: Format, cells: Mapping[str, Number | None], year: int) -> Chart:
    """The shares of the reply kinds: （一） to （六）, each with its leaves."""
    labels: list[str] = []
    values: list[Number] = []
    for row in fmt.table3_rows:
        if row.depth == 1 and row.id != HANDLED_TOTAL:
            leaves = [leaf for leaf in fmt.leaves if row.id in (leaf.id, leaf.parent)]
            labels.append(row.short)
            values.append(sum((cells.get(f"{leaf.id}/total") or 0) for leaf in leaves))
    total = sum(values)
    if total:
        place = max(range(len(values)), key=lambda index: values[index])
        label = labels[place]
        title = f"办结{total}件，其中{label}{values[place]}件，占{percent(values[place], total)}"
    else:
        title = "本年没有办结的申请"
    return Chart(
        "outcomes",
        "shares",
        f"{year}年度依申请公开各答复类型占比",
        title,
        "件",
        tuple(labels),
        (Line("outcomes", "办结件数", tuple(values)),),
        ("本报告第三部分的表",),
    )


def _years(
    chart_id: str,
    caption: str,
    unit: str,
    parts: Sequence[tuple[str, str]],
    series: Mapping[str, Sequence[Point]],
) -> Chart:
    points = {name: list(series[name]) for name, _ in parts}
    years = tuple(f"{point.year}年" for point in points[parts[0][0]])
    lines = tuple(
        Line(name, label, tuple(point.value for point in points[name])) for name, label in parts
    )
    told = [_told(label, points[name], unit) for name, label in parts]
    sources = dict.fromkeys(
        f"{point.year}年{label}：{point.source}"
        for name, label in parts
        for point in points[name]
        if point.value is not None and point.source
    )
    return Chart(chart_id, "years", caption, "；".join(told), unit, years, lines, tuple(sources))


def _told(label: str, points: Sequence[Point], unit: str) -> str:
    """The last year against the one before, in words; never a comparison with a missing figure."""
    last, before = points[-1], points[-2]
    if last.value is None:
        return f"{last.year}年{label}{NO_DATA}"
    told = f"{last.year}年{label}{last.value}{unit}"
    if before.value is None:
        return f"{told}（{before.year}年{NO_DATA}，不作比较）"
    change: Number = last.value - before.value
    if change == 0:
        return f"{told}，与上年持平"
    word = "增加" if change > 0 else "减少"
    if not before.value:
        return f"{told}，比上年{word}{abs(change)}{unit}"
    word = "增长" if change > 0 else "下降"
    return f"{told}，比上年{word}{percent(change if change > 0 else -change, before.value)}"
