"""The published annual reports: index, page, downloads; only published versions exist here."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.dateparse import parse_date

from mingbai.organs.models import Site
from mingbai.records.models import Version
from mingbai.refusal import Refusal
from mingbai.reports import downloads, pages, queries
from mingbai.reports.downloads.marks import marks

TABLES = ("t2", "t3", "t4")


def index(request: HttpRequest) -> HttpResponse:
    """Every published report of the site, by year and organ."""
    site: Site | None = getattr(request, "site", None) or None
    years: dict[str, list[Any]] = {}
    for record in queries.public_records(site.root if site else None):
        years.setdefault(record.key, []).append(record)
    return render(request, "portal/reports.html", {"years": years})


def page(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """One report; anything not published is not there."""
    version = published(request, code, year)
    shown = context(version.content(), version.record.first_public_at)
    replaced_at = version.publication.at
    if replaced_at != version.record.first_public_at:  # a later version: never a silent change
        shown |= {"replaced_at": replaced_at, "number": version.number}
    return render(request, "portal/report.html", shown)


def context(content: dict[str, Any], published_at: datetime | None) -> dict[str, Any]:
    """What the page shows: nothing but the content and when it became public."""
    return {
        "report": content,
        "dated": parse_date(content["dated"]),
        "marks": marks(content),
        "published_at": published_at,
        "tables": {name: pages.shown(content, name) for name in TABLES},
        "charts": pages.drawn(content),
        "figures": pages.five_figures(content),
        "forms": list(downloads.FORMS.values()),
        "definitions": list(content["definitions"].items()),
    }


def as_html(content: dict[str, Any]) -> str:
    """The page as a file, without a reader's request (``mingbai report --format html``)."""
    return render_to_string("portal/report.html", context(content, None))


def download(request: HttpRequest, code: str, year: int, form: str) -> HttpResponse:
    """The report as a file named by its statutory title; unchanged bytes are not sent again."""
    if form not in downloads.FORMS:
        raise Http404
    version = published(request, code, year)
    etag = downloads.etag(version.sha256, form)
    unchanged = get_conditional_response(request, etag=etag)
    if isinstance(unchanged, HttpResponseNotModified):
        return unchanged
    try:
        return downloads.as_response(version.content(), form, tag=version.sha256)
    except Refusal as refusal:  # no Chinese font: the page and the other forms still serve
        return HttpResponse(str(refusal), status=503, content_type="text/plain; charset=utf-8")


def published(request: HttpRequest, code: str, year: int) -> Version:
    """The public version below the site's root; 404 for everything else."""
    site: Site | None = getattr(request, "site", None) or None
    version = queries.public_version(code, year)
    if version is None or (site and not site.root.contains(version.record.organ)):
        raise Http404
    return version
