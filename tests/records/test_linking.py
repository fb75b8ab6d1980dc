"""Relations and changes of validity: one row for both ends, with their basis (SIT-08)."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from mingbai.accounts.roles import Role
from mingbai.records import actions, kinds
from mingbai.records.models import Record, Relation, ValidityChange
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON
from tests.records.house import House, id_number

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


def change(record: Record, house: House, **facts: Any) -> ValidityChange:
    facts = {"change": "repealed", "on": date(2021, 1, 1), "basis": "明政发〔2020〕9号"} | facts
    return actions.change_validity(record.pk, **facts, by=house.officer, at=NOON)


def test_a_change_is_dated_has_its_basis_and_relates_it(house: House) -> None:
    old, new = house.public(kind="normative"), house.public()
    made = change(old, house, basis_record=new.pk)
    assert (made.record, made.basis_record) == (old, new)
    relation = Relation.objects.get()
    assert (relation.kind, relation.source, relation.target) == ("repeals", new, old)
    assert house.verbs()[-2:] == ["related", "validity_changed"]


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"change": "praised"}, "没有这一种变动"),
        ({"basis": " "}, "依据的文件"),
        ({"on": date(2019, 1, 1)}, "不得早于施行日期"),
    ],
    ids=["没有这一种", "没有依据", "早于施行"],
)
def test_what_a_change_lacks(house: House, facts: dict[str, Any], why: str) -> None:
    with pytest.raises(Refusal, match=why):
        change(house.public(kind="normative"), house, **facts)


def test_the_basis_of_a_change_is_public_and_another(house: House) -> None:
    """It stands on the public page without a review: no secret draft, no person in it."""
    old, foreign = house.public(kind="normative"), House().submitted().record
    with pytest.raises(Refusal, match="自己"):
        change(old, house, basis_record=old.pk)
    with pytest.raises(Refusal, match="还没有公开"):
        change(old, house, basis_record=foreign.pk)
    with pytest.raises(Refusal, match="不得公开的内容"):
        change(old, house, basis=f"王某（{id_number()}）来函")
    assert not ValidityChange.objects.exists()
