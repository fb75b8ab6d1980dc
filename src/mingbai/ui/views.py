"""Remembers how the reader wants to see the pages, without JavaScript."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from mingbai.ui.appearance import YEAR, chosen


@require_safe
def preferences(request: HttpRequest) -> HttpResponse:
    """Set the cookies asked for and go back to the page the reader came from, on this site only."""
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = "/"
    response = redirect(target)
    for name, value in chosen(request.GET).items():
        response.set_cookie(
            name, value, max_age=YEAR, samesite="Lax", secure=settings.HTTPS, httponly=True
        )
    response.headers["Cache-Control"] = "no-store"
    return response
