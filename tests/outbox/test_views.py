"""The desk's pages of the outbox: masked, per organ, again by a button."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.outbox import actions
from mingbai.outbox.models import State
from tests import factories
from tests.factories import NOON
from tests.ui.shape import problems

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client: Client) -> Post:
    post = factories.post(Role.OFFICER)
    client.force_login(post.user)
    return post


def test_the_list_shows_the_own_organ_masked(client: Client, officer: Post) -> None:
    factories.message(officer.organ, channel="sms", to="13812345678")
    factories.message(factories.organ(), subject="别处的通知")
    page = client.get(reverse("outbox:list")).text
    assert problems(page) == []
    assert "138****5678" in page
    assert "13812345678" not in page
    assert "留存在站内" in page
    assert "别处的通知" not in page


def test_the_office_sees_its_subtree(client: Client) -> None:
    office = factories.post(Role.OFFICE)
    below = factories.organ(parent=office.organ)
    factories.message(below, subject="下级的通知")
    client.force_login(office.user)
    assert "下级的通知" in client.get(reverse("outbox:list")).text


def test_the_filter(client: Client, officer: Post) -> None:
    factories.message(officer.organ)
    assert "没有这种状态" in client.get(reverse("outbox:list"), {"state": "failed"}).text
    assert "登记回执" in client.get(reverse("outbox:list"), {"state": "held"}).text
    assert "登记回执" in client.get(reverse("outbox:list"), {"state": "nonsense"}).text


def test_an_empty_outbox(client: Client, officer: Post) -> None:
    assert "还没有通知" in client.get(reverse("outbox:list")).text


def test_one_message_and_its_button(
    client: Client, officer: Post, through: Callable[..., None]
) -> None:
    through("Refuses")
    message = factories.message(officer.organ)
    actions.deliver(limit=9, at=NOON)
    page = client.get(reverse("outbox:message", args=[message.pk])).text
    assert problems(page) == []
    assert "unknown-number" in page
    assert "z***@example.org" in page
    assert "zhao@" not in page
    answer = client.post(reverse("outbox:retry", args=[message.pk]), follow=True)
    assert "已重新列入待发" in answer.text
    message.refresh_from_db()
    assert message.state == State.QUEUED


def test_what_cannot_leave_says_why(client: Client, officer: Post) -> None:
    message = factories.message(officer.organ)
    answer = client.post(reverse("outbox:retry", args=[message.pk]), follow=True)
    assert "没有配置电子邮件的通道" in answer.text


def test_a_reader_has_no_button(client: Client, officer: Post) -> None:
    message = factories.message(officer.organ)
    client.force_login(factories.post(Role.SIGNER, officer.organ).user)
    page = client.get(reverse("outbox:message", args=[message.pk])).text
    assert "重新发送" not in page
    assert client.post(reverse("outbox:retry", args=[message.pk])).status_code == 404
