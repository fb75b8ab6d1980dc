"""Pages for everyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingbai.organs.models import Site
from mingbai.portal.due import DueForm
from mingbai.reports import queries

NEWEST = 8


def home(request: HttpRequest) -> HttpResponse:
    """The portal's first page: the newest annual reports, the reply clock."""
    site: Site | None = getattr(request, "site", None) or None
    records = queries.public_records(site.root if site else None)
    context = {
        "records": records[:NEWEST],
        "more": len(records) > NEWEST,
        "count": len(records),
        "due_form": DueForm(),
    }
    return render(request, "portal/home.html", context)
