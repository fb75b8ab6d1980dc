"""Queueing with the act, sending with the tick: at least once, one key a message (REL-14)."""

import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection, models, transaction
from django.db.models import F
from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.audit.actions import record
from mingbai.audit.actors import TICK
from mingbai.organs.models import Organ
from mingbai.outbox import providers, queries
from mingbai.outbox.models import Channel, Message, State
from mingbai.outbox.permissions import check_can_retry
from mingbai.outbox.providers import NotSent, Rejected
from mingbai.refusal import Refusal
from mingbai.rules.privacy import Kind, Passage, Severity, detect

MOST_TRIES = 10  # about nine hours
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
LEASE = timedelta(minutes=10)  # longer than any provider takes
KEPT = timedelta(days=90)


@dataclass(frozen=True)
class Delivered:
    """What became of the messages of one round: sent, to be tried again, given up, kept here."""

    sent: int = 0
    queued: int = 0
    failed: int = 0
    held: int = 0


def queue(
    *,
    organ: Organ,
    channel: Channel | str,
    to: str,
    subject: str,
    body: str,
    dedupe_key: str,
    about: models.Model,
    at: datetime,
) -> Message:
    """Write a notice in the transaction of the act it tells of; TICK sends it.

    A second call with the same key returns the first message as it is.  The act has its own event,
    so there is no ``by``.  Raises ``TransactionManagementError`` outside a transaction and
    ``ValueError`` for personal data in the text.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A notice belongs into its act's transaction.")
    _check_text(f"{subject}\n{body}", to, at)
    goes = bool(to) and providers.leaves(channel)
    facts = {
        "organ": organ,
        "channel": channel,
        "to": to,
        "subject": subject,
        "body": body,
        "about_type": about._meta.label_lower,
        "about_id": str(about.pk),
        "queued_at": at,
        "state": State.QUEUED if goes else State.HELD,
        "next_try_at": at if goes else None,
    }
    with transaction.atomic():
        message, _ = Message.objects.get_or_create(dedupe_key=dedupe_key, defaults=facts)
    return message


def deliver(*, limit: int, at: datetime) -> Delivered:
    """Send what is due, at most ``limit``, as TICK; any number of workers may run at once.

    A worker that dies between sending and marking leaves its claim behind; when that runs out the
    message goes out again with the same key.
    """
    started, counted = time.monotonic(), Counter[str]()
    for key in list(queries.due(at).values_list("pk", flat=True)[:limit]):
        now = at + timedelta(seconds=time.monotonic() - started)
        message = _claim(key, now)
        if message is None:  # another worker has it
            continue
        error = _send(message)
        with transaction.atomic():
            counted[_mark(message, error, at + timedelta(seconds=time.monotonic() - started))] += 1
    return Delivered(**{state: counted[state] for state in Delivered.__dataclass_fields__})


@transaction.atomic
def retry(message: Message, *, by: Post, at: datetime) -> Message:
    """Put a message that came to rest unsent back into the queue, with all its tries.

    Raises ``PermissionDenied``, ``Refusal``.
    """
    check_can_retry(by, message.organ)
    message = Message.objects.select_for_update().select_related("organ").get(pk=message.pk)
    if not message.can_be_retried:
        raise Refusal(f"这条消息现在是“{message.get_state_display()}”", remedy="不必重发")
    if not message.to:
        raise Refusal("这条消息没有收件人", remedy="请按申请人选定的方式人工告知")
    if not providers.leaves(message.channel):
        raise Refusal(
            f"本站没有配置{Channel(message.channel).label}的通道，消息留存在站内",
            remedy="请人工告知，或者请管服务器的人配置通道后再发",
        )
    message.state, message.next_try_at = State.QUEUED, at
    message.attempts, message.last_error = 0, ""
    message.save(update_fields=["state", "next_try_at", "attempts", "last_error"])
    record("message.retried", message, chain=message.organ.code, by=by, at=at)
    return message


def forget(*, at: datetime) -> int:
    """As TICK: clear the recipients of messages at rest for ninety days; returns how many."""
    with transaction.atomic():
        found = list(queries.at_rest_since(at - KEPT).select_for_update())
        for message in found:
            message.to = ""
            message.save(update_fields=["to"])
    return len(found)


def wait(attempts: int) -> timedelta:
    """How long after so many failures: a minute, doubled each time, at most six hours."""
    return min(FIRST_WAIT * (1 << attempts - 1), LONGEST_WAIT)


def _check_text(text: str, to: str, at: datetime) -> None:
    if to and to in text:
        raise ValueError("The text of a notice must not hold its recipient's address.")
    found = detect(Passage("notice", text), today=timezone.localdate(at))
    if any(f.kind == Kind.ID_CARD and f.severity == Severity.CRITICAL for f in found):
        raise ValueError("The text of a notice must not hold an identity number.")


def _claim(key: UUID, at: datetime) -> Message | None:
    """The message, ours until the lease ends; None when somebody else was faster."""
    with transaction.atomic():
        lease, mine = uuid4(), queries.due(at).filter(pk=key)
        claim = {"state": State.SENDING, "lease": lease, "lease_until": at + LEASE}
        if not mine.update(attempts=F("attempts") + 1, **claim):
            return None
        return Message.objects.select_related("organ").get(pk=key, lease=lease)


def _send(message: Message) -> NotSent | None:
    """Outside every transaction; what went wrong, or None."""
    if message.attempts > MOST_TRIES:
        return Rejected("crashed")
    try:
        key, subject = message.dedupe_key, message.subject
        providers.send(message.channel, message.to, message.body, key, subject=subject)
    except NotSent as error:
        return error
    return None


def _mark(claimed: Message, error: NotSent | None, at: datetime) -> str:
    """Write down what became of it, unless the claim has run out; the state, or ""."""
    held = Message.objects.select_for_update().select_related("organ")
    message = held.filter(pk=claimed.pk, lease=claimed.lease).first()
    if message is None:
        return ""
    message.lease = message.lease_until = message.next_try_at = None
    message.last_error = error.code if error else ""
    message.state = _state(message, error)
    if message.state == State.SENT:
        message.sent_at = at
    elif message.state == State.QUEUED:
        message.next_try_at = at + wait(message.attempts)
    fields = ["lease", "lease_until", "next_try_at", "last_error", "state", "sent_at"]
    message.save(update_fields=fields)
    if message.state in (State.SENT, State.FAILED):
        facts = {"channel": message.channel, "attempts": message.attempts}
        verb = f"message.{message.state}"
        record(verb, message, chain=message.organ.code, by=TICK, at=at, **facts)
    return str(message.state)


def _state(message: Message, error: NotSent | None) -> State:
    if error is None:
        return State.SENT
    if not providers.leaves(message.channel):  # 通道已经撤下
        return State.HELD
    given_up = isinstance(error, Rejected) or message.attempts >= MOST_TRIES
    return State.FAILED if given_up else State.QUEUED
