"""机构 on the desk: drawn for those who may see it, changed by 政务公开科."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mingbai.accounts.roles import Role
from mingbai.organs.models import Organ
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> Organ:
    root = factories.organ("county", name="明阳区人民政府")
    factories.organ("mz", parent=root, name="区民政局")
    factories.organ("ll", parent=root, name="区老龄办")
    factories.organ("foreign", name="外区某局")
    return root


@pytest.fixture
def office(client: Client, county: Organ) -> Client:
    client.force_login(factories.post(Role.OFFICE, county).user)
    return client


def text(client: Client, name: str, *args: str) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_the_tree_shows_the_subtree(office: Client) -> None:
    drawn = text(office, "organs:tree")
    assert "区民政局" in drawn
    assert "新设机关" in drawn
    assert "外区某局" not in drawn


def test_an_admin_of_people_sees_the_tree_and_changes_nothing(
    client: Client, county: Organ
) -> None:
    client.force_login(factories.post(Role.SECURITY_ADMIN, county).user)
    assert "新设机关</a>" not in text(client, "organs:tree")
    assert "撤并</a>" not in text(client, "organs:organ", "mz")
    assert client.get(reverse("organs:merge", args=["mz"])).status_code == 404


def facts(**changed: object) -> dict[str, object]:
    defaults = {
        "name": "区医疗保障局",
        "short_name": "医保局",
        "kind": "department",
        "credit_code": "",
        "position": 3,
        "ledger_from": 2019,
    }
    return defaults | changed


def test_an_organ_is_added(office: Client, county: Organ) -> None:
    data = facts(parent=county.pk, code="yb", active_from="2019-01-30")
    answer = office.post(reverse("organs:add"), data)
    assert answer.status_code == 302, answer.content.decode()
    assert Organ.objects.get(code="yb").path == "county/yb/"


def test_a_wrong_credit_code_is_told_beside_the_field(office: Client, county: Organ) -> None:
    data = facts(parent=county.pk, code="yb", active_from="2019-01-30")
    data["credit_code"] = "1137078555222300X0"
    answer = office.post(reverse("organs:add"), data)
    assert "末位校验码不符" in answer.content.decode()
    assert not Organ.objects.filter(code="yb").exists()


def test_an_organ_is_renamed_and_its_old_name_shown(office: Client) -> None:
    data = facts(name="区民政和老龄局", short_name="民政局", since="2019-03-01")
    assert office.post(reverse("organs:amend", args=["mz"]), data).status_code == 302
    shown = text(office, "organs:organ", "mz")
    assert "区民政和老龄局" in shown
    assert "区民政局（至 2019-03-01）" in shown


def test_an_organ_is_moved(office: Client, county: Organ) -> None:
    under = Organ.objects.get(code="mz")
    assert office.post(reverse("organs:move", args=["ll"]), {"under": under.pk}).status_code == 302
    assert Organ.objects.get(code="ll").parent == under


def test_a_merger_tells_its_consequences_and_happens_when_understood(
    office: Client, county: Organ
) -> None:
    factories.post(at=Organ.objects.get(code="ll"), user=factories.user("李四"))
    asked = text(office, "organs:merge", "ll")
    for words in ("不能再修改", "由承继机关接办", "只计一次", "李四 经办人"):
        assert words in asked
    into = Organ.objects.get(code="mz")
    data: dict[str, object] = {"into": into.pk, "on": date(2019, 3, 31)}
    refused = office.post(reverse("organs:merge", args=["ll"]), data)
    assert "请勾选" in refused.content.decode()
    office.post(reverse("organs:merge", args=["ll"]), data | {"understood": "on"})
    gone = Organ.objects.get(code="ll")
    assert (gone.active_to, gone.successor) == (date(2019, 3, 31), into)
    assert "并入" in text(office, "organs:tree")


def test_a_refusal_is_told_in_the_form(office: Client, county: Organ) -> None:
    later = timezone.localdate().replace(year=timezone.localdate().year + 1)
    into = Organ.objects.get(code="mz")
    data = {"into": into.pk, "on": later, "understood": "on"}
    answer = office.post(reverse("organs:merge", args=["ll"]), data)
    assert "不得晚于今天" in answer.content.decode()


@pytest.mark.parametrize("name", ["organ", "amend", "move", "merge"])
def test_foreign_organs_are_not_found(office: Client, name: str) -> None:
    assert office.get(reverse(f"organs:{name}", args=["foreign"])).status_code == 404
