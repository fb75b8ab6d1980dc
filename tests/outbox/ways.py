"""Providers of the tests: one that keeps, one that is down, one that refuses, one that dies."""

from mingbai.outbox.providers import Rejected, Unavailable

SENT: list[tuple[str, str, str]] = []


class Killed(BaseException):
    """The process ends at this instant; nothing catches it, as nothing catches a kill."""


class Keeps:
    """Takes every message."""

    def send(self, to: str, text: str, key: str, *, subject: str = "") -> None:
        SENT.append((to, text, key))


class Down:
    """Not now."""

    def send(self, to: str, text: str, key: str, *, subject: str = "") -> None:
        raise Unavailable("down")


class Broken:
    """Fails in a way nobody thought of, with personal data in its words."""

    def send(self, to: str, text: str, key: str, *, subject: str = "") -> None:
        raise RuntimeError(f"cannot reach {to}")


class Refuses:
    """No such recipient."""

    def send(self, to: str, text: str, key: str, *, subject: str = "") -> None:
        raise Rejected("unknown-number")


class Dies:
    """Sends, and the process is killed before anything can be written down."""

    def send(self, to: str, text: str, key: str, *, subject: str = "") -> None:
        SENT.append((to, text, key))
        raise Killed
