"""Every request gets a key: on error pages, in the answer's header, in the events of its acts."""

from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from mingbai.audit.origin import Origin, within
from mingbai.limits import bounds


class RequestKey:
    """Sets ``request.id``; a key that the visitor sends is not taken: he could repeat another's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer within the origin; ``X-Request-ID`` lets the server's log name the request."""
        request.id = str(uuid4())  # type: ignore[attr-defined]
        with within(Origin(request.id, bounds.address(request))):  # type: ignore[attr-defined]
            response = self.get_response(request)
        response.headers["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        return response
