"""Reads over the log: the events of some chains, newest first."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from mingbai.audit.models import Checkpoint, Event


def events(
    chains: Collection[str],
    *,
    verb: str = "",
    actor: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Event]:
    """Events of the chains; ``since`` and ``until`` are days in Shanghai, both included."""
    found = Event.objects.filter(chain__in=chains)
    if verb:
        found = found.filter(verb=verb)
    if actor:
        found = found.filter(actor_id=actor)
    if since:
        found = found.filter(at__gte=_midnight(since))
    if until:
        found = found.filter(at__lt=_midnight(until + timedelta(days=1)))
    return found.order_by("-at", "-pk")


def last_checkpoint() -> Checkpoint | None:
    """The latest checkpoint, if there is one."""
    return Checkpoint.objects.order_by("-day").first()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
