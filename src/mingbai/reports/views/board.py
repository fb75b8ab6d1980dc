"""The first screen: every organ I may see, its report's state, the years."""

from collections import Counter

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mingbai.accounts.models import User
from mingbai.organs.models import OrganKind
from mingbai.reports import board, content, figures, permissions, queries
from mingbai.reports.views.place import FIRST_YEAR

PAGE = 25  # each row in work is counted on its own, so a page bounds the statements


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """The collection board of one year (REG-49)."""
    assert isinstance(request.user, User)  # noqa: S101
    today = timezone.localdate()
    years = list(range(today.year, FIRST_YEAR - 1, -1))
    year = _year(request, years)
    organs = queries.reporting(permissions.readable_organs(request.user, today=today), year)
    rows = board.rows(list(organs), year, today=today)
    state = request.GET.get("state", "")
    chosen = [row for row in rows if state in ("", row.state.value)]
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "reports/index.html",
        {
            "year": year,
            "years": years,
            "state": state,
            "total": len(rows),
            "counts": board.counted(rows),
            "page": page,
            "listed": [(row, _checked(row, year)) for row in page],
        },
    )


def _checked(row: board.Row, year: int) -> Counter[str] | None:
    """How many findings stand against a report that is being worked on; None for the others."""
    if row.state in (board.State.NONE, board.State.PUBLIC):
        return None
    subtree = row.organ.kind == OrganKind.GOVERNMENT
    made = figures.figures(row.organ, year, subtree=subtree)
    found = figures.findings(made, text=content.text_of(made))
    return Counter(str(item.severity) for item in found)


def _year(request: HttpRequest, years: list[int]) -> int:
    """The asked year, else the last full one: the year whose report is due."""
    asked = request.GET.get("year", "")
    if asked in map(str, years):  # compared as text: a number may have too many digits to read
        return int(asked)
    return queries.latest_year() or years[min(1, len(years) - 1)]
