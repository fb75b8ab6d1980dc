"""At least once, one key a message, nothing lost, nothing out by default (REL-14)."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from mingbai.accounts.roles import Role
from mingbai.audit.models import Event
from mingbai.outbox import actions, queries
from mingbai.outbox.models import Message, State
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON
from tests.outbox.ways import SENT, Killed

pytestmark = pytest.mark.django_db
Through = Callable[..., None]
SMS = {"channel": "sms", "to": "13812345678"}


def deliver(at: datetime = NOON) -> actions.Delivered:
    return actions.deliver(limit=100, at=at)


def fresh(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def test_by_default_nothing_leaves_the_host() -> None:
    for facts in ({}, SMS, {"channel": "none", "to": ""}):
        assert factories.message(**facts).state == State.HELD
    assert deliver() == actions.Delivered()
    assert mail.outbox == []


def test_a_message_is_sent_once_and_marked(through: Through) -> None:
    through("Keeps")
    message = factories.message(**SMS)
    assert deliver() == actions.Delivered(sent=1)
    assert deliver(NOON + timedelta(days=1)) == actions.Delivered()
    assert [("13812345678", message.body, message.dedupe_key)] == SENT
    kept = fresh(message)
    assert kept.state == State.SENT
    assert kept.sent_at is not None
    assert timedelta() <= kept.sent_at - NOON < timedelta(minutes=1)
    assert Event.objects.get(verb="message.sent").object_id == str(message.pk)


def test_the_same_key_is_one_message(through: Through) -> None:
    through("Keeps")
    organ = factories.organ()
    first = factories.message(organ, dedupe_key="application.registered:1")
    again = factories.message(organ, dedupe_key="application.registered:1", body="另一段文字。")
    assert again == first
    assert again.body == first.body
    assert deliver() == actions.Delivered(sent=1)


def test_an_act_that_is_taken_back_tells_nobody(through: Through) -> None:
    through("Keeps")
    with transaction.atomic():
        factories.message()
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    assert deliver() == actions.Delivered()


@pytest.mark.django_db(transaction=True)
def test_a_notice_without_its_act_is_refused() -> None:
    organ = factories.organ()
    facts: dict[str, Any] = {"organ": organ, "about": organ, "at": NOON, "dedupe_key": "x"}
    with pytest.raises(transaction.TransactionManagementError):
        actions.queue(channel="none", to="", subject="标题", body="内容", **facts)


@pytest.mark.parametrize(
    "body",
    ["已寄往 zhao@example.org。", "申请人身份证号11010119900307109X。"],
    ids=["收件人的地址", "身份证号"],
)
def test_personal_data_in_the_text_are_refused(body: str) -> None:
    with pytest.raises(ValueError, match="must not hold"):
        factories.message(body=body)


def test_the_recipient_is_sealed_in_the_table() -> None:
    message = factories.message(**SMS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM outbox_message")
        assert "13812345678" not in str(cursor.fetchall())
    assert fresh(message).to == "13812345678"
    assert fresh(message).recipient == "138****5678"


def test_killed_between_sending_and_marking_it_goes_out_again_with_its_key(
    through: Through,
) -> None:
    through("Dies")
    message = factories.message(**SMS)
    with pytest.raises(Killed):
        deliver()
    assert fresh(message).state == State.SENDING
    through("Keeps")
    assert deliver(NOON + timedelta(minutes=9)) == actions.Delivered(), "the claim still holds"
    assert deliver(NOON + timedelta(minutes=11)) == actions.Delivered(sent=1)
    assert [key for *_, key in SENT] == [message.dedupe_key] * 2
    assert fresh(message).state == State.SENT


def test_a_message_that_kills_every_worker_is_given_up_and_shown(through: Through) -> None:
    through("Dies")
    message, at = factories.message(**SMS), NOON
    for _ in range(actions.MOST_TRIES):
        with pytest.raises(Killed):
            deliver(at)
        at += timedelta(minutes=11)
    assert deliver(at) == actions.Delivered(failed=1)
    assert len(SENT) == actions.MOST_TRIES
    assert fresh(message).last_error == "crashed"


def test_a_claim_that_ran_out_marks_nothing(through: Through) -> None:
    """The slow worker comes back after another has taken over."""
    through("Keeps")
    message = factories.message(**SMS)
    slow = actions._claim(message.pk, NOON)
    assert slow is not None
    later = NOON + timedelta(minutes=11)
    quick = actions._claim(message.pk, later)
    assert quick is not None
    assert actions._mark(slow, None, later) == ""
    assert fresh(message).state == State.SENDING
    assert actions._mark(quick, None, later) == "sent"


def test_waits_grow_and_end(through: Through) -> None:
    through("Down")
    message, at, waits = factories.message(**SMS), NOON, []
    while (kept := fresh(message)).state == State.QUEUED:
        at = kept.next_try_at or at
        waits.append(at)
        assert sum(vars(deliver(at)).values()) == 1
    gaps = [(b - a).total_seconds() // 60 for a, b in pairwise(waits)]
    assert gaps == [1, 2, 4, 8, 16, 32, 64, 128, 256]
    assert (kept.state, kept.last_error, kept.attempts) == (State.FAILED, "down", 10)
    assert list(queries.failed(type(kept.organ).objects.all())) == [kept]
    assert actions.wait(30) == timedelta(hours=6)


@pytest.mark.parametrize(
    ("names", "state", "error"),
    [
        (["Down", "Keeps"], State.SENT, ""),
        (["Broken", "Keeps"], State.SENT, ""),
        (["Refuses", "Keeps"], State.SENT, ""),
        (["Refuses"], State.FAILED, "unknown-number"),
        (["Refuses", "Down"], State.QUEUED, "down"),
        (["Down", "Refuses"], State.QUEUED, "down"),
        (["Broken"], State.QUEUED, "RuntimeError"),
    ],
    ids=[
        "第一条不通走第二条",
        "第一条出错走第二条",
        "第一条不收走第二条",
        "没有这个号码",
        "拒收但另一条只是不通",
        "不通而另一条拒收",
        "出错的话不入库",
    ],
)
def test_two_providers_in_order(
    through: Through, names: list[str], state: State, error: str
) -> None:
    through(*names)
    message = factories.message(**SMS)
    deliver()
    assert (fresh(message).state, fresh(message).last_error) == (state, error)
    assert {key for *_, key in SENT} <= {message.dedupe_key}


def test_a_channel_taken_away_keeps_its_messages_here(through: Through) -> None:
    through("Keeps")
    message = factories.message(**SMS)
    through()
    assert deliver() == actions.Delivered(held=1)
    assert fresh(message).state == State.HELD


def test_mail_carries_the_key_as_its_message_id(settings: Any) -> None:
    settings.OUTBOX = {"email": ["mingbai.outbox.providers.Mail"]}
    settings.DEFAULT_FROM_EMAIL = "政务公开 <zwgk@mingyang.example>"
    factories.message(dedupe_key="a")
    factories.message(dedupe_key="b")
    assert deliver() == actions.Delivered(sent=2)
    first, second = (message.message() for message in mail.outbox)
    assert first["Message-ID"].endswith("@mingyang.example>")
    assert first["Message-ID"] != second["Message-ID"]
    assert mail.outbox[0].to == ["zhao@example.org"]


def test_a_drill_writes_lines(settings: Any, tmp_path: Path) -> None:
    settings.OUTBOX = {"sms": ["mingbai.outbox.providers.ToFile"]}
    settings.OUTBOX_FILE = str(tmp_path / "out.jsonl")
    message = factories.message(**SMS)
    deliver()
    (line,) = Path(settings.OUTBOX_FILE).read_text("utf-8").splitlines()
    assert json.loads(line)["key"] == message.dedupe_key


def test_an_officer_sends_again_what_came_to_rest(through: Through) -> None:
    through("Refuses")
    post = factories.post(Role.OFFICER)
    message = factories.message(post.organ, **SMS)
    deliver()
    through("Keeps")
    with pytest.raises(PermissionDenied):
        actions.retry(message, by=factories.post(Role.OFFICER), at=NOON)
    with pytest.raises(PermissionDenied):
        actions.retry(message, by=factories.post(Role.REVIEWER, post.organ), at=NOON)
    actions.retry(message, by=post, at=NOON)
    assert deliver() == actions.Delivered(sent=1)
    with pytest.raises(Refusal, match="已发出"):
        actions.retry(message, by=post, at=NOON)
    verbs = Event.objects.filter(object_id=str(message.pk)).values_list("verb", flat=True)
    assert list(verbs) == ["message.failed", "message.retried", "message.sent"]


@pytest.mark.parametrize(
    ("facts", "told"),
    [(SMS, "没有配置短信的通道"), ({"channel": "none", "to": ""}, "没有收件人")],
    ids=["没有通道", "没有收件人"],
)
def test_what_cannot_leave_is_told(facts: dict[str, str], told: str) -> None:
    post = factories.post(Role.OFFICER)
    message = factories.message(post.organ, **facts)
    with pytest.raises(Refusal, match=told):
        actions.retry(message, by=post, at=NOON)


def test_recipients_are_forgotten_after_ninety_days(through: Through) -> None:
    through("Keeps")
    message = factories.message(**SMS)
    waiting = factories.message(**SMS, at=NOON + timedelta(days=1))
    deliver()
    assert actions.forget(at=NOON + timedelta(days=89)) == 0
    assert actions.forget(at=NOON + timedelta(days=90)) == 1
    assert actions.forget(at=NOON + timedelta(days=365)) == 0, "what is still to go is kept"
    assert (fresh(message).to, fresh(message).recipient) == ("", "无")
    assert fresh(waiting).to == "13812345678"
