"""整改: the rounds, one round against the paper of now, its end."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from mingbai.oversight import actions, progress, queries
from mingbai.oversight.forms import CloseForm
from mingbai.oversight.views.place import reader
from mingbai.refusal import Refusal

PAGE = 50


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """All rounds in reach, the open ones first."""
    who = reader(request)
    page = Paginator(queries.rounds(who.reach), PAGE).get_page(request.GET.get("page"))
    return render(request, "oversight/rounds.html", {"page": page, "today": who.today})


@login_required
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """One round; a POST ends it."""
    who = reader(request)
    opened = get_object_or_404(queries.rounds(who.reach), pk=key)
    post = who.post(opened.organ)
    form = CloseForm(request.POST or None)
    if request.method == "POST":
        if post is None:
            raise Http404
        if form.is_valid():
            try:
                actions.close_round(key, by=post, at=timezone.now(), **form.cleaned_data)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, "已办结这一轮整改。")
                return redirect(opened)
    now = queries.current(opened.organ, opened.year)
    found = progress.of(opened, now)
    context = {
        "round": opened,
        "now": now,
        "progress": found,
        "sentence": progress.in_words(found),
        "overdue": opened.closed_at is None and opened.due_on < who.today,
        "form": form,
        "may_write": post is not None,
    }
    return render(request, "oversight/round.html", context)
