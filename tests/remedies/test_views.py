"""The ledger on the desk: what each page shows, refuses and hides."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.accounts.roles import LEDGER_READERS, LEDGER_WRITERS, Role
from mingbai.organs.models import Organ
from mingbai.remedies import actions
from mingbai.remedies.models import Remedy
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db

FACTS = {
    "kind": "review",
    "case_no": "明政复〔2019〕3号",
    "authority": "明阳区人民政府",
    "subject": "不予公开答复",
    "accepted_on": "2019年8月1日",
    "result": "",
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
    response = client.get(reverse(f"remedies:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_shows_own_cases_and_no_others(desk: Client, organ: Organ) -> None:
    factories.remedy(organ, case_no="甲-1")
    factories.remedy(case_no="乙-1")
    shown = page(desk, "list")
    assert "甲-1" in shown
    assert "乙-1" not in shown
    assert "尚未审结" in shown


def test_an_empty_list_says_what_to_do(desk: Client) -> None:
    assert "把现有的Excel台账导进来" in page(desk, "list")
    assert "请放宽" in page(desk, "list", text="没有")


def test_the_filters_live_in_the_address(desk: Client, organ: Organ) -> None:
    factories.remedy(organ, case_no="甲-1", accepted_on=date(2018, 3, 5))
    factories.remedy(organ, case_no="甲-2")
    shown = page(desk, "list", year=2018)
    assert "甲-1" in shown
    assert "甲-2" not in shown
    assert 'value="2018"' in shown


@pytest.mark.parametrize("cases", [1, 30])
def test_the_list_costs_the_same_however_long(
    desk: Client, organ: Organ, cases: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(cases):
        factories.remedy(organ)
    with django_assert_max_num_queries(17):
        page(desk, "list")


def test_registering_a_case(desk: Client, organ: Organ) -> None:
    response = desk.post(reverse("remedies:register"), FACTS | {"organ": organ.code})
    case = Remedy.objects.get()
    assert response["Location"] == case.get_absolute_url()
    assert case.accepted_on == date(2019, 8, 1)
    shown = page(desk, "detail", case.pk)
    assert "受理日期为“2019年8月1日”" in shown
    assert "张三（住建局 经办人）" in shown


REFUSED = {
    "审结早于受理": ({"result": "review_upheld", "concluded_on": "2019-7-1"}, "早于受理日期"),
    "有结果没有日期": ({"result": "review_upheld"}, "没有审结日期"),
    "复议用判决结案": ({"result": "suit_void", "concluded_on": "2019-9-1"}, "是行政诉讼的结果"),
    "复议标经复议后起诉": ({"after_review": "on"}, "不能标"),
    "所涉申请不在台账": ({"application_number": "没有"}, "申请台账中没有登记编号没有"),
    "没有案号": ({"case_no": ""}, "请填写案号"),
}


@pytest.mark.parametrize(("changes", "words"), REFUSED.values(), ids=list(REFUSED))
def test_what_cannot_be_is_said_at_its_field(
    desk: Client, organ: Organ, changes: dict[str, str], words: str
) -> None:
    data = FACTS | {"organ": organ.code} | changes
    response = desk.post(reverse("remedies:register"), data)
    assert words in response.content.decode()
    assert "不予公开答复" in response.content.decode()
    assert not Remedy.objects.exists()


def test_a_number_taken_is_refused_on_the_page(desk: Client, organ: Organ) -> None:
    factories.remedy(organ, case_no="明政复〔2019〕3号", authority="市政府")
    response = desk.post(reverse("remedies:register"), FACTS | {"organ": organ.code})
    assert "由市政府受理的行政复议案件" in response.content.decode()


def test_amending_and_its_history(desk: Client, organ: Organ) -> None:
    case = factories.remedy(
        organ, **(FACTS | {"accepted_on": date(2019, 8, 1), "concluded_on": None})
    )
    form = desk.get(reverse("remedies:amend", args=[case.pk])).context["form"]
    data = FACTS | {
        "seen": form["seen"].value(),
        "authority": "市人民政府",
        "kind": "suit",
        "after_review": "on",
    }
    assert desk.post(reverse("remedies:amend", args=[case.pk]), data).status_code == 302
    assert "种类由“行政复议”改为“行政诉讼”" in page(desk, "detail", case.pk)


def test_nobodys_change_is_overwritten_unseen(desk: Client, organ: Organ) -> None:
    case = factories.remedy(
        organ, **(FACTS | {"accepted_on": date(2019, 8, 1), "concluded_on": None})
    )
    form = desk.get(reverse("remedies:amend", args=[case.pk])).context["form"]
    actions.amend(case.pk, subject="改过", by=factories.post(at=organ), at=NOON)
    data = FACTS | {"seen": form["seen"].value()}
    response = desk.post(reverse("remedies:amend", args=[case.pk]), data)
    assert "刚被别人改过" in response.content.decode()
    case.refresh_from_db()
    assert case.subject == "改过"


def test_concluding(desk: Client, organ: Organ) -> None:
    case = factories.remedy(organ)
    address = reverse("remedies:conclude", args=[case.pk])
    response = desk.post(address, {"result": "review_upheld", "concluded_on": "2019-6-1"})
    assert "早于受理日期" in response.content.decode()
    assert (
        desk.post(address, {"result": "review_upheld", "concluded_on": "2019-9-1"}).status_code
        == 302
    )
    shown = page(desk, "detail", case.pk)
    assert "登记审结：" in shown
    assert "第六十八条" in shown


def test_removing_needs_a_reason_and_leaves_a_record(desk: Client, organ: Organ) -> None:
    case = factories.remedy(organ, case_no="2019-1")
    address = reverse("remedies:remove", args=[case.pk])
    assert "请写明删除原因" in desk.post(address, {"reason": ""}).content.decode()
    desk.post(address, {"reason": "重复登记"})
    assert "重复登记" in page(desk, "removed")


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_export_has_the_filtered_cases(desk: Client, organ: Organ, suffix: str) -> None:
    factories.remedy(organ, case_no="甲-1")
    response = desk.get(reverse("remedies:export", args=[suffix]), {"year": 2019})
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
    case, stranger = factories.remedy(organ), factories.remedy()
    client.force_login(factories.post(role, organ).user)
    answer = client.get(reverse(f"remedies:{name}", args=[case.pk]))
    assert answer.status_code == (200 if allowed else 404)
    answer = client.get(reverse(f"remedies:{name}", args=[stranger.pk]))
    assert answer.status_code == 404


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", ["list", "removed", "register", "import"])
def test_role_by_list(client: Client, organ: Organ, role: Role, name: str) -> None:
    client.force_login(factories.post(role, organ).user)
    allowed = role in (LEDGER_READERS if name in ("list", "removed") else LEDGER_WRITERS)
    answer = client.get(reverse(f"remedies:{name}"))
    assert answer.status_code == (200 if allowed else 404)


def test_a_stranger_is_sent_to_the_log_in(client: Client, organ: Organ) -> None:
    case = factories.remedy(organ)
    for name, args in (("list", []), ("detail", [case.pk]), ("import", [])):
        answer = client.get(reverse(f"remedies:{name}", args=args))
        assert answer.status_code == 302
        assert "login" in answer["Location"]


def test_a_post_that_has_ended_opens_nothing(client: Client, organ: Organ) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    former = factories.post(Role.OFFICER, organ, until=yesterday)
    client.force_login(former.user)
    assert client.get(reverse("remedies:list")).status_code == 404
