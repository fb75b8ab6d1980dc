"""AUD-09: whoever has the database in his hands, with the triggers gone, is still found out."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from mingbai.audit import triggers, verify
from mingbai.audit.actions import checkpoint, checkpoint_facts, event_facts, record
from mingbai.audit.actors import COMMAND
from mingbai.audit.canonical import digest
from mingbai.audit.models import Chain, Checkpoint, Event
from tests import factories

pytestmark = pytest.mark.django_db

LENGTH = 64


class _Undo(Exception):
    """Ends the transaction in which the tampering was done."""


@pytest.fixture
def chain() -> str:
    """Sixty-four events of one organ and a checkpoint."""
    organ = factories.organ("bureau")
    for number in range(2, LENGTH + 1):
        record("organ.amended", organ, chain="bureau", by=COMMAND, at=factories.NOON, n=number)
    checkpoint(date(2020, 1, 10), at=factories.NOON)
    assert list(verify.problems()) == []
    return "bureau"


def alter(number: int) -> None:
    """Another verb in place."""
    Event.objects.filter(number=number).update(verb="organ.merged")


def delete(number: int) -> None:
    """One event gone."""
    Event.objects.filter(number=number).delete()


def delete_and_close_up(number: int) -> None:
    """One event gone, the later ones renumbered, the head corrected."""
    delete(number)
    for event in Event.objects.filter(number__gt=number).order_by("number"):
        event.number -= 1
        event.save()
    Chain.objects.update(length=LENGTH - 1)


def insert(number: int) -> None:
    """One event more at this place, the later ones pushed back, the head corrected."""
    for event in Event.objects.filter(number__gte=number).order_by("-number"):
        event.number += 1
        event.save()
    Event.objects.create(
        chain="bureau",
        number=number,
        at=factories.NOON,
        verb="organ.amended",
        object_type="organs.organ",
        object_id="1",
        actor_kind="system",
        actor_id="command",
        hash="f" * 64,
    )
    Chain.objects.update(length=LENGTH + 1)


def swap(number: int) -> None:
    """Two neighbours in each other's place."""
    other = number - 1 if number == LENGTH else number + 1
    first, second = Event.objects.get(number=number), Event.objects.get(number=other)
    Event.objects.filter(pk=first.pk).update(number=1000)
    Event.objects.filter(pk=second.pk).update(number=number)
    Event.objects.filter(pk=first.pk).update(number=other)


def truncate(number: int) -> None:
    """The tail from here on gone, the head corrected."""
    Event.objects.filter(number__gte=number).delete()
    _rewrite_from(number)


def rewrite_tail(number: int) -> None:
    """One event altered, every later hash and the head recomputed."""
    alter(number)
    _rewrite_from(number)


def erase(number: int) -> None:
    """The chain gone with its head, as if the organ had never acted."""
    Event.objects.all().delete()
    Chain.objects.all().delete()


def move_head(number: int) -> None:
    """Only the head rewritten, to an earlier event."""
    event = Event.objects.get(number=number)
    Chain.objects.update(length=number, head=event.hash if number < LENGTH else "f" * 64)


def _rewrite_from(number: int) -> None:
    before = Event.objects.filter(number=number - 1).first()
    previous, length = (before.hash if before else ""), number - 1
    for event in Event.objects.filter(number__gte=number).order_by("number"):
        event.previous = previous
        previous = event.hash = digest(event_facts(event))
        length = event.number
        event.save()
    Chain.objects.update(length=length, head=previous)


TAMPERINGS = [
    alter,
    delete,
    delete_and_close_up,
    insert,
    swap,
    truncate,
    rewrite_tail,
    erase,
    move_head,
]


def _found(tamper: Callable[[int], None], number: int, **held: Any) -> list[str]:
    found: list[str] = []
    try:
        with transaction.atomic():
            triggers.drop(connection)
            tamper(number)
            found += [p for p in verify.problems(**held) if "触发器" not in p]
            raise _Undo
    except _Undo:
        return found


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=[t.__name__ for t in TAMPERINGS])
def test_every_place_of_the_chain(tamper: Callable[[int], None], chain: str) -> None:
    unseen = [number for number in range(1, LENGTH + 1) if not _found(tamper, number)]
    assert unseen == []


def _rewrite_everything(number: int) -> None:
    """Events, head and checkpoints: the database agrees with itself again."""
    rewrite_tail(number)
    previous = ""
    for made in Checkpoint.objects.order_by("day"):
        made.heads = {c.code: [c.length, c.head] for c in Chain.objects.all()}
        made.previous = previous
        previous = made.hash = digest(checkpoint_facts(made))
        made.save()


def _kept() -> dict[str, Any]:
    made = Checkpoint.objects.get()
    return checkpoint_facts(made) | {"hash": made.hash}


def test_a_log_rewritten_with_its_checkpoints_needs_a_checkpoint_kept_elsewhere(
    chain: str,
) -> None:
    kept = _kept()
    assert _found(_rewrite_everything, 30) == []  # 数据库自身已无从发现
    assert _found(_rewrite_everything, 30, held=[kept]) == [
        "另存的 2020-01-10 检查点：数据库中没有，或与之不同",
        "链 bureau 第 64 号事件：另存的 2020-01-10 检查点与2020-01-10 检查点所记不同",
    ]


def test_a_checkpoint_removed_is_missed_by_the_kept_copy(chain: str) -> None:
    kept = _kept()
    found = _found(lambda _: Checkpoint.objects.all().delete() and None, 1, held=[kept])
    assert found == ["另存的 2020-01-10 检查点：数据库中没有，或与之不同"]


def test_a_kept_copy_that_was_edited_is_told(chain: str) -> None:
    kept = _kept() | {"heads": {}}
    assert list(verify.problems(held=[kept])) == [
        "另存的 2020-01-10 检查点：文件内容与其散列值不符"
    ]


def test_an_altered_checkpoint_is_told(chain: str) -> None:
    def backdate(_: int) -> None:
        Checkpoint.objects.update(day=date(2019, 1, 1))

    assert _found(backdate, 1) == ["2019-01-01 检查点：内容与其散列值不符"]


def test_events_after_the_checkpoint_are_no_problem(chain: str) -> None:
    factories.organ("other")
    assert list(verify.problems(held=[_kept()])) == []
