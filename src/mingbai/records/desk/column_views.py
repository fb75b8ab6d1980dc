"""栏目: the tree with its upkeep; added to, changed, closed by the office of the site."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingbai.accounts import rights
from mingbai.accounts.models import Post, User
from mingbai.accounts.roles import Role
from mingbai.organs.models import Site
from mingbai.records import actions, permissions
from mingbai.records.actions.columns import CHANGEABLE
from mingbai.records.desk.column_forms import AddForm, CloseForm, ColumnForm
from mingbai.records.models import Column
from mingbai.records.queries import columns
from mingbai.refusal import Refusal


@login_required
def tree(request: HttpRequest) -> HttpResponse:
    """The columns of a site: what is public in each, who answers, what is overdue."""
    sites = _sites(request)
    chosen = next((each for each in sites if str(each.pk) == request.GET.get("site")), sites[0])
    branches = columns.tree(chosen, today=timezone.localdate())
    context = {
        "of_site": chosen,
        "sites": sites,
        "branches": branches,
        "may_arrange": _post(request, chosen) is not None,
        "late": sum(1 for each in branches if each.upkeep.overdue and not each.column.closed_on),
        "empty": sum(1 for each in branches if not each.is_group and not each.public),
        "total": sum(1 for each in branches if not each.is_group),
    }
    return render(request, "records/columns.html", context)


@login_required
@require_POST
def plant(request: HttpRequest, site: int) -> HttpResponse:
    """The columns that every county site begins with."""
    chosen, by = _arranging(request, site)
    made = actions.plant(chosen, by=by, at=timezone.now())
    messages.success(request, f"新设栏目和栏目组{made}个。" if made else "各栏目都已设立。")
    return _back(chosen)


@login_required
def add(request: HttpRequest, site: int) -> HttpResponse:
    """A new column."""
    chosen, by = _arranging(request, site)
    form = AddForm(request.POST or None, site=chosen)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        now = timezone.now()
        if _try(form, lambda: actions.add_column(chosen, by=by, at=now, **facts)):
            messages.success(request, f"已设立“{facts['name']}”。")
            return _back(chosen)
    return render(request, "records/column.html", {"form": form, "of_site": chosen})


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Other facts, another place in the tree."""
    column, by = _column(request, pk)
    form = ColumnForm(request.POST or None, instance=column, site=column.site)
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in CHANGEABLE}
        now = timezone.now()
        if _try(form, lambda: actions.change_column(pk, by=by, at=now, **facts)):
            messages.success(request, f"“{facts['name']}”已保存。")
            return _back(column.site)
    named = get_object_or_404(columns.columns_of([column.site]), pk=pk)
    context = {"form": form, "of_site": column.site, "column": named}
    return render(request, "records/column.html", context)


@login_required
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing new from a day on."""
    column, by = _column(request, pk)
    form = CloseForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        on, now = form.cleaned_data["on"], timezone.now()
        if _try(form, lambda: actions.close_column(pk, on=on, by=by, at=now)):
            messages.success(request, f"“{column.name}”自{on:%Y-%m-%d}起停用。")
            return _back(column.site)
    return render(request, "records/column_close.html", {"form": form, "column": column})


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 (login_required stands above every view)
    return request.user


def _sites(request: HttpRequest) -> list[Site]:
    """The sites that show an organ in reach; 404 for a person without one."""
    today = timezone.localdate()
    reach = permissions.readable_organs(_user(request), today=today)
    found = columns.sites_showing(reach)
    if not found:
        raise Http404
    return found


def _post(request: HttpRequest, site: Site) -> Post | None:
    """The post of the office of the site's root organ."""
    today = timezone.localdate()
    posts = rights.posts(_user(request), roles={Role.OFFICE}, today=today)
    return next((post for post in posts if post.organ_id == site.root_id), None)


def _arranging(request: HttpRequest, key: int) -> tuple[Site, Post]:
    site = next((each for each in _sites(request) if each.pk == key), None)
    by = _post(request, site) if site else None
    if site is None or by is None:
        raise Http404
    return site, by


def _column(request: HttpRequest, pk: int) -> tuple[Column, Post]:
    column = get_object_or_404(columns.columns_of(_sites(request)), pk=pk)
    by = _post(request, column.site)
    if by is None:
        raise Http404
    return column, by


def _try(form: Any, act: Callable[[], Column]) -> Column | None:
    try:
        return act()
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None


def _back(site: Site) -> HttpResponse:
    response = redirect("records:columns")
    response["Location"] += f"?site={site.pk}"
    return response
