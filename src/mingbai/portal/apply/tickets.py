"""What a browser holds after the right code: signed, half an hour, for one case (ABU-04, ABU-05).

The ticket names the case and the code that opened it, so that a new code ends it; the code itself
is held sealed, once, between the filing and the receipt.
"""

import base64
import binascii
from dataclasses import dataclass, replace
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from mingbai.applications import public
from mingbai.applications.models import Application
from mingbai.refusal import Refusal
from mingbai.vault import boxes

TICKET, CODE = "status", "receipt"
HELD, LINKS, ONCE = 30 * 60, 5 * 60, 10 * 60
_SALT, _LINK_SALT = "mingbai.portal.status", "mingbai.portal.file"


@dataclass(frozen=True)
class Ticket:
    """A case opened with its code; ``proved``: the last four digits were given as well."""

    application_id: UUID
    code: str
    proved: bool = False


@dataclass(frozen=True)
class Link:
    """What an address of a file stands for: a paper or a file of one case."""

    application_id: UUID
    kind: str
    id: UUID


def of(application: Application) -> Ticket:
    """A ticket for a case whose code was right."""
    return Ticket(application.pk, _mark(application))


def give(response: HttpResponse, ticket: Ticket) -> HttpResponse:
    """Hand out a ticket, or hand it out anew for another half hour."""
    held = [str(ticket.application_id), ticket.code, ticket.proved]
    _set(response, TICKET, signing.dumps(held, salt=_SALT), HELD)
    return response


def proved(ticket: Ticket) -> Ticket:
    """The ticket after the second proof."""
    return replace(ticket, proved=True)


def shown(request: HttpRequest) -> tuple[Ticket, Application] | None:
    """The ticket of a request with its case; None without one, too old, or with a renewed code."""
    try:
        held = signing.loads(request.COOKIES.get(TICKET, ""), salt=_SALT, max_age=HELD)
        ticket = Ticket(UUID(held[0]), str(held[1]), bool(held[2]))
        application = public.case_of(ticket.application_id)
    except (signing.BadSignature, ValueError, IndexError, Application.DoesNotExist):
        return None
    return (ticket, application) if ticket.code == _mark(application) else None


def take_back(response: HttpResponse) -> HttpResponse:
    """End what the browser holds."""
    for name in (TICKET, CODE):
        response.delete_cookie(name, path="/status/", samesite="Strict")
    return response


def hold_code(response: HttpResponse, application: Application, code: str, *, again: bool) -> None:
    """Keep a new code, sealed, for the one page that shows it."""
    text = f"{code}{'+' if again else ''}".encode()
    sealed = boxes.seal(text, about=_about(application))
    _set(response, CODE, base64.urlsafe_b64encode(sealed).decode(), ONCE)


def held_code(request: HttpRequest, application: Application) -> tuple[str, bool]:
    """The code and whether the form had come before; empty once it was shown."""
    try:
        sealed = base64.urlsafe_b64decode(request.COOKIES.get(CODE, ""))
        text = boxes.open_(sealed, about=_about(application)).decode() if sealed else ""
    except (binascii.Error, ValueError, Refusal):
        return "", False
    return text.rstrip("+"), text.endswith("+")


def forget_code(response: HttpResponse) -> None:
    """The page has shown it."""
    response.delete_cookie(CODE, path="/status/", samesite="Strict")


def link(application: Application, kind: str, id_: UUID) -> str:
    """A token for a paper or a file that opens for five minutes."""
    return signing.dumps([str(application.pk), kind, str(id_)], salt=_LINK_SALT)


def linked(token: str) -> Link | None:
    """What a token stands for; None when it is not ours or its five minutes are over."""
    try:
        held = signing.loads(token, salt=_LINK_SALT, max_age=LINKS)
        return Link(UUID(held[0]), str(held[1]), UUID(held[2]))
    except (signing.BadSignature, ValueError, IndexError):
        return None


def _set(response: HttpResponse, name: str, value: str, age: int) -> None:
    response.set_cookie(
        name,
        value,
        max_age=age,
        path="/status/",
        secure=settings.HTTPS,
        httponly=True,
        samesite="Strict",
    )


def _mark(application: Application) -> str:
    """Stands for the code in force without telling anything of it."""
    return salted_hmac(_SALT, application.filing.code_hash, algorithm="sha256").hexdigest()[:32]


def _about(application: Application) -> str:
    return f"portal.receipt|{application.pk}"
