"""Workers at once over one outbox; also run as a process of its own (``python -m``)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import connection

WORKERS, MESSAGES = 4, 40


def hammer() -> list[str]:
    """Queue the messages, let the workers loose, return the keys in the order of sending."""
    from tests import factories
    from tests.outbox import ways

    organ = factories.organ()
    for _ in range(MESSAGES):
        factories.message(organ, channel="sms", to="13812345678")
    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(_deliver, range(WORKERS)))
    return [key for *_, key in ways.SENT]


def _deliver(_: int) -> None:
    from mingbai.outbox import actions
    from tests.factories import NOON

    try:
        actions.deliver(limit=MESSAGES, at=NOON + timedelta(seconds=1))
    finally:
        connection.close()


def asked_at_once() -> int:
    """How many of eight workers' requests a bucket of ten lets pass."""
    from mingbai.limits import buckets
    from tests.factories import NOON

    rate = buckets.Rate(10, timedelta(minutes=1))

    def ask(_: int) -> int:
        try:
            return sum(buckets.allow("a", rate, at=NOON).allowed for _ in range(5))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        return sum(pool.map(ask, range(8)))


if __name__ == "__main__":
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    settings.OUTBOX = {"sms": ["tests.outbox.ways.Keeps"]}
    keys = hammer()
    print(len(keys), len(set(keys)), asked_at_once())
