"""换栏目: of a draft; the column of a fixed text is reviewed and public with it (第十七条)."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from mingbai.accounts.roles import Role
from mingbai.audit.actors import COMMAND
from mingbai.audit.models import Event
from mingbai.organs import actions as organs
from mingbai.organs.models import Site
from mingbai.records import actions
from mingbai.records.models import Column, Draft, Record
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON
from tests.records.house import House, fresh, review

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def site(house: House) -> Site:
    return organs.open_site("here.test", name="本站", root=house.organ, by=COMMAND, at=NOON)


@pytest.fixture
def column(site: Site) -> Column:
    return factories.column(site, "policy", name="政策")


def move(record: Record, column: Column, by: Any) -> Record:
    return actions.move_to_column(record.pk, column.pk, by=by, at=NOON)


def test_a_draft_is_moved_with_its_event(house: House, column: Column) -> None:
    record = factories.drafted(house.organ)
    move(record, column, house.colleague)
    record.refresh_from_db()
    draft = Draft.objects.get(record=record)
    assert (record.column, draft.content["column"], draft.edition) == (column, "policy", 2)
    assert draft.content["summary"], "其余内容不变"
    event = Event.objects.get(verb="record.moved")
    assert event.data == {"was": "notices", "now": "policy"}
    with pytest.raises(Refusal, match="已在“政策”栏目"):
        move(record, column, house.officer)


def test_who_moved_a_draft_does_not_review_it(house: House, column: Column) -> None:
    record = factories.drafted(house.organ)
    reviewer = factories.post(Role.REVIEWER, house.organ, user=house.colleague.user)
    move(record, column, house.colleague)
    version = actions.submit(record.pk, edition=2, by=house.officer, at=NOON)
    with pytest.raises(Refusal, match="拟稿人不得审查"):
        review(version, reviewer)


def test_what_is_fixed_keeps_its_column(house: House, column: Column) -> None:
    """The column is in the reviewed bytes: another one needs its reviews."""
    waiting = house.submitted()
    ready, public = house.reviewed(), house.public()
    before = {each.pk: each.sha256 for each in (waiting, ready)}
    for record, words in (
        (waiting.record, "请先取回修改"),
        (ready.record, "请先取回修改"),
        (public, "请办理更正"),
    ):
        with pytest.raises(Refusal, match=words):
            move(record, column, house.officer)
    assert {pk: fresh(each).sha256 for pk, each in ((e.pk, e) for e in (waiting, ready))} == before
    assert not Draft.objects.filter(record=public).exists()
    assert not Event.objects.filter(verb="record.moved").exists()


def test_a_correction_is_moved_and_the_public_page_stays(house: House, column: Column) -> None:
    public = house.public()
    actions.correct(public.pk, by=house.officer, at=NOON)
    move(public, column, house.officer)
    public.refresh_from_db()
    assert public.column is None, "新稿审查、公开之前，公众仍在原来的栏目看到它"
    assert Draft.objects.get(record=public).content["column"] == "policy"


def test_the_text_of_another_app_is_not_moved(house: House, column: Column) -> None:
    facts: dict[str, Any] = {"organ": house.organ, "kind": "annual_report", "key": "2019"}
    made = actions.draft(**facts, title="年报", content={}, by=house.officer, at=NOON)
    with pytest.raises(Refusal, match="由系统生成"):
        move(made.record, column, house.officer)


WRONG = [
    ("栏目组", {"kind": Column.Kind.GROUP}, "是栏目组"),
    ("停用的栏目", {"closed_on": date(2020, 1, 1)}, "已经停用"),
    ("别的机关的栏目", {"organ": "别处"}, "负责"),
]


@pytest.mark.parametrize(("facts", "words"), [r[1:] for r in WRONG], ids=[r[0] for r in WRONG])
def test_columns_that_do_not_take_it(
    house: House, site: Site, facts: dict[str, Any], words: str
) -> None:
    if "organ" in facts:
        facts = {"organ": factories.organ()}
    with pytest.raises(Refusal, match=words):
        move(factories.drafted(house.organ), factories.column(site, **facts), house.officer)


def test_a_column_of_another_site(house: House, column: Column) -> None:
    other = factories.organ()
    site = organs.open_site("else.test", name="别处", root=other, by=COMMAND, at=NOON)
    record = factories.drafted(house.organ)
    for code in ("elsewhere", "policy"):
        with pytest.raises(Refusal, match="不是本机关所在网站的栏目"):
            move(record, factories.column(site, code), house.officer)


def test_only_who_writes_for_the_organ(house: House, column: Column) -> None:
    record = factories.drafted(house.organ)
    for post in (house.reviewer, house.signer, House().officer):
        with pytest.raises(PermissionDenied):
            move(record, column, post)
