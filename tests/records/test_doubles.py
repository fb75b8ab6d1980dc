"""The same 文号 twice at one organ is told; elsewhere, or put aside, it is another matter."""

from typing import Any

import pytest

from mingbai.records import actions
from mingbai.records.models import Record
from mingbai.records.queries import doubles
from tests import factories
from tests.factories import NOON
from tests.records.house import House

pytestmark = pytest.mark.django_db

NUMBER = "明政发〔2020〕1号"


@pytest.fixture
def house(db: None, settings: Any, tmp_path: Any) -> House:
    settings.VAR = tmp_path
    return House()


def paper(house: House, title: str, number: str = NUMBER) -> Record:
    return factories.drafted(house.organ, title=title, kind="document", doc_no=number)


def test_a_number_used_before_at_the_organ_is_found(house: House) -> None:
    first, second = paper(house, "停车办法"), paper(house, "停水通告")
    paper(house, "另一件", "明政发〔2020〕2号")
    assert doubles.same_number(second, NUMBER) == [first]
    assert doubles.same_number(first, NUMBER) == [second]
    assert doubles.same_number(first, "") == []


def test_another_organ_may_carry_the_number_of_a_joint_document(house: House) -> None:
    first = paper(house, "停车办法")
    factories.drafted(factories.organ("other"), kind="document", doc_no=NUMBER)
    assert doubles.same_number(first, NUMBER) == []


def test_what_was_discarded_carries_no_number(house: House) -> None:
    first, second = paper(house, "停车办法"), paper(house, "停水通告")
    actions.discard(second.pk, by=house.officer, at=NOON)
    assert doubles.same_number(first, NUMBER) == []
