"""The index number: one per record, unique, never changed; also by raw SQL and at once (SIT-06)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from mingbai.records import actions
from mingbai.records.models import Record
from mingbai.refusal import Refusal
from mingbai.rules import index_number
from tests import factories
from tests.factories import NOON
from tests.records.house import House, corrected


def sql(text: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(text)


@pytest.mark.django_db
def test_numbers_run_by_organ_and_year() -> None:
    house = House()
    numbers = [house.submitted().record.index_no or "" for _ in range(3)]
    code = house.organ.credit_code
    assert numbers == [f"{code}/2020-{n:05d}" for n in (1, 2, 3)]
    assert [index_number.check(each) for each in numbers] == ["", "", ""]
    next_year = house.submitted(at=NOON + timedelta(days=366)).record
    assert next_year.index_no == f"{code}/2021-00001"


@pytest.mark.django_db
def test_the_year_is_that_of_shanghai() -> None:
    """At 16:00 UTC on 31 December the new year has begun in Shanghai."""
    at = datetime.fromisoformat("2020-12-31T16:00:00+00:00")
    assert "/2021-" in (House().submitted(at=at).record.index_no or "")


@pytest.mark.django_db
def test_a_correction_keeps_the_number() -> None:
    house = House()
    record = house.public()
    number = record.index_no
    actions.publish(factories.reviewed(corrected(record, house.officer)), by=house.officer, at=NOON)
    assert Record.objects.get().index_no == number


@pytest.mark.django_db
def test_without_a_credit_code_nothing_is_handed_in() -> None:
    house = House()
    record = house.submitted().record
    house.organ.credit_code = ""
    house.organ.save()
    facts = {"organ": house.organ, "kind": record.kind, "by": house.officer, "at": NOON}
    content = record.versions.get().content()
    made = actions.create(title="x", content=content, **facts)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match="统一社会信用代码"):
        actions.submit(made.pk, edition=1, by=house.officer, at=NOON)
    assert not made.versions.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "index_no = '11990000000000010A/2020-99999'",
        "index_no = NULL",
        "first_public_at = '2001-01-01 00:00:00+00:00'",
        "first_public_at = NULL, public_version_id = NULL, listed_at = NULL",
    ],
)
def test_raw_sql_changes_neither_number_nor_first_time(change: str) -> None:
    House().public()
    with pytest.raises(IntegrityError, match=r"write-once|only-where"):
        sql(f"UPDATE records_record SET {change}")


@pytest.mark.django_db(transaction=True)
def test_numbers_given_at_once_are_all_different() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite 只有一个写者，测试库在内存里")
    house = House()
    drafts = []
    for number in range(16):
        version = house.submitted(title=f"第{number}件")
        drafts.append((f"再第{number}件", version.content()))
    facts = {"organ": house.organ, "kind": "information", "by": house.officer, "at": NOON}

    def hand_in(row: tuple[str, dict[str, object]]) -> str:
        try:
            made = actions.create(title=row[0], content=row[1], **facts)  # type: ignore[arg-type]
            version = actions.submit(made.pk, edition=1, by=house.officer, at=NOON)
            return version.record.index_no or ""
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(hand_in, drafts))
    code = house.organ.credit_code
    assert sorted(numbers) == [f"{code}/2020-{n:05d}" for n in range(17, 33)]
