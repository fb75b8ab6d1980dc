"""Kept sealed under a random name, given back as a download and nothing else (UPL-08, UPL-09)."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from mingbai.files.attachments import names
from mingbai.files.attachments.kinds import KINDS
from mingbai.vault import shelf


def keep(data: bytes, *, about: str) -> str:
    """Seal the bytes for a place and keep them; returns the random name (32 hex digits).

    ``about`` names the row the file belongs to and must be given again to read it.  The file is
    there before a transaction commits; where that fails, ``drop`` it.  Raises ``KeysMissing``.
    """
    return shelf.keep(data, about=about)


def fetch(name: str, *, about: str) -> bytes:
    """The bytes. Raises ``Refusal`` where they are gone, ``Tampered`` for another place."""
    return shelf.fetch(name, about=about)


def drop(name: str) -> None:
    """Delete a kept file; nothing happens when it is gone."""
    shelf.drop(name)


def response(data: bytes, name: str, kind: str) -> HttpResponse:
    """The file as a download that a browser neither shows, guesses at nor keeps (UPL-08)."""
    given = HttpResponse(data, content_type=KINDS[kind].served)
    given["Content-Disposition"] = content_disposition_header(True, names.tidy(name))
    given["X-Content-Type-Options"] = "nosniff"
    given["Content-Security-Policy"] = "sandbox; default-src 'none'"
    given["Cache-Control"] = "private, no-store"
    return given
