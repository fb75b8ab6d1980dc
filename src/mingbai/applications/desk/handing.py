"""A made file handed to a browser, which neither guesses at it nor keeps it."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def file(data: bytes, name: str, kind: str) -> HttpResponse:
    """The file as a download; ``kind`` its media type."""
    given = HttpResponse(data, content_type=kind)
    given["Content-Disposition"] = content_disposition_header(True, name)
    given["X-Content-Type-Options"] = "nosniff"
    given["Cache-Control"] = "private, no-store"
    return given
