"""Registering, amending, concluding, removing: the facts, the rollup and the event go together."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from mingbai.accounts.roles import LEDGER_WRITERS, SUBTREE_ROLES, Role
from mingbai.applications import actions, tally
from mingbai.applications.facts import made
from mingbai.applications.models import Application, Removal, YearCount
from mingbai.audit.actors import COMMAND
from mingbai.audit.models import Event
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db

FACTS = {
    "number": "2019-1",
    "subject": "拆迁补偿方案",
    "applicant_kind": "natural",
    "received_on": date(2019, 6, 3),
}
CONCLUDED = {"outcome": "provided", "concluded_on": date(2019, 6, 20)}


def counts() -> dict[tuple[int, int, str, str], int]:
    rows = YearCount.objects.filter(count__gt=0)
    return {
        (row.received_year, row.concluded_year, row.applicant_kind, row.outcome): row.count
        for row in rows
    }


def test_registering_counts_the_case_and_leaves_an_event_without_text() -> None:
    organ = factories.organ()
    made_case = actions.register(organ=organ, **FACTS, by=COMMAND, at=NOON)
    assert counts() == {(2019, 0, "natural", ""): 1}
    event = Event.objects.get(verb="application.registered")
    assert event.object_id == str(made_case.pk)
    assert "拆迁" not in str(event.data)
    assert event.data["received_on"] == "2019-06-03"


REFUSED = {
    "收到日期在将来（第三十一条）": ({"received_on": date(2020, 1, 11)}, "晚于今天"),
    "收到日期在条例施行之前": ({"received_on": date(2008, 4, 30)}, "早于条例施行之日"),
    "没有登记编号": ({"number": " 　"}, "没有登记编号"),
    "没有申请内容": ({"subject": ""}, "没有申请内容摘要"),
    "申请内容过长": ({"subject": "长" * 301}, "超过300个字"),
    "申请内容里有身份证号码（个人信息保护法）": (
        {"subject": "11010519491231002X申请公开低保名单"},
        "申请内容摘要里有身份证号码",
    ),
    "有结果没有办结日期": ({"outcome": "provided"}, "没有办结日期"),
    "有办结日期没有结果": ({"concluded_on": date(2019, 6, 20)}, "没有办理结果"),
    "办结早于收到": (
        {"outcome": "provided", "concluded_on": date(2019, 6, 2)},
        "早于收到申请日期2019年6月3日",
    ),
    "办结日期在将来": ({"outcome": "provided", "concluded_on": date(2020, 2, 1)}, "晚于今天"),
    "2021年前没有逾期不缴费（109号）": (
        {"outcome": "abandoned_no_fee", "concluded_on": date(2019, 6, 20)},
        "国办函〔2020〕109号",
    ),
}


@pytest.mark.parametrize(("changes", "words"), REFUSED.values(), ids=list(REFUSED))
def test_facts_that_cannot_be_are_refused(changes: dict[str, object], words: str) -> None:
    with pytest.raises(Refusal, match=words):
        actions.register(organ=factories.organ(), **(FACTS | changes), by=COMMAND, at=NOON)
    assert not Application.objects.exists()
    assert not YearCount.objects.exists()


def test_fee_abandonment_is_possible_from_2021() -> None:
    facts = FACTS | {"outcome": "abandoned_no_fee", "concluded_on": date(2021, 1, 1)}
    at = factories.noon(date(2021, 1, 4))
    case = actions.register(organ=factories.organ(), **facts, by=COMMAND, at=at)
    assert case.outcome == "abandoned_no_fee"


def test_after_a_merger_cases_go_into_the_successors_ledger() -> None:
    heir = factories.organ(name="自然资源局")
    gone = factories.organ(
        name="国土资源局", active_to=date(2019, 3, 1), successor=heir, parent=None
    )
    with pytest.raises(Refusal, match="请登记在自然资源局的台账"):
        actions.register(organ=gone, **FACTS, by=COMMAND, at=NOON)


def test_a_number_taken_says_by_which_case() -> None:
    organ = factories.organ()
    actions.register(organ=organ, **FACTS, by=COMMAND, at=NOON)
    with pytest.raises(Refusal, match="2019年6月3日收到的“拆迁补偿方案”"):
        actions.register(organ=organ, **(FACTS | {"number": "２０１９-1 "}), by=COMMAND, at=NOON)
    actions.register(organ=factories.organ(), **FACTS, by=COMMAND, at=NOON)
    assert Application.objects.count() == 2


def test_amending_moves_the_case_between_counts() -> None:
    case = factories.application(**FACTS)
    actions.amend(case.pk, applicant_kind="org_business", **CONCLUDED, by=COMMAND, at=NOON)
    assert counts() == {(2019, 2019, "org_business", "provided"): 1}
    event = Event.objects.get(verb="application.amended")
    assert event.data["applicant_kind"] == ["natural", "org_business"]
    assert event.data["outcome"] == [None, "provided"]
    assert "received_on" not in event.data


def test_amending_nothing_leaves_no_event() -> None:
    case = factories.application(**FACTS)
    actions.amend(case.pk, subject="拆迁补偿方案　", by=COMMAND, at=NOON)
    assert not Event.objects.filter(verb="application.amended").exists()


def test_reopening_takes_outcome_and_date_together() -> None:
    case = factories.application(**FACTS, **CONCLUDED)
    with pytest.raises(Refusal, match="没有办理结果"):
        actions.amend(case.pk, outcome=None, by=COMMAND, at=NOON)
    actions.amend(case.pk, outcome=None, concluded_on=None, by=COMMAND, at=NOON)
    assert counts() == {(2019, 0, "natural", ""): 1}


def test_concluding_twice_is_refused() -> None:
    case = factories.application(**FACTS)
    actions.conclude(case.pk, **CONCLUDED, by=COMMAND, at=NOON)
    with pytest.raises(Refusal, match="已于2019年6月20日办结"):
        actions.conclude(case.pk, **CONCLUDED, by=COMMAND, at=NOON)
    assert counts() == {(2019, 2019, "natural", "provided"): 1}


def test_removing_keeps_what_the_case_said_and_why() -> None:
    case = factories.application(**FACTS)
    with pytest.raises(Refusal, match="没有写明删除原因"):
        actions.remove(case.pk, reason=" ", by=COMMAND, at=NOON)
    actions.remove(case.pk, reason="与2019-2重复登记", by=COMMAND, at=NOON)
    assert not Application.objects.exists()
    assert counts() == {}
    removal = Removal.objects.get()
    assert (removal.number, removal.reason) == ("2019-1", "与2019-2重复登记")
    assert removal.facts["received_on"] == "2019-06-03"
    assert Event.objects.filter(verb="application.removed", object_id=str(case.pk)).exists()


def test_a_case_before_a_court_is_not_removed() -> None:
    case = factories.application(**FACTS)
    factories.remedy(case.organ, application_number=case.number)
    with pytest.raises(Refusal, match="有关联的复议或诉讼"):
        actions.remove(case.pk, reason="误登", by=COMMAND, at=NOON)


# 岗位 × 机关：谁能写这本台账
REACH = [
    (role, where, role in LEDGER_WRITERS and (where == "own" or (where == "below" and covers)))
    for role in Role
    for covers in [role in SUBTREE_ROLES]
    for where in ("own", "below", "above", "beside")
]


@pytest.mark.parametrize(("role", "where", "allowed"), REACH)
def test_only_writers_of_the_organ_write(role: Role, where: str, allowed: bool) -> None:
    root = factories.organ()
    own = factories.organ(parent=root)
    beside, below = factories.organ(parent=root), factories.organ(parent=own)
    post = factories.post(role, own)
    organ = {"own": own, "below": below, "above": root, "beside": beside}[where]
    existing = factories.application(organ)
    attempts = [
        lambda: actions.register(organ=organ, **FACTS, by=post, at=NOON),
        lambda: actions.amend(existing.pk, subject="别的", by=post, at=NOON),
        lambda: actions.conclude(existing.pk, **CONCLUDED, by=post, at=NOON),
        lambda: actions.remove(existing.pk, reason="误登", by=post, at=NOON),
        lambda: actions.import_batch(
            organ=organ, rows=[made(**(FACTS | {"number": "x"}))], sha256="0", by=post, at=NOON
        ),
    ]
    for attempt in attempts:
        if allowed:
            attempt()
        else:
            with pytest.raises(PermissionDenied):
                attempt()
    assert tally.recount() == []
