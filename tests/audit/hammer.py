"""Many writers at once; also run as a process of its own on a database file (``python -m``)."""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from django.db import connection, transaction

THREADS, EACH = 8, 25


def hammer(codes: list[str]) -> None:
    """Eight threads write twenty-five events each, spread over the chains; then the tick runs."""
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(lambda worker: _write(codes[worker % len(codes)]), range(THREADS)))
        list(pool.map(_tick, range(THREADS)))


def _write(code: str) -> None:
    from mingbai.audit.actions import record
    from mingbai.audit.actors import COMMAND
    from mingbai.organs.models import Organ
    from tests.factories import NOON

    try:
        for _ in range(EACH):
            with transaction.atomic():
                record("organ.amended", Organ(pk=1), chain=code, by=COMMAND, at=NOON)
    finally:
        connection.close()


def _tick(_: int) -> None:
    from mingbai.audit.actions import checkpoint
    from tests.factories import NOON

    try:
        checkpoint(date(2020, 1, 10), at=NOON)
    finally:
        connection.close()


def assert_whole(codes: list[str]) -> None:
    """Contiguous numbers, no event lost, one checkpoint, nothing for verify to tell."""
    from mingbai.audit import verify
    from mingbai.audit.models import Checkpoint, Event

    for code in codes:
        numbers = list(Event.objects.filter(chain=code).values_list("number", flat=True))
        expected = THREADS * EACH // len(codes)
        if numbers != list(range(1, expected + 1)):
            raise AssertionError(f"{code}: {len(numbers)} of {expected} events")
    if Checkpoint.objects.count() != 1 or list(verify.problems()):
        raise AssertionError(list(verify.problems()))


if __name__ == "__main__":
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    hammer(sys.argv[1:])
    assert_whole(sys.argv[1:])
    print("whole")
