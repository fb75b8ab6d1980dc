"""Whose record it is: where the pages of one record find it, the post that acts, the refusal."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from mingbai.accounts import rights
from mingbai.accounts.models import Post, User
from mingbai.records import permissions
from mingbai.records.models import Draft, Record
from mingbai.records.queries import working


def officer(request: HttpRequest) -> User:
    """The signed-in officer."""
    found: Any = request.user
    user: User = found
    return user


def visible(request: HttpRequest) -> QuerySet[Record]:
    """The records that the officer sees today."""
    return permissions.visible_to(officer(request), today=timezone.localdate())


def record(request: HttpRequest, key: UUID) -> Record:
    """One of them, or a 404."""
    return get_object_or_404(working.with_facts(visible(request)), pk=key)


def writer(request: HttpRequest, found: Record) -> Post | None:
    """The post under which the officer writes for the record's organ; None for who only reads."""
    today = timezone.localdate()
    return rights.acting_post(officer(request), found.organ, roles=permissions.WRITERS, today=today)


def writes_one_of(request: HttpRequest, records: Sequence[Record]) -> bool:
    """Whether the officer writes for the organ of one of the records."""
    reach = rights.organs(officer(request), roles=permissions.WRITERS, today=timezone.localdate())
    return reach.filter(pk__in={each.organ_id for each in records}).exists()


def written(request: HttpRequest, key: UUID) -> tuple[Record, Post]:
    """A record and the post that writes for it; 404 for who only reads."""
    found = record(request, key)
    post = writer(request, found)
    if post is None:
        raise Http404
    return found, post


def reader(request: HttpRequest, found: Record) -> Post | None:
    """The post under which the person reads the record."""
    today, user = timezone.localdate(), officer(request)
    return rights.acting_post(user, found.organ, roles=permissions.READERS, today=today)


def draft(found: Record) -> Draft:
    """The draft of a record; of one without it, what the first saving will begin with."""
    if hasattr(found, "draft"):
        kept: Draft = found.draft
        return kept
    last = found.versions.latest("number")
    by, at = last.author, last.made_at
    return Draft(record=found, title=last.title, content=last.content(), saved_by=by, saved_at=at)
