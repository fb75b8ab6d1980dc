"""Writing an event: in the transaction of the act, under the lock of its chain."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection, models, transaction

from mingbai.audit.actors import Acting
from mingbai.audit.canonical import digest
from mingbai.audit.models import Chain, Checkpoint, Event

# Ids, codes, dates and hashes; a run of 15 or more digits could be an identity number.
_CODE = re.compile(r"[A-Za-z0-9_.:/+-]{0,80}")
_LONG_DIGITS = re.compile(r"(?<![0-9a-f])\d{15,}(?![0-9a-f])")


def record(
    verb: str, subject: models.Model, *, chain: str, by: Acting, at: datetime, **data: Any
) -> Event:
    """Append one event about ``subject`` to ``chain`` (an organ's code).

    ``data`` may hold codes, numbers, dates, booleans and lists or mappings of them; free text goes
    in as ``digest(text)``.  Raises ``ValueError`` for free text and ``TransactionManagementError``
    outside a transaction, so that no act is without its event.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An event belongs into its act's transaction.")
    actor = by.as_actor()
    facts = {key: _plain(value) for key, value in data.items()}
    Chain.objects.get_or_create(code=chain)
    head = Chain.objects.select_for_update().get(code=chain)
    event = Event(
        chain=chain,
        number=head.length + 1,
        at=at,
        verb=verb,
        object_type=subject._meta.label_lower,
        object_id=str(subject.pk),
        actor_kind=actor.kind,
        actor_id=actor.id,
        post=actor.post,
        data=facts,
        previous=head.head,
    )
    event.hash = digest(event_facts(event))
    event.save(force_insert=True)
    head.length, head.head = event.number, event.hash
    head.save(update_fields=["length", "head"])
    return event


def event_facts(event: Event) -> dict[str, Any]:
    """What the hash of an event covers: everything but the hash and the row's own key."""
    return {
        "chain": event.chain,
        "number": event.number,
        "at": event.at.isoformat(),
        "verb": event.verb,
        "object": [event.object_type, event.object_id],
        "actor": [event.actor_kind, event.actor_id, event.post],
        "data": event.data,
        "previous": event.previous,
    }


@transaction.atomic
def checkpoint(day: date, *, at: datetime) -> Checkpoint:
    """Join the heads of all chains into the checkpoint of ``day``; once a day, later calls return it."""
    existing = Checkpoint.objects.filter(day=day).first()
    if existing:
        return existing
    heads = {chain.code: [chain.length, chain.head] for chain in Chain.objects.order_by("code")}
    last = Checkpoint.objects.order_by("-day").first()
    made = Checkpoint(day=day, made_at=at, heads=heads, previous=last.hash if last else "")
    made.hash = digest(checkpoint_facts(made))
    made.save(force_insert=True)
    return made


def checkpoint_facts(made: Checkpoint) -> dict[str, Any]:
    """What the hash of a checkpoint covers."""
    return {"day": made.day.isoformat(), "heads": made.heads, "previous": made.previous}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {_code(str(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return _code(str(value))


def _code(text: str) -> str:
    if not _CODE.fullmatch(text) or _LONG_DIGITS.search(text):
        raise ValueError(
            f"Not a code, date or hash; put digest(text) into the event: {text[:20]!r}…"
        )
    return text
