"""The report's cells as CSV: one row a cell, UTF-8 with a byte-order mark for Excel."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from mingbai.files.text import escaped
from mingbai.reports.downloads.marks import marks

HEAD = ("table", "row", "column", "label", "value", "unit")
TABLES = {"t2": "第二部分", "t3": "第三部分", "t4": "第四部分"}
NOTE, CHART = "说明", "图表"


def render(content: Mapping[str, Any]) -> bytes:
    """Cells in printed order, then the series of the charts, then notes and sources."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows(_notes(content))
    writer.writerows(_cells(content))
    writer.writerows(_charts(content))
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def _cells(content: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    for name, table in content["tables"].items():
        for cell in (cell for row in table["rows"] for cell in row if cell["cell_id"]):
            row, column = cell["cell_id"].split("/")
            meaning = content["definitions"][cell["cell_id"]]
            value = content["cells"][cell["cell_id"]]
            shown = "" if value is None else value
            yield (TABLES[name], row, column, meaning["label"], shown, meaning["unit"])


def _charts(content: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    for chart in content["charts"]:
        for line in chart["lines"]:
            for category, value in zip(chart["categories"], line["values"], strict=True):
                shown = "无数据" if value is None else value
                label = f"{chart['caption']}：{line['label']}"
                yield (CHART, line["id"], category, label, shown, chart["unit"])


def _notes(content: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """The demonstration's mark first; what a spreadsheet could take for a formula is quoted."""
    for note in (*marks(content), content["title"], *content["sources"]):
        yield (NOTE, "", "", escaped(note), "", "")
