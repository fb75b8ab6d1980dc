"""The desk's pages of the outbox: what went out, what stayed, what was given up."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingbai.accounts.models import User
from mingbai.organs.models import Organ
from mingbai.outbox import actions, permissions, queries
from mingbai.outbox.models import Message, State
from mingbai.refusal import Refusal

PAGE = 50
COLOURS = {State.SENT: "green", State.FAILED: "danger", State.HELD: "plain"}


@login_required
def messages_list(request: HttpRequest) -> HttpResponse:
    """The messages of the organs in reach, newest first; a 404 for who reads no ledger."""
    organs = _organs(request)
    state = request.GET.get("state", "")
    found = queries.of_organs(organs, state=state if state in State.values else "")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [(message, _colour(message)) for message in page]
    context = {"page": page, "rows": rows, "state": state, "states": State.choices}
    return render(request, "outbox/list.html", context)


@login_required
def message(request: HttpRequest, key: UUID) -> HttpResponse:
    """One message with its text."""
    found = _message(request, key)
    today = timezone.localdate()
    post = permissions.retrying_post(_user(request), found.organ, today=today)
    may_retry = post is not None and found.can_be_retried
    context = {"message": found, "colour": _colour(found), "may_retry": may_retry}
    return render(request, "outbox/message.html", context)


@login_required
@require_POST
def retry(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send it again."""
    found = _message(request, key)
    post = permissions.retrying_post(_user(request), found.organ, today=timezone.localdate())
    if post is None:
        raise Http404
    try:
        actions.retry(found, by=post, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已重新列入待发，几分钟内发出。")
    return redirect(found)


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def _organs(request: HttpRequest) -> QuerySet[Organ]:
    organs = permissions.readable_organs(_user(request), today=timezone.localdate())
    if not organs.exists():
        raise Http404
    return organs


def _message(request: HttpRequest, key: UUID) -> Message:
    return get_object_or_404(queries.of_organs(_organs(request)), pk=key)


def _colour(found: Message) -> str:
    return COLOURS.get(State(found.state), "amber")
