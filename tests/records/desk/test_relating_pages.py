"""Relating two records from either end: the source's own writer makes the relation."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingbai.accounts.roles import Role
from mingbai.records.models import Record, Relation
from tests import factories
from tests.records.house import House

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None, settings: Any, tmp_path: Any) -> House:
    settings.VAR = tmp_path
    return House()


@pytest.fixture
def policy(house: House) -> Record:
    return house.public(title="停车办法", kind="document")


def address(record: Record) -> str:
    return reverse("records:relate", args=[record.pk]) + "?words=一图读懂"


def related(client: Client, here: Record, other: Record, kind: str) -> str:
    """The page after relating ``here`` to ``other``, as the officer of ``here`` would."""
    sent = {"target": str(other.pk), "kind": kind}
    return client.post(address(here), sent, follow=True).content.decode()


def test_a_policy_is_given_its_interpretation_from_its_own_page(
    house: House, policy: Record, client: Client
) -> None:
    told = house.public(title="一图读懂停车办法", kind="interpretation")
    client.force_login(house.officer.user)
    assert (
        '<option value="interprets.in">政策解读</option>'
        in client.get(address(policy)).content.decode()
    )
    page = related(client, policy, told, "interprets.in")
    assert "政策解读" in page
    assert "一图读懂停车办法" in page
    made = Relation.objects.get()
    assert (made.kind, made.source, made.target) == ("interprets", told, policy)


def test_outward_is_as_it_was(house: House, policy: Record, client: Client) -> None:
    told = house.public(title="一图读懂停车办法", kind="interpretation")
    client.force_login(house.officer.user)
    related(client, told, policy, "interprets")
    made = Relation.objects.get()
    assert (made.source, made.target) == (told, policy)


def test_what_another_organ_states_is_not_stated_for_it(
    house: House, policy: Record, client: Client
) -> None:
    elsewhere = factories.organ("other", name="明阳区教育局")
    told = factories.public_record(elsewhere, title="一图读懂停车办法", kind="interpretation")
    client.force_login(house.officer.user)
    assert "interprets.in" not in client.get(address(policy)).content.decode()
    page = related(client, policy, told, "interprets.in")
    assert "请由明阳区教育局的经办人建立" in page
    assert not Relation.objects.exists()


def test_who_writes_for_both_organs_states_it_with_the_post_of_the_other(
    house: House, policy: Record, client: Client
) -> None:
    elsewhere = factories.organ("other", name="明阳区教育局")
    told = factories.public_record(elsewhere, title="一图读懂停车办法", kind="interpretation")
    also = factories.post(Role.OFFICER, elsewhere, user=house.officer.user)
    client.force_login(house.officer.user)
    related(client, policy, told, "interprets.in")
    assert Relation.objects.get().by == also


@pytest.mark.parametrize("kind", ["interprets.out", "nothing.in", ".in", "related.in"])
def test_no_other_relation_is_made(kind: str, house: House, policy: Record, client: Client) -> None:
    told = house.public(title="一图读懂停车办法", kind="interpretation")
    client.force_login(house.officer.user)
    related(client, policy, told, kind)
    assert not Relation.objects.exists()
