"""The log-in stays shut, in words, when the failures cannot be counted (ABU-02)."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

View = Callable[..., HttpResponse]
_log = logging.getLogger(__name__)


def shut_when_uncounted(view: View) -> View:
    """Answer 503 and let nobody in while counters, accounts or sessions do not answer."""

    @wraps(view)
    def entrance(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except DatabaseError:
            _log.exception("Nobody can log in: the database does not answer.")
        # No request in it: who asks, and which site, is in the database too.
        page = render_to_string("accounts/shut.html")
        return HttpResponse(page, status=503, headers={"Retry-After": "60"})

    return entrance
