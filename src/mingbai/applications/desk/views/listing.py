"""The open cases as a list, filters in the address."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mingbai.applications import clock, permissions
from mingbai.applications.case_views import PAGE, Pages
from mingbai.applications.desk import queries
from mingbai.applications.desk.forms import FilterForm, officer_of
from mingbai.applications.models import Application
from mingbai.applications.steps import Left, left, next_step, soon_until


@dataclass(frozen=True)
class Row:
    """A line of the list."""

    case: Application
    left: Left
    next_step: str


@login_required
def cases(request: HttpRequest) -> HttpResponse:
    """What is in hand, the one due first at the top."""
    user, today = officer_of(request), timezone.localdate()
    organs = permissions.readable_organs(user, today=today)
    form = FilterForm(request.GET or None, organs=organs)
    calendar = clock.calendar()
    if not organs.exists():
        raise Http404
    found = queries.in_hand(organs)
    if form.is_bound:
        soon = soon_until(today, calendar)
        found = queries.narrowed(found, form.filters(), user=user, today=today, soon=soon)
    page = Pages(found, PAGE).get_page(request.GET.get("page"))
    rows = [Row(case, left(case, today=today, calendar=calendar), next_step(case)) for case in page]
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "several": "organ" in form.fields,
        "narrowed": any(form.data.values()) if form.is_bound else False,
        "may_write": permissions.writable_organs(user, today=today).exists(),
    }
    return render(request, "applications/case/list.html", context)
