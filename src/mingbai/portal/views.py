"""Pages for everyone."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mingbai.organs.models import Site
from mingbai.portal.due import DueForm
from mingbai.records.models import Record
from mingbai.records.queries import public, standing
from mingbai.reports import pages, queries

NEWEST = 8


def home(request: HttpRequest) -> HttpResponse:
    """The portal's first page: the year in figures, the newest documents, annual reports."""
    site: Site | None = getattr(request, "site", None) or None
    records = queries.public_records(site.root if site else None)
    newest = list(public.documents(site.root if site else None)[:NEWEST])
    standing.mark(newest, timezone.localdate())
    context = {
        "newest": newest,
        "records": records[:NEWEST],
        "more": len(records) > NEWEST,
        "count": len(records),
        "due_form": DueForm(),
        "year": year_in_figures(records),
    }
    return render(request, "portal/home.html", context)


def year_in_figures(records: Sequence[Record]) -> dict[str, Any] | None:
    """The newest report of the whole (the root's own): record, five figures, first chart."""
    whole = next((record for record in records if record.organ.parent_id is None), None)
    if whole is None or whole.public_version is None:
        return None
    content = whole.public_version.content()
    return {
        "record": whole,
        "figures": pages.five_figures(content),
        "chart": next(iter(pages.drawn(content)), None),
    }
