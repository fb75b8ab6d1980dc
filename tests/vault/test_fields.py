"""A sealed field: plain to the program, nothing to whoever reads the database."""

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core import serializers
from django.db import connection, transaction

from mingbai.vault import envelope
from mingbai.vault.envelope import Envelope
from mingbai.vault.errors import KeysMissing, Tampered
from mingbai.vault.providers import provider
from tests.vault.sample.models import Person

PHONE, ADDRESS = "13800000000", "明阳区某街道某号"


@pytest.fixture
def person(key: str) -> Person:
    return Person.objects.create(note="公开的备注", phone=PHONE, address=ADDRESS)


def columns(person: Person) -> dict[str, str]:
    """The row as it stands in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, note, phone, address, phone_index FROM sample_person")
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return next(row for row in rows if uuid.UUID(str(row["id"])) == person.pk)


def overwrite(person: Person, column: str, text: str) -> None:
    field = Person._meta.get_field(column)
    with connection.cursor() as cursor:
        pk = Person._meta.pk.get_db_prep_value(person.pk, connection)
        cursor.execute(f"UPDATE sample_person SET {field.column} = %s WHERE id = %s", [text, pk])


def test_what_was_written_is_read(cipher: str, person: Person) -> None:
    read = Person.objects.get(pk=person.pk)
    assert (read.phone, read.address, read.note) == (PHONE, ADDRESS, "公开的备注")
    assert columns(person)["phone"].startswith(f"v1|{cipher}|")


def test_the_database_holds_no_plain_text(person: Person) -> None:
    """The note shows that the dump does hold what is not sealed."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        dump = connection.connection.serialize()
    else:
        dump = repr(columns(person)).encode()
    assert "公开的备注".encode() in dump
    assert PHONE.encode() not in dump
    assert ADDRESS.encode() not in dump
    assert ADDRESS.encode("unicode_escape") not in dump


def test_equal_values_do_not_look_equal(person: Person) -> None:
    other = Person.objects.create(phone=PHONE)
    assert columns(person)["phone"] != columns(other)["phone"]


def test_a_ciphertext_of_another_row_does_not_open(person: Person) -> None:
    other = Person.objects.create(phone="13900000000")
    overwrite(person, "phone", columns(other)["phone"])
    with pytest.raises(Tampered, match=r"可能被调换或改动过：sample\.person\|phone"):
        _ = Person.objects.get(pk=person.pk).phone


def test_a_ciphertext_of_another_field_does_not_open(person: Person) -> None:
    overwrite(person, "phone", columns(person)["address"])
    with pytest.raises(Tampered):
        _ = Person.objects.get(pk=person.pk).phone


@pytest.mark.parametrize(
    "text", ["138", "v1|a|b|c|d", "v1|SM4-GCM|{kid}|AAAA|AAAA|AAAA", "v9{rest}"]
)
def test_what_is_no_envelope_does_not_open(person: Person, key: str, text: str) -> None:
    overwrite(person, "phone", text.format(kid=key, rest=columns(person)["phone"][2:]))
    with pytest.raises(Tampered):
        _ = Person.objects.get(pk=person.pk).phone


@pytest.mark.parametrize("place", range(6))
def test_every_part_of_the_envelope_is_guarded(person: Person, place: int) -> None:
    parts = columns(person)["phone"].split("|")
    first = "B" if parts[place][0] != "B" else "C"
    parts[place] = first + parts[place][1:]
    overwrite(person, "phone", "|".join(parts))
    with pytest.raises((Tampered, KeysMissing)):
        _ = Person.objects.get(pk=person.pk).phone


def test_a_row_copied_under_a_new_key_is_sealed_anew(person: Person) -> None:
    copy = Person.objects.get(pk=person.pk)
    assert (copy.phone, copy.address) == (PHONE, ADDRESS)
    copy.pk = uuid.uuid4()
    copy.save(force_insert=True)
    assert Person.objects.get(pk=copy.pk).phone == PHONE


def test_a_row_copied_unread_is_refused_not_lost(person: Person) -> None:
    copy = Person.objects.get(pk=person.pk)
    copy.pk = uuid.uuid4()
    with pytest.raises(Tampered):
        copy.save(force_insert=True)


def test_saving_a_row_that_nobody_opened_leaves_it_as_it_was(person: Person) -> None:
    before = columns(person)["phone"]
    read = Person.objects.get(pk=person.pk)
    read.note = "改"
    read.save()
    assert columns(person)["phone"] == before


def test_bulk_create_seals(key: str) -> None:
    made = Person.objects.bulk_create([Person(phone=PHONE), Person(phone="")])
    assert PHONE not in columns(made[0])["phone"]
    assert [Person.objects.get(pk=row.pk).phone for row in made] == [PHONE, ""]
    assert columns(made[0])["phone_index"] != ""


@pytest.mark.parametrize(
    "write",
    [
        lambda person: Person.objects.update(phone=PHONE),
        lambda person: Person.objects.filter(phone=PHONE).exists(),
        lambda person: Person.objects.filter(phone__contains="138").exists(),
        lambda person: Person.objects.filter(phone__in=[PHONE]).exists(),
        lambda person: Person.objects.bulk_update([person], ["phone"]),
    ],
    ids=["update", "equal", "contains", "in", "bulk_update"],
)
def test_plain_text_never_reaches_a_query(person: Person, write: Any) -> None:
    with pytest.raises(TypeError, match="phone is sealed"):
        write(person)


@pytest.mark.parametrize("fields", [["phone"], ["phone", "phone_index"], ["address", "note"]])
def test_a_field_is_not_saved_without_its_indexes(person: Person, fields: list[str]) -> None:
    with pytest.raises(TypeError, match=r"update_fields names .*, not (phone|both)_index"):
        person.save(update_fields=fields)


def test_empty_stays_empty_and_can_be_looked_up(person: Person) -> None:
    person.phone = ""
    person.save(update_fields=["phone", "phone_index", "both_index"])
    assert columns(person)["phone"] == columns(person)["phone_index"] == ""
    assert list(Person.objects.filter(phone="")) == [person]
    Person.objects.update(address="")
    assert Person.objects.get(pk=person.pk).address == ""


def test_lists_of_values_and_dumps_stay_closed(person: Person) -> None:
    (held,) = Person.objects.values_list("phone", flat=True)
    assert isinstance(held, Envelope)
    assert str(held) == "（已加密）"
    dump = serializers.serialize("json", [person, Person.objects.get(pk=person.pk)])
    assert PHONE not in dump
    assert "v1|" in dump


def test_deferred_and_refreshed_fields_open_too(person: Person) -> None:
    assert Person.objects.defer("phone").get(pk=person.pk).phone == PHONE
    person.phone = "x"
    person.refresh_from_db()
    assert person.phone == PHONE


def test_without_its_key_the_rest_of_the_row_still_works(person: Person, var: Path) -> None:
    """CRY-04: public data go on, personal data say what is missing; nothing is overwritten."""
    before = columns(person)
    kept = (var / "keys" / "ring.json").read_text()
    (var / "keys" / "ring.json").unlink()
    read = Person.objects.get(pk=person.pk)
    assert read.note == "公开的备注"
    with pytest.raises(KeysMissing, match=r"密钥 .* 不在密钥环里.*keys/ring.json"):
        _ = read.phone
    read.note = "改"
    read.save()
    with pytest.raises(KeysMissing), transaction.atomic():
        Person.objects.create(phone=PHONE)
    assert columns(person) == before | {"note": "改"}
    (var / "keys" / "ring.json").write_text(kept)
    assert Person.objects.get(pk=person.pk).phone == PHONE


def test_no_nonce_comes_twice(key: str) -> None:
    sealed = [envelope.seal("x", about="a").text.split("|")[3] for _ in range(100_000)]
    assert len(set(sealed)) == len(sealed)


@pytest.mark.long
def test_no_nonce_comes_twice_in_a_million(key: str) -> None:
    working = provider().ring().current()
    assert working.kid == key
    sealed = {envelope.seal("x", about="a").text.split("|")[3] for _ in range(1_000_000)}
    assert len(sealed) == 1_000_000
