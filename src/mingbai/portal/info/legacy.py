"""Addresses of the old site lead to their records for good (SIT-10)."""

from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from mingbai.portal.apply.pages import site_of
from mingbai.portal.info.record import tombstone
from mingbai.records.queries import public as queries

LONGEST = 300  # characters of an address that can be entered


class LegacyAddresses:
    """Asks once, and only for an address that no page of ours answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """301 to the record without the query, 410 when it was withdrawn; else the answer."""
        answer = self.get_response(request)
        if answer.status_code != 404 or request.method not in ("GET", "HEAD"):
            return answer
        if request.resolver_match is not None:
            return answer
        record = queries.legacy(site_of(request), spellings(request.get_full_path()))
        if record is None:
            return answer
        if not record.is_public:
            return tombstone(request, record)
        return HttpResponsePermanentRedirect(record.public_path)


def spellings(address: str) -> list[str]:
    """How an old address may have been entered: as it was sent or decoded, with its query or not.

    An old site that told its pages apart by the query has entered them with it.
    """
    path, query = urlsplit(address).path, urlsplit(address).query
    found = [f"{path}?{query}" if query else path, path, unquote(path)]
    return [each for each in dict.fromkeys(found) if len(each) <= LONGEST]
