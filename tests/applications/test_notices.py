"""Each step is told by the channel the applicant left, in its own transaction (REL-14)."""

from typing import Any

import pytest
from django.utils import timezone

from mingbai.applications import actions, telling
from mingbai.applications.models import Paper
from mingbai.applications.stages import Move
from mingbai.audit.actors import COMMAND
from mingbai.organs import actions as organs
from mingbai.organs.models import Organ
from mingbai.outbox.models import Message
from mingbai.refusal import Refusal
from mingbai.rules.receipt import Channel
from tests import factories

pytestmark = pytest.mark.django_db


def organ() -> Organ:
    made = factories.described(factories.organ(kind="government", name="明阳区人民政府"))
    organs.open_site(
        "www.example.org", name="明阳区人民政府", root=made, by=COMMAND, at=factories.NOON
    )
    return made


def filed(made: Organ, **person: Any) -> Any:
    at = timezone.now()
    facts = {"arrived_at": at, "at": at, "person": factories.person(**person)}
    return factories.filed(made, **facts).application


@pytest.mark.parametrize(
    ("person", "channel"),
    [
        ({"email": "zhao@example.org"}, "email"),
        ({}, "sms"),
        ({"phone": ""}, "none"),
    ],
    ids=["有邮箱用邮件", "没有邮箱用短信", "只有地址的留在工作台"],
)
def test_the_channel_is_the_applicants(person: dict[str, str], channel: str) -> None:
    case = filed(organ(), **person)
    message = Message.objects.get()
    assert message.channel == channel
    assert case.number in message.body
    assert "最迟" in message.body
    assert "www.example.org/status/" in message.body


def test_each_step_is_told_once_and_a_refused_move_not_at_all() -> None:
    made = organ()
    case = filed(made)
    officer, at = factories.post(at=made), timezone.now()
    actions.accept(case.pk, by=officer, at=at)
    facts: dict[str, Any] = {
        "points": "请写明年份。",
        "guidance": "可以写项目名称。",
        "by": officer,
    }
    actions.ask_correction(case.pk, at=at, **facts)
    with pytest.raises(Refusal):
        actions.ask_correction(case.pk, at=at, **facts)
    told = list(Message.objects.order_by("queued_at").values_list("subject", flat=True))
    assert told == ["政府信息公开申请已登记", "政府信息公开申请需要补正"]
    assert "年份" not in Message.objects.get(subject__contains="补正").body


def test_filed_on_line_and_waiting_it_promises_no_day() -> None:
    made = organ()
    case = factories.filed(made, channel=Channel.WEB).application
    message = Message.objects.get()
    assert "确认收到后开始计算" in message.body
    assert not Paper.objects.filter(application=case).exists()


def test_words_name_only_what_a_notice_may_hold() -> None:
    for move in Move:
        for waiting in (False, True):
            words = telling.notice(move, waiting=waiting)
            if words:
                told = words.body.format(number="A-1", due="某日", until="某日")
                assert "{" not in told
                assert words.subject


def test_what_the_applicant_may_do_has_a_step_on_his_time_line() -> None:
    assert all(telling.step(move) for move in Move if move.law.applicant)
