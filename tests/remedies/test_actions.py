"""The ledger of reconsiderations and suits: what may stand in it (LIT-1…6)."""

import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from mingbai.accounts.roles import LEDGER_WRITERS, SUBTREE_ROLES, Role
from mingbai.audit.actors import COMMAND
from mingbai.audit.models import Event
from mingbai.refusal import Refusal
from mingbai.remedies import actions
from mingbai.remedies.facts import made
from mingbai.remedies.models import Remedy, Removal
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db

FACTS = {
    "kind": "review",
    "case_no": "明政复〔2019〕3号",
    "authority": "明阳区人民政府",
    "subject": "不予公开答复",
    "accepted_on": date(2019, 8, 1),
}
CONCLUDED = {"result": "review_upheld", "concluded_on": date(2019, 9, 20)}


def test_registering_leaves_an_event_without_text() -> None:
    case = actions.register(organ=factories.organ(), **FACTS, by=COMMAND, at=NOON)
    event = Event.objects.get(verb="remedy.registered")
    assert event.object_id == str(case.pk)
    assert "明政复" not in str(event.data)


REFUSED = {
    "受理日期在将来": ({"accepted_on": date(2020, 2, 1)}, "晚于今天"),
    "受理在条例施行之前": ({"accepted_on": date(2008, 4, 30)}, "早于条例施行之日"),
    "没有案号": ({"case_no": ""}, "没有案号"),
    "复议案件不能标经复议后起诉": ({"after_review": True}, "不能标“经复议后起诉”"),
    "审结没有结果": ({"concluded_on": date(2019, 9, 1)}, "没有结果"),
    "有结果没有审结日期": ({"result": "review_upheld"}, "没有审结日期"),
    "审结早于受理": (
        {"result": "review_upheld", "concluded_on": date(2019, 7, 1)},
        "早于受理日期",
    ),
    "审结日期在将来": ({"result": "review_upheld", "concluded_on": date(2021, 1, 1)}, "晚于今天"),
    "复议案件不能以判决结案": (
        {"result": "suit_annulled", "concluded_on": date(2019, 9, 1)},
        "是行政诉讼的结果",
    ),
    "中止不是审结（第三十九条）": (
        {"result": "review_suspended", "concluded_on": date(2019, 9, 1)},
        "不是审结的结果.*第三十九条",
    ),
    "所涉申请不在台账": ({"application_number": "没有这件"}, "申请台账中没有登记编号没有这件"),
}


@pytest.mark.parametrize(("changes", "words"), REFUSED.values(), ids=list(REFUSED))
def test_facts_that_cannot_be_are_refused(changes: dict[str, object], words: str) -> None:
    with pytest.raises(Refusal) as refused:
        actions.register(organ=factories.organ(), **(FACTS | changes), by=COMMAND, at=NOON)

    assert re.search(words, str(refused.value))
    assert not Remedy.objects.exists()


def test_a_suit_may_follow_a_review_and_name_the_application() -> None:
    application = factories.application()
    case = actions.register(
        organ=application.organ,
        **(FACTS | {"kind": "suit", "after_review": True, "application_number": "  2019-7"})
        | {"application_number": application.number},
        by=COMMAND,
        at=NOON,
    )
    assert case.application == application


def test_an_application_of_another_organ_is_not_found() -> None:
    application = factories.application()
    with pytest.raises(Refusal, match="申请台账中没有"):
        factories.remedy(factories.organ(), application_number=application.number)


def test_amending_shows_what_changed_in_codes() -> None:
    case = factories.remedy(**FACTS)
    actions.amend(case.pk, **CONCLUDED, subject="别的行为", by=COMMAND, at=NOON)
    data = Event.objects.get(verb="remedy.amended").data
    assert data["result"] == [None, "review_upheld"]
    assert set(data) == {"result", "concluded_on", "subject_sha"}


def test_concluding_twice_is_refused() -> None:
    case = factories.remedy(**FACTS)
    actions.conclude(case.pk, **CONCLUDED, by=COMMAND, at=NOON)
    with pytest.raises(Refusal, match="已于2019年9月20日审结"):
        actions.conclude(case.pk, **CONCLUDED, by=COMMAND, at=NOON)


def test_removing_keeps_what_the_case_said_and_why() -> None:
    case = factories.remedy(**FACTS)
    actions.remove(case.pk, reason="不是信息公开案件", by=COMMAND, at=NOON)
    assert not Remedy.objects.exists()
    removal = Removal.objects.get()
    assert (removal.reason, removal.facts["accepted_on"]) == ("不是信息公开案件", "2019-08-01")


def test_a_number_taken_says_by_which_case() -> None:
    case = factories.remedy(**FACTS)
    with pytest.raises(Refusal, match="2019年8月1日由明阳区人民政府受理的行政复议案件"):
        factories.remedy(case.organ, **FACTS)


def test_importing_twice_is_importing_once() -> None:
    organ, rows = factories.organ(), [made(**FACTS), made(**(FACTS | {"case_no": "2号"}))]
    for expected in (actions.Imported(2, 0), actions.Imported(0, 2)):
        done = actions.import_batch(organ=organ, rows=rows, sha256="0", by=COMMAND, at=NOON)
        assert done == expected
    other = [made(**(FACTS | {"authority": "别的机关"}))]
    with pytest.raises(Refusal, match="已登记"):
        actions.import_batch(organ=organ, rows=other, sha256="1", by=COMMAND, at=NOON)
    assert Event.objects.filter(verb="remedies.imported").count() == 1


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
    existing = factories.remedy(organ)
    attempts = [
        lambda: actions.register(organ=organ, **FACTS, by=post, at=NOON),
        lambda: actions.amend(existing.pk, subject="别的", by=post, at=NOON),
        lambda: actions.conclude(existing.pk, **CONCLUDED, by=post, at=NOON),
        lambda: actions.remove(existing.pk, reason="误登", by=post, at=NOON),
        lambda: actions.import_batch(organ=organ, rows=[], sha256="0", by=post, at=NOON),
    ]
    for attempt in attempts:
        if allowed:
            attempt()
        else:
            with pytest.raises(PermissionDenied):
                attempt()
