"""Many officers take numbers at once, some change their minds; also run as a process of its own."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection, transaction

THREADS, EACH = 8, 12


class _ChangedHisMind(Exception):
    """Rolls the act back, and the number with it."""


def take(codes: list[str]) -> list[str]:
    """The numbers that eight threads keep; every third act of a thread is rolled back."""
    with ThreadPoolExecutor(THREADS) as pool:
        kept = pool.map(lambda worker: _take(codes[worker % len(codes)]), range(THREADS))
        return [number for numbers in kept for number in numbers]


def _take(code: str) -> list[str]:
    from mingbai.documents.actions import next_number
    from mingbai.organs.models import Organ
    from tests.factories import NOON

    kept = []
    try:
        for turn in range(EACH):
            try:
                with transaction.atomic():
                    organ = Organ.objects.get(code=code)
                    number = next_number(organ, "application", NOON.date())
                    if turn % 3 == 2:
                        raise _ChangedHisMind
                kept.append(number)
            except _ChangedHisMind:
                pass
    finally:
        connection.close()
    return kept


def check_whole(codes: list[str], kept: list[str]) -> None:
    """No number twice, none left out."""
    each = THREADS * EACH * 2 // 3 // len(codes)
    wanted = {f"{code.upper()}-2020-{n:05d}" for code in codes for n in range(1, each + 1)}
    if sorted(kept) != sorted(wanted):
        raise AssertionError(sorted(kept))


if __name__ == "__main__":
    import django

    django.setup()
    from django.core.management import call_command

    from tests import factories

    call_command("migrate", verbosity=0)
    for name in ("a", "b", "c"):
        factories.organ(name)
    for chosen in (["a"], ["b", "c"]):
        check_whole(chosen, take(chosen))
    print("whole")
