"""The ways out of the host, in the order of the settings; none by default (ARCHITECTURE.md, 8)."""

import json
from email.utils import parseaddr
from hashlib import sha256
from pathlib import Path
from smtplib import SMTPRecipientsRefused
from typing import Any, Protocol

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

PERMANENT = 500


class NotSent(Exception):
    """The message did not leave. ``code`` is short, without personal data; shown to officers."""

    def __init__(self, code: str) -> None:
        self.code = code[:60]
        super().__init__(code)


class Unavailable(NotSent):
    """Not now: try again later, or by the next provider."""


class Rejected(NotSent):
    """Never: the recipient does not exist."""


class Provider(Protocol):
    """One way out. ``key`` is the same at every sending of a message, for the provider to tell."""

    def send(self, to: str, text: str, key: str, *, subject: str = "") -> None:
        """Hand the message over. Raises ``Rejected``, ``Unavailable``; others count as that."""
        ...


class Mail:
    """Django's mail settings; the key becomes the Message-ID, which mailboxes tell doubles by."""

    def send(self, to: str, text: str, key: str, *, subject: str = "") -> None:
        """Raises ``Rejected`` when the server refuses the recipient for good."""
        host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
        headers = {
            "Message-ID": f"<{sha256(key.encode()).hexdigest()[:32]}@{host}>",
            "Auto-Submitted": "auto-generated",
        }
        try:
            EmailMessage(subject, text, to=[to], headers=headers).send()
        except SMTPRecipientsRefused as refused:
            code = max((answer[0] for answer in refused.recipients.values()), default=0)
            error = Rejected if code >= PERMANENT else Unavailable
            raise error(f"smtp-{code}") from None


class Nowhere:
    """The default of a channel: nothing leaves, the message stays at the desk."""

    def send(self, to: str, text: str, key: str, *, subject: str = "") -> None:
        """Never called: ``leaves`` is false for it."""
        raise Unavailable("nowhere")


class ToFile:
    """For drills: every message becomes a line of JSON in the file ``MINGBAI_OUTBOX_FILE``."""

    def send(self, to: str, text: str, key: str, *, subject: str = "") -> None:
        """Append the line."""
        line = json.dumps({"to": to, "text": text, "key": key, "subject": subject})
        with Path(settings.OUTBOX_FILE).open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def of(channel: str) -> list[Provider]:
    """The providers of a channel, in the order in which they are tried; empty: nothing leaves."""
    made: list[Any] = [import_string(name.strip())() for name in settings.OUTBOX.get(channel, [])]
    return [provider for provider in made if not isinstance(provider, Nowhere)]


def leaves(channel: str) -> bool:
    """Whether messages of the channel leave the host at all."""
    return bool(of(channel))


def send(channel: str, to: str, text: str, key: str, *, subject: str) -> None:
    """By the first provider that takes the message. Raises what the last of them raised.

    ``Rejected`` only if all reject it: one may not know a range of numbers that another serves.
    """
    failed: NotSent = Unavailable("no-provider")
    for provider in of(channel):
        try:
            return provider.send(to, text, key, subject=subject)
        except Exception as error:  # 任何一种失败都换下一条通道
            failed = _worse(failed, error)
    raise failed


def _worse(before: NotSent, error: Exception) -> NotSent:
    """Not now outweighs never: what may still go out is tried again."""
    now = error if isinstance(error, NotSent) else Unavailable(type(error).__name__)
    first = before.code == "no-provider"
    return now if first or isinstance(before, Rejected) else before
