"""What every page here has in common: the site's root, answers that no browser keeps."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from mingbai.organs import queries as organs
from mingbai.organs.models import Organ, Site

View = Callable[..., HttpResponse]


def site_of(request: HttpRequest) -> Site | None:
    """The site of the request, None before any is set up."""
    site: Site | None = getattr(request, "site", None) or None
    return site


def root_of(request: HttpRequest) -> Organ | None:
    """The organ whose subtree the site shows."""
    site = site_of(request)
    return site.root if site else None


def organ_of(request: HttpRequest, code: str) -> Organ:
    """The organ of an address, of this site; else 404."""
    root = root_of(request)
    found = organs.by_code(code)
    if found is None or (root is not None and not root.contains(found)):
        raise Http404
    return found


def private(view: View) -> View:
    """A page about one person: kept nowhere, told to nobody as a referrer, found by no engine."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        answer.headers["Cache-Control"] = "private, no-store"
        answer.headers["Referrer-Policy"] = "same-origin"
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return guarded
