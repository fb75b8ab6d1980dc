"""Where an act comes from: the request it was done in, known to the event without being handed on.

AUD-01; what stands in the chain and what only in the log of the server: ADR 0034.
"""

import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """``request``: the key of one request; ``address``: where it came from, as the proxy says."""

    request: str
    address: str


_CURRENT: ContextVar[Origin | None] = ContextVar("origin", default=None)


@contextmanager
def within(origin: Origin) -> Iterator[None]:
    """All events until the end of the block say that they come from here."""
    token = _CURRENT.set(origin)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def facts(actor_kind: str) -> dict[str, dict[str, str]]:
    """What an event says of its origin; nothing outside a request.

    The address is an officer's alone: a citizen's may never stand in what is never erased.
    """
    origin = _CURRENT.get()
    if origin is None:
        return {}
    told = {"request": origin.request}
    if actor_kind == "officer" and (address := _plain(origin.address)):
        told["address"] = address
    return {"via": told}


def _plain(address: str) -> str:
    """The address in its one spelling, without a zone; empty for what is none."""
    try:
        return str(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return ""
