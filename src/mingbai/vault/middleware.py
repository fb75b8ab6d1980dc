"""A page in words where personal data cannot be read: the rest of the site goes on (CRY-04)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingbai.vault.errors import KeysMissing, Tampered


class SaySealed:
    """Answers 503 for a missing key and 500 for a damaged row, each with what is to be done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Only passes on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page, or None for everything else."""
        if not isinstance(error, KeysMissing | Tampered):
            return None
        status = 503 if isinstance(error, KeysMissing) else 500
        return render(request, "vault/sealed.html", {"error": error}, status=status)
