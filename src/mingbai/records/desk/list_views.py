"""The officers' list of records and the views they keep of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingbai.accounts import rights
from mingbai.accounts.models import User
from mingbai.records import permissions
from mingbai.records.actions import keeping
from mingbai.records.desk.list_forms import ListForm, ManyForm, kept_query
from mingbai.records.desk.list_rows import rows
from mingbai.records.queries import listing, narrowing
from mingbai.records.queries.kept import views_of
from mingbai.records.queries.listing import Place
from mingbai.records.queries.narrowing import Reach
from mingbai.refusal import Refusal


@login_required
def records(request: HttpRequest) -> HttpResponse:
    """What the officer may see, last changed first; filters and place are in the address."""
    reach, form = list_form(request)
    after, before = (Place.read(request.GET.get(name, "")) for name in ("after", "before"))
    page = listing.listed(reach, form.filters(), after=after, before=before)
    query = kept_query(request.GET)
    context: dict[str, Any] = {
        "form": form,
        "page": page,
        "rows": rows(page.rows, reach.today),
        "several": "organ" in form.fields,
        "narrowed": bool(query),
        "query": query.urlencode(),
        "views": views_of(reach.user),
        "may_write": bool(reach.roles & permissions.WRITERS),
        "many": ManyForm(),
        "overseer": bool(reach.roles & permissions.OVERSEERS),
        "finder": bool(reach.roles & permissions.FINDERS),
    }
    return render(request, "records/list.html", context)


@login_required
@require_POST
def view_save(request: HttpRequest) -> HttpResponse:
    """Keep the filters of the page under a name."""
    user = person(request)
    checked_reader(user)
    query = kept_query(QueryDict(request.POST.get("query", "")[:2000]))
    try:
        view = keeping.keep_view(user, name=request.POST.get("name", ""), query=query)
        messages.success(request, f"已保存为“{view.name}”。")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{reverse('records:list')}?{query.urlencode()}")


@login_required
@require_POST
def view_delete(request: HttpRequest, key: int) -> HttpResponse:
    """Delete one of the officer's own views."""
    if not keeping.drop_view(person(request), key):
        raise Http404
    messages.success(request, "已删除这一视图。")
    return redirect("records:list")


def list_form(request: HttpRequest) -> tuple[Reach, ListForm]:
    """Who looks, and the filters of the address. ``Http404`` for who sees no organ's records."""
    reach = narrowing.reach(person(request), timezone.localdate())
    if not reach.known:
        raise Http404
    return reach, ListForm(request.GET or None, reach=reach)


def checked_reader(user: User) -> None:
    """Raises ``Http404`` for who sees no organ's records."""
    if not permissions.readable_organs(user, today=timezone.localdate()).exists():
        raise Http404


def may_write(user: User) -> bool:
    """Whether one of the officer's posts drafts records."""
    return bool(rights.posts(user, roles=permissions.WRITERS, today=timezone.localdate()))


def person(request: HttpRequest) -> User:
    """The signed-in officer."""
    user: User = request.user  # type: ignore[assignment]
    return user
