"""The log: read only, and only the chains of the organs in reach."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mingbai.accounts import rights
from mingbai.accounts.roles import AUDIT_READERS
from mingbai.audit import queries
from mingbai.desk.log.forms import FilterForm
from mingbai.desk.log.prose import lines

PAGE = 100


@login_required
def log(request: HttpRequest) -> HttpResponse:
    """Events of the organs in reach, newest first; a 404 for every other role."""
    today = timezone.localdate()
    reach = rights.organs(request.user, roles=AUDIT_READERS, today=today)  # type: ignore[arg-type]
    names = dict(reach.values_list("code", "name"))
    if not names:
        raise Http404
    form = FilterForm(request.GET or None, organs=reach)
    chosen = form.cleaned_data if form.is_valid() else {}
    organ = chosen.pop("organ", None)
    found = queries.events([organ.code] if organ else list(names), **chosen)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": lines(page.object_list, names),
        "checkpoint": queries.last_checkpoint(),
    }
    return render(request, "desk/log/log.html", context)
