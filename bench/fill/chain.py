"""A log of 100,000 true events in ten chains: hashed and linked as ``audit.record`` does."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from bench import plan
from mingbai.audit.actions import event_facts
from mingbai.audit.canonical import digest
from mingbai.audit.models import Chain, Event

CHAINS = 10
BEGIN = datetime(2025, 1, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@transaction.atomic
def fill(_: int) -> None:
    """The events and their heads; verification must find nothing."""
    for number in range(CHAINS):
        events = list(_events(f"o-{number}", plan.EVENTS // CHAINS))
        Event.objects.bulk_create(events, batch_size=500)
        last = events[-1]
        Chain.objects.create(code=last.chain, length=last.number, head=last.hash)


def _events(chain: str, count: int) -> Iterator[Event]:
    previous = ""
    for number in range(1, count + 1):
        event = Event(
            chain=chain,
            number=number,
            at=BEGIN + timedelta(minutes=number),
            verb="application.registered",
            object_type="applications.application",
            object_id=f"{number:032x}",
            actor_kind="officer",
            actor_id=f"{number % 7:032x}",
            post=f"{number % 7:032x}",
            data={"number": digest(number), "applicant_kind": "natural"},
            previous=previous,
        )
        # As the database gives it back, in UTC.
        event.at = event.at.astimezone(ZoneInfo("UTC"))
        event.hash = previous = digest(event_facts(event))
        yield event
