"""The page of one record and its files; what was withdrawn says so, the rest is not there."""

import re
from html import unescape
from urllib.parse import quote, urljoin

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from mingbai.files import public_folder
from mingbai.portal.apply.pages import root_of
from mingbai.portal.info import qr, reading
from mingbai.portal.info.serving import public_page
from mingbai.portal.info.typesetting import typeset
from mingbai.records.content import document
from mingbai.records.kinds import data, kind
from mingbai.records.models import Record, Withdrawal
from mingbai.records.queries import public as queries

SANDBOX = "sandbox; default-src 'none'"


@public_page
def page(request: HttpRequest, code: str, serial: str) -> HttpResponse:
    """A public record; 410 with its tombstone when withdrawn; 404 for everything else."""
    if code != code.lower():
        return redirect("info:record", code.lower(), serial, permanent=True)
    found = record_of(request, code, serial)
    if not found.is_public:
        return tombstone(request, found)
    if not kind(found.kind).is_document:
        return redirect("portal:report", found.organ.code, found.key)
    shown = reading.shown(found, root_of(request), today=timezone.localdate())
    canonical = request.build_absolute_uri(found.public_path)
    context = {
        "shown": shown,
        "record": found,
        "body": mark_safe(typeset(shown.body)),  # noqa: S308 (cleaned by reading.shown)
        "canonical": canonical,
        "picture": first_picture(shown.body, canonical),
        "qr": qr.svg(canonical),
    }
    return render(request, "portal/info/record.html", context)


@require_safe
def file(request: HttpRequest, code: str, serial: str, name: str) -> HttpResponseBase:
    """A file of a public record, by its name, as a download that cannot run (UPL-08)."""
    if code != code.lower():
        return redirect("info:file", code.lower(), serial, name, permanent=True)
    found = record_of(request, code, serial)
    if found.public_version is None:
        return tombstone(request, found)
    held, tag = None, ""
    if kind(found.kind).is_document:
        files = document(found.public_version.content()).files
        tag = next((f'"{each.sha256}"' for each in files if each.placed == name), "")
        held = public_folder.path(str(found.pk), name) if tag else None
    if held is None:
        raise Http404
    answer: HttpResponseBase | None = get_conditional_response(request, etag=tag)
    if answer is None:
        answer = FileResponse(held.open("rb"), as_attachment=True, filename=name)
        answer.headers["ETag"] = tag
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Link"] = f'<{quote(found.public_path)}>; rel="canonical"'
    return answer


def record_of(request: HttpRequest, code: str, serial: str) -> Record:
    """The record of an address that is or once was public, of this site; else 404."""
    root = root_of(request)
    found = queries.numbered(f"{code.upper()}/{serial}")
    if found is None or (root is not None and not root.contains(found.organ)):
        raise Http404
    return found


def first_picture(body: str, page: str) -> str:
    """The whole address of the first picture of a body, for the meta tag Image (SIT-05)."""
    found = re.search(r'<img\b[^>]*\bsrc="([^"]+)"', body)
    return urljoin(page, unescape(found[1])) if found else ""


def _note(withdrawal: Withdrawal | None) -> str:
    """What the public is told: the reason's own words until a second person has confirmed."""
    if withdrawal is None:
        return ""
    confirmed = withdrawal.decided_at is not None and not withdrawal.refused
    return withdrawal.note if confirmed else str(data("withdrawals")[withdrawal.reason]["note"])


def tombstone(request: HttpRequest, record: Record) -> HttpResponse:
    """What stands where a withdrawn record was: when and why it left, never its title."""
    withdrawal = queries.last_withdrawal(record)
    context = {"record": record, "withdrawal": withdrawal, "note": _note(withdrawal)}
    answer = render(request, "portal/info/withdrawn.html", context, status=410)
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
