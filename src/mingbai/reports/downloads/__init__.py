"""Downloads of a report, all rendered from one content, so that none can differ from the page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse

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


def as_response(content: Mapping[str, Any], form_id: str, *, tag: str) -> HttpResponse:
    """The bytes as an answer, named in Chinese (RFC 6266); ``tag`` is the version's hash."""
    response = HttpResponse(render(content, form_id), content_type=FORMS[form_id].media_type)
    plain = f"{content['organ']['code']}-{content['year']}.{form_id}"
    name = quote(file_name(content, form_id))
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{name}"
    )
    response.headers["ETag"] = etag(tag, form_id)
    if content["demo"]:
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def etag(tag: str, form_id: str) -> str:
    """The entity tag of a download: the version and the form."""
    return f'"{tag}-{form_id}"'
