"""The pages of 人员: what the administrator sees, and what nobody else does."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mingbai.accounts.models import Post, User
from mingbai.accounts.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db


def signed_in(client: Client, post: Post) -> Client:
    """Logged in and confirmed by password a moment ago, as SEC-13 asks."""
    client.force_login(post.user)
    client.post(reverse("account_reauthenticate"), {"password": "correct horse"})
    return client


@pytest.fixture
def admin() -> Post:
    return factories.post(Role.SECURITY_ADMIN, factories.organ("county"))


@pytest.fixture
def page(client: Client, admin: Post) -> Client:
    return signed_in(client, admin)


def test_the_list_shows_people_in_reach_only(page: Client, admin: Post) -> None:
    factories.post(at=admin.organ, user=factories.user("李四"))
    factories.post(user=factories.user("外人"))
    text = page.get(reverse("accounts:people")).content.decode()
    assert "李四" in text
    assert "外人" not in text
    assert "李四" not in page.get(reverse("accounts:people"), {"q": "没有"}).content.decode()


def test_an_officer_is_added_and_the_password_shown_once(page: Client, admin: Post) -> None:
    data = {
        "name": "王五",
        "username": "wangwu",
        "organ": admin.organ.pk,
        "role": Role.OFFICER.value,
        "since": timezone.localdate(),
    }
    answer = page.post(reverse("accounts:add"), data)
    assert "只在这一页显示一次" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    user = User.objects.get(username="wangwu")
    assert user.check_password(answer.context["password"])
    assert (
        answer.context["password"]
        not in page.get(reverse("accounts:person", args=[user.pk])).content.decode()
    )
    again = page.post(reverse("accounts:add"), data)
    assert "已有同名账号" in again.content.decode()


@pytest.mark.parametrize(
    ("username", "told"),
    [("110101199003071234", "不要有身份证号"), ("王五", "只用字母"), ("a", "三至四十位")],
)
def test_a_user_name_that_will_not_do_is_told(
    page: Client, admin: Post, username: str, told: str
) -> None:
    data = {
        "name": "王五",
        "username": username,
        "organ": admin.organ.pk,
        "role": Role.OFFICER.value,
        "since": "2020-01-01",
    }
    assert told in page.post(reverse("accounts:add"), data).content.decode()


def test_a_post_is_given_and_ended(page: Client, admin: Post) -> None:
    officer = factories.post(at=admin.organ)
    data = {"organ": admin.organ.pk, "role": Role.REVIEWER.value, "since": "2020-01-01"}
    answer = page.post(reverse("accounts:appoint", args=[officer.user_id]), data)
    assert answer.status_code == 302
    given = officer.user.posts.get(role=Role.REVIEWER)
    page.post(reverse("accounts:end_post", args=[given.pk]), {"until": "2020-02-01"})
    given.refresh_from_db()
    assert given.until == date(2020, 2, 1)


def test_joining_duties_is_refused_in_words(page: Client, admin: Post) -> None:
    officer = factories.post(at=admin.organ)
    data = {"organ": admin.organ.pk, "role": Role.AUDITOR.value, "since": "2020-01-01"}
    text = page.post(reverse("accounts:appoint", args=[officer.user_id]), data).content.decode()
    assert "不能由同一人同时担任" in text
    assert "GB/T 22239" in text


@pytest.mark.parametrize(
    ("move", "active"),
    [("disable", False), ("reset-password", True), ("reset-second-factor", True)],
)
def test_the_moves_on_an_account(page: Client, admin: Post, move: str, *, active: bool) -> None:
    officer = factories.post(at=admin.organ)
    answer = page.post(reverse("accounts:change", args=[officer.user_id, move]))
    assert answer.status_code == (200 if active else 302)
    officer.user.refresh_from_db()
    assert officer.user.is_active is active


def test_the_own_account_shows_no_moves_and_refuses_them(page: Client, admin: Post) -> None:
    own = page.get(reverse("accounts:person", args=[admin.user_id])).content.decode()
    assert "重置密码" not in own
    assert "不能改动自己的账号" in own
    answer = page.post(reverse("accounts:change", args=[admin.user_id, "disable"]), follow=True)
    assert "不能改动自己的账号" in answer.content.decode()
    admin.user.refresh_from_db()
    assert admin.user.is_active


def test_a_move_by_get_or_unknown_is_not_found(page: Client, admin: Post) -> None:
    officer = factories.post(at=admin.organ)
    assert (
        page.get(reverse("accounts:change", args=[officer.user_id, "disable"])).status_code == 404
    )
    assert page.post(reverse("accounts:change", args=[officer.user_id, "x"])).status_code == 404


def test_a_password_confirmed_an_hour_ago_is_asked_for_again(page: Client) -> None:
    session = page.session
    for method in session["account_authentication_methods"]:
        method["at"] -= 3600
    session.save()
    answer = page.get(reverse("accounts:add"))
    assert answer.status_code == 302
    assert reverse("account_reauthenticate") in answer.headers["Location"]
    assert page.get(reverse("accounts:people")).status_code == 200


def test_a_move_goes_on_after_the_password_was_confirmed(client: Client, admin: Post) -> None:
    officer = factories.post(at=admin.organ)
    client.force_login(admin.user)
    address = reverse("accounts:change", args=[officer.user_id, "disable"])
    asked = client.post(address)
    officer.user.refresh_from_db()
    assert officer.user.is_active
    client.post(asked.headers["Location"], {"password": "correct horse", "next": address})
    officer.user.refresh_from_db()
    assert not officer.user.is_active
