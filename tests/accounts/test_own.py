"""The own account: other log-ins ended, calendar feeds opened and closed, step-up (SEC-10, 13)."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mingbai.accounts import actions, feeds, stepup
from mingbai.accounts.models import FeedToken, Post, User
from mingbai.accounts.roles import Role
from mingbai.audit.models import Event
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON
from tests.ui.shape import problems

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse"
TOKEN = re.compile(r"<code>\S*?([\w-]{43})\S*</code>")


@pytest.fixture
def officer() -> User:
    user = factories.user("李经办", username="li")
    factories.post(user=user)
    return user


def logged_in() -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": "li", "password": PASSWORD})
    assert works(client)
    return client


def works(client: Client) -> bool:
    return client.get(reverse("desk:inbox")).status_code == 200


def test_one_button_ends_every_other_session(officer: User) -> None:
    here, there, elsewhere = logged_in(), logged_in(), logged_in()
    old_key = here.session.session_key
    answer = here.post(reverse("account_end_sessions"), follow=True)
    assert "只保留这一处" in answer.text
    assert [works(client) for client in (here, there, elsewhere)] == [True, False, False]
    assert here.session.session_key != old_key
    assert Event.objects.filter(verb="user.sessions_ended").count() == 1


def test_log_in_takes_a_new_key(officer: User, client: Client) -> None:
    session = client.session
    session["visited"] = True
    session.save()
    before = session.session_key
    client.post(reverse("account_login"), {"login": "li", "password": PASSWORD})
    assert works(client)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_an_idle_session_is_gone(officer: User, settings: Any) -> None:
    client = logged_in()
    kept = Session.objects.get(session_key=client.session.session_key)
    assert timedelta() < kept.expire_date - timezone.now() <= timedelta(minutes=30)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not works(client)


def test_every_request_begins_the_half_hour_anew(officer: User) -> None:
    client = logged_in()
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=1))
    assert works(client)
    kept = Session.objects.get(session_key=client.session.session_key)
    assert kept.expire_date - timezone.now() > timedelta(minutes=29)


def test_a_changed_password_ends_the_other_sessions(officer: User) -> None:
    here, there = logged_in(), logged_in()
    new = {"oldpassword": PASSWORD, "password1": "bei-po-7-song", "password2": "bei-po-7-song"}
    here.post(reverse("account_change_password"), new)
    assert (works(here), works(there)) == (True, False)


def test_a_disabled_and_enabled_account_does_not_revive_its_sessions(officer: User) -> None:
    """SEC-09: who leaves is out, whatever happens to the account later."""
    client = logged_in()
    organ = officer.posts.get().organ
    admin = factories.post(Role.SECURITY_ADMIN, organ)
    actions.disable(officer, by=admin, at=NOON)
    assert not works(client)
    actions.enable(officer, by=admin, at=NOON)
    assert not works(client)


def test_the_feed_is_opened_shown_once_and_closed(officer: User) -> None:
    client = logged_in()
    page = client.post(reverse("account_make_feed")).text
    assert problems(page) == []
    found = TOKEN.search(page)
    assert found
    token = found[1]
    assert feeds.holder(token, at=NOON) == officer
    assert token not in client.get(reverse("account_own")).text
    assert "已开通" in client.get(reverse("account_own")).text
    client.post(reverse("account_revoke_feed"))
    assert feeds.holder(token, at=NOON) is None
    again = client.post(reverse("account_revoke_feed"), follow=True)
    assert "并未开通" in again.text


def test_a_new_feed_ends_the_old_one(officer: User) -> None:
    first, second = (actions.make_feed(officer, by=officer, at=NOON) for _ in range(2))
    assert feeds.holder(first, at=NOON) is None
    assert feeds.holder(second, at=NOON) == officer
    assert FeedToken.objects.filter(revoked_at=None).count() == 1


def test_the_token_is_not_in_the_database(officer: User) -> None:
    token = actions.make_feed(officer, by=officer, at=NOON)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_feedtoken")
        assert token not in str(cursor.fetchall())


@pytest.mark.parametrize("token", ["", "x", "查" * 50])
def test_a_token_nobody_made_opens_nothing(officer: User, token: str) -> None:
    assert feeds.holder(token, at=NOON) is None


def test_the_feed_of_a_closed_account_is_closed(officer: User) -> None:
    token = actions.make_feed(officer, by=officer, at=NOON)
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert feeds.holder(token, at=NOON) is None


def test_reading_a_feed_is_noted_once_an_hour(officer: User) -> None:
    token = actions.make_feed(officer, by=officer, at=NOON)
    noted = []
    for minutes in (0, 30, 60):
        feeds.holder(token, at=NOON + timedelta(minutes=minutes))
        noted.append(FeedToken.objects.get().last_used_at)
    assert noted == [NOON, NOON, NOON + timedelta(hours=1)]


def test_only_the_own_account(officer: User) -> None:
    other = factories.user()
    for act in (actions.end_sessions, actions.make_feed, actions.revoke_feed):
        with pytest.raises(PermissionDenied):
            act(officer, by=other, at=NOON)
    with pytest.raises(Refusal, match="并未开通"):
        actions.revoke_feed(other, by=other, at=NOON)


def confirm(client: Client) -> None:
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


@pytest.fixture
def manager(officer: User) -> Post:
    """李经办 manages people instead."""
    officer.posts.all().delete()
    return factories.post(Role.SECURITY_ADMIN, user=officer)


def test_a_role_change_asks_for_the_password_and_comes_back(manager: Post) -> None:
    client, address = logged_in(), reverse("accounts:add")
    asked = client.get(address)
    query = urlencode({"next": address})
    assert asked.headers["Location"] == f"{reverse('account_reauthenticate')}?{query}"
    wrong = client.post(asked.headers["Location"], {"password": "wrong password"})
    assert "密码不对" in wrong.text
    back = client.post(asked.headers["Location"], {"password": PASSWORD})
    assert back.headers["Location"] == address
    assert client.get(address).status_code == 200


def test_what_was_sent_goes_on_after_the_password(manager: Post) -> None:
    client = logged_in()
    person = factories.post(at=manager.organ).user
    asked = client.post(reverse("accounts:change", args=[person.pk, "disable"]))
    person.refresh_from_db()
    assert person.is_active
    client.post(asked.headers["Location"], {"password": PASSWORD})
    person.refresh_from_db()
    assert not person.is_active


def test_after_ten_minutes_it_asks_again(manager: Post) -> None:
    client = logged_in()
    for minutes, opens in ((9, True), (10, False)):
        confirm(client)
        session = client.session
        for record in session["account_authentication_methods"]:
            record["at"] -= minutes * 60
        session.save()
        answer = client.get(reverse("accounts:add"))
        assert (answer.status_code == 200) is opens


def test_a_view_of_another_app(officer: User, rf: Any) -> None:
    """As an app uses it, and a page that asks for itself."""

    @stepup.required
    def reveal(request: HttpRequest) -> HttpResponse:
        return HttpResponse("110101")

    from allauth.core.exceptions import ReauthenticationRequired

    client = logged_in()
    request = rf.get("/")
    request.session, request.user = client.session, officer
    assert not stepup.recent(request)
    with pytest.raises(ReauthenticationRequired):
        reveal(request)
    confirm(client)
    request.session = client.session
    assert stepup.recent(request)
    assert reveal(request).content == b"110101"
