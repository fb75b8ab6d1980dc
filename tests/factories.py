"""Things a test needs, with lawful defaults; plain functions that go through the actions."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.db import transaction

from mingbai.accounts.models import Post, User
from mingbai.accounts.roles import Role
from mingbai.applications import actions as applications
from mingbai.applications.models import Application
from mingbai.audit.actors import COMMAND
from mingbai.organs import actions as organs
from mingbai.organs.models import Organ, OrganKind
from mingbai.outbox import actions as outbox
from mingbai.outbox.models import Message
from mingbai.remedies import actions as remedies
from mingbai.remedies.models import Remedy

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
