"""A case from the filing to the archive, along the vectors of CLK-5."""

from datetime import date

import pytest

from mingbai.accounts.roles import Role
from mingbai.applications import actions, tally
from mingbai.applications.models import Application
from mingbai.applications.stages import Stage
from mingbai.audit.models import Event
from mingbai.refusal import Refusal
from mingbai.rules.draft import Draft, Search
from mingbai.rules.report.outcomes import Outcome
from tests import factories
from tests.factories import noon

pytestmark = pytest.mark.django_db

RECEIVED = date(2019, 9, 25)
NOT_FOUND = Draft(
    outcome=Outcome.NOT_EXIST,
    article="第三十六条第（四）项",
    facts="经检索公文系统和档案室，没有制作或者获取过该文件。",
    reasons="该道路由市政公司自行维护，未经本机关批准，故没有形成批准文件。",
    searches=(
        Search("公文系统、档案室2015年至2019年案卷", "李四", "某道路 改造", date(2019, 9, 30)),
    ),
)
VERBS = [
    "application.submitted",
    "application.accepted",
    "application.drafted",
    "application.draft_submitted",
    "application.legal_passed",
    "application.secrecy_passed",
    "application.signed",
    "application.served",
    "application.delivered",
    "application.archived",
]


def fresh(case: Application) -> Application:
    return Application.objects.get(pk=case.pk)


def test_from_the_counter_to_the_archive() -> None:
    organ = factories.described(factories.organ(parent=government()))
    posts = factories.office_of_all(organ)
    officer = posts[Role.OFFICER]
    made = factories.filed(organ, RECEIVED, by=officer)
    case = made.application
    assert (case.stage, case.due_on) == (Stage.REGISTERED, date(2019, 10, 28))
    actions.accept(case.pk, by=officer, at=noon(date(2019, 9, 26)))
    at = noon(date(2019, 10, 8))
    actions.draft(case.pk, draft=NOT_FOUND, by=officer, at=at)
    actions.submit_draft(case.pk, by=officer, at=at)
    actions.pass_legal(case.pk, by=posts[Role.REVIEWER], at=at)
    actions.pass_secrecy(case.pk, by=posts[Role.SECRECY], at=at)
    actions.sign(case.pk, by=posts[Role.SIGNER], at=at)
    case = actions.serve(
        case.pk,
        method="post",
        posted_on=date(2019, 10, 8),
        tracking="EA000000001CN",
        by=officer,
        at=at,
    )
    assert (case.stage, case.outcome) == (Stage.CLOSED, "not_exist")
    assert case.concluded_on == date(2019, 10, 8)
    paper = case.papers.get(kind="reply_not_exist")
    delivery = paper.deliveries.get()
    assert delivery.in_time
    assert delivery.served_on is None
    with pytest.raises(Refusal, match="还没有登记签收"):
        actions.archive(case.pk, by=officer, at=at)
    actions.record_delivery(
        case.pk,
        delivery_id=delivery.pk,
        signed_on=date(2019, 10, 10),
        by=officer,
        at=noon(date(2019, 10, 11)),
    )
    case = actions.archive(case.pk, by=officer, at=noon(date(2019, 10, 12)))
    assert case.stage == Stage.ARCHIVED
    assert tally.recount() == []
    events = Event.objects.filter(object_id=str(case.pk)).order_by("number")
    assert list(events.values_list("verb", flat=True)) == VERBS


def government() -> object:
    found = factories.organ(kind="government", name="明阳区人民政府", short_name="区政府")
    return factories.described(found)
