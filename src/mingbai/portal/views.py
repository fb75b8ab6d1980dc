"""Pages for everyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """The portal's first page."""
    return render(request, "portal/home.html")
