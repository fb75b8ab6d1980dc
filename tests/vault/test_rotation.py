"""Changing keys while others write: nothing is lost, nothing is told to the log (CRY-03)."""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import TestCase
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from mingbai.audit.actors import COMMAND
from mingbai.audit.models import Event
from mingbai.refusal import Refusal
from mingbai.vault import actions, blind, queries, shelf
from mingbai.vault.errors import KeysMissing
from mingbai.vault.models import Key
from mingbai.vault.providers import provider, ring
from tests.factories import NOON
from tests.vault.sample.models import Person


def rotate() -> str:
    with TestCase.captureOnCommitCallbacks(execute=True):
        return actions.rotate(by=COMMAND, at=NOON).kid


def retire(kid: str) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.retire(kid, by=COMMAND, at=NOON + timedelta(days=1))


def test_the_new_key_writes_and_the_old_one_reads(key: str) -> None:
    old = Person.objects.create(phone="138")
    new = rotate()
    assert ring().writing == new
    assert Person.objects.get(pk=old.pk).phone == "138"
    Person.objects.create(phone="139")
    assert [(s.kid, s.use, s.left) for s in queries.states()] == [
        (kid, {key: "只读", new: "在用"}[kid], 1) for kid in (row.kid for row in Key.objects.all())
    ]


def test_changing_the_cipher_is_a_rotation(key: str, settings: Any) -> None:
    person = Person.objects.create(phone="138")
    name = shelf.keep(b"x", about="a")
    settings.VAULT_CIPHER = "SM4-GCM"
    new = rotate()
    assert actions.rewrap() == 2
    assert ring().named(new).alg == "SM4-GCM"
    assert queries.sealed_under(new) == 2
    retire(key)
    assert Person.objects.get(pk=person.pk).phone == "138"
    assert shelf.fetch(name, about="a") == b"x"


def test_the_events_hold_no_key_material(key: str, var: Path) -> None:
    new = rotate()
    retire(key)
    assert [(e.verb, e.object_id, e.data) for e in Event.objects.order_by("number")] == [
        ("key.made", new, {"alg": "AES-256-GCM"}),
        ("key.retired", key, {}),
    ]


def test_an_old_key_stays_while_anything_is_sealed_under_it(key: str) -> None:
    Person.objects.create(phone="138")
    shelf.keep(b"x", about="a")
    with pytest.raises(Refusal, match="正在使用"):
        retire(key)
    rotate()
    with pytest.raises(Refusal, match=r"还有 2 处.*rewrap"):
        retire(key)
    assert actions.rewrap(limit=1) == 1
    with pytest.raises(Refusal, match="还有 1 处"):
        retire(key)
    assert actions.rewrap() == 1
    assert actions.rewrap() == 0
    retire(key)
    assert Key.objects.get(pk=key).retired_at == NOON + timedelta(days=1)
    with pytest.raises(Refusal, match="没有编号"):
        retire("00000000")


def test_an_index_left_under_the_old_key_is_made_anew(key: str) -> None:
    """Its text is new, its index is not: say, a repair by hand."""
    person = Person.objects.create(phone="138")
    before = person.phone_index
    rotate()
    person.save()
    Person.objects.update(phone_index=before)
    assert actions.rewrap() == 1
    assert Person.objects.get(pk=person.pk).phone_index == blind.index("phone", "138")


def test_a_change_made_while_the_portion_runs_is_not_undone(key: str, monkeypatch: Any) -> None:
    """The row is read again under its lock, whatever was chosen before."""
    person = Person.objects.create(phone="138")
    rotate()
    original = Person._base_manager.select_for_update

    def meanwhile(*args: Any, **options: Any) -> Any:
        changed = Person.objects.get(pk=person.pk)
        changed.phone = "139"
        changed.save()
        return original(*args, **options)

    monkeypatch.setattr(Person._base_manager, "select_for_update", meanwhile)
    actions.rewrap()
    assert Person.objects.get(pk=person.pk).phone == "139"


def test_a_row_saved_as_it_was_comes_under_the_new_key(key: str) -> None:
    person = Person.objects.create(phone="138", address="甲")
    read = Person.objects.get(pk=person.pk)
    rotate()
    read.save()
    assert queries.sealed_under(key) == 0
    assert Person.objects.get(pk=person.pk).phone == "138"


def test_a_row_read_before_its_key_was_retired_does_not_overwrite(key: str) -> None:
    """A request that slept through rotation, sealing anew and retirement."""
    person = Person.objects.create(phone="138")
    sleeping = Person.objects.get(pk=person.pk)
    rotate()
    actions.rewrap()
    retire(key)
    with pytest.raises(KeysMissing), transaction.atomic():
        sleeping.save()
    assert Person.objects.get(pk=person.pk).phone == "138"


def test_a_rotation_that_is_undone_changes_nothing(key: str) -> None:
    """The event could not be written: no key writes without its event."""
    with pytest.raises(ValueError, match="Not a code"):
        actions.rotate(by=COMMAND, at=NOON, chain="不是代码")
    assert ring().writing == key
    assert Key.objects.count() == 1


class Rotating(RuleBasedStateMachine):
    """Writers, readers and the keeper of the keys, in any order."""

    rows: Bundle[uuid.UUID] = Bundle("rows")
    boxes: Bundle[str] = Bundle("boxes")
    texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)

    def __init__(self) -> None:
        super().__init__()
        Person.objects.all().delete()
        for name in list(shelf.names()):
            shelf.drop(name)
        self.people: dict[uuid.UUID, tuple[str, str]] = {}
        self.files: dict[str, bytes] = {}

    @rule(target=rows, phone=texts, address=texts)
    def write(self, phone: str, address: str) -> Any:
        made = Person.objects.create(phone=phone, address=address)
        self.people[made.pk] = (phone, address)
        return made.pk

    @rule(row=rows, phone=texts)
    def change(self, row: uuid.UUID, phone: str) -> None:
        person = Person.objects.get(pk=row)
        person.phone = phone
        person.save(update_fields=["phone", "phone_index", "both_index"])
        self.people[row] = (phone, self.people[row][1])

    @rule(row=rows, note=st.sampled_from(["", "x"]), opened=st.booleans())
    def touch(self, row: uuid.UUID, note: str, opened: bool) -> None:
        person = Person.objects.get(pk=row)
        person.note = note
        if opened:
            assert person.address == self.people[row][1]
        person.save()

    @rule(target=boxes, data=st.binary(max_size=20))
    def keep(self, data: bytes) -> Any:
        name = shelf.keep(data, about="box")
        self.files[name] = data
        return name

    @rule(name=boxes)
    def drop(self, name: str) -> None:
        shelf.drop(name)
        self.files.pop(name, None)

    @rule()
    def rotate(self) -> None:
        rotate()

    @rule(limit=st.integers(0, 4))
    def rewrap(self, limit: int) -> None:
        assert actions.rewrap(limit=limit) <= limit

    @rule()
    def retire_what_is_done(self) -> None:
        for kid in ring().kids()[1:]:
            if not queries.sealed_under(kid):
                retire(kid)

    @invariant()
    def nothing_is_lost(self) -> None:
        held = {p.pk: (p.phone, p.address) for p in Person.objects.all()}
        assert held == self.people
        assert {n: shelf.fetch(n, about="box") for n in shelf.names()} == self.files

    def teardown(self) -> None:
        """In the end everything can be brought under one key, and found by its index."""
        while actions.rewrap(limit=3):
            pass
        for kid in ring().kids()[1:]:
            retire(kid)
        self.nothing_is_lost()
        for pk, (phone, address) in self.people.items():
            row = Person.objects.get(pk=pk)
            assert row.both_index == blind.index("both", phone, address)
            assert row.phone_index == blind.index("phone", phone)


@pytest.mark.parametrize(
    ("examples", "steps"),
    [(20, 20), pytest.param(500, 60, marks=pytest.mark.long)],
    ids=["", "long"],
)
def test_no_field_is_lost_however_keys_change(key: str, examples: int, steps: int) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    assert provider().ring().kids() == (key,)
    run_state_machine_as_test(
        Rotating,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
