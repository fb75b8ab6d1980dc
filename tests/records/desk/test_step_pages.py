"""The reviews an organ adds: who adds, whom they bind, who may take them back (第十七条)."""

import pytest
from django.test import Client
from django.urls import reverse

from mingbai.accounts.roles import Role
from mingbai.organs.models import Organ
from mingbai.records.models import ExtraStep
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "records:steps"


@pytest.fixture
def organ() -> Organ:
    return factories.organ("district", name="明阳区")


@pytest.mark.parametrize("role", [Role.OFFICE, Role.HEAD])
def test_added_and_taken_back(organ: Organ, client: Client, role: Role) -> None:
    client.force_login(factories.post(role, organ).user)
    facts = {"organ": organ.pk, "kind": "information", "step": "legal"}
    page = client.post(reverse(PAGE), facts, follow=True).content.decode()
    assert "已增加“合法性审核”" in page
    extra = ExtraStep.objects.get()
    assert (extra.organ, extra.kind, extra.step) == (organ, "information", "legal")
    client.post(reverse("records:step_waive", args=[extra.pk]))
    assert not ExtraStep.objects.exists()
    assert "没有增加的环节" in client.get(reverse(PAGE)).content.decode()


@pytest.mark.parametrize(
    ("kind", "step"), [("information", "sign"), ("", "sign"), ("normative", "legal")]
)
def test_what_the_kind_has_already_is_not_added(
    organ: Organ, client: Client, kind: str, step: str
) -> None:
    client.force_login(factories.post(Role.OFFICE, organ).user)
    page = client.post(reverse(PAGE), {"organ": organ.pk, "kind": kind, "step": step})
    assert "本来就要经过" in page.content.decode()
    assert not ExtraStep.objects.exists()


def test_another_organ_is_no_choice(organ: Organ, client: Client) -> None:
    other = factories.organ("other")
    client.force_login(factories.post(Role.OFFICE, organ).user)
    facts = {"organ": other.pk, "kind": "", "step": "legal"}
    assert client.post(reverse(PAGE), facts).status_code == 200
    assert not ExtraStep.objects.exists()


def test_an_organ_below_reads_what_binds_it_and_takes_nothing_back(
    organ: Organ, client: Client
) -> None:
    bureau = factories.organ("bureau", parent=organ)
    extra = ExtraStep.objects.create(organ=organ, kind="", step="legal")
    ExtraStep.objects.create(organ=factories.organ("other", name="临河区"), kind="", step="legal")
    client.force_login(factories.post(Role.HEAD, bureau).user)
    page = client.get(reverse(PAGE)).content.decode()
    assert "明阳区" in page
    assert "临河区" not in page
    address = reverse("records:step_waive", args=[extra.pk])
    assert address not in page
    assert client.post(address).status_code == 404


def test_who_only_reads_sees_no_form(organ: Organ, client: Client) -> None:
    client.force_login(factories.post(Role.OFFICER, organ).user)
    assert "<h2>增加环节</h2>" not in client.get(reverse(PAGE)).content.decode()
    facts = {"organ": organ.pk, "kind": "", "step": "legal"}
    assert client.post(reverse(PAGE), facts).status_code == 404


def test_each_period_stands_with_its_source_and_how_certain_it_is(
    organ: Organ, client: Client
) -> None:
    client.force_login(factories.post(Role.REVIEWER, organ).user)
    page = client.get(reverse(PAGE)).content.decode()
    rows = {
        "公开政策解读": ("文件公开之日起3个工作日内", "国办发〔2016〕80号", "各地做法不一"),
        "公开征集意见的采纳情况": ("征集截止之日起15个工作日内", "第713号", "本系统的默认"),
        "评估不主动公开的信息": ("365日内", "第十八条", "本系统的默认"),
    }
    for label, words in rows.items():
        row = page.split(f">{label}")[1].split("</tr>")[0]
        assert [each for each in words if each not in row] == []
