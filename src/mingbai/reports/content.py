"""The content of a report: one dict from which page and every download are rendered."""

from datetime import date
from typing import Any

from mingbai.organs.models import Organ, Site
from mingbai.reports import chart_data, definitions, grid, prose, queries, series
from mingbai.reports.figures import Figures
from mingbai.reports.numbers import plain_cells
from mingbai.rules.report.formats import Format

SCHEMA = "mingbai/annual-report/1"
DEMO = "演示数据：机关、案件和文字均为虚构，不是任何机关的年度报告。"


def compose(made: Figures, *, dated: date, cases_sha256: str = "") -> dict[str, Any]:
    """The report as it would be published today, JSON through and through.

    ``dated`` is the day under the report (成文日期).  ``cases_sha256`` is the hash of the list of
    cases behind the cells, empty in a draft.
    """
    fmt, organ, year = made.fmt, made.organ, made.year
    narrative = queries.narrative(organ, year)
    written = narrative.sections if narrative else {}
    points = series.points(made)
    typed = queries.typed_sources(organ, year, subtree=made.subtree)
    sources = _sources(made, typed)
    charts = chart_data.charts(fmt, made.cells, points, year)
    return {
        "schema": SCHEMA,
        "title": fmt.title_for(organ.name, year),
        "organ": {"code": organ.code, "name": organ.name, "short_name": organ.short_name},
        "year": year,
        "scope": "subtree" if made.subtree else "own",
        "format": fmt.id,
        "notice": fmt.notice,
        "period": [f"{year}-01-01", f"{year}-12-31"],
        "dated": dated.isoformat(),
        "demo": is_demo(organ),
        "demo_note": _demo_note(typed) if is_demo(organ) else "",
        "introduction": prose.paragraphs(written.get(prose.INTRODUCTION, "")),
        "sections": _sections(fmt, written),
        "cells": plain_cells(made.cells),
        "tables": {name: table.as_dict() for name, table in grid.tables(fmt, made.cells).items()},
        "definitions": definitions.of_all(fmt, made.switches),
        "charts": [chart.as_dict() for chart in charts],
        "sources": sources,
        "switches": [list(row) for row in made.switches.in_words()],
        "cases_sha256": cases_sha256,
    }


def text_of(made: Figures) -> str:
    """The report as running text, as the text rules read it."""
    narrative = queries.narrative(made.organ, made.year)
    title = made.fmt.title_for(made.organ.name, made.year)
    return prose.whole_text(made.fmt, title, narrative.sections if narrative else {})


def is_demo(organ: Organ) -> bool:
    """Whether the organ stands below a demonstration site."""
    return any(organ.path.startswith(site.root.path) for site in _demo_sites())


def _demo_sites() -> list[Site]:
    return list(Site.objects.filter(demo=True).select_related("root"))


def _sections(fmt: Format, written: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "number": prose.NUMBERS[index],
            "title": name,
            "table": prose.TABLES.get(index, ""),
            "paragraphs": prose.paragraphs(written.get(prose.OF_SECTION.get(index, ""), "")),
        }
        for index, name in enumerate(fmt.sections)
    ]


def _demo_note(typed: list[str]) -> str:
    """What every rendering of a demonstration says first, with the source of its figures."""
    return DEMO + (f"数字出处：{'；'.join(typed)}。" if typed else "")


def _sources(made: Figures, typed: list[str]) -> list[str]:
    """Where the figures come from, once each: the ledgers, then the sources typed with values."""
    reach = "本机关及下级单位" if made.subtree else "本机关"
    counted = f"第三、四部分：{reach}政府信息公开申请台账和复议诉讼台账逐件计数"
    return [counted, *(f"第二部分：{source}" for source in typed)]
