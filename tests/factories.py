"""Things a test needs, with lawful defaults; plain functions that go through the actions."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.db import transaction

from mingbai.accounts.models import Post, User
from mingbai.accounts.roles import Role
from mingbai.applications import actions as applications
from mingbai.applications.actions.filing import Submitted
from mingbai.applications.asked import Person, Request
from mingbai.applications.models import Application, ObtainChannel, ObtainMethod
from mingbai.audit.actors import COMMAND
from mingbai.organs import actions as organs
from mingbai.organs.models import Organ, OrganKind
from mingbai.outbox import actions as outbox
from mingbai.outbox.models import Message
from mingbai.remedies import actions as remedies
from mingbai.remedies.models import Remedy
from mingbai.rules.receipt import Channel
from mingbai.rules.report.outcomes import ApplicantKind

NOON = datetime(2020, 1, 10, 4, tzinfo=UTC)
_numbers = count(1)


def noon(day: date) -> datetime:
    """Twelve o'clock in Shanghai on a day."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=4)


def organ(code: str = "", *, parent: Organ | None = None, **facts: Any) -> Organ:
    """An organ that has existed since 2008."""
    number = next(_numbers)
    defaults = {
        "code": code or f"organ-{number}",
        "name": f"第{number}局",
        "short_name": f"{number}局",
        "kind": OrganKind.DEPARTMENT,
        "active_from": date(2008, 5, 1),
    }
    return organs.establish(by=COMMAND, at=NOON, parent=parent, **(defaults | facts))


def user(name: str = "张三", **facts: Any) -> User:
    """An officer with the password ``correct horse``."""
    username = facts.pop("username", f"officer{next(_numbers)}")
    return User.objects.create_user(username, "correct horse", name=name, **facts)


def post(role: Role = Role.OFFICER, at: Organ | None = None, **facts: Any) -> Post:
    """A post, of a new person unless ``user`` is given, held since 2018."""
    holder = facts.pop("user", None) or user()
    facts = {"since": date(2018, 1, 1)} | facts
    return Post.objects.create(user=holder, organ=at or organ(), role=role, **facts)


def application(organ_: Organ | None = None, **facts: Any) -> Application:
    """A case of a natural person received on 2019-06-03, open unless facts say otherwise."""
    defaults = {
        "number": f"2019-{next(_numbers):04d}",
        "subject": "某道路改造工程的批准文件",
        "applicant_kind": "natural",
        "received_on": date(2019, 6, 3),
    }
    facts = {"by": COMMAND, "at": NOON} | defaults | facts
    return applications.register(organ=organ_ or organ(), **facts)


def person(**facts: Any) -> Person:
    """A natural person whose identity number cannot exist (its check digit is wrong)."""
    defaults = {
        "kind": ApplicantKind.NATURAL,
        "name": "张三",
        "identity": "370200199013320019",
        "phone": "13800000000",
        "address": "明阳区和平路1号",
    }
    return Person(**(defaults | facts))


def request(**facts: Any) -> Request:
    """A request for a paper copy by post."""
    defaults = {
        "description": "某道路改造工程的批准文件及其附图",
        "obtain_method": ObtainMethod.PAPER,
        "obtain_channel": ObtainChannel.POST,
    }
    return Request(**(defaults | facts))


def described(organ_: Organ) -> Organ:
    """The organ with what its papers must say: office, telephone, government, courts."""
    organs.describe(
        organ_,
        by=COMMAND,
        at=NOON,
        office="政务公开工作机构",
        phone="0532-00000000",
        address="明阳区建设路1号",
        upper_government="某市人民政府",
        basic_court="明阳区人民法院",
        intermediate_court="某市中级人民法院",
    )
    return organ_


def office_of_all(organ_: Organ, on: date = date(2018, 1, 1)) -> dict[Role, Post]:
    """One person in each role that a case needs, at the organ."""
    roles = (Role.OFFICER, Role.REVIEWER, Role.SECRECY, Role.SIGNER, Role.HEAD)
    return {role: post(role, organ_, since=on) for role in roles}


def filed(organ_: Organ, day: date = date(2019, 9, 25), **facts: Any) -> Submitted:
    """An application handed in at the counter on a day; ``facts`` of ``actions.submit``."""
    defaults = {
        "person": person(),
        "request": request(),
        "channel": Channel.FACE,
        "arrived_at": noon(day),
        "by": None,
        "at": noon(day),
    }
    return applications.submit(organ=organ_, **(defaults | facts))


def remedy(organ_: Organ | None = None, **facts: Any) -> Remedy:
    """A reconsideration accepted on 2019-08-01, undecided unless facts say otherwise."""
    defaults = {
        "kind": "review",
        "case_no": f"明政复〔2019〕{next(_numbers)}号",
        "authority": "明阳区人民政府",
        "subject": "政府信息公开申请答复书",
        "accepted_on": date(2019, 8, 1),
    }
    return remedies.register(
        organ=organ_ or organ(), **({"by": COMMAND, "at": NOON} | defaults | facts)
    )


def message(organ_: Organ | None = None, **facts: Any) -> Message:
    """A notice to ``zhao@example.org`` about the organ itself, queued at ``NOON``."""
    made = organ_ or organ()
    defaults = {
        "channel": "email",
        "to": "zhao@example.org",
        "subject": "政府信息公开申请登记回执",
        "body": "您的申请已经登记，编号2020-0001。",
        "dedupe_key": f"test:{next(_numbers)}",
        "about": made,
        "at": NOON,
    }
    with transaction.atomic():
        return outbox.queue(organ=made, **(defaults | facts))
