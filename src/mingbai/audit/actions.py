"""Writing an event: in the transaction of the act, under the lock of its chain."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, models, transaction

from mingbai.audit import origin
from mingbai.audit.actors import Acting
from mingbai.audit.canonical import digest, instant
from mingbai.audit.facts import code, plain
from mingbai.audit.models import Chain, Checkpoint, Event


def record(
    verb: str, subject: models.Model, *, chain: str, by: Acting, at: datetime, **data: Any
) -> Event:
    """Append one event about ``subject`` to ``chain`` (an organ's code).

    ``data`` may hold codes, numbers, dates, booleans and lists or mappings of them; free text goes
    in as ``digest(text)``; ``via`` is added within a request (AUD-01).  Raises ``ValueError`` for
    free text, for what could be an identity or telephone number and for a naive ``at``, and
    ``TransactionManagementError`` outside a transaction, so that no act is without its event.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An event belongs into its act's transaction.")
    actor = by.as_actor()
    facts = {key: plain(value) for key, value in (data | origin.facts(actor.kind)).items()}
    instant(at)
    head = _head(code(chain))
    event = Event(
        chain=chain,
        number=head.length + 1,
        at=at,
        verb=code(verb),
        object_type=subject._meta.label_lower,
        object_id=code(str(subject.pk)),
        actor_kind=code(actor.kind),
        actor_id=code(actor.id),
        post=code(actor.post),
        data=facts,
        previous=head.head,
    )
    event.hash = digest(event_facts(event))
    event.save(force_insert=True)
    head.length, head.head = event.number, event.hash
    head.save(update_fields=["length", "head"])
    return event


def _head(chain: str) -> Chain:
    """The head of the chain, locked; a chain begins with its first event."""
    locked = Chain.objects.select_for_update()
    try:
        return locked.get(code=chain)
    except Chain.DoesNotExist:
        Chain.objects.get_or_create(code=chain)
        return locked.get(code=chain)


def event_facts(event: Event) -> dict[str, Any]:
    """What the hash of an event covers: everything but the hash and the row's own key."""
    return {
        "chain": event.chain,
        "number": event.number,
        "at": instant(event.at),
        "verb": event.verb,
        "object": [event.object_type, event.object_id],
        "actor": [event.actor_kind, event.actor_id, event.post],
        "data": event.data,
        "previous": event.previous,
    }


def checkpoint(day: date, *, at: datetime) -> Checkpoint:
    """Join the heads of all chains into the checkpoint of ``day``.

    Once a day: a later call, a call at the same moment and a clock set back return the last one.
    """
    last = Checkpoint.objects.order_by("-day").first()
    if last and last.day >= day:
        return last
    heads = {chain.code: [chain.length, chain.head] for chain in Chain.objects.order_by("code")}
    made = Checkpoint(day=day, made_at=at, heads=heads, previous=last.hash if last else "")
    made.hash = digest(checkpoint_facts(made))
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        return Checkpoint.objects.get(day=day)
    return made


def checkpoint_facts(made: Checkpoint) -> dict[str, Any]:
    """What the hash of a checkpoint covers."""
    return {
        "day": made.day.isoformat(),
        "made_at": instant(made.made_at),
        "heads": made.heads,
        "previous": made.previous,
    }
