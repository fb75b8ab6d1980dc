"""The pages of relations, of changes of validity with their basis, and of evaluations."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingbai.records.models import Relation
from tests.records.desk.test_work_pages import as_, move, url
from tests.records.house import House

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(settings: Any, tmp_path: Any) -> House:
    settings.VAR = tmp_path
    return House()


def test_relations_are_shown_on_both_ends(house: House, client: Client) -> None:
    one, other = house.public(title="实施办法"), house.public(title="办法解读")
    as_(client, house.officer)
    page = client.get(url("relate", other.pk), {"words": "实施"}).content.decode()
    assert "实施办法" in page
    facts = {"kind": "interprets", "target": str(one.pk)}
    assert client.post(url("relate", other.pk), facts).status_code == 302
    assert "办法解读" in client.get(one.get_absolute_url()).content.decode()
    assert "实施办法" in client.get(other.get_absolute_url()).content.decode()
    relation = Relation.objects.get()
    assert client.post(url("unrelate", one.pk, relation.pk)).status_code == 404
    client.post(url("unrelate", other.pk, relation.pk))
    assert Relation.objects.get().ended_at is not None


def test_a_change_of_validity_needs_its_basis(house: House, client: Client) -> None:
    record = house.public()
    as_(client, house.officer)
    facts = {"change": "repealed", "on": "2020-05-01", "basis": ""}
    assert client.post(url("validity", record.pk), facts).status_code == 200
    facts["basis"] = "明政发〔2020〕9号"
    assert client.post(url("validity", record.pk), facts).status_code == 302
    page = client.get(record.get_absolute_url()).content.decode()
    assert "明政发〔2020〕9号" in page
    assert "等另一人确认" in page
    assert not record.validity_changes.exists()


@pytest.mark.parametrize("act", ["confirm_change", "refuse_change"])
def test_own_words_wait_for_a_second_person(house: House, client: Client, act: str) -> None:
    record = house.public(kind="document", title="旧停车办法")
    as_(client, house.officer)
    facts = {"change": "repealed", "on": "2020-05-01", "basis": "区政府第九次常务会议纪要"}
    client.post(url("validity", record.pk), facts)
    assert (
        "不得自己确认" not in as_(client, house.signer).get(reverse("desk:inbox")).content.decode()
    )
    for address in (reverse("desk:inbox"), reverse("records:reviews")):
        assert "效力变动" in client.get(address).content.decode()
    listed = client.get(reverse("records:reviews")).content.decode()
    assert "区政府第九次常务会议纪要" in listed
    assert "旧停车办法" in listed
    asked = client.get(url("move", record.pk, act)).content.decode()
    assert "公众将看到的依据：区政府第九次常务会议纪要" in asked
    assert move(client, record, act).status_code == 302
    assert record.validity_changes.exists() is (act == "confirm_change")
    assert "区政府第九次常务会议纪要" not in client.get(reverse("records:reviews")).content.decode()


@pytest.mark.parametrize("words", ["停车 办法", "〔2020〕1号", "{index_no}"])
def test_the_basis_is_found_by_title_number_or_index(
    house: House, client: Client, words: str
) -> None:
    """Without scripts: a button that looks and keeps what was typed; then one of the hits."""
    old, new = house.public(kind="document"), house.public(kind="document", title="新停车办法")
    hidden = House().submitted(kind="document", title="别处的停车办法").record
    as_(client, house.officer)
    facts = {"change": "repealed", "on": "2020-05-01", "basis": "第三条", "find": "yes"}
    facts["words"] = words.format(index_no=new.index_no)
    page = client.post(url("validity", old.pk), facts).content.decode()
    assert f'value="{new.pk}"' in page
    assert str(hidden.pk) not in page
    assert 'value="第三条"' in page, "已经写下的不丢"
    assert 'value="2020-05-01"' in page
    assert "error-summary" not in page, "查找时不催填"
    sent = facts | {"basis": "", "target": str(new.pk)}
    del sent["find"]
    assert client.post(url("validity", old.pk), sent).status_code == 302
    made = old.validity_changes.get()
    assert (made.basis_record, made.basis) == (new, "新停车办法（明政发〔2020〕1号）")
    assert Relation.objects.get().source == new


def test_typing_brings_the_hits_alone(house: House, client: Client) -> None:
    old, new = house.public(kind="document"), house.public(kind="document", title="新停车办法")
    as_(client, house.officer)
    live = {"HTTP_HX_REQUEST": "true"}
    page = client.get(url("validity", old.pk), {"words": "停车"}, **live).content.decode()
    assert f'value="{new.pk}"' in page
    assert "<form" not in page
    page = client.get(
        url("validity", old.pk), {"words": "没有", "target": str(new.pk)}, **live
    ).content.decode()
    assert f'value="{new.pk}" checked' in page, "选中的不因再查而丢"


def test_a_basis_out_of_reach_is_not_accepted(house: House, client: Client) -> None:
    old = house.public(kind="document")
    hidden = House().submitted(kind="document", title="别处的办法").record
    as_(client, house.officer)
    facts = {"change": "amended", "on": "2020-05-01", "target": str(hidden.pk)}
    page = client.post(url("validity", old.pk), facts).content.decode()
    assert "没有找到选中的文件" in page
    assert "别处的办法" not in page
    nonsense = client.post(url("validity", old.pk), facts | {"target": "x"}).content.decode()
    assert "请重新查找" in nonsense
    assert not old.validity_changes.exists()


def test_what_is_not_public_is_evaluated_on_its_page(house: House, client: Client) -> None:
    ground = {"openness": "on_request", "openness_ground": "a19_not_proactive"}
    record = house.reviewed(**ground).record
    page = as_(client, house.officer).get(record.get_absolute_url()).content.decode()
    assert "评估是否可以公开" in page
    assert '<span class="pill plain">依申请公开</span>' in page
    assert move(client, record, "evaluate", conclusion="keep").status_code == 200
    answer = move(client, record, "evaluate", conclusion="keep", opinion="情况没有变化。")
    assert answer.status_code == 302
    page = client.get(record.get_absolute_url()).content.decode()
    assert "情况没有变化。" in page
    assert "理由仍然成立，维持不主动公开" in page
