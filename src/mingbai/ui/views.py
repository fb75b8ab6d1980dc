"""The reader's choice of type, without JavaScript; the page when the database cannot be had."""

import sys

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe
from django.views.defaults import server_error

from mingbai.ui.appearance import YEAR, chosen

AGAIN_AFTER = 10  # seconds; a writer waits up to twenty for his turn before he is sent here


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


def broken(request: HttpRequest) -> HttpResponse:
    """For an exception nobody caught: 503 when the database was busy or away, else 500."""
    if isinstance(sys.exc_info()[1], OperationalError):
        return try_again(HttpResponse(render_to_string("503.html")))
    return server_error(request)


def try_again(answer: HttpResponse) -> HttpResponse:
    """The same answer as 503 with ``Retry-After``, kept by nobody."""
    answer.status_code = 503
    answer.headers["Retry-After"] = str(AGAIN_AFTER)
    answer.headers["Cache-Control"] = "no-store"
    return answer
