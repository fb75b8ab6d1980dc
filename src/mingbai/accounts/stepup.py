"""Asking for the password again before what would hurt most in a stranger's hands (SEC-13)."""

from collections.abc import Callable
from typing import Any, TypeVar

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def required(view: View) -> View:
    """Only for an officer who has confirmed the password within ten minutes; else he does so first.

    For revealing personal data, exports and role changes.  Put it inside ``login_required`` and
    what answers 404.  A POST is kept in the session meanwhile and goes on afterwards: so its fields
    must hold no applicant's data.
    """
    guarded: Any = reauthentication_required(view)
    return guarded  # type: ignore[no-any-return]


def recent(request: HttpRequest) -> bool:
    """Whether the password was confirmed within ten minutes, for a part of a page."""
    return bool(did_recently_reauthenticate(request))
