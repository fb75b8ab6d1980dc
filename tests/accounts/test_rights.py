"""Row rights have one source: the posts held today, the subtree of some roles, and succession."""

from datetime import date

import pytest

from mingbai.accounts import rights
from mingbai.accounts.models import Post
from mingbai.accounts.roles import SUBTREE_ROLES, Role
from mingbai.audit.actors import COMMAND
from mingbai.organs import actions as organs
from mingbai.organs.models import Organ
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db

TODAY = date(2020, 1, 10)


def reached(post: Post, today: date = TODAY) -> set[str]:
    found = rights.organs(post.user, roles=[Role(post.role)], today=today)
    return set(found.values_list("code", flat=True))


@pytest.fixture
def county() -> Organ:
    root = factories.organ("county")
    bureau = factories.organ("bureau", parent=root)
    factories.organ("unit", parent=bureau)
    factories.organ("foreign")
    return root


@pytest.mark.parametrize("role", Role)
def test_a_role_reaches_its_organ_or_its_subtree(role: Role, county: Organ) -> None:
    post = factories.post(role, Organ.objects.get(code="bureau"))
    expected = {"bureau", "unit"} if role in SUBTREE_ROLES else {"bureau"}
    assert reached(post) == expected
    assert {o.code for o in Organ.objects.all() if post.covers(o)} == expected


def test_a_post_gives_its_right_from_its_first_to_its_last_day() -> None:
    post = factories.post(since=date(2020, 1, 10), until=date(2020, 1, 20))
    days = [date(2020, 1, d) for d in (9, 10, 20, 21)]
    assert [bool(reached(post, day)) for day in days] == [False, True, True, False]


@pytest.mark.parametrize("role", Role)
def test_what_was_merged_into_an_organ_comes_with_it(role: Role, county: Organ) -> None:
    gone, middle = factories.organ("gone"), factories.organ("middle")
    heir = Organ.objects.get(code="bureau")
    organs.merge(gone, into=middle, on=date(2018, 1, 1), by=COMMAND, at=NOON)
    organs.merge(middle, into=heir, on=date(2019, 1, 1), by=COMMAND, at=NOON)
    post = factories.post(role, heir)
    assert {"gone", "middle"} <= reached(post)
    assert post.covers(Organ.objects.get(code="gone"))
    assert "foreign" not in reached(post)


def test_the_nearest_post_acts(county: Organ) -> None:
    user = factories.user()
    far = factories.post(Role.OFFICE, county, user=user)
    near = factories.post(Role.OFFICER, Organ.objects.get(code="unit"), user=user)
    unit = Organ.objects.get(code="unit")
    both = [Role.OFFICE, Role.OFFICER]
    assert rights.acting_post(user, unit, roles=both, today=TODAY) == near
    assert rights.acting_post(user, unit, roles=[Role.OFFICE], today=TODAY) == far
    foreign = Organ.objects.get(code="foreign")
    assert rights.acting_post(user, foreign, roles=both, today=TODAY) is None
