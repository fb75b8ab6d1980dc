"""Whose case it is: the one place where the screens of 办件 find a case, a post, a refusal."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.accounts.roles import LEDGER_WRITERS, Role
from mingbai.applications import permissions
from mingbai.applications.actions.looking import HANDLERS
from mingbai.applications.desk import queries
from mingbai.applications.desk.forms import officer_of
from mingbai.applications.models import Application
from mingbai.refusal import Refusal


def cases(request: HttpRequest) -> QuerySet[Application]:
    """The cases that the officer may read today."""
    return queries.cases_of(officer_of(request), today=timezone.localdate())


def case(request: HttpRequest, key: UUID) -> Application:
    """One of them with all its facts, or a 404."""
    return get_object_or_404(queries.whole(cases(request)), pk=key)


def handling_post(
    request: HttpRequest, application: Application, roles: frozenset[Role] = HANDLERS
) -> Post | None:
    """The post under which the officer handles the case; None for who only reads."""
    held = permissions.posts_for(officer_of(request), application, today=timezone.localdate())
    return next((post for post in held if post.role in roles), None)


def handled(
    request: HttpRequest, key: UUID, roles: frozenset[Role] = HANDLERS
) -> tuple[Application, Post]:
    """A case and the post that handles it; 404 for who only reads."""
    found = case(request, key)
    post = handling_post(request, found, roles)
    if post is None:
        raise Http404
    return found, post


def written(request: HttpRequest, key: UUID) -> tuple[Application, Post]:
    """A case and the officer's post on it."""
    return handled(request, key, LEDGER_WRITERS)


def tried(form: BaseForm, act: Callable[[], Any]) -> bool:
    """Whether the act was done; a refusal goes into the form, nothing typed is lost."""
    try:
        act()
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    except PermissionDenied:
        raise Http404 from None
    return True
