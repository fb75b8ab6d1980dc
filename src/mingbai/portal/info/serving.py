"""How a public page is answered: read only, asked for again, sent again only if changed."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import conditional_page, require_safe

View = Callable[..., HttpResponseBase]


def public_page(view: View) -> View:
    """GET and HEAD only; an ETag of the bytes, so that an unchanged page is a 304.

    ``no-cache`` lets a copy be kept but never shown unasked: a withdrawn page must go at once.
    Readers differ by nothing but their choice of type, which is in a cookie.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        answer.headers.setdefault("Cache-Control", "no-cache")
        patch_vary_headers(answer, ("Cookie",))
        return answer

    return require_safe(conditional_page(answered))
