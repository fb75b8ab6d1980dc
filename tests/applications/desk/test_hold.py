"""涉诉保留: set and lifted on the page of a case, by the officers of its organ alone."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.applications.models import Applicant, Application
from mingbai.audit.models import Event
from tests import factories
from tests.applications.desk import courses
from tests.applications.desk.courses import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(settings: Any, tmp_path: Any) -> Office:
    settings.VAR = tmp_path
    return courses.office()


def send(post: Post, case: Application, state: str) -> int:
    client = Client()
    client.force_login(post.user)
    return client.post(
        reverse("applications:case_hold", args=[case.pk]), {"hold": state}
    ).status_code


def held(case: Application) -> bool:
    return Applicant.objects.get(application=case).hold


def page(post: Post, case: Application) -> str:
    client = Client()
    client.force_login(post.user)
    return client.get(case.get_absolute_url()).content.decode()


def test_on_and_off_shown_and_told_in_the_course_of_the_case(here: Office) -> None:
    case = courses.served(here)
    assert 'pill amber">涉诉保留' not in page(here.officer, case)
    assert (send(here.officer, case, "on"), held(case)) == (302, True)
    text = page(here.officer, case)
    assert "解除涉诉保留</button>" in text
    assert 'amber">涉诉保留' in text
    assert "设定涉诉保留" in text
    assert (send(here.officer, case, "off"), held(case)) == (302, False)
    text = page(here.officer, case)
    assert "涉诉保留</button>" in text
    assert "解除涉诉保留" in text
    kept = Event.objects.filter(verb="application.held").order_by("number")
    assert [event.data["hold"] for event in kept] == [True, False]


def test_what_is_so_already_leaves_no_second_line(here: Office) -> None:
    case = courses.served(here)
    for _ in range(2):
        send(here.officer, case, "on")
    assert Event.objects.filter(verb="application.held").count() == 1


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SECRECY, Role.SIGNER, Role.HEAD])
def test_who_only_reviews_or_signs_does_not_decide_it(here: Office, role: Role) -> None:
    case = courses.served(here)
    assert (send(here.posts[role], case, "on"), held(case)) == (404, False)


def test_another_organ_s_case_is_not_found_not_even_from_above(here: Office) -> None:
    case = courses.served(here)
    others = [factories.post(Role.OFFICER, factories.organ()), here.posts[Role.OFFICE]]
    assert [send(post, case, "on") for post in others] == [404, 404]
    assert not held(case)
