"""公开目录, made of the records: 索引号、名称、内容概述、生成日期 (第十二、二十四条)."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mingbai.files import export
from mingbai.portal.apply.pages import organ_of
from mingbai.portal.info.lists import listed, year_of
from mingbai.records.models import Record
from mingbai.records.queries import public as queries
from mingbai.records.queries import standing

HEADERS = ("索引号", "名称", "内容概述", "生成日期", "文号", "公开日期", "网址", "有效性")
CHUNK = 500


@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """The catalogue of one organ, page by page."""
    organ = organ_of(request, code)
    rows = queries.of_organ(organ, year=year_of(request))
    context = {
        "organ": organ,
        "part": "catalogue",
        **listed(request, queries.entries(rows), queries.of_organ(organ)),
    }
    context["entries"] = [(record, summary(record)) for record in context["page"]]
    return render(request, "portal/info/catalogue.html", context)


@require_safe
def download(request: HttpRequest, code: str, form: str) -> HttpResponseBase:
    """The whole catalogue, or that of a year; Excel as far as ``queries.TOP`` rows."""
    organ = organ_of(request, code)
    year = year_of(request)
    rows = queries.of_organ(organ, year=year)
    name = f"{organ.name}政府信息公开目录" + (f"（{year}年）" if year else "")
    if form == "csv":
        return export.as_csv(name, HEADERS, _lines(request, rows))
    if form != "xlsx":
        raise Http404
    if queries.capped(rows) > queries.TOP:
        words = f"Excel 表最多{queries.TOP}条。请按年份下载，或者下载 CSV。"
        return HttpResponse(words, status=400, content_type="text/plain; charset=utf-8")
    return export.as_xlsx(name, HEADERS, _lines(request, rows))


def summary(record: Record) -> str:
    """内容概述 of the public version."""
    version = record.public_version
    return str(version.content().get("summary", "")) if version else ""


def _lines(
    request: HttpRequest, rows: QuerySet[Record]
) -> Iterator[tuple[str, str, str, date | None, str, date | None, str, str]]:
    today = timezone.localdate()
    found = queries.entries(rows).prefetch_related("validity_changes")
    for record in found.iterator(CHUNK):
        path = record.public_path
        validity = standing.of(record, record.validity_changes.all(), today)
        yield (
            record.index_no or "",
            record.title,
            summary(record),
            record.formed_on,
            record.doc_no,
            timezone.localdate(record.listed_at) if record.listed_at else None,
            request.build_absolute_uri(path) if path else "",
            validity.sentence if validity else "",
        )
