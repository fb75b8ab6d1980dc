"""An act whose event cannot be written has not happened (AUD-04)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection

from mingbai.files import public_folder, store
from mingbai.records import actions
from mingbai.records.models import Attachment, Publication, Record, Review, Withdrawal
from mingbai.records.stages import Stage
from tests.factories import NOON
from tests.records.house import House, edit, hand_in, later, review


@contextmanager
def failing(verb: str) -> Iterator[None]:
    """The database refuses events of that verb, as a full disk or a broken chain would."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE FUNCTION fail_event() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$BEGIN IF NEW.verb = '{verb}' THEN RAISE EXCEPTION 'no event'; END IF; "
                "RETURN NEW; END$$"
            )
            cursor.execute(
                "CREATE TRIGGER fail_event BEFORE INSERT ON audit_event "
                "FOR EACH ROW EXECUTE FUNCTION fail_event()"
            )
        else:
            cursor.execute(
                f"CREATE TRIGGER fail_event BEFORE INSERT ON audit_event "
                f"WHEN NEW.verb = '{verb}' BEGIN SELECT RAISE(ABORT, 'no event'); END"
            )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("DROP TRIGGER fail_event ON audit_event")
                cursor.execute("DROP FUNCTION fail_event")
            else:
                cursor.execute("DROP TRIGGER fail_event")


@pytest.fixture(autouse=True)
def _var(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


@pytest.fixture
def house(transactional_db: None) -> House:
    return House()


def with_file(house: House) -> Record:
    """A public record with a file in its public folder."""
    record = house.submitted().record
    data = "附件".encode()
    facts = {"name": "附件.txt", "kind": "txt", "sha256": store.put(data), "size": len(data)}
    original = {"original_sha256": facts["sha256"], "by": house.officer, "at": NOON}
    Attachment.objects.create(record=record, **facts, **original)
    actions.recall(record.pk, by=house.officer, at=NOON)
    edit(record, house.officer, files=[facts])
    version = hand_in(record, house.officer)
    for by in (house.reviewer, house.secrecy, house.signer):
        review(version, by)
    actions.publish(version, by=house.officer, at=NOON)
    assert public_folder.held(str(record.pk))
    return record


@pytest.mark.django_db(transaction=True)
def test_a_publication_without_its_event_is_none(house: House) -> None:
    version = house.reviewed()
    with failing("record.published"), pytest.raises(DatabaseError):
        actions.publish(version, by=house.officer, at=NOON)
    record = Record.objects.get()
    assert (record.stage, record.public_version, record.first_public_at) == (
        *(Stage.READY, None, None),
    )
    assert not Publication.objects.exists()
    assert not public_folder.folders()
    actions.publish(version, by=house.officer, at=later(1))
    assert Record.objects.get().first_public_at == later(1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verb", ["record.withdrawal_asked", "record.withdrawn"])
def test_an_urgent_withdrawal_without_its_events_changes_nothing(house: House, verb: str) -> None:
    record = with_file(house)
    with failing(verb), pytest.raises(DatabaseError):
        actions.ask_withdrawal(record.pk, reason="secret", note="已撤。", by=house.officer, at=NOON)
    _still_public(record)
    assert not Withdrawal.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verb", ["record.withdrawal_confirmed", "record.withdrawn"])
def test_a_confirmation_without_its_events_changes_nothing(house: House, verb: str) -> None:
    record = with_file(house)
    asked = actions.ask_withdrawal(
        record.pk, reason="wrong", note="已撤。", by=house.officer, at=NOON
    )
    with failing(verb), pytest.raises(DatabaseError):
        actions.confirm(asked.pk, by=house.signer, at=NOON)
    _still_public(record)
    assert Withdrawal.objects.get().decided_at is None
    actions.confirm(asked.pk, by=house.signer, at=NOON)
    assert not public_folder.held(str(record.pk))


def _still_public(record: Record) -> None:
    record.refresh_from_db()
    assert (record.stage, record.is_public) == (Stage.PUBLIC, True)
    assert list(public_folder.held(str(record.pk))) == ["附件.txt"]


@pytest.mark.django_db(transaction=True)
def test_a_review_without_its_event_is_none(house: House) -> None:
    version = house.submitted()
    with failing("record.reviewed"), pytest.raises(DatabaseError):
        review(version, house.reviewer)
    assert not Review.objects.exists()
