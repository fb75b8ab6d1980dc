"""Log-in: second factor, lock, one answer to every failure, end of a session (SEC-01…03, 08)."""

import re
import time
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.core.internal import ratelimit
from allauth.mfa.totp.internal import auth as totp
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from mingbai.accounts.models import User
from tests import factories

PASSWORD = "correct horse"
LOGIN = "/accounts/login/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    """An officer with a post, known as 李经办."""
    user = factories.user("李经办", username="li")
    factories.post(user=user)
    return user


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Moves the clock by which failures are counted."""

    def move(by: timedelta) -> None:
        moved = SimpleNamespace(
            time=lambda: time.time() + by.total_seconds(),
            monotonic=time.monotonic,
            sleep=time.sleep,
        )
        monkeypatch.setattr(ratelimit, "time", moved)

    return move


def log_in(client: Client, username: str = "li", password: str = PASSWORD, **headers: Any) -> Any:
    return client.post(LOGIN, {"login": username, "password": password}, **headers)


def signed_in(client: Client) -> bool:
    return client.get(reverse("desk:inbox")).status_code == 200


def answer(response: Any) -> tuple[int, str]:
    """Status and body without what differs in every answer, the token and the name typed."""
    body = re.sub(r'(csrfmiddlewaretoken" |name="login" )value="[^"]*"', "", response.text)
    return response.status_code, body


def code_for(secret: str) -> str:
    """What an authenticator shows now."""
    now = next(iter(totp.yield_hotp_counters_from_time()))
    return str(totp.format_hotp_value(totp.hotp_value(secret, now)))


def activate(client: Client) -> str:
    """Confirm the password, scan the secret, enter its code; the secret."""
    address = reverse("mfa_activate_totp")
    client.post(f"/accounts/reauthenticate/?next={address}", {"password": PASSWORD})
    secret = client.get(address).context["form"].secret
    response = client.post(address, {"code": code_for(secret)})
    assert response.headers["Location"] == reverse("mfa_view_recovery_codes")
    return str(secret)


def test_the_right_password_opens_the_desk(client: Client, officer: User) -> None:
    response = log_in(client)
    assert (response.status_code, response.headers["Location"]) == (302, reverse("desk:inbox"))
    assert signed_in(client)


def test_the_desk_asks_a_stranger_to_log_in(client: Client) -> None:
    response = client.get(reverse("desk:inbox"))
    assert response.headers["Location"] == f"{LOGIN}?next=/desk/"


def test_unknown_wrong_and_disabled_get_the_same_answer(client: Client, officer: User) -> None:
    factories.user(username="wang", is_active=False)
    answers = [
        answer(log_in(client, "li", "wrong password")),
        answer(log_in(client, "nobody", "wrong password")),
        answer(log_in(client, "wang", PASSWORD)),
    ]
    assert answers[0][0] == 200
    assert "用户名或者密码不对" in answers[0][1]
    assert answers[0] == answers[1] == answers[2]


def test_five_failures_lock_for_fifteen_minutes(
    client: Client, officer: User, pass_time: Callable[[timedelta], None]
) -> None:
    for _ in range(5):
        assert "用户名或者密码不对" in log_in(client, password="wrong password").text
    assert "账号已锁定" in log_in(client).text
    assert not signed_in(client)
    pass_time(timedelta(minutes=15, seconds=1))
    assert log_in(client).status_code == 302
    assert signed_in(client)


def test_the_lock_follows_the_account_to_other_addresses(client: Client, officer: User) -> None:
    for number in range(5):
        client.defaults["REMOTE_ADDR"] = f"10.0.0.{number}"
        log_in(client, password="wrong password")
    client.defaults["REMOTE_ADDR"] = "10.0.0.9"
    assert "账号已锁定" in log_in(client).text


@pytest.mark.parametrize(
    "again",
    [{"HTTP_HOST": "testserver:8443"}, {"HTTP_X_FORWARDED_FOR": "10.9.9.9"}],
    ids=["另一个端口", "自称另一个地址"],
)
def test_the_lock_holds_whatever_the_request_says_of_itself(
    client: Client, officer: User, again: dict[str, str]
) -> None:
    for _ in range(5):
        log_in(client, password="wrong password")
    client.defaults |= again
    assert "账号已锁定" in log_in(client).text


@pytest.mark.parametrize("spelling", ["LI", " li ", "\uff4c\uff49", "lI"])
def test_the_lock_holds_for_every_spelling_of_the_name(
    client: Client, officer: User, spelling: str
) -> None:
    for _ in range(5):
        log_in(client, spelling, "wrong password")
    assert "账号已锁定" in log_in(client).text


def test_a_proxy_names_the_address_of_the_visitor(client: Client, officer: User) -> None:
    with override_settings(
        ALLAUTH_TRUSTED_PROXY_COUNT=1, ACCOUNT_RATE_LIMITS={"login_failed": "2/15m/ip"}
    ):
        for _ in range(3):
            last = log_in(client, "x", "wrong password", HTTP_X_FORWARDED_FOR="10.0.0.1")
        assert "账号已锁定" in last.text
        log_in(client, HTTP_X_FORWARDED_FOR="10.0.0.2")
    assert signed_in(client), "one visitor's failures do not lock everybody behind the proxy"


def test_a_name_in_capitals_is_the_same_account(client: Client, officer: User) -> None:
    assert User.objects.create_user("LiSi", name="李四").username == "lisi"
    log_in(client, "LI")
    assert signed_in(client)


def test_an_unknown_name_locks_like_a_known_one(client: Client, officer: User) -> None:
    for name in ["li", "nobody"] * 5:
        log_in(client, name, "wrong password")
    locked = answer(log_in(client, "li", "wrong password"))
    assert locked == answer(log_in(client, "nobody", "wrong password"))


def test_a_password_alone_is_not_enough(client: Client, officer: User, settings: Any) -> None:
    settings.MFA_REQUIRED = True
    log_in(client)
    response = client.get(reverse("desk:inbox"))
    assert response.headers["Location"] == reverse("mfa_activate_totp")
    activate(client)
    assert signed_in(client)


def test_the_next_log_in_asks_for_the_code(client: Client, officer: User, settings: Any) -> None:
    settings.MFA_REQUIRED = True
    log_in(client)
    secret = activate(client)
    client.post("/accounts/logout/")
    assert log_in(client).headers["Location"] == reverse("mfa_authenticate")
    assert not signed_in(client)
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "验证码不对" in wrong.text
    code = code_for(secret)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert signed_in(client)
    client.post("/accounts/logout/")
    log_in(client)
    again = client.post(reverse("mfa_authenticate"), {"code": code})
    assert "验证码不对" in again.text, "a code that has served once serves no more"


def test_a_recovery_code_logs_in_once(client: Client, officer: User, settings: Any) -> None:
    settings.MFA_REQUIRED = True
    log_in(client)
    activate(client)
    code = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    for expected in (True, False):
        client.post("/accounts/logout/")
        log_in(client)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert signed_in(client) is expected


def test_the_second_factor_cannot_be_given_up(client: Client, officer: User, settings: Any) -> None:
    settings.MFA_REQUIRED = True
    log_in(client)
    activate(client)
    response = client.post(reverse("mfa_deactivate_totp"))
    assert "不能停用两步验证" in response.text


def test_a_disabled_officer_is_out_at_the_next_request(client: Client, officer: User) -> None:
    log_in(client)
    assert signed_in(client)
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert not signed_in(client)


@pytest.mark.parametrize(
    ("age", "stays"), [(timedelta(hours=8), False), (timedelta(hours=7), True)]
)
def test_a_session_ends_after_eight_hours(
    client: Client, officer: User, age: timedelta, stays: bool
) -> None:
    log_in(client)
    client.get(reverse("desk:inbox"))
    session = client.session
    session["started_at"] -= age.total_seconds()
    session.save()
    response = client.get(reverse("desk:inbox"), follow=True)
    assert ("登录已满八小时" in response.text) is not stays
    assert signed_in(client) is stays


def test_logging_out_ends_the_session_for_good(client: Client, officer: User) -> None:
    log_in(client)
    assert signed_in(client)
    old = client.cookies["session"].value
    response = client.post("/accounts/logout/")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    client.cookies["session"] = old
    assert not signed_in(client)


def test_a_link_does_not_log_out(client: Client, officer: User) -> None:
    log_in(client)
    assert client.get("/accounts/logout/").status_code == 200
    assert signed_in(client)


def test_the_initial_password_must_be_changed_first(client: Client, officer: User) -> None:
    officer.initial_password_until = timezone.now() + timedelta(hours=1)
    officer.save()
    log_in(client)
    response = client.get(reverse("desk:inbox"))
    assert response.headers["Location"] == reverse("account_change_password")
    assert "初始密码" in client.get(reverse("account_change_password")).text
    new = {"oldpassword": PASSWORD, "password1": "北坡 7 pine", "password2": "北坡 7 pine"}
    client.post(reverse("account_change_password"), new | {"password1": "x", "password2": "x"})
    assert not signed_in(client), "a password that is too short changes nothing"
    client.post(reverse("account_change_password"), new | {"password1": "北坡七号松树林场大门 7"})
    assert not signed_in(client), "two different passwords change nothing"
    same = client.post(
        reverse("account_change_password"), new | {"password1": PASSWORD, "password2": PASSWORD}
    )
    assert "不能与初始密码相同" in same.text
    changed = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "bei-po-7-song", "password2": "bei-po-7-song"},
    )
    assert changed.headers["Location"] == reverse("desk:inbox"), "to the work"
    assert signed_in(client)
    officer.refresh_from_db()
    assert officer.initial_password_until is None
    assert officer.check_password("bei-po-7-song")


def test_an_expired_initial_password_is_refused(client: Client, officer: User) -> None:
    officer.initial_password_until = timezone.now() - timedelta(minutes=1)
    officer.save()
    assert "初始密码已过期" in log_in(client).text
    assert "用户名或者密码不对" in log_in(client, password="wrong password").text
    assert not signed_in(client)


def test_officers_pages_are_not_kept_by_the_browser(client: Client, officer: User) -> None:
    log_in(client)
    assert client.get(reverse("desk:inbox")).headers["Cache-Control"] == "no-store"


def test_log_in_goes_only_to_our_own_pages(client: Client, officer: User) -> None:
    response = client.post(f"{LOGIN}?next=//evil.example/", {"login": "li", "password": PASSWORD})
    assert response.headers["Location"] == reverse("desk:inbox")


@pytest.mark.parametrize("address", ["/accounts/signup/", "/accounts/email/"])
def test_nobody_registers_himself(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_without_the_counters_nobody_logs_in_and_pages_are_served(
    client: Client, officer: User
) -> None:
    """ABU-02: closed for the log-in, open for reading; the table of the counters is gone."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE mingbai_cache")
    assert client.get("/").status_code == 200
    answer = log_in(client)
    assert answer.status_code == 503
    assert "暂时不能登录" in answer.text
    assert "session" not in client.cookies
