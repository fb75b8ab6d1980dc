"""The columns of a site: planted, changed, closed by its office; their upkeep (条例第二十条)."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.audit.models import Event
from mingbai.organs.models import Organ, Site
from mingbai.records import actions, kinds
from mingbai.records.models import Column
from mingbai.records.queries import columns
from mingbai.refusal import Refusal
from mingbai.rules import publicity
from mingbai.rules.publicity import Level
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db
TODAY = date(2020, 1, 20)


@pytest.fixture
def site() -> Site:
    return Site.objects.create(host="county.test", name="明阳区", root=factories.organ("county"))


@pytest.fixture
def office(site: Site) -> Post:
    return factories.post(Role.OFFICE, site.root)


def test_the_shape_of_the_model_district() -> None:
    """城阳区2019年：20大类、59个工作专栏."""
    groups = kinds.data("columns")
    assert len(groups) == 20
    assert sum(len(group["columns"]) for group in groups.values()) == 59


def test_each_item_of_articles_20_and_21_has_one_column_of_its_own() -> None:
    groups = kinds.data("columns").values()
    rows = [row for group in groups for row in group["columns"].values()]
    named = [row["item"] for row in rows if row["kind"] == "item"]
    assert sorted(named) == sorted(item.id for item in publicity.items(Level.COUNTY))
    for row in rows:
        if "item" in row:
            publicity.item(row["item"])


def test_planted_once_and_only_once(site: Site, office: Post) -> None:
    assert actions.plant(site, by=office, at=NOON) == 79
    Column.objects.filter(code="policy-normative").update(name="区政府规范性文件")
    assert actions.plant(site, by=office, at=NOON) == 0
    assert Column.objects.get(code="policy-normative").name == "区政府规范性文件"
    assert Column.objects.get(code="plan-statistics").organ == site.root
    assert [event.verb for event in Event.objects.all()].count("columns.planted") == 1


def test_only_the_office_of_the_root_organ(site: Site) -> None:
    below = factories.organ("bureau", parent=site.root)
    others = [factories.post(role, site.root) for role in Role if role != Role.OFFICE]
    for by in (*others, factories.post(Role.OFFICE, below)):
        with pytest.raises(PermissionDenied):
            actions.plant(site, by=by, at=NOON)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"parent": None}, "栏目组之下"),
        ({"parent": "policy-normative"}, "须是栏目组"),
        ({"kind": "item", "item": ""}, "选择公开事项"),
        ({"organ": "foreign"}, "本站的机关"),
        ({"code": "policy"}, "已有栏目使用"),
    ],
)
def test_what_a_column_cannot_be(site: Site, office: Post, fault: Any, words: str) -> None:
    actions.plant(site, by=office, at=NOON)
    facts = {"code": "policy-new", "parent": "policy", "kind": "local", "name": "新栏目"} | fault
    if facts["parent"]:
        facts["parent"] = Column.objects.get(code=facts["parent"])
    if "organ" in facts:
        facts["organ"] = factories.organ("foreign")
    with pytest.raises(Refusal, match=words):
        actions.add_column(site, by=office, at=NOON, **facts)


def test_a_group_does_not_move_under_itself(site: Site, office: Post) -> None:
    above = factories.column(site, "a", kind="group")
    below = factories.column(site, "b", kind="group", parent=above)
    with pytest.raises(Refusal, match="自己的下级"):
        actions.change_column(above.pk, parent=below, by=office, at=NOON)


def test_closed_when_nothing_stands_below(site: Site, office: Post) -> None:
    group = factories.column(site, "a", kind="group")
    column = factories.column(site, "b", parent=group)
    with pytest.raises(Refusal, match="在用的栏目"):
        actions.close_column(group.pk, on=TODAY, by=office, at=NOON)
    actions.close_column(column.pk, on=TODAY, by=office, at=NOON)
    actions.close_column(group.pk, on=TODAY, by=office, at=NOON)
    with pytest.raises(Refusal, match="已经停用"):
        actions.change_column(column.pk, name="另名", by=office, at=NOON)


@pytest.mark.parametrize(
    ("days", "today", "words"),
    [
        (30, date(2020, 2, 9), "按期更新"),
        (30, date(2020, 2, 10), "超过更新周期1天"),
        (None, date(2025, 1, 1), "按期更新"),
    ],
)
def test_overdue_after_its_period(site: Site, days: int | None, today: date, words: str) -> None:
    column = factories.column(site, "a", update_days=days)
    factories.public_record(site.root, column=column)  # 2020-01-10
    (branch,) = columns.tree(site, today=today)
    assert (branch.public, branch.words) == (1, words)


def test_two_statements_however_many_columns(
    site: Site, office: Post, django_assert_num_queries: Any
) -> None:
    actions.plant(site, by=office, at=NOON)
    with django_assert_num_queries(2):
        assert len(columns.tree(site, today=TODAY)) == 79


class TestPages:
    @pytest.fixture(autouse=True)
    def _log_in(self, client: Client, office: Post) -> None:
        client.force_login(office.user)

    def test_planted_from_an_empty_page(self, client: Client, site: Site) -> None:
        assert "还没有栏目" in client.get(reverse("records:columns")).content.decode()
        client.post(reverse("records:columns_plant", args=[site.pk]))
        page = client.get(reverse("records:columns")).content.decode()
        assert "共59个栏目；59个还没有内容，0个超过更新周期" in page

    def test_moved_to_another_group(self, client: Client, site: Site) -> None:
        old = factories.column(site, "old", kind="group")
        new = factories.column(site, "new", kind="group")
        column = factories.column(site, "a", parent=old)
        facts = {"name": "改了名", "kind": "local", "parent": new.pk, "position": 5}
        address = reverse("records:column_edit", args=[column.pk])
        assert client.post(address, facts).status_code == 302
        column.refresh_from_db()
        assert (column.parent, column.name) == (new, "改了名")

    def test_what_is_refused_keeps_what_was_typed(self, client: Client, site: Site) -> None:
        facts = {"code": "x", "name": "独立栏目", "kind": "local", "position": 0}
        page = client.post(reverse("records:column_add", args=[site.pk]), facts)
        assert "栏目须放在一个栏目组之下" in page.content.decode()
        assert "独立栏目" in page.content.decode()

    def test_closed(self, client: Client, site: Site) -> None:
        column = factories.column(site, "a")
        address = reverse("records:column_close", args=[column.pk])
        assert client.post(address, {"on": "2020-02-01"}).status_code == 302
        assert "2020-02-01停用" in client.get(reverse("records:columns")).content.decode()


def test_who_reads_the_tree_without_buttons(site: Site, client: Client) -> None:
    bureau: Organ = factories.organ("bureau", parent=site.root)
    client.force_login(factories.post(Role.OFFICER, bureau).user)
    factories.column(site, "a")
    page = client.get(reverse("records:columns")).content.decode()
    assert "栏目a" in page
    assert "新设栏目" not in page


def test_a_closed_column_takes_nothing_new(site: Site, office: Post) -> None:
    column = factories.column(site, "a")
    old = factories.public_record(site.root, column=column)
    actions.close_column(column.pk, on=TODAY, by=office, at=NOON)
    with pytest.raises(Refusal, match="已经停用"):
        factories.submitted(site.root, column=column)
    old.refresh_from_db()
    assert old.is_public
