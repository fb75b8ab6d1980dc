"""The own account: sessions and the calendar feed; password and second factor are linked."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingbai.accounts import actions, queries
from mingbai.accounts.models import User
from mingbai.refusal import Refusal


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """What an officer can do about the own account."""
    return _page(request)


@login_required
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End every session but this one, which gets a new key."""
    user = actions.end_sessions(_own(request), by=_own(request), at=timezone.now())
    request.user = user
    update_session_auth_hash(request, user)
    messages.success(request, "其他地方的登录都已失效，只保留这一处。")
    return redirect("account_own")


@login_required
@require_POST
def make_feed(request: HttpRequest) -> HttpResponse:
    """Open the feed; its address is shown on this answer and never again."""
    token = actions.make_feed(_own(request), by=_own(request), at=timezone.now())
    return _page(request, address=_address(request, token))


@login_required
@require_POST
def revoke_feed(request: HttpRequest) -> HttpResponse:
    """Close the feed."""
    try:
        actions.revoke_feed(_own(request), by=_own(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "日程订阅已停用，原地址不再有内容。")
    return redirect("account_own")


def _page(request: HttpRequest, *, address: str = "") -> HttpResponse:
    minutes = settings.SESSION_COOKIE_AGE // 60
    context = {"feed": queries.open_feed(_own(request)), "address": address, "minutes": minutes}
    answer = render(request, "accounts/own.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _address(request: HttpRequest, token: str) -> str:
    """The address of the feed, which the desk serves; the bare token where there is no desk."""
    try:
        return request.build_absolute_uri(reverse("desk:feed", args=[token]))
    except NoReverseMatch:
        return token


def _own(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user
