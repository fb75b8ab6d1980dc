"""Reads over messages: what is due, what an officer sees, what went out about a case."""

from datetime import datetime

from django.db import models
from django.db.models import QuerySet

from mingbai.organs.models import Organ
from mingbai.outbox.models import Message, MessageQuerySet, State


def due(at: datetime) -> MessageQuerySet:
    """What is to be sent now, the oldest first."""
    return Message.objects.due(at).order_by("next_try_at", "queued_at", "pk")


def about(subject: models.Model) -> MessageQuerySet:
    """What went out, or stayed, about one thing; oldest first."""
    return Message.objects.of(subject).order_by("queued_at", "pk")


def of_organs(organs: QuerySet[Organ], *, state: str = "") -> MessageQuerySet:
    """The messages of organs, newest first; of one state if given."""
    found = Message.objects.filter(organ__in=organs).select_related("organ")
    return found.filter(state=state) if state else found


def failed(organs: QuerySet[Organ]) -> MessageQuerySet:
    """What was given up and waits for a person."""
    return of_organs(organs, state=State.FAILED)


def at_rest_since(moment: datetime) -> MessageQuerySet:
    """Messages at rest since the moment whose recipient is still kept."""
    rest = Message.objects.filter(state__in=[State.SENT, State.FAILED, State.HELD])
    return rest.filter(queued_at__lte=moment).exclude(to="").order_by("pk")
