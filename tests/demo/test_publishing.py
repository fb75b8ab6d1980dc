"""The demonstration's public records: something to see on every page, nothing that is real."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from mingbai.demo import build, publishing
from mingbai.demo.publishing import rows
from mingbai.organs.models import Organ
from mingbai.records.models import Override, Record, Relation, ValidityChange
from mingbai.records.queries import evaluations, interpretations, obligations
from mingbai.records.stages import Stage

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
TODAY = date(2026, 11, 24)
Found = dict[str, Record]


@pytest.fixture(scope="module")
def found(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Found]:
    """The records of a demonstration, taken back at the end of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        made, staff = build.found()
        records = publishing.publish_all(made, staff, now=NOW)
        yield {key: Record.objects.get(pk=record.pk) for key, record in records.items()}
        transaction.set_rollback(True)


def test_each_record_stands_where_the_data_says(found: Found) -> None:
    ends = {"override": "review"}
    for key, row in rows().items():
        end = row.get("end", "public")
        expected = (
            Stage.WITHDRAWN
            if "withdraw" in row or row.get("until", 0) > 0
            else Stage(ends.get(end, end))
        )
        assert found[key].stage == expected, key


def test_every_stage_but_the_discarded_can_be_seen(found: Found) -> None:
    assert {record.stage for record in found.values()} == set(Stage) - {Stage.DISCARDED}


def test_what_joins_them(found: Found) -> None:
    kinds = set(Relation.objects.values_list("kind", flat=True))
    assert {
        "interprets",
        "answers",
        "consults",
        "feeds_back",
        "amends",
        "repeals",
        "related",
    } <= kinds
    assert ValidityChange.objects.count() == 2
    assert Override.objects.filter(allowed_at=None).count() == 1
    assert found["office_org"].public_version.number == 2  # type: ignore[union-attr]


def test_the_officers_have_something_to_see_to(found: Found) -> None:
    assert found["land_plan"].due_on < TODAY  # type: ignore[operator]
    assert list(evaluations.due(TODAY)) == [found["relief_files"]]
    (wanting,) = interpretations.overdue(Organ.objects.all(), today=TODAY)
    assert wanting.record == found["trees"]
    states = {
        cell.state
        for row in obligations.matrix(Organ.objects.all(), today=TODAY)
        for cell in row.cells
    }
    assert states == {"none", "missing", "late", "kept"}
