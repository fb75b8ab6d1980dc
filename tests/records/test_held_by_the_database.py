"""What only publication may write is refused by the database itself, also to raw SQL (SEC-12)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, connection, models, transaction

from mingbai.audit import triggers
from mingbai.records import actions
from mingbai.records.models import Record, Version
from tests.factories import NOON
from tests.records.house import House, corrected, review

pytestmark = pytest.mark.django_db
Change = dict[str, Any]
WHEN = {"first_public_at": NOON, "listed_at": NOON}


@pytest.fixture
def house() -> House:
    return House()


def never_reviewed(house: House) -> tuple[Record, Change]:
    version = house.submitted()
    return version.record, {"public_version": version, **WHEN}


def reviewed_and_not_published(house: House) -> tuple[Record, Change]:
    version = house.reviewed()
    return version.record, {"public_version": version, **WHEN}


def of_another_record(house: House) -> tuple[Record, Change]:
    other = house.public(title="另一件").public_version
    return house.reviewed().record, {"public_version": other, **WHEN}


def a_correction_not_published(house: House) -> tuple[Record, Change]:
    record = house.public()
    return record, {"public_version": corrected(record, house.officer)}


def an_older_one(house: House) -> tuple[Record, Change]:
    """一稿更正以后，旧稿不再公开。"""
    record = house.public()
    first, second = record.public_version, corrected(record, house.officer)
    for by in (house.reviewer, house.secrecy, house.signer):
        review(second, by)
    actions.publish(second, by=house.officer, at=NOON)
    return record, {"public_version": first}


def a_withdrawn_one(house: House) -> tuple[Record, Change]:
    record = house.public()
    first = record.public_version
    facts = {"reason": "personal", "note": "已撤。"}
    actions.ask_withdrawal(record.pk, **facts, by=house.officer, at=NOON)
    return record, {"public_version": first, "stage": "public"}


def a_time_without_publication(house: House) -> tuple[Record, Change]:
    return house.reviewed().record, WHEN


def another_first_time(house: House) -> tuple[Record, Change]:
    return house.public(), {"first_public_at": NOON - timedelta(days=300)}


def no_first_time(house: House) -> tuple[Record, Change]:
    return house.public(), {"public_version": None, "first_public_at": None, "listed_at": None}


CASES = [
    *(never_reviewed, reviewed_and_not_published, of_another_record, a_correction_not_published),
    *(an_older_one, a_withdrawn_one, a_time_without_publication, another_first_time, no_first_time),
]


@pytest.mark.parametrize("case", CASES)
def test_the_public_version_is_what_was_last_published(
    house: House, case: Callable[[House], tuple[Record, Change]]
) -> None:
    record, change = case(house)
    before = Record.objects.filter(pk=record.pk).values().get()
    with pytest.raises(IntegrityError, match=r"only-where|write-once"), transaction.atomic():
        Record.objects.filter(pk=record.pk).update(**change)
    assert Record.objects.filter(pk=record.pk).values().get() == before


def test_a_record_is_not_born_public(house: House) -> None:
    public = house.public()
    facts: dict[str, Any] = {"organ": public.organ, "kind": public.kind, "title": "x", **WHEN}
    for version in (public.public_version, None):
        twin = Record(key=f"twin {version}", public_version=version, **facts)
        with pytest.raises(IntegrityError, match="only-where"), transaction.atomic():
            Record.objects.bulk_create([twin])


@pytest.mark.django_db(transaction=True)
def test_a_migration_may_remake_a_table_that_the_triggers_read() -> None:
    """SQLite renames no table while a trigger of another names the one it replaces."""
    if connection.vendor == "sqlite":
        with pytest.raises(OperationalError, match="error in trigger"):
            remade()
    triggers.before_migrate("default", plan=[object()])
    remade()
    call_command("migrate", verbosity=0)
    assert triggers.missing(connection) == []


def remade() -> None:
    """The title of a version made wider, and narrow again."""
    old = Version._meta.get_field("title")
    wider = models.CharField(max_length=301)
    wider.set_attributes_from_name("title")
    wider.model = Version
    with connection.schema_editor() as editor:
        editor.alter_field(Version, old, wider)
        editor.alter_field(Version, wider, old)
