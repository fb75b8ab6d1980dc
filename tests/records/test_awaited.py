"""For whom a text waits: the people of each step, and the steps that nobody can take (第十七条)."""

from datetime import timedelta
from typing import Any

import pytest

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.records.models import Conclusion, Record, Version
from mingbai.records.queries import awaited, working
from tests import factories
from tests.factories import NOON
from tests.records.house import House, review

pytestmark = pytest.mark.django_db

TODAY = NOON.date()


@pytest.fixture
def house(db: None, settings: Any, tmp_path: Any) -> House:
    settings.VAR = tmp_path
    return House()


def to_come(version: Version) -> dict[str, tuple[str, bool]]:
    """The steps to come of the version: names, and whether nobody is left."""
    record = Record.objects.get(pk=version.record_id)
    found = awaited.to_come(record, working.last_version(record), today=TODAY)
    return {each.step.id: (each.people, each.lacking) for each in found}


def names(*posts: Post) -> str:
    return "、".join(post.user.name for post in posts)


def test_a_text_waits_for_the_people_of_the_step_that_is_due(house: House) -> None:
    version = house.submitted()
    assert to_come(version)["pre"] == (names(house.reviewer), False)
    review(version, house.reviewer)
    assert list(to_come(version)) == ["secrecy", "sign"]
    assert to_come(version)["secrecy"] == (names(house.secrecy), False)


def test_a_role_that_nobody_holds_is_lacking(house: House) -> None:
    version = house.submitted()
    house.secrecy.until = TODAY - timedelta(days=1)
    house.secrecy.since = TODAY - timedelta(days=9)
    house.secrecy.save()
    assert to_come(version)["secrecy"] == ("", True)


def test_who_may_not_sign_in_is_nobody(house: House) -> None:
    version = house.submitted()
    house.signer.user.is_active = False
    house.signer.user.save()
    assert to_come(version)["sign"] == ("", True)


def test_a_post_at_another_organ_does_not_help(house: House) -> None:
    version = house.submitted()
    Post.objects.filter(pk=house.secrecy.pk).update(organ=factories.organ("elsewhere"))
    assert to_come(version)["secrecy"] == ("", True)


def test_who_wrote_the_text_reviews_nothing_of_it(house: House) -> None:
    version = house.submitted()
    Post.objects.filter(pk=house.reviewer.pk).delete()
    factories.post(Role.REVIEWER, house.organ, user=house.officer.user)
    assert to_come(version)["pre"] == ("", True)


def test_one_person_in_two_roles_is_enough_for_one_step(house: House) -> None:
    version = house.submitted()
    Post.objects.filter(pk=house.secrecy.pk).delete()
    factories.post(Role.SECRECY, house.organ, user=house.reviewer.user)
    found = to_come(version)
    assert found["pre"] == (names(house.reviewer), False)
    assert found["secrecy"] == (names(house.reviewer), True)
    factories.post(Role.REVIEWER, house.organ, user=factories.user("赵六"))
    assert not any(lacking for _, lacking in to_come(version).values())


def test_who_gave_one_review_is_not_awaited_in_another(house: House) -> None:
    version = house.submitted()
    factories.post(Role.SECRECY, house.organ, user=house.reviewer.user)
    review(version, house.reviewer)
    assert to_come(version)["secrecy"] == (names(house.secrecy), False)


def test_a_draft_needs_every_step_of_its_kind(house: House) -> None:
    record = factories.drafted(house.organ, kind="normative", register_no="")
    found = awaited.to_come(record, None, writers=[str(house.secrecy.user_id)], today=TODAY)
    assert [each.step.id for each in found] == ["pre", "secrecy", "legal", "sign"]
    assert [each.step.id for each in found if each.lacking] == ["secrecy"]


def test_the_opinion_of_a_return_is_told_with_its_step(house: House) -> None:
    version = house.submitted()
    review(version, house.reviewer)
    made = review(version, house.secrecy, Conclusion.RETURNED)
    last = working.last_version(version.record)
    assert last is not None
    assert [(step.id, row.pk) for step, row in awaited.sent_back(last)] == [("secrecy", made.pk)]
