"""A district with people in every role, and cases led to a stage through the actions."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.applications import actions
from mingbai.applications.models import Application
from mingbai.organs.models import Organ
from mingbai.rules.draft import Draft, Search
from mingbai.rules.report.outcomes import Outcome
from tests import factories

APPLICANT = "赵小禾"


@dataclass(frozen=True)
class Office:
    """An organ below a government, and one person in each role."""

    government: Organ
    organ: Organ
    posts: dict[Role, Post]

    @property
    def officer(self) -> Post:
        return self.posts[Role.OFFICER]


def office(**names: Any) -> Office:
    """An organ with everything its papers must say."""
    above = factories.described(
        factories.organ(kind="government", name="明阳区人民政府", short_name="区政府")
    )
    named = {"name": "明阳区民政局", "short_name": "区民政局"} | names
    organ = factories.described(factories.organ(parent=above, **named))
    posts = factories.office_of_all(organ)
    posts[Role.OFFICE] = factories.post(Role.OFFICE, above)
    posts[Role.AUDITOR] = factories.post(Role.AUDITOR, above)
    return Office(above, organ, posts)


def refusal(on: date) -> Draft:
    """A reply that can be defended: not found, with its search."""
    return Draft(
        outcome=Outcome.NOT_EXIST,
        article="第三十六条第（四）项",
        facts="经检索公文系统和档案室，没有制作或者获取过该文件。",
        reasons="该道路由市政公司自行维护，未经本机关批准，故没有形成批准文件。",
        searches=(Search("公文系统、档案室2015年至今的案卷", "李四", "某道路 改造", on),),
    )


def filed(here: Office, at: datetime | None = None, **facts: Any) -> Application:
    """A received case, filed at the counter now."""
    at = at or timezone.now()
    person = factories.person(name=APPLICANT)
    defaults = {"by": here.officer, "at": at, "arrived_at": at, "person": person}
    return factories.filed(here.organ, **(defaults | facts)).application


def accepted(here: Office, at: datetime | None = None, **facts: Any) -> Application:
    """A case in hand."""
    case = filed(here, at, **facts)
    return actions.accept(case.pk, by=here.officer, at=at or timezone.now())


def drafted(here: Office, at: datetime | None = None, **facts: Any) -> Application:
    """A case with a draft that could be sent."""
    at = at or timezone.now()
    case = accepted(here, at, **facts)
    actions.draft(case.pk, draft=refusal(timezone.localdate(at)), by=here.officer, at=at)
    return case


def signed(here: Office, at: datetime | None = None, **facts: Any) -> Application:
    """A case whose reply is signed."""
    at = at or timezone.now()
    case = drafted(here, at, **facts)
    actions.submit_draft(case.pk, by=here.officer, at=at)
    actions.pass_legal(case.pk, by=here.posts[Role.REVIEWER], at=at)
    actions.pass_secrecy(case.pk, by=here.posts[Role.SECRECY], at=at)
    return actions.sign(case.pk, by=here.posts[Role.SIGNER], at=at)


def served(here: Office, at: datetime | None = None, **facts: Any) -> Application:
    """A case answered at the counter."""
    at = at or timezone.now()
    case = signed(here, at, **facts)
    return actions.serve(
        case.pk, method="direct", signed_on=timezone.localdate(at), by=here.officer, at=at
    )
