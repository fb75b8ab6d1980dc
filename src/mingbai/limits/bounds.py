"""A request against the bound of what it wants to do, by its address and by its network."""

import ipaddress
from collections.abc import Callable, Collection
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mingbai.limits import buckets
from mingbai.limits.gcra import ALLOWED, Rate, Verdict
from mingbai.refusal import Refusal

View = Callable[..., HttpResponse]
READING = ("GET", "HEAD", "OPTIONS")


def check(request: HttpRequest, use: str, *, at: datetime, closed: bool = False) -> Verdict:
    """Count the request for a ``use`` named in the settings. Raises ``KeyError`` for another one.

    The address is asked first: one caller who is over his bound takes nothing from his neighbours.
    """
    place = address(request)
    for kind, where in (("address", place), ("network", network(place))):
        rate = Rate.parse(settings.LIMITS[use][kind])
        verdict = buckets.allow(f"{use}:{kind}:{where}", rate, at=at, closed=closed)
        if not verdict.allowed:
            return verdict
    return ALLOWED


def check_or_refuse(request: HttpRequest, use: str, *, at: datetime, closed: bool = False) -> None:
    """For a view that keeps what was typed: raises ``Refusal`` with the time to wait."""
    verdict = check(request, use, at=at, closed=closed)
    if not verdict.allowed:
        raise Refusal(
            "短时间内提交的次数太多", remedy=f"请过{wait(verdict.after)}再提交，已填的内容还在"
        )


def limited(
    use: str, *, methods: Collection[str] = ("POST",), closed: bool = False
) -> Callable[[View], View]:
    """Decorate a view: over the bound its requests get a page that says when and how to go on."""

    def decorate(view: View) -> View:
        @wraps(view)
        def bounded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method in methods:
                verdict = check(request, use, at=timezone.now(), closed=closed)
                if not verdict.allowed:
                    return too_many(request, verdict)
            return view(request, *args, **kwargs)

        return bounded

    return decorate


def too_many(request: HttpRequest, verdict: Verdict) -> HttpResponse:
    """The page of a refusal: 429 with ``Retry-After``."""
    context = {"wait": wait(verdict.after), "typed": request.method not in READING}
    answer = render(request, "limits/too_many.html", context, status=429)
    answer.headers["Retry-After"] = str(verdict.after)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def wait(seconds: int) -> str:
    """A time to wait, in words, rounded up."""
    return f"{seconds}秒" if seconds < 60 else f"{-(-seconds // 60)}分钟"


def address(request: HttpRequest) -> str:
    """Where the request comes from: what the nearest trusted proxy saw, else the connection."""
    proxies = settings.TRUSTED_PROXIES
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(seen) >= proxies and seen[-proxies]:
        return seen[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def network(place: str) -> str:
    """The /24 or /64 around an address; the text itself when it is none."""
    try:
        found = ipaddress.ip_address(place)
    except ValueError:
        return place
    if found.version == 6 and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ipaddress.ip_network((found, 24 if found.version == 4 else 64), strict=False))
