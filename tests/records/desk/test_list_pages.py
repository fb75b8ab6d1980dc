"""The pages of the list: filters in the address, saved views, reviews, batch results, exports."""

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.audit.actors import COMMAND
from mingbai.audit.models import Event
from mingbai.organs import actions as organs
from mingbai.organs.models import Organ
from mingbai.records import actions
from mingbai.records.models import Conclusion, Record, SavedView, Version
from mingbai.records.queries import waiting
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db

STEPS = (Role.REVIEWER, Role.SECRECY, Role.SIGNER)
ANSWERS = {"may": "可以公开", "how": "主动公开", "scope": "全社会", "when": "二十个工作日内"}
CONTENT = {
    **{"summary": "概述", "body": "<p>正文</p>", "theme": "0101", "item": "20-1", "column": "x"},
    **{"formed_on": "2020-01-02", "openness": "proactive"},
}
Staff = dict[Role, Post]


@pytest.fixture
def staff() -> Staff:
    organ = factories.organ("bureau")
    return {role: factories.post(role, organ) for role in (Role.OFFICER, Role.AUDITOR, *STEPS)}


def made(staff: Staff, title: str = "关于某事的通知", key: str = "2019") -> Version:
    """A text of another app, handed in: it needs no metadata."""
    by = staff[Role.OFFICER]
    facts: dict[str, Any] = {"organ": by.organ, "kind": "annual_report", "key": key}
    return actions.draft(**facts, title=title, content={"text": title}, by=by, at=NOON)


def reviewed(version: Version, staff: Staff, roles: Any = STEPS) -> Version:
    for role in roles:
        facts: dict[str, Any] = {"conclusion": Conclusion.PASSED, "basis": "第十七条"}
        actions.review(version, **facts, answers=ANSWERS, by=staff[role], at=NOON)
    return version


def drafted(staff: Staff, title: str = "草稿") -> Record:
    by = staff[Role.OFFICER]
    facts: dict[str, Any] = {"organ": by.organ, "kind": "document", "by": by, "at": NOON}
    return actions.create(**facts, title=title, content={"summary": "概述"})


def signed_in(client: Client, post: Post) -> Client:
    client.force_login(post.user)
    return client


def page(client: Client, name: str, *args: Any, **data: Any) -> str:
    answer = client.get(reverse(name, args=args), data)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_shows_title_stage_and_officer(client: Client, staff: Staff) -> None:
    drafted(staff, "关于某路的通知")
    text = page(signed_in(client, staff[Role.REVIEWER]), "records:list")
    for words in ("关于某路的通知", "其他文件", "拟稿", staff[Role.OFFICER].user.name):
        assert words in text
    assert 'type="checkbox" name="rows"' not in text


def test_a_repealed_document_is_marked(client: Client, staff: Staff) -> None:
    record, by = drafted(staff, "旧办法"), staff[Role.OFFICER]
    facts: dict[str, Any] = {"change": "repealed", "on": NOON.date(), "basis": "新办法"}
    asked = actions.change_validity(record.pk, **facts, by=by, at=NOON).asked
    assert asked
    actions.confirm_change(asked.pk, by=staff[Role.SIGNER], at=NOON)
    text = page(signed_in(client, by), "records:list")
    assert '<span class="pill danger">已废止</span>' in text


def test_filters_are_in_the_address(client: Client, staff: Staff) -> None:
    drafted(staff, "关于某路的通知")
    drafted(staff, "别的")
    signed_in(client, staff[Role.OFFICER])
    text = page(client, "records:list", text="某路", stage="draft")
    assert "关于某路的通知" in text
    assert "别的" not in text
    assert "没有符合条件的信息" in page(client, "records:list", stage="withdrawn")


def test_a_date_that_is_none_is_said_and_narrows_nothing(client: Client, staff: Staff) -> None:
    drafted(staff, "关于某路的通知")
    text = page(signed_in(client, staff[Role.OFFICER]), "records:list", since="昨天")
    assert "这不是日期" in text
    assert "关于某路的通知" in text


def test_an_empty_list_says_what_to_do(client: Client, staff: Staff) -> None:
    assert "可以新建一件" in page(signed_in(client, staff[Role.OFFICER]), "records:list")


def test_the_page_leads_to_the_next_and_back(client: Client, staff: Staff) -> None:
    for number in range(51):
        Record.objects.create(
            organ=staff[Role.OFFICER].organ,
            kind="document",
            key=str(number),
            title=f"第{number}件。",
            changed_at=NOON + timedelta(minutes=number),
        )
    signed_in(client, staff[Role.OFFICER])
    first = page(client, "records:list")
    assert "第50件。" in first
    assert "第0件。" not in first
    after = first.split("?after=")[1].split('"')[0]
    second = page(client, "records:list", after=after)
    assert "第0件。" in second
    before = second.split("?before=")[1].split('"')[0]
    assert "第50件。" in page(client, "records:list", before=before)


def test_a_long_page_asks_the_database_no_more_than_a_short_one(
    client: Client, staff: Staff
) -> None:
    signed_in(client, staff[Role.OFFICER])

    def asked() -> int:
        with CaptureQueriesContext(connection) as statements:
            page(client, "records:list")
        return len(statements)

    drafted(staff)
    few = asked()
    for number in range(20):
        drafted(staff, f"第{number}件")
    assert asked() == few


def test_a_view_is_kept_opened_replaced_and_deleted_by_its_owner(
    client: Client, staff: Staff
) -> None:
    signed_in(client, staff[Role.OFFICER])
    address = reverse("records:view_save")
    client.post(address, {"name": "退回的", "query": "stage=returned&after=1-2&evil=1"})
    assert SavedView.objects.get().query == "stage=returned"
    client.post(address, {"name": "退回的", "query": "stage=draft"})
    view = SavedView.objects.get()
    assert (view.user, view.query) == (staff[Role.OFFICER].user, "stage=draft")
    assert "?stage=draft" in page(client, "records:list")
    other = Client()
    signed_in(other, staff[Role.SIGNER])
    assert "退回的</a>" not in page(other, "records:list")
    delete = reverse("records:view_delete", args=[view.pk])
    assert other.post(delete).status_code == 404
    client.post(delete)
    assert not SavedView.objects.exists()


def test_a_view_needs_a_name(client: Client, staff: Staff) -> None:
    signed_in(client, staff[Role.OFFICER])
    answer = client.post(
        reverse("records:view_save"), {"name": " ", "query": "stage=draft"}, follow=True
    )
    assert "请给这一视图起个名称" in answer.content.decode()
    assert not SavedView.objects.exists()


def test_a_review_waits_for_the_role_of_its_step(client: Client, staff: Staff) -> None:
    version = made(staff)
    assert "关于某事的通知" in page(signed_in(client, staff[Role.REVIEWER]), "records:reviews")
    assert "现在没有" in page(signed_in(client, staff[Role.SECRECY]), "records:reviews")
    reviewed(version, staff, [Role.REVIEWER])
    text = page(signed_in(client, staff[Role.SECRECY]), "records:reviews")
    assert "保密审查" in text
    assert "天</td>" in text
    assert "现在没有" in page(signed_in(client, staff[Role.REVIEWER]), "records:reviews")


def test_what_waits_is_bounded_and_the_oldest_comes_first(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        version = made(staff, f"第{number}件", str(number))
        moved = NOON + timedelta(minutes=-number)
        Record.objects.filter(pk=version.record_id).update(changed_at=moved)
    monkeypatch.setattr(waiting, "LISTED", 3)
    monkeypatch.setattr(waiting, "CHUNK", 2)
    found = waiting.waiting_for(staff[Role.REVIEWER].user, today=NOON.date())
    assert [version.title for version, _ in found] == ["第4件", "第3件", "第2件"]


def test_who_took_one_step_is_not_asked_for_another(staff: Staff) -> None:
    version = reviewed(made(staff), staff, [Role.REVIEWER])
    organ, user = staff[Role.OFFICER].organ, staff[Role.REVIEWER].user
    factories.post(Role.SECRECY, organ, user=user)
    today = NOON.date()
    assert waiting.waiting_for(user, today=today) == []
    assert [v for v, _ in waiting.waiting_for(staff[Role.SECRECY].user, today=today)] == [version]


def test_many_reviews_ask_the_database_no_more_than_one(staff: Staff) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as statements:
            waiting.reviews_waiting(staff[Role.REVIEWER].user, today=NOON.date())
        return len(statements)

    made(staff, key="1")
    few = asked()
    for number in range(2, 12):
        made(staff, key=str(number))
    assert asked() == few


def test_a_withdrawal_waits_for_somebody_else(client: Client, staff: Staff) -> None:
    version = reviewed(made(staff), staff)
    actions.publish(version, by=staff[Role.OFFICER], at=NOON)
    asked: dict[str, Any] = {"reason": "wrong", "note": "内容有误"}
    actions.ask_withdrawal(version.record_id, **asked, by=staff[Role.OFFICER], at=NOON)
    text = page(signed_in(client, staff[Role.SIGNER]), "records:reviews")
    assert "等您确认的撤下（1）" in text
    assert "撤下 1" in page(client, "desk:inbox")
    assert "现在没有" in page(signed_in(client, staff[Role.OFFICER]), "records:reviews")


def test_what_is_scheduled_is_listed_by_its_time(client: Client, staff: Staff) -> None:
    for number in (1, 2):
        version = reviewed(made(staff, f"第{number}件", str(number)), staff)
        when = datetime(2030, 1, 4 - number, 1, tzinfo=UTC)
        actions.schedule(version.record_id, publish_at=when, by=staff[Role.OFFICER], at=NOON)
    text = page(signed_in(client, staff[Role.AUDITOR]), "records:scheduled")
    assert text.index("第2件") < text.index("第1件")


def many(client: Client, rows: list[Any], do: str = "publish", **facts: Any) -> str:
    data = {"rows": [str(row) for row in rows], "do": do, "confirmed": "yes", **facts}
    answer = client.post(reverse("records:many"), data)
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_row_has_its_own_result(client: Client, staff: Staff) -> None:
    ready = reviewed(made(staff, "审完的", "1"), staff)
    unready = made(staff, "没审的", "2")
    foreign = drafted({Role.OFFICER: factories.post(Role.OFFICER)}, "别人的")
    signed_in(client, staff[Role.OFFICER])
    text = many(client, [ready.record_id, unready.record_id, foreign.pk])
    assert "共 3 件，办理 1 件，没有办理 2 件" in text
    assert "尚未通过" in text
    assert "没有这一件" in text
    assert "别人的" not in text
    public = set(Record.objects.exclude(public_version=None).values_list("title", flat=True))
    assert public == {"审完的"}


def test_nothing_is_done_before_it_is_confirmed(client: Client, staff: Staff) -> None:
    record = drafted(staff)
    signed_in(client, staff[Role.OFFICER])
    answer = client.post(reverse("records:many"), {"rows": [str(record.pk)], "do": "discard"})
    assert "确定办理" in answer.content.decode()
    record.refresh_from_db()
    assert record.stage == "draft"
    assert "办理 1 件" in many(client, [record.pk], "discard")
    record.refresh_from_db()
    assert record.stage == "discarded"


def test_a_set_time_is_asked_for_and_kept(client: Client, staff: Staff) -> None:
    version = reviewed(made(staff), staff)
    signed_in(client, staff[Role.OFFICER])
    assert "请填写公开时间" in many(client, [version.record_id], "schedule")
    many(client, [version.record_id], "schedule", publish_at="2050-01-04T09:00")
    version.record.refresh_from_db()
    assert version.record.publish_at == datetime(2050, 1, 4, 1, tzinfo=UTC)


@pytest.mark.parametrize("rows", [[], ["x"]], ids=["没有选", "不是编号"])
def test_nothing_chosen_is_said(client: Client, staff: Staff, rows: list[str]) -> None:
    assert "没有选中信息" in many(signed_in(client, staff[Role.OFFICER]), rows)


def test_no_more_than_two_hundred_at_a_time(client: Client, staff: Staff) -> None:
    record = drafted(staff)
    signed_in(client, staff[Role.OFFICER])
    text = many(client, [record.pk, *(UUID(int=n) for n in range(200))], "discard")
    assert "一次最多办理 200 件" in text
    record.refresh_from_db()
    assert record.stage == "draft"


def test_the_list_goes_out_as_csv_with_its_filters(client: Client, staff: Staff) -> None:
    drafted(staff, "=关于某路的通知")
    drafted(staff, "别的")
    drafted({Role.OFFICER: factories.post(Role.OFFICER)}, "别人的某路")
    signed_in(client, staff[Role.OFFICER])
    answer: Any = client.get(reverse("records:export", args=["csv"]), {"text": "某路"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "'=关于某路的通知" in lines[1]


def test_the_list_goes_out_as_excel(client: Client, staff: Staff) -> None:
    drafted(staff)
    signed_in(client, staff[Role.OFFICER])
    answer: Any = client.get(reverse("records:export", args=["xlsx"]))
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][1] == "标题"
    assert [cell.value for cell in sheet[2]][1] == "草稿"


def test_one_record_goes_out_with_versions_reviews_and_publication(
    client: Client, staff: Staff
) -> None:
    version = reviewed(made(staff), staff)
    actions.publish(version, by=staff[Role.OFFICER], at=NOON)
    signed_in(client, staff[Role.AUDITOR])
    answer: Any = client.get(reverse("records:bundle", args=[version.record_id]))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as package:
        content = json.loads(package.read("record.json"))
        assert "record.json" in package.read("SHA256SUMS").decode()
    (told,) = content["versions"]
    assert told["sha256"] == told["computed_sha256"] == version.sha256
    assert [each["step"] for each in told["reviews"]] == ["review", "secrecy", "sign"]
    assert told["publication"]["at"] == NOON.isoformat()
    event = Event.objects.get(verb="record.exported")
    assert event.actor_id == str(staff[Role.AUDITOR].user_id)


def test_another_organs_record_does_not_go_out(client: Client, staff: Staff) -> None:
    foreign: Organ = factories.organ()
    record = drafted({Role.OFFICER: factories.post(Role.OFFICER, foreign)})
    signed_in(client, staff[Role.OFFICER])
    assert client.get(reverse("records:bundle", args=[record.pk])).status_code == 404


def test_due_words_count_the_days(client: Client, staff: Staff) -> None:
    record = drafted(staff)
    today = timezone.localdate()
    Record.objects.filter(pk=record.pk).update(
        due_on=today - timedelta(days=3), openness="proactive"
    )
    text = page(signed_in(client, staff[Role.OFFICER]), "records:list", public="overdue")
    assert "逾期" in text


def test_many_are_moved_each_with_its_result(client: Client, staff: Staff) -> None:
    by = staff[Role.OFFICER]
    site = organs.open_site("here.test", name="本站", root=by.organ, by=COMMAND, at=NOON)
    column = factories.column(site, "policy", name="政策")
    one, fixed = drafted(staff, "草稿"), made(staff, "年报").record
    other = factories.drafted(factories.organ(), title="别处的")
    sent = {"rows": [one.pk, fixed.pk, other.pk], "do": "move"}
    signed_in(client, by)
    asked = client.post(reverse("records:many"), sent).content.decode()
    assert f'<option value="{column.pk}">政策</option>' in asked
    assert "请选择换到哪个栏目" not in asked
    empty = client.post(reverse("records:many"), sent | {"confirmed": "yes"}).content.decode()
    assert "请选择换到哪个栏目" in empty
    answer = client.post(reverse("records:many"), sent | {"confirmed": "yes", "column": column.pk})
    text = answer.content.decode()
    assert "换栏目：共 3 件，办理 1 件，没有办理 2 件" in text
    assert "由系统生成" in text
    assert "没有这一件，或者您看不到它" in text
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.column, other.column) == (column, None)


def test_many_are_handed_in_each_with_what_it_lacks(client: Client, staff: Staff) -> None:
    by = staff[Role.OFFICER]
    whole = factories.drafted(by.organ, title="齐全的")
    lacking = drafted(staff, "缺项的")
    without = made(staff, "没有草稿的").record
    signed_in(client, by)
    text = many(client, [whole.pk, lacking.pk, without.pk], "submit")
    assert "共 3 件，办理 1 件，没有办理 2 件" in text
    assert "还不能送审" in text
    assert "本件没有草稿" in text
    whole.refresh_from_db()
    assert whole.stage == "review"
