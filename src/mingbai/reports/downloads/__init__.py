"""Downloads of a report, all rendered from one content, so that none can differ from the page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mingbai.refusal import Refusal
from mingbai.reports.downloads import csv_file, excel, json_file, pdf


@dataclass(frozen=True)
class Form:
    """A form of download: its ending, its media type, what renders it."""

    id: str
    label: str
    media_type: str
    render: Callable[[Mapping[str, Any]], bytes]


FORMS = {
    "pdf": Form("pdf", "PDF（公文版式）", "application/pdf", pdf.render),
    "xlsx": Form(
        "xlsx",
        "Excel 表格",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        excel.render,
    ),
    "csv": Form("csv", "CSV（每格一行）", "text/csv; charset=utf-8", csv_file.render),
    "json": Form("json", "JSON（数据接口）", "application/json", json_file.render),
}


def render(content: Mapping[str, Any], form_id: str) -> bytes:
    """The bytes of a download; the same content always gives the same bytes. Raises Refusal."""
    if form_id not in FORMS:
        raise Refusal(f"没有“{form_id}”这种下载格式", remedy=f"可用的格式：{'、'.join(FORMS)}")
    return FORMS[form_id].render(content)


def file_name(content: Mapping[str, Any], form_id: str) -> str:
    """The name a reader saves it under: the statutory title (RPT-2)."""
    mark = "（演示数据）" if content["demo"] else ""
    return f"{content['title']}{mark}.{form_id}"
