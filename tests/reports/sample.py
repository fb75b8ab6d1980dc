"""A report's content built from cells alone, for everything that is rendered from content."""

import json
from pathlib import Path
from typing import Any

from mingbai.reports import chart_data, definitions, grid, prose
from mingbai.reports.chart_data import Point
from mingbai.reports.numbers import plain_cells
from mingbai.rules.findings import Number
from mingbai.rules.report import formats
from mingbai.rules.report.switches import Switches

SERIES = ("applications", "proposals", "published", "reviews", "suits")
OVERVIEW = """（一）主动公开
全年主动公开政府信息18739条。
（二）依申请公开
全年共收到政府信息公开申请269件，均依法办理。"""


def true_cells(reference: Path) -> dict[str, Number | None]:
    """The cells of the model report, as they should be read."""
    truth = json.loads((reference / "reports" / "truth.json").read_text(encoding="utf-8"))
    tables = truth["chengyang-2019.txt"]
    return {
        f"{row}/{column}": value
        for table in ("t2", "t3", "t4")
        for row, columns in tables[table].items()
        for column, value in columns.items()
    }


def numbered_cells(year: int) -> dict[str, Number | None]:
    """Every cell with a number of its own, so that a misplaced one is seen."""
    fmt = formats.for_year(year)
    cells = [cell for table in ("t2", "t3", "t4") for cell in fmt.cell_ids(table)]  # type: ignore[arg-type]
    return {cell: 100 + place for place, cell in enumerate(cells)}


def content(
    cells: dict[str, Number | None],
    *,
    year: int = 2019,
    organ: str = "明阳区人民政府",
    overview: str = OVERVIEW,
    demo: bool = True,
) -> dict[str, Any]:
    """What ``reports.content.compose`` makes, without a database."""
    fmt = formats.for_year(year)
    points = {
        name: [Point(y, None) for y in range(year - 4, year)] + [Point(year, 8, "本系统台账")]
        for name in SERIES
    }
    charts = chart_data.charts(fmt, cells, points, year)
    texts = {0: overview, 4: "（一）存在的问题\n解读还不够及时。", 5: "没有需要报告的事项。"}
    return {
        "schema": "mingbai/annual-report/1",
        "title": fmt.title_for(organ, year),
        "organ": {"code": "mingyang", "name": organ, "short_name": "区政府"},
        "year": year,
        "scope": "subtree",
        "format": fmt.id,
        "notice": fmt.notice,
        "period": [f"{year}-01-01", f"{year}-12-31"],
        "dated": f"{year + 1}-01-20",
        "demo": demo,
        "demo_note": "演示数据：均为虚构。数字出处：某区公开的年度报告。" if demo else "",
        "introduction": prose.paragraphs("本报告依据《政府信息公开条例》编制。"),
        "sections": [
            {
                "number": prose.NUMBERS[index],
                "title": name,
                "table": prose.TABLES.get(index, ""),
                "paragraphs": prose.paragraphs(texts.get(index, "")),
            }
            for index, name in enumerate(fmt.sections)
        ],
        "cells": plain_cells(cells),
        "tables": {name: table.as_dict() for name, table in grid.tables(fmt, cells).items()},
        "definitions": definitions.of_all(fmt, Switches()),
        "charts": [chart.as_dict() for chart in charts],
        "sources": ["第三、四部分：本机关台账逐件计数"],
        "switches": [list(row) for row in Switches().in_words()],
        "cases_sha256": "0" * 64,
    }
