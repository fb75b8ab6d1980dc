"""Which pages of the form were saved: what a browser kept of them need not be offered again.

The form names itself by a word that its script chose (``unsaved.js``); the last of them stay in
the session, which ends with the log-in.
"""

import re

from django.http import HttpRequest

KEPT = 20
_KEY = "drafts_saved"
_WORD = re.compile(r"[0-9a-z-]{8,40}")


def note_saved(request: HttpRequest) -> None:
    """Remember that what this page of the form sent was saved."""
    word = request.POST.get("page", "")
    if _WORD.fullmatch(word):
        request.session[_KEY] = [*request.session.get(_KEY, []), word][-KEPT:]


def saved_pages(request: HttpRequest) -> str:
    """The words of the pages saved in this session, for the script to compare."""
    return " ".join(request.session.get(_KEY, []))
