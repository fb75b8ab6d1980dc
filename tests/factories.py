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
from mingbai.organs.models import Organ, OrganKind, Site
from mingbai.outbox import actions as outbox
from mingbai.outbox.models import Message
from mingbai.records import actions as records
from mingbai.records import gate
from mingbai.records.content import OPEN
from mingbai.records.models import Column, Conclusion, Record, Version
from mingbai.remedies import actions as remedies
from mingbai.remedies.models import Remedy
from mingbai.rules.credit_code import check_character, organ_check_character
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


def credit_code(number: int) -> str:
    """A credit code whose two check characters hold, of a place that does not exist (990000)."""
    body = f"{number:08d}"
    first17 = f"11990000{body}{organ_check_character(body)}"
    return first17 + check_character(first17)


def coded(organ_: Organ) -> Organ:
    """The organ with a credit code, which index numbers begin with."""
    if not organ_.credit_code:
        organ_.credit_code = credit_code(next(_numbers))
        organ_.save(update_fields=["credit_code"])
    return organ_


def records_staff(organ_: Organ) -> dict[Role, Post]:
    """One person in each role that publication needs, at the organ; the same when asked again."""
    roles = (Role.OFFICER, Role.REVIEWER, Role.SECRECY, Role.LEGAL, Role.SIGNER, Role.HEAD)
    posts = Post.objects.filter(organ=organ_).select_related("user")
    named = sorted(posts, key=lambda each: (len(each.user.username), each.user.username))
    held = {each.role: each for each in reversed(named)}  # who came first
    return {role: held.get(role) or post(role, organ_) for role in roles}


def column(site: Site, code: str = "", **facts: Any) -> Column:
    """A local column of the site."""
    code = code or f"column-{next(_numbers)}"
    defaults = {"name": f"栏目{code}", "kind": Column.Kind.LOCAL}
    return Column.objects.create(site=site, code=code, **(defaults | facts))


def drafted(
    organ_: Organ,
    *,
    title: str = "关于明湖路改造工程的公示",
    kind: str = "information",
    column: Column | None = None,
    at: datetime = NOON,
    **content: Any,
) -> Record:
    """A draft with every metadata its kind asks for; not handed in."""
    by = records_staff(coded(organ_))[Role.OFFICER]
    facts = {
        "summary": f"{title}。",
        "body": f"<p>{title}。</p>",
        "theme": "02.01",
        "item": "a20_01_rules",
        "column": column.code if column else "notices",
        "formed_on": "2020-01-06",
        "editor": "李四",
    }
    if kind in ("normative", "document"):
        facts |= {"genre": "notice", "doc_no": "明政发〔2020〕1号", "effective_on": "2020-02-01"}
    if kind == "normative":
        facts["register_no"] = "MYDR-2020-0010001"
    return records.create(
        organ=organ_, kind=kind, title=title, content=facts | content, by=by, at=at
    )


def submitted(organ_: Organ, *, at: datetime = NOON, **facts: Any) -> Version:
    """A text handed in to its first review; ``facts`` as for ``drafted``."""
    made = drafted(organ_, at=at, **facts)
    by = records_staff(organ_)[Role.OFFICER]
    return records.submit(made.pk, edition=1, by=by, at=at)


def reviewed(version: Version, *, at: datetime = NOON) -> Version:
    """The version with every review it needs, each by another person."""
    staff = records_staff(version.record.organ)
    while step := gate.next_step(version):
        records.review(
            version,
            conclusion=Conclusion.PASSED,
            basis=step.basis,
            answers=step.fitting(version.content().get("openness", OPEN), "可以"),
            by=staff[step.role],
            at=at,
        )
    return version


def public_record(
    organ_: Organ,
    *,
    title: str = "关于明湖路改造工程的公示",
    kind: str = "information",
    column: Column | None = None,
    at: datetime = NOON,
    **content: Any,
) -> Record:
    """A record that went the whole way: draft, reviews, publication (at ``NOON`` of 2020-01-10)."""
    version = submitted(organ_, title=title, kind=kind, column=column, at=at, **content)
    by = records_staff(organ_)[Role.OFFICER]
    records.publish(reviewed(version, at=at), by=by, at=at)
    return Record.objects.select_related("organ", "column").get(pk=version.record_id)
