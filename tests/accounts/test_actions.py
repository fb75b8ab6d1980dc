"""人员管理: who gives posts to whom, first passwords, closing accounts (SEC-06, SEC-08, SEC-09)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.checks import run_checks
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from mingbai.accounts import actions
from mingbai.accounts.models import Post, User
from mingbai.accounts.passwords import one_time_password
from mingbai.accounts.roles import EXCLUSIVE_ROLES, Role
from mingbai.audit.actors import COMMAND
from mingbai.audit.models import Event
from mingbai.organs import actions as organs
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db

TODAY = date(2020, 1, 10)


@pytest.fixture
def admin() -> Post:
    """人员管理 of the county."""
    return factories.post(Role.SECURITY_ADMIN, factories.organ("county"))


def add(by: Any, **facts: Any) -> tuple[User, str]:
    defaults = {
        "username": "new.officer",
        "name": "王五",
        "organ": by.organ,
        "role": Role.OFFICER,
        "since": TODAY,
    }
    return actions.add_officer(by=by, at=NOON, **(defaults | facts))


def test_a_new_officer_gets_a_post_and_a_password_for_a_day(admin: Post) -> None:
    user, password = add(admin)
    user.refresh_from_db()
    assert user.check_password(password)
    assert user.initial_password_until == NOON + timedelta(hours=24)
    post = user.posts.get()
    assert (post.organ, post.role, post.since) == (admin.organ, Role.OFFICER, TODAY)
    events = Event.objects.filter(chain="county", actor_id=str(admin.user_id))
    assert list(events.values_list("verb", flat=True)) == ["user.added", "post.given"]


def test_no_event_holds_a_name_or_the_password(admin: Post) -> None:
    _, password = add(admin)
    held = "".join(str(event.data) for event in Event.objects.all())
    assert not any(word in held for word in ("王五", "new.officer", password))


def test_one_time_passwords_pass_the_validators_and_differ() -> None:
    made = {one_time_password() for _ in range(200)}
    assert len(made) == 200
    for password in made:
        validate_password(password)
        assert not set(password) & set("0O1lI")


def test_a_taken_user_name_is_refused(admin: Post) -> None:
    add(admin)
    with pytest.raises(ValidationError, match="同名账号"):
        add(admin)


@pytest.mark.parametrize("role", [r for r in Role if r != Role.SECURITY_ADMIN])
def test_only_security_admins_staff(role: Role) -> None:
    with pytest.raises(PermissionDenied):
        add(factories.post(role))


@pytest.mark.parametrize(
    "facts",
    [
        {"since": date(2020, 1, 11)},
        {"until": date(2020, 1, 9)},
        {"user": "disabled"},
    ],
    ids=["岗位尚未开始", "岗位已经结束", "账号已停用"],
)
def test_a_post_not_held_today_gives_nothing(facts: dict[str, Any]) -> None:
    if "user" in facts:
        facts = {"user": factories.user(is_active=False)}
    with pytest.raises(PermissionDenied):
        add(factories.post(Role.SECURITY_ADMIN, **facts))


def test_staffing_reaches_the_subtree_and_no_farther(admin: Post) -> None:
    below = factories.organ(parent=admin.organ)
    assert add(admin, organ=below)[0].posts.get().organ == below
    with pytest.raises(PermissionDenied):
        add(admin, organ=factories.organ(), username="other")


def test_nobody_is_given_a_post_at_an_organ_that_has_ended(admin: Post) -> None:
    gone = factories.organ(parent=admin.organ)
    organs.merge(gone, into=admin.organ, on=TODAY, by=COMMAND, at=NOON)
    gone.refresh_from_db()
    with pytest.raises(Refusal, match="撤并"):
        add(admin, organ=gone)


MOVES: dict[str, Callable[[User, Post], Any]] = {
    "增加岗位": lambda user, by: actions.appoint(
        user, organ=by.organ, role=Role.OFFICE, since=TODAY, by=by, at=NOON
    ),
    "结束岗位": lambda user, by: actions.end_post(user.posts.get(), until=TODAY, by=by, at=NOON),
    "停用": lambda user, by: actions.disable(user, by=by, at=NOON),
    "重置密码": lambda user, by: actions.reset_password(user, by=by, at=NOON),
    "清除两步验证": lambda user, by: actions.reset_second_factor(user, by=by, at=NOON),
}
each_move = pytest.mark.parametrize("move", MOVES.values(), ids=MOVES.keys())


@each_move
def test_nobody_changes_himself(move: Callable[[User, Post], Any], admin: Post) -> None:
    with pytest.raises(Refusal, match="自己的账号和岗位"):
        move(admin.user, admin)


@each_move
def test_people_of_foreign_organs_are_out_of_reach(
    move: Callable[[User, Post], Any], admin: Post
) -> None:
    with pytest.raises(PermissionDenied):
        move(factories.post().user, admin)


@each_move
def test_people_with_a_post_elsewhere_belong_to_a_higher_admin(
    move: Callable[[User, Post], Any], admin: Post
) -> None:
    foreign = factories.post()
    Post.objects.create(
        user=foreign.user,
        organ=admin.organ,
        role=Role.OFFICER,
        since=TODAY,
        until=TODAY,
    )
    with pytest.raises((Refusal, Post.MultipleObjectsReturned), match=r"不归您管理|returned more"):
        move(foreign.user, admin)


@each_move
def test_each_move_leaves_its_event(move: Callable[[User, Post], Any], admin: Post) -> None:
    officer = factories.post(at=factories.organ("bureau", parent=admin.organ))
    before = Event.objects.count()
    move(officer.user, admin)
    assert Event.objects.count() == before + 1


def test_a_post_ends_and_with_it_the_right(admin: Post) -> None:
    post = factories.post(at=admin.organ)
    actions.end_post(post, until=date(2020, 1, 9), by=admin, at=NOON)
    assert not Post.objects.held(TODAY).filter(pk=post.pk).exists()
    with pytest.raises(Refusal, match="已于2020-01-09结束"):
        actions.end_post(post, until=TODAY, by=admin, at=NOON)


def test_the_same_post_is_not_given_twice(admin: Post) -> None:
    officer = factories.post(at=admin.organ)
    with pytest.raises(Refusal, match="已经是"):
        actions.appoint(
            officer.user, organ=admin.organ, role=Role.OFFICER, since=TODAY, by=admin, at=NOON
        )


PAIRS = [(a, b) for a in Role for b in Role if a != b]


@pytest.mark.parametrize(("held", "wanted"), PAIRS, ids=[f"{a}+{b}" for a, b in PAIRS])
def test_duties_that_must_lie_apart(held: Role, wanted: Role, admin: Post) -> None:
    """三员分立: 人员管理 and 审计查看 stand alone; the others may be joined."""
    officer = factories.post(held, factories.organ(parent=admin.organ))

    def appoint() -> Post:
        return actions.appoint(
            officer.user, organ=admin.organ, role=wanted, since=TODAY, by=admin, at=NOON
        )

    if {held, wanted} & EXCLUSIVE_ROLES:
        with pytest.raises(Refusal, match="不能由同一人同时担任"):
            appoint()
    else:
        assert appoint().role == wanted


def test_duties_may_follow_each_other(admin: Post) -> None:
    officer = factories.post(Role.OFFICER, admin.organ, until=date(2020, 1, 9))
    post = actions.appoint(
        officer.user, organ=admin.organ, role=Role.AUDITOR, since=TODAY, by=admin, at=NOON
    )
    assert post.role == Role.AUDITOR


def test_joined_duties_written_past_the_actions_are_told_by_the_system_check(admin: Post) -> None:
    def told() -> list[str]:
        return [str(e.msg) for e in run_checks(databases=["default"]) if e.id == "accounts.E001"]

    assert told() == []
    factories.post(Role.OFFICER, admin.organ, user=admin.user)
    assert told() == [f"{admin.user.username} 的岗位“人员管理”与其另一岗位不能同时担任"]


def test_a_closed_account_is_out_with_its_next_request(admin: Post, client: Client) -> None:
    officer = factories.post(at=admin.organ)
    client.force_login(officer.user)
    assert client.get(reverse("desk:inbox")).status_code == 200
    actions.disable(officer.user, by=admin, at=NOON)
    assert client.get(reverse("desk:inbox")).status_code == 302


def test_a_new_password_ends_open_sessions(admin: Post, client: Client) -> None:
    officer = factories.post(at=admin.organ)
    client.force_login(officer.user)
    password = actions.reset_password(officer.user, by=admin, at=NOON)
    assert client.get(reverse("desk:inbox")).status_code == 302
    officer.user.refresh_from_db()
    assert officer.user.check_password(password)
    assert officer.user.initial_password_until == NOON + timedelta(hours=24)


def test_a_closed_account_is_opened_with_a_new_password(admin: Post) -> None:
    officer = factories.post(at=admin.organ)
    with pytest.raises(Refusal, match="并未停用"):
        actions.enable(officer.user, by=admin, at=NOON)
    actions.disable(officer.user, by=admin, at=NOON)
    with pytest.raises(Refusal, match="已经停用"):
        actions.disable(officer.user, by=admin, at=NOON)
    with pytest.raises(Refusal, match="已经停用"):
        actions.reset_password(officer.user, by=admin, at=NOON)
    password = actions.enable(officer.user, by=admin, at=NOON)
    officer.user.refresh_from_db()
    assert officer.user.is_active
    assert officer.user.check_password(password)


def test_a_lost_second_factor_is_forgotten_together_with_the_password(admin: Post) -> None:
    officer = factories.post(at=admin.organ)
    Authenticator.objects.create(user=officer.user, type="totp", data={})
    password = actions.reset_second_factor(officer.user, by=admin, at=NOON)
    assert not Authenticator.objects.filter(user=officer.user).exists()
    officer.user.refresh_from_db()
    assert officer.user.check_password(password)


IDLE_ROWS: dict[str, tuple[int | None, int | None, bool]] = {
    "九十天前登录": (91, 400, True),
    "刚满九十天": (90, 400, False),
    "昨天登录": (1, 400, False),
    "从未登录，开户九十一天": (None, 91, True),
    "从未登录，开户昨天": (None, 1, False),
    "登录已久，昨天重新启用": (400, 1, False),
}


@pytest.mark.parametrize(("login", "enabled", "closed"), IDLE_ROWS.values(), ids=IDLE_ROWS.keys())
def test_accounts_idle_for_ninety_days_are_closed(
    login: int | None, enabled: int | None, *, closed: bool
) -> None:
    def ago(days: int | None) -> datetime | None:
        return None if days is None else NOON - timedelta(days=days)

    user = factories.user(last_login=ago(login), enabled_at=ago(enabled))
    assert actions.disable_idle(at=NOON) == int(closed)
    assert actions.disable_idle(at=NOON) == 0
    user.refresh_from_db()
    assert user.is_active is not closed
    assert Event.objects.filter(verb="user.disabled_idle").count() == int(closed)
