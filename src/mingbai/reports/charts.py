"""Charts as SVG text: direct labels, bars from zero, an empty marked slot where a year has no data.

Colours stand as attributes, so that the same picture serves page, PDF and file; the page's style
sheet may override them through the classes.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

PALETTE = ("#12508F", "#C98A00", "#5E8C61", "#8E4A8A", "#6B7280", "#1B1F24")
INK, MUTED, LINE = "#1B1F24", "#4A525C", "#7B8591"
FONT = "FandolHei, 'Noto Sans CJK SC', 'Noto Serif CJK SC', sans-serif"
WIDTH, HEIGHT = 480, 300
NO_DATA = "无数据"


def svg(chart: Mapping[str, Any]) -> str:
    """The picture of one chart of a report's content (``chart_data.Chart.as_dict``)."""
    body = _shares(chart) if chart["kind"] == "shares" else _years(chart)
    name = escape(str(chart["id"]))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" class="chart" role="img" lang="zh-CN" '
        f'aria-labelledby="{name}-title {name}-desc" font-family="{FONT}" font-size="15">'
        f'<title id="{name}-title">{escape(chart["title"])}</title>'
        f'<desc id="{name}-desc">{escape(described(chart))}</desc>'
        f"{''.join(body)}</svg>"
    )


def described(chart: Mapping[str, Any]) -> str:
    """The chart read aloud: every category with its figures."""
    parts = []
    for index, category in enumerate(chart["categories"]):
        said = [
            f"{line['label']}{_figure(line['values'][index], chart['unit'])}"
            for line in chart["lines"]
        ]
        parts.append(f"{category}：{'，'.join(said)}")
    return f"{chart['caption']}。{'；'.join(parts)}。"


def _figure(value: float | None, unit: str) -> str:
    return NO_DATA if value is None else f"{value}{unit}"


def _text(x: float, y: float, words: str, *, anchor: str = "middle", fill: str = INK) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}"'
    return f"<text {place}>{escape(words)}</text>"


def _shares(chart: Mapping[str, Any]) -> Iterator[str]:
    """The model report's own pie, each slice with a line to its words."""
    values = [value or 0 for value in chart["lines"][0]["values"]]
    total = sum(values)
    x, y, radius = WIDTH / 2, HEIGHT / 2, 96.0
    if not total:
        yield f'<circle cx="{x}" cy="{y}" r="{radius}" fill="none" stroke="{LINE}"/>'
        yield _text(x, y, NO_DATA, fill=MUTED)
        return
    slices = [(i, value) for i, value in enumerate(values) if value]
    start, middles = 0.0, []
    for i, value in slices:
        share = value / total
        middles.append((i, start + share / 2))
        yield _slice(i, x, y, radius, start, share)
        start += share
    yield from _labels(chart, middles, values, total, (x, y, radius))


def _point(x: float, y: float, radius: float, turn: float) -> tuple[float, float]:
    angle = 2 * math.pi * turn - math.pi / 2
    return x + radius * math.cos(angle), y + radius * math.sin(angle)


def _slice(i: int, x: float, y: float, radius: float, start: float, share: float) -> str:
    paint = f'class="c{i + 1}" fill="{PALETTE[i % 6]}" stroke="#FFFFFF" stroke-width="2"'
    if share > 0.9999:
        return f'<circle cx="{x}" cy="{y}" r="{radius}" {paint}/>'
    (ax, ay), (bx, by) = _point(x, y, radius, start), _point(x, y, radius, start + share)
    large = 1 if share > 0.5 else 0
    return (
        f'<path {paint} d="M{x:.1f} {y:.1f}L{ax:.1f} {ay:.1f}'
        f'A{radius} {radius} 0 {large} 1 {bx:.1f} {by:.1f}Z"/>'
    )


def _labels(
    chart: Mapping[str, Any],
    middles: Sequence[tuple[int, float]],
    values: Sequence[float],
    total: float,
    circle: tuple[float, float, float],
) -> Iterator[str]:
    """Words beside the pie, on the side of their slice from top to bottom, joined to it."""
    x, y, radius = circle
    for side in (1, -1):
        here = [item for item in middles if (item[1] <= 0.5) == (side == 1)]
        here.sort(key=lambda item: _point(x, y, radius, item[1])[1])
        step = min(62.0, (HEIGHT - 44.0) / max(1, len(here) - 1))
        height = step * (len(here) - 1)
        for place, (i, turn) in enumerate(here):
            ly = y - height / 2 + step * place
            px, py = _point(x, y, radius, turn)
            corner, end = x + side * (radius + 14), x + side * (radius + 24)
            yield (
                f'<polyline class="leader" points="{px:.1f},{py:.1f} {corner:.1f},{ly:.1f} '
                f'{end:.1f},{ly:.1f}" fill="none" stroke="{LINE}"/>'
            )
            anchor = "start" if side == 1 else "end"
            share = f"{100 * values[i] / total:.1f}%"
            yield _text(end + side * 5, ly - 4, chart["categories"][i], anchor=anchor)
            words = f"{values[i]}{chart['unit']}，{share}"
            yield _text(end + side * 5, ly + 14, words, anchor=anchor)


def _years(chart: Mapping[str, Any]) -> Iterator[str]:
    """Bars from zero, one group a year; above each its figure, for a missing one an empty slot."""
    lines, categories = chart["lines"], chart["categories"]
    left, right, top, bottom = 20.0, 20.0, 52.0, 36.0
    floor = HEIGHT - bottom
    known = [value for line in lines for value in line["values"] if value is not None]
    highest = max([*known, 1])
    group = (WIDTH - left - right) / len(categories)
    bar = min(56.0, group * 0.84 / len(lines))
    if len(lines) > 1:
        yield from _key(lines, left)
    scale = (floor - top) / highest
    for i, category in enumerate(categories):
        middle = left + group * (i + 0.5)
        yield _text(middle, floor + 24, category, fill=MUTED)
        here = [line["values"][i] for line in lines]
        if all(value is None for value in here):
            yield from _empty(middle, min(56.0, group - 8), floor)
            continue
        for j, value in enumerate(here):
            x = middle + (j - len(lines) / 2) * bar
            yield from _bar(value, j, x, bar, floor, scale)
    yield f'<path d="M{left} {floor}H{WIDTH - right}" stroke="{INK}" fill="none"/>'


def _key(lines: Sequence[Mapping[str, Any]], x: float) -> Iterator[str]:
    """Which colour is which series, in the order of the bars."""
    for j, line in enumerate(lines):
        yield (
            f'<rect class="c{j + 1}" x="{x:.1f}" y="8" width="14" height="14" fill="{PALETTE[j]}"/>'
        )
        yield _text(x + 20, 20, line["label"], anchor="start")
        x += 40 + 16 * len(line["label"])


def _bar(
    value: float | None, j: int, x: float, bar: float, floor: float, scale: float
) -> Iterator[str]:
    if value is None:
        yield from _empty(x + bar / 2, bar - 4, floor)
        return
    height = value * scale
    yield (
        f'<rect class="c{j + 1}" x="{x + 2:.1f}" y="{floor - height:.1f}" width="{bar - 4:.1f}" '
        f'height="{height:.1f}" fill="{PALETTE[j]}"/>'
    )
    yield _text(x + bar / 2, floor - height - 7, str(value))


def _empty(middle: float, width: float, floor: float) -> Iterator[str]:
    """The slot of a year without a figure: outlined, and said in words."""
    yield (
        f'<rect class="no-data" x="{middle - width / 2:.1f}" y="{floor - 64:.1f}" '
        f'width="{width:.1f}" height="64" fill="none" stroke="{LINE}" stroke-dasharray="3 3"/>'
    )
    for place, sign in enumerate(NO_DATA):
        yield _text(middle, floor - 44 + 19 * place, sign, fill=MUTED)
