"""The ledger on the desk: what each page shows, refuses and hides."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.accounts.roles import LEDGER_READERS, LEDGER_WRITERS, Role
from mingbai.applications import actions
from mingbai.applications.models import Application
from mingbai.organs.models import Organ
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db

FACTS = {
    "number": "2019-1",
    "subject": "拆迁补偿方案",
    "applicant_kind": "natural",
    "received_on": "2019-6-3",
    "outcome": "",
    "concluded_on": "",
}


@pytest.fixture
def organ() -> Organ:
    return factories.organ(parent=factories.organ("district"), short_name="住建局")


@pytest.fixture
def post(organ: Organ) -> Post:
    return factories.post(Role.OFFICER, organ)


@pytest.fixture
def desk(client: Client, post: Post) -> Client:
    client.force_login(post.user)
    client.post(reverse("account_reauthenticate"), {"password": "correct horse"})
    return client


def page(client: Client, name: str, *args: Any, **query: Any) -> str:
    response = client.get(reverse(f"applications:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_shows_own_cases_and_no_others(desk: Client, organ: Organ) -> None:
    factories.application(organ, number="甲-1")
    factories.application(number="乙-1")
    shown = page(desk, "list")
    assert "甲-1" in shown
    assert "乙-1" not in shown
    assert "在办" in shown


def test_an_empty_list_says_what_to_do(desk: Client) -> None:
    assert "把现有的Excel台账导进来" in page(desk, "list")
    assert "请放宽" in page(desk, "list", text="没有")


def test_the_filters_live_in_the_address(desk: Client, organ: Organ) -> None:
    factories.application(organ, number="甲-1", received_on=date(2018, 3, 5))
    factories.application(organ, number="甲-2")
    shown = page(desk, "list", year=2018)
    assert "甲-1" in shown
    assert "甲-2" not in shown
    assert 'value="2018"' in shown


@pytest.mark.parametrize("cases", [1, 30])
def test_the_list_costs_the_same_however_long(
    desk: Client, organ: Organ, cases: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(cases):
        factories.application(organ)
    with django_assert_max_num_queries(18):
        page(desk, "list")


def test_registering_a_case(desk: Client, organ: Organ) -> None:
    response = desk.post(reverse("applications:register"), FACTS | {"organ": organ.code})
    case = Application.objects.get()
    assert response["Location"] == case.get_absolute_url()
    assert case.received_on == date(2019, 6, 3)
    shown = page(desk, "detail", case.pk)
    assert "收到申请日期为“2019年6月3日”" in shown
    assert "张三（住建局 经办人）" in shown


REFUSED = {
    "办结早于收到": ({"outcome": "provided", "concluded_on": "2019-6-1"}, "早于收到申请日期"),
    "有结果没有日期": ({"outcome": "provided"}, "请填写答复（或终止办理）文书的日期"),
    "收到在将来": ({"received_on": "2999-1-1"}, "第三十一条"),
    "不是日期": ({"received_on": "六月三日"}, "不是日期"),
    "没有编号": ({"number": ""}, "请填写登记编号"),
    "内容过长，不悄悄截断": ({"subject": "拆迁补偿方案" * 90}, "有540个字，超过300个字"),
}


@pytest.mark.parametrize(("changes", "words"), REFUSED.values(), ids=list(REFUSED))
def test_what_cannot_be_is_said_at_its_field(
    desk: Client, organ: Organ, changes: dict[str, str], words: str
) -> None:
    data = FACTS | {"organ": organ.code} | changes
    response = desk.post(reverse("applications:register"), data)
    assert words in response.content.decode()
    assert "拆迁补偿方案" in response.content.decode()
    assert not Application.objects.exists()


def test_a_number_taken_is_refused_on_the_page(desk: Client, organ: Organ) -> None:
    factories.application(organ, number="2019-1", subject="别的事项")
    response = desk.post(reverse("applications:register"), FACTS | {"organ": organ.code})
    assert "收到的“别的事项”" in response.content.decode()


def test_amending_and_its_history(desk: Client, organ: Organ) -> None:
    case = factories.application(organ, number="2019-1", subject="拆迁补偿方案")
    form = desk.get(reverse("applications:amend", args=[case.pk])).context["form"]
    data = FACTS | {"seen": form["seen"].value(), "applicant_kind": "org_other"}
    assert desk.post(reverse("applications:amend", args=[case.pk]), data).status_code == 302
    assert "申请人类别由“自然人”改为“其他”" in page(desk, "detail", case.pk)


def test_nobodys_change_is_overwritten_unseen(desk: Client, organ: Organ) -> None:
    case = factories.application(organ, number="2019-1", subject="拆迁补偿方案")
    form = desk.get(reverse("applications:amend", args=[case.pk])).context["form"]
    actions.amend(case.pk, subject="改过", by=factories.post(at=organ), at=NOON)
    data = FACTS | {"seen": form["seen"].value()}
    response = desk.post(reverse("applications:amend", args=[case.pk]), data)
    assert "刚被别人改过" in response.content.decode()
    case.refresh_from_db()
    assert case.subject == "改过"


def test_concluding(desk: Client, organ: Organ) -> None:
    case = factories.application(organ)
    address = reverse("applications:conclude", args=[case.pk])
    response = desk.post(address, {"outcome": "provided", "concluded_on": "2019-6-1"})
    assert "早于收到申请日期" in response.content.decode()
    assert (
        desk.post(address, {"outcome": "provided", "concluded_on": "2019-7-1"}).status_code == 302
    )
    shown = page(desk, "detail", case.pk)
    assert "登记办结：" in shown
    assert "第三十六条第（二）项" in shown


def test_removing_needs_a_reason_and_leaves_a_record(desk: Client, organ: Organ) -> None:
    case = factories.application(organ, number="2019-1")
    address = reverse("applications:remove", args=[case.pk])
    assert "请写明删除原因" in desk.post(address, {"reason": ""}).content.decode()
    desk.post(address, {"reason": "与2019-2重复"})
    assert "与2019-2重复" in page(desk, "removed")


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_export_has_the_filtered_cases(desk: Client, organ: Organ, suffix: str) -> None:
    factories.application(organ, number="甲-1")
    response = desk.get(reverse("applications:export", args=[suffix]), {"year": 2019})
    assert b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert "attachment" in response["Content-Disposition"]


PAGES = ["detail", "amend", "conclude", "remove"]
REACH = [
    (role, name, role in LEDGER_READERS and (name == "detail" or role in LEDGER_WRITERS))
    for role in Role
    for name in PAGES
]


@pytest.mark.parametrize(("role", "name", "allowed"), REACH)
def test_role_by_page(client: Client, organ: Organ, role: Role, name: str, allowed: bool) -> None:
    case, stranger = factories.application(organ), factories.application()
    client.force_login(factories.post(role, organ).user)
    answer = client.get(reverse(f"applications:{name}", args=[case.pk]))
    assert answer.status_code == (200 if allowed else 404)
    answer = client.get(reverse(f"applications:{name}", args=[stranger.pk]))
    assert answer.status_code == 404


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", ["list", "removed", "register", "import"])
def test_role_by_list(client: Client, organ: Organ, role: Role, name: str) -> None:
    client.force_login(factories.post(role, organ).user)
    allowed = role in (LEDGER_READERS if name in ("list", "removed") else LEDGER_WRITERS)
    answer = client.get(reverse(f"applications:{name}"))
    assert answer.status_code == (200 if allowed else 404)


def test_a_stranger_is_sent_to_the_log_in(client: Client, organ: Organ) -> None:
    case = factories.application(organ)
    for name, args in (("list", []), ("detail", [case.pk]), ("import", [])):
        answer = client.get(reverse(f"applications:{name}", args=args))
        assert answer.status_code == 302
        assert "login" in answer["Location"]


def test_a_post_that_has_ended_opens_nothing(client: Client, organ: Organ) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    former = factories.post(Role.OFFICER, organ, until=yesterday)
    client.force_login(former.user)
    assert client.get(reverse("applications:list")).status_code == 404
