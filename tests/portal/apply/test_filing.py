"""Choosing the organ, the form of Art. 29, what is refused and why, the receipt, twice the same."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from mingbai.applications import actions
from mingbai.applications.models import Applicant, Application, Filing, Paper
from mingbai.documents.paper import words
from mingbai.limits import codes
from mingbai.portal.apply import notice
from mingbai.portal.apply.forms import ApplyForm
from tests import factories
from tests.portal.apply import journey
from tests.portal.apply.journey import Office


def test_the_organs_with_office_and_telephone(place: Office, client: Client) -> None:
    page = client.get("/apply/").text
    assert "明阳区建设局" in page
    assert "0532-00000000" in page
    assert "任何机关不得拒收" in page
    found = client.get("/apply/", {"q": "建设"}).text
    assert 'href="/apply/jianshe/"' in found
    assert 'href="/apply/mingyang/"' not in found
    assert "没有名称里带这几个字" in client.get("/apply/", {"q": "海关"}).text


def test_an_organ_of_another_site_is_not_found(place: Office, client: Client) -> None:
    factories.organ("elsewhere")
    assert client.get("/apply/elsewhere/").status_code == 404
    assert client.get("/apply/nowhere/").status_code == 404


def test_only_what_the_article_asks_is_required() -> None:
    required = {name for name, field in ApplyForm.base_fields.items() if field.required}
    assert required == {
        *("kind", "name", "identity_kind", "identity"),
        *("description", "obtain_method", "obtain_channel", "consent"),
    }


def test_filed_and_received_by_the_system_the_same_day(place: Office, client: Client) -> None:
    case, code = journey.filed(client)
    assert case.received_on == timezone.localdate()
    assert case.due_on is not None
    filing = Filing.objects.get()
    assert filing.confirm_method == "系统自动确认"
    assert filing.notice_version == notice.version()
    assert codes.matches(code, filing.code_hash)
    assert Applicant.objects.get().name == journey.NAME


def test_the_code_is_shown_once_and_kept_nowhere(place: Office, client: Client) -> None:
    answer = client.post("/apply/jianshe/", journey.form(client))
    assert answer.url == "/status/receipt/"
    first, second = client.get(answer.url).text, client.get(answer.url).text
    assert "查询码只显示这一次" in first
    assert "****" in second
    paper = Paper.objects.get(kind="receipt")
    kept = words(journey.paper(paper))
    assert "****" in kept
    assert Application.objects.get().number in kept


def test_the_receipt_as_pdf_carries_the_code(place: Office, client: Client) -> None:
    _, code = journey.filed(client)
    answer = client.post("/status/receipt.pdf", {"code": code})
    assert answer.content.startswith(b"%PDF-")
    assert code in journey.text_of(answer.content)
    assert client.post("/status/receipt.pdf", {"code": "0000-0000-0000"}).status_code == 404


def test_manual_receipt_waits_for_the_confirmation(place: Office, client: Client) -> None:
    place.site.online_receipt = "manual"
    place.site.save()
    assert "确认之日为收到申请之日" in client.get("/apply/jianshe/").text
    answer = client.post("/apply/jianshe/", journey.form(client))
    page = client.get(answer.url).text
    assert "待确认" in page
    assert "最迟答复" not in page
    case = Application.objects.get()
    assert (case.stage, case.received_on, case.due_on) == ("submitted", None, None)
    assert not Paper.objects.exists()
    actions.confirm(case.pk, method="电话", by=place.officer, at=timezone.now())
    assert Paper.objects.get().kind == "receipt"
    assert "还剩20个工作日" in client.get("/status/case/").text


def test_the_same_form_twice_gives_one_case_and_a_new_code(place: Office, client: Client) -> None:
    case, first = journey.filed(client)
    answer = client.post("/apply/jianshe/", journey.form(client))
    page = client.get(answer.url).text
    assert "十分钟内您提交过同一份申请" in page
    assert case.number in page
    assert Application.objects.count() == 1
    assert not codes.matches(first, Filing.objects.get().code_hash)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": ""}, "没有填写申请人的姓名或者名称（《政府信息公开条例》第二十九条"),
        ({"identity": ""}, "没有填写身份证明的号码"),
        ({"identity": "12345"}, "居民身份证号码应为18位"),
        ({"identity_kind": "credit_code", "kind": "org_business"}, "第二十九条"),
        ({"phone": "", "email": "", "address": ""}, "至少填写一项"),
        ({"phone": "不告诉你"}, "这不像电话号码"),
        ({"email": "不是邮箱"}, "这不是邮箱地址"),
        ({"description": "  "}, "没有填写所需信息的名称"),
        ({"description": "字" * 20_001}, "超过20000个字"),
        ({"obtain_channel": "email", "email": ""}, "没有填写电子邮箱"),
        ({"obtain_channel": "post", "address": ""}, "没有填写通信地址"),
        ({"obtain_method": "paper"}, "纸质不能通过网络获取"),
        ({"agent": "李四"}, "没有填写代理人身份证明的号码"),
        ({"identity": "370200202401010019"}, "未满十四周岁"),
        ({"consent": None}, "请阅读个人信息处理告知并勾选同意"),
        ({"kind": "cat"}, "申请人类别"),
        ({"homepage": "http://spam.example"}, "看不见、不必填写"),
        ({"seal": "forged"}, "没有收到本页的校验信息"),
    ],
)
def test_what_is_refused_says_why_and_keeps_what_was_typed(
    place: Office, client: Client, changes: dict[str, Any], told: str
) -> None:
    if changes.get("identity_kind") == "credit_code":
        changes = changes | {"name": ""}
    answer = client.post("/apply/jianshe/", journey.form(client, **changes))
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert told in answer.text
    if "description" not in changes:
        assert journey.SECRET in answer.text
    assert not Application.objects.exists()


def test_a_form_sent_within_a_second_is_refused(
    place: Office, client: Client, settings: Any
) -> None:
    settings.FORM_SECONDS = (3, 86_400)
    answer = client.post("/apply/jianshe/", journey.form(client))
    assert "提交得太快" in answer.text
    assert not Application.objects.exists()


def test_too_many_forms_from_one_address_wait(place: Office, client: Client, settings: Any) -> None:
    settings.LIMITS = settings.LIMITS | {"apply": {"address": "1/10m", "network": "9/10m"}}
    journey.filed(client)
    answer = client.post("/apply/jianshe/", journey.form(client, description="另一件事的批复"))
    assert "短时间内提交的次数太多" in answer.text
    assert "另一件事的批复" in answer.text
    assert Application.objects.count() == 1


def test_five_kinds_of_organisation_and_an_agent(place: Office, client: Client) -> None:
    facts = {"identity_kind": "credit_code", "identity": "91370200MA3CA7NRYX", "agent": "李四"}
    case, _ = journey.filed(
        client, kind="org_legal_service", agent_identity="370200198001010019", **facts
    )
    assert case.applicant_kind == "org_legal_service"
    assert Applicant.objects.get().agent == "李四"


def test_a_merged_organ_names_the_one_to_ask(place: Office, client: Client) -> None:
    data = journey.form(client)
    journey.merge(place)
    answer = client.post("/apply/jianshe/", data)
    assert "请向明阳区人民政府提出申请" in answer.text
    assert not Application.objects.exists()


def test_looking_for_what_is_public_without_javascript(place: Office, client: Client) -> None:
    data = journey.form(client, lookup="1")
    answer = client.post("/apply/jianshe/", data)
    assert "没有找到标题相近的" in answer.text
    assert journey.SECRET in answer.text
    assert journey.NAME in answer.text
    assert "请先改正" not in answer.text
    assert not Application.objects.exists()


def test_the_form_asks_the_database_little(
    place: Office, client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(8):
        client.get("/apply/jianshe/")
    with django_assert_max_num_queries(8):
        client.get("/apply/")
