"""Lists: every organ and column of the site, one column, one organ; and the feed of a column."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.functional import cached_property

from mingbai.organs.models import OrganKind
from mingbai.organs.queries import open_to_applications
from mingbai.portal.apply.pages import organ_of, root_of, site_of
from mingbai.portal.info import entries
from mingbai.portal.info.serving import public_page
from mingbai.records.models import Column, Record
from mingbai.records.queries import public as queries
from mingbai.records.queries import standing

SIZE = 20
IN_FEED = 30
RSS = "application/rss+xml; charset=utf-8"


class Counted(Paginator):  # type: ignore[type-arg]
    """Pages of a list, counted no further than ``queries.TOP``."""

    @cached_property
    def count(self) -> int:
        """How many there are, at most ``TOP``."""
        rows = self.object_list
        assert isinstance(rows, QuerySet)  # noqa: S101 (only lists of records come here)
        return min(queries.capped(rows), queries.TOP)


def paged(request: HttpRequest, rows: QuerySet[Record]) -> Page[Record]:
    """The page of a list that the address names."""
    return Counted(rows, SIZE).get_page(request.GET.get("page"))


def year_of(request: HttpRequest) -> int | None:
    """The year that the address names, None for all."""
    text = request.GET.get("year", "")
    return int(text) if text.isascii() and text.isdigit() and 1900 < int(text) < 2200 else None


def listed(request: HttpRequest, rows: QuerySet[Record], every: QuerySet[Record]) -> dict[str, Any]:
    """What a list shows: its page, the years to choose from, whether older ones are left out."""
    page = paged(request, rows)
    standing.mark(page.object_list, timezone.localdate())
    span = queries.years(every)
    return {
        "page": page,
        "year": year_of(request),
        "years": list(range(span[0], span[1] - 1, -1)) if span and span[0] != span[1] else [],
        "more": page.paginator.count >= queries.TOP,
        "top": queries.TOP,
    }


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Every organ's platform and every column of the site."""
    root, today = root_of(request), timezone.localdate()
    newest = list(queries.public(root)[:SIZE])
    standing.mark(newest, today)
    organs = open_to_applications(root, today)
    groups = [(kind.label, [one for one in organs if one.kind == kind]) for kind in OrganKind]
    context = {
        "organs": organs,
        "by_kind": [(label, found) for label, found in groups if found],
        "columns": nested(queries.columns(site_of(request))),
        "newest": newest,
    }
    return render(request, "portal/info/index.html", context)


@public_page
def column(request: HttpRequest, code: str) -> HttpResponse:
    """One column: its list, or for a group the columns below it with the newest of each."""
    here = _column(request, code)
    every = queries.columns(here.site)
    below = [each for each in every if each.parent_id == here.pk]
    rows = queries.in_column(here, year=year_of(request))
    context = {
        "column": here,
        "columns": nested(every),
        "opened": _top(here.pk, {each.pk: each.parent_id for each in every}),
        "below": queries.newest_in(below) if below else [],
        **listed(request, rows, queries.in_column(here)),
    }
    return render(request, "portal/info/column.html", context)


@public_page
def column_rss(request: HttpRequest, code: str) -> HttpResponse:
    """The newest of a column for feed readers."""
    here = _column(request, code)
    path = reverse("info:column", args=[here.code])
    title = f"{here.name}-{here.site.name}"
    return _feed(request, title, here.about or here.name, path, queries.in_column(here))


@public_page
def organ(request: HttpRequest, code: str) -> HttpResponse:
    """Everything an organ has made public, the newest first."""
    here = organ_of(request, code)
    rows = queries.of_organ(here, year=year_of(request))
    context = {
        "organ": here,
        "part": "all",
        "part_name": "全部已公开信息",
        **listed(request, rows, queries.of_organ(here)),
    }
    return render(request, "portal/info/organ.html", context)


@public_page
def organ_rss(request: HttpRequest, code: str) -> HttpResponse:
    """The newest of an organ for feed readers."""
    here = organ_of(request, code)
    path, title = reverse("info:organ", args=[here.code]), f"{here.name}政府信息公开"
    return _feed(request, title, title, path, queries.of_organ(here))


def _feed(
    request: HttpRequest, title: str, about: str, path: str, rows: QuerySet[Record]
) -> HttpResponse:
    feed = Rss201rev2Feed(
        title=title,
        link=request.build_absolute_uri(path),
        description=about,
        language="zh-CN",
        feed_url=request.build_absolute_uri(request.path),
    )
    for each in queries.entries(rows)[:IN_FEED]:
        address = request.build_absolute_uri(each.public_path)
        feed.add_item(
            each.title, address, entries.summary(each), pubdate=each.listed_at, unique_id=address
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=RSS)


def nested(columns: list[Column]) -> list[tuple[Column, list[Column]]]:
    """The columns of the first level, each with those anywhere below it, in order."""
    parents = {each.pk: each.parent_id for each in columns}
    below: dict[int, list[Column]] = {}
    for each in columns:
        if each.parent_id in parents:
            below.setdefault(_top(each.pk, parents), []).append(each)
    tops = [each for each in columns if each.parent_id not in parents]
    return [(each, below.get(each.pk, [])) for each in tops]


def _top(key: int, parents: dict[int, int | None]) -> int:
    """The column of the first level above a column."""
    seen = {key}
    above = parents.get(key)
    while above is not None and above in parents and above not in seen:
        key, above = above, parents[above]
        seen.add(key)
    return key


def _column(request: HttpRequest, code: str) -> Column:
    found = queries.column(site_of(request), code)
    if found is None:
        raise Http404
    return found
