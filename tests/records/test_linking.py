"""Relations between records: one row for both ends (SIT-08)."""

import pytest
from django.core.exceptions import PermissionDenied

from mingbai.accounts.roles import Role
from mingbai.records import actions, kinds
from mingbai.records.models import Record, Relation
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON
from tests.records.house import House

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


def relate(source: Record, target: Record, house: House, kind: str = "interprets") -> Relation:
    return actions.relate(source.pk, target.pk, kind=kind, by=house.officer, at=NOON)


def test_one_row_stands_on_both_ends(house: House) -> None:
    one, two = house.public(), house.public()
    made = relate(one, two, house)
    assert relate(one, two, house) == made
    assert list(one.relations_out.all()) == list(two.relations_in.all()) == [made]
    actions.unrelate(made.pk, by=house.officer, at=NOON)
    assert not Relation.objects.filter(ended_at=None).exists()
    with pytest.raises(Refusal, match="已经解除"):
        actions.unrelate(made.pk, by=house.officer, at=NOON)
    assert house.verbs()[-2:] == ["related", "unrelated"]


def test_every_kind_has_words_for_both_ends() -> None:
    assert all(row["out"] and row["in"] for row in kinds.data("relations").values())


def test_what_is_not_related(house: House) -> None:
    one, foreign = house.public(), House().submitted().record
    with pytest.raises(Refusal, match="与自己"):
        relate(one, one, house)
    with pytest.raises(Refusal, match="没有这一关系"):
        relate(one, house.public(), house, kind="loves")
    with pytest.raises(Refusal, match="还没有公开"):
        relate(one, foreign, house)
    with pytest.raises(PermissionDenied):
        relate(foreign, one, house)
    relate(one, House().public(), house)


def test_only_writers_of_the_source_relate_and_end(house: House) -> None:
    one, two = house.public(), House().public()
    made = relate(one, two, house)
    owner = factories.records_staff(two.organ)[Role.OFFICER]
    for by in (owner, house.reviewer, house.signer):
        with pytest.raises(PermissionDenied):
            actions.unrelate(made.pk, by=by, at=NOON)
