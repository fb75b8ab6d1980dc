"""Binds a request to the site of its host."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from mingbai.organs.models import Site
from mingbai.organs.queries import site_for


class CurrentSite:
    """Sets ``request.site`` (lazy, so that a page without it asks nothing)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach the site and pass on."""
        host = request.get_host().rsplit(":", 1)[0]
        request.site = SimpleLazyObject(lambda: site_for(host))  # type: ignore[assignment]
        return self.get_response(request)


def site_in_templates(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the site, or before any is set up one with the product's name."""
    site = getattr(request, "site", None)
    return {"site": site or Site(name="明白", host="")}
