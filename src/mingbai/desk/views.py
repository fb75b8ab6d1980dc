"""The desk's first page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mingbai.desk.waiting import waiting


@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for the officer."""
    found = waiting(request.user, today=timezone.localdate())  # type: ignore[arg-type]
    return render(request, "desk/inbox.html", {"waiting": found})
