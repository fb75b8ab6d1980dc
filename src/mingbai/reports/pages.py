"""What the templates of page and desk show of a content: tables to print, to read, five figures."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from mingbai.reports import charts
from mingbai.reports.chart_data import percent

UNFILLED = "未填"


@dataclass(frozen=True)
class Group:
    """Some cells read one after another under one heading (phones, 长者版)."""

    title: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Shown:
    """A statutory table for a template: head and body rows of cells, and the linear view."""

    id: str
    caption: str
    head: list[list[dict[str, Any]]]
    body: list[list[dict[str, Any]]]
    linear: list[Group]


@dataclass(frozen=True)
class Drawn:
    """A chart for a template: the picture and its table."""

    chart: Mapping[str, Any]
    picture: SafeString
    heads: list[str]
    rows: list[tuple[str, list[str]]]


@dataclass(frozen=True)
class Figure:
    """One figure of the year with a sentence and the table (t3, t4) that holds it."""

    value: str
    unit: str
    sentence: str
    table: str


def shown(
    content: Mapping[str, Any],
    name: str,
    *,
    link: Callable[[str], str] = lambda cell: "",
    bad: frozenset[str] = frozenset(),
) -> Shown:
    """A table of the content; ``link`` gives a cell's address, ``bad`` are to be marked."""
    table = content["tables"][name]
    rows = [[_marked(cell, link, bad) for cell in row] for row in table["rows"]]
    cut = table["head_rows"]
    linear = list(_linear(content, table))
    return Shown(name, table["caption"], rows[:cut], rows[cut:], linear)


def _marked(
    cell: Mapping[str, Any], link: Callable[[str], str], bad: frozenset[str]
) -> dict[str, Any]:
    name = cell["cell_id"]
    anchor = name.replace("/", "-").replace(".", "-")
    extra = {"link": link(name) if name else "", "bad": name in bad, "anchor": anchor}
    return {**cell, **extra}


def _linear(content: Mapping[str, Any], table: Mapping[str, Any]) -> Iterator[Group]:
    """Cells in printed order under the words of their row; the zeros of a row are said once."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for cell in (cell for row in table["rows"] for cell in row if cell["cell_id"]):
        head, _, column = content["definitions"][cell["cell_id"]]["label"].partition(" · ")
        groups.setdefault(head, []).append((column, cell["text"] or UNFILLED))
    for head, pairs in groups.items():
        told = [pair for pair in pairs if pair[1] != "0"]
        rest = len(pairs) - len(told)
        if rest:
            told.append(("其余各项" if told else "各项", "均为0" if rest > 1 else "0"))
        yield Group(head, tuple(told))


def drawn(content: Mapping[str, Any]) -> list[Drawn]:
    """The four charts, each with the table of its figures."""
    return [_drawn(chart) for chart in content["charts"]]


def _drawn(chart: Mapping[str, Any]) -> Drawn:
    rows = [
        (
            category,
            [
                charts.NO_DATA if line["values"][place] is None else str(line["values"][place])
                for line in chart["lines"]
            ],
        )
        for place, category in enumerate(chart["categories"])
    ]
    # The picture escapes every text it draws (charts.svg).
    picture = mark_safe(charts.svg(chart))  # noqa: S308
    return Drawn(chart, picture, [line["label"] for line in chart["lines"]], rows)


def five_figures(content: Mapping[str, Any]) -> list[Figure]:
    """The year in five figures, each with what it means."""
    cells, year = content["cells"], content["year"]
    received, handled = cells["t3.1/total"], cells["t3.3.7/total"]
    given, partly = cells["t3.3.1/total"], cells["t3.3.2/total"]
    opened = given + partly
    share = f"，占办结的{percent(opened, handled)}" if handled else ""
    suits = cells["suit_direct/total"] + cells["suit_after_review/total"]
    corrected = sum(
        cells[f"{block}/corrected"] for block in ("review", "suit_direct", "suit_after_review")
    )
    pending = sum(
        cells[f"{block}/pending"] for block in ("review", "suit_direct", "suit_after_review")
    )
    natural = cells["t3.1/natural"]
    return [
        Figure(
            str(received),
            "件",
            f"{year}年新收到的政府信息公开申请，其中自然人提出{natural}件。",
            "t3",
        ),
        Figure(str(handled), "件", f"本年办结的申请，含上年结转{cells['t3.2/total']}件。", "t3"),
        Figure(str(opened), "件", f"予以公开{given}件、部分公开{partly}件{share}。", "t3"),
        Figure(str(cells["t3.4/total"]), "件", "年末尚未办结、结转下年度继续办理的申请。", "t3"),
        Figure(
            str(cells["review/total"] + suits),
            "件",
            f"行政复议{cells['review/total']}件、行政诉讼{suits}件；"
            f"结果纠正{corrected}件，尚未审结{pending}件。",
            "t4",
        ),
    ]
