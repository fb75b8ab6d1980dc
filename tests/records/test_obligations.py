"""The obligation matrix: item of Art. 20 × organ, owed, published, overdue."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from mingbai.accounts.roles import Role
from mingbai.organs.models import Organ, OrganKind
from mingbai.records import actions, kinds
from mingbai.records.models import Obligation
from mingbai.records.queries import interpretations, obligations
from mingbai.refusal import Refusal
from mingbai.rules import publicity
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db
TODAY = date(2020, 1, 20)
ITEM = "a20_07_budget"


@pytest.fixture
def bureau() -> Organ:
    return factories.organ("bureau", short_name="区财政局")


def cell(organ: Organ, item: str = ITEM, today: date = TODAY) -> obligations.Cell:
    return obligations.cell_of(organ, item, today=today)


def oblige(organ: Organ, **facts: Any) -> Obligation:
    by = facts.pop("by", None) or factories.post(Role.OFFICE, organ)
    facts = {"obliged": False, "update_days": None, "reason": "无此项职权"} | facts
    return actions.oblige(organ, ITEM, by=by, at=NOON, **facts)


def test_every_kind_of_organ_has_its_defaults_with_a_basis() -> None:
    facts = kinds.data("obligations")
    every = {item.id for item in publicity.items()}
    for kind in OrganKind:
        assert facts[kind]["basis"]
        assert set(facts[kind]["items"]) <= every
    assert set(facts["government"]["items"]) == every
    assert set(facts["days"]) == every


@pytest.mark.parametrize(
    ("obliged", "published", "today", "words", "tone"),
    [
        (True, False, TODAY, "未公开", "danger"),
        (True, True, TODAY, "1条", "green"),
        (True, True, date(2021, 1, 12), "1条，逾期3天", "amber"),
        (False, False, TODAY, "不要求", "plain"),
        (False, True, date(2030, 1, 1), "1条", "green"),
    ],
)
def test_a_cell_in_words(
    bureau: Organ, *, obliged: bool, published: bool, today: date, words: str, tone: str
) -> None:
    oblige(bureau, obliged=obliged)
    if published:
        factories.public_record(bureau, item=ITEM)
    found = cell(bureau, today=today)
    assert (found.words, found.tone) == (words, tone)


def test_the_default_holds_until_the_office_says_otherwise(bureau: Organ) -> None:
    by = factories.post(Role.OFFICE, bureau)
    assert cell(bureau).obliged
    oblige(bureau, by=by)
    assert (cell(bureau).obliged, cell(bureau).basis) == (False, "无此项职权")
    actions.lift(bureau, ITEM, by=by, at=NOON)
    assert cell(bureau).obliged


def test_not_without_a_reason(bureau: Organ) -> None:
    with pytest.raises(Refusal, match="理由"):
        oblige(bureau, reason=" ")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.OFFICE])
def test_only_an_office(role: Role, bureau: Organ) -> None:
    with pytest.raises(PermissionDenied):
        oblige(bureau, by=factories.post(role, bureau))


def test_an_office_of_another_organ_does_not(bureau: Organ) -> None:
    with pytest.raises(PermissionDenied):
        oblige(bureau, by=factories.post(Role.OFFICE))


def test_three_statements_however_many_organs(django_assert_num_queries: Any) -> None:
    county = factories.organ("county", kind=OrganKind.GOVERNMENT)
    for _ in range(6):
        factories.organ(parent=county)
    with django_assert_num_queries(3):
        assert len(obligations.matrix(Organ.objects.under(county), today=TODAY)) == 7


@pytest.mark.parametrize(
    ("today", "overdue"),
    # 2020-01-10 公开，三个工作日：13、14、15
    [(date(2020, 1, 15), 0), (date(2020, 1, 16), 1)],
)
def test_a_policy_without_interpretation_is_overdue_after_three_working_days(
    today: date, overdue: int, bureau: Organ
) -> None:
    factories.public_record(bureau, kind="normative")
    reach = Organ.objects.filter(pk=bureau.pk)
    assert len(interpretations.overdue(reach, today=today)) == overdue


def test_only_a_public_interpretation_counts(bureau: Organ) -> None:
    policy = factories.public_record(bureau, kind="normative")
    reach = Organ.objects.filter(pk=bureau.pk)
    by = factories.records_staff(bureau)[Role.OFFICER]
    draft = factories.submitted(bureau, kind="interpretation", title="解读").record
    actions.relate(draft.pk, policy.pk, kind="interprets", by=by, at=NOON)
    assert interpretations.overdue(reach, today=TODAY)
    actions.publish(factories.reviewed(draft.versions.get()), by=by, at=NOON)
    assert not interpretations.overdue(reach, today=TODAY)


class TestPages:
    @pytest.fixture(autouse=True)
    def _log_in(self, client: Client, bureau: Organ) -> None:
        client.force_login(factories.post(Role.OFFICE, bureau).user)

    def test_the_matrix(self, client: Client, bureau: Organ) -> None:
        factories.public_record(bureau, kind="normative", title="关于停车管理的规定")
        page = client.get(reverse("records:matrix")).content.decode()
        assert "区财政局" in page
        assert "逾期没有解读的文件" in page
        assert "关于停车管理的规定" in page
        assert reverse("records:obligation", args=["bureau", "a20_01_rules"]) in page

    def test_a_cell_names_the_records_behind_it(self, client: Client, bureau: Organ) -> None:
        factories.public_record(bureau, title="2020年预算", item=ITEM)
        factories.drafted(bureau, title="2019年决算", item=ITEM)
        page = client.get(reverse("records:obligation", args=["bureau", ITEM])).content.decode()
        assert all(words in page for words in ("2020年预算", "2019年决算", "拟稿", "已公开"))
        other = client.get(reverse("records:obligation", args=["bureau", "a20_01_rules"]))
        assert "没有公开的，也没有在办的" in other.content.decode()

    @pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD, Role.AUDITOR])
    def test_others_read_a_cell_and_set_nothing(
        self, client: Client, bureau: Organ, role: Role
    ) -> None:
        client.force_login(factories.post(role, bureau).user)
        address = reverse("records:obligation", args=["bureau", ITEM])
        assert "另定" not in client.get(address).content.decode()
        facts = {"obliged": "no", "reason": "无此项职权"}
        assert client.post(address, facts).status_code == 404
        assert client.post(address, {"default": "1"}).status_code == 404
        assert cell(bureau).obliged

    def test_the_officer_of_another_organ_sees_none_of_it(
        self, client: Client, bureau: Organ
    ) -> None:
        client.force_login(factories.post(Role.OFFICER).user)
        assert "区财政局" not in client.get(reverse("records:matrix")).content.decode()
        address = reverse("records:obligation", args=["bureau", ITEM])
        assert client.get(address).status_code == 404

    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_as_a_table(self, client: Client, kind: str) -> None:
        answer = client.get(reverse("records:matrix_file", args=[kind]))
        content = b"".join(answer)  # type: ignore[arg-type]
        assert len(content) > 1000
        assert kind != "csv" or "财政预决算" in content.decode()

    def test_set_and_taken_back(self, client: Client, bureau: Organ) -> None:
        address = reverse("records:obligation", args=["bureau", ITEM])
        page = client.post(address, {"obliged": "no", "reason": ""}).content.decode()
        assert "理由" in page
        client.post(address, {"obliged": "no", "reason": "无此项职权"})
        assert not cell(bureau).obliged
        client.post(address, {"default": "1"})
        assert cell(bureau).obliged
