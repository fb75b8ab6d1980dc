"""Pages for everyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingbai.portal.due import DueForm


def home(request: HttpRequest) -> HttpResponse:
    """The portal's first page: the newest annual reports, the reply clock."""
    return render(request, "portal/home.html", {"reports": [], "due_form": DueForm()})
