"""Working on one record on the desk: drafting, files, moves, comparing, and who may not."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document as Word

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.records import actions
from mingbai.records.models import Draft, Record, Withdrawal
from mingbai.records.stages import Stage
from tests import factories
from tests.factories import NOON
from tests.records.house import House, edit, id_number, review
from tests.records.test_intake import with_hidden_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None, settings: Any, tmp_path: Any) -> House:
    settings.VAR = tmp_path
    return House()


def as_(client: Client, post: Post) -> Client:
    client.force_login(post.user)
    return client


def url(name: str, *args: Any) -> str:
    return reverse(f"records:{name}", args=args)


def made(house: House, **content: Any) -> Record:
    facts = {"summary": "一句话。", "body": "<p>正文。</p>"} | content
    return actions.create(
        organ=house.organ,
        kind="information",
        title="公示",
        content=facts,
        by=house.officer,
        at=NOON,
    )


def typed(record: Record, **fields: Any) -> dict[str, Any]:
    """What the form would post."""
    draft = Draft.objects.get(record=record)
    shown = {
        "edition": draft.edition,
        "title": draft.title,
        "summary": draft.content.get("summary", ""),
        "body": draft.content.get("body", ""),
        "openness": "proactive",
        "channels": ["website"],
    }
    return shown | fields


def move(client: Client, record: Record, name: str, **fields: Any) -> Any:
    return client.post(url("move", record.pk, name), fields)


def draft(record: Record) -> Draft:
    return Draft.objects.get(record=record)


def names(record: Record) -> list[str]:
    """The files that the draft names."""
    return [each["name"] for each in draft(record).content.get("files", [])]


# 拟稿


def test_an_officer_begins_a_record(house: House, client: Client) -> None:
    as_(client, house.officer)
    assert "开始拟稿" in client.get(url("create")).content.decode()
    facts = {"organ": house.organ.code, "kind": "document", "title": "关于道路改造的通知"}
    answer = client.post(url("create"), facts)
    record = Record.objects.get()
    assert answer["Location"] == url("edit", record.pk)
    assert (record.title, record.kind) == ("关于道路改造的通知", "document")
    page = client.get(answer["Location"]).content.decode()
    assert "内容概述" in page
    assert "请填写" in page


def test_who_only_reviews_begins_none(house: House, client: Client) -> None:
    assert as_(client, house.reviewer).get(url("create")).status_code == 404


def test_saving_keeps_what_was_typed_and_mends_the_number(house: House, client: Client) -> None:
    record = made(house)
    sent = typed(record, doc_no="明政发[2020]第5号", formed_on="2020年1月6日", issuers="甲局\n乙局")
    page = as_(client, house.officer).post(url("edit", record.pk), sent, follow=True)
    kept = draft(record).content
    assert kept["doc_no"] == "明政发〔2020〕5号"
    assert kept["formed_on"] == "2020-01-06"
    assert kept["issuers"] == ["甲局", "乙局"]
    assert "年份改用六角括号〔〕" in page.content.decode()


def test_what_cannot_be_read_is_told_and_loses_nothing(house: House, client: Client) -> None:
    record = made(house)
    sent = typed(record, formed_on="19-1-6", summary="新写的概述")
    page = as_(client, house.officer).post(url("edit", record.pk), sent).content.decode()
    assert "新写的概述" in page
    assert "分不清年月日" in page
    assert draft(record).content["summary"] == "一句话。"


def test_two_officers_at_once_see_both_texts(house: House, client: Client) -> None:
    record = made(house)
    sent = typed(record, summary="我写的概述", body="<p>我的正文。</p>")
    edit(record, house.colleague, summary="别人的概述", body="<p>别人的正文。</p>")
    page = as_(client, house.officer).post(url("edit", record.pk), sent).content.decode()
    assert "李四已于" in page
    assert "别人的概述" in page
    assert "我写的概述" in page
    assert draft(record).content["summary"] == "别人的概述"
    client.post(url("edit", record.pk), sent | {"edition": draft(record).edition})
    assert draft(record).content["summary"] == "我写的概述"


def test_automatic_saving_answers_with_the_edition(house: House, client: Client) -> None:
    record = made(house)
    sent = typed(record, summary="自动保存的")
    answer = as_(client, house.officer).post(url("autosave", record.pk), sent)
    assert answer.json()["edition"] == draft(record).edition
    assert "已自动保存" in answer.json()["words"]
    edit(record, house.colleague, summary="别人的")
    late = client.post(url("autosave", record.pk), sent | {"summary": "迟到的"})
    assert (late.status_code, late.json()["conflict"]) == (409, True)


def test_a_text_is_taken_from_word(house: House, client: Client) -> None:
    paper, out = Word(), BytesIO()
    paper.add_paragraph("关于公布道路名称的通知")
    paper.add_paragraph("现将道路名称公布如下。")
    paper.save(out)
    record = made(house)
    as_(client, house.officer)
    word = SimpleUploadedFile("a.docx", out.getvalue())
    page = client.post(url("import_word", record.pk), typed(record) | {"word": word}, follow=True)
    assert "替换现有正文" in page.content.decode()
    word.seek(0)
    more = {"word": word, "replace_body": "on"}
    client.post(url("import_word", record.pk), typed(record) | more)
    assert "现将道路名称公布如下" in draft(record).content["body"]


# 附件


def test_a_hidden_sheet_of_numbers_stops_the_file(house: House, client: Client) -> None:
    record = made(house)
    data = with_hidden_sheet(["姓名", "身份证号"], ["张三", id_number()])
    as_(client, house.officer)
    file = SimpleUploadedFile("明细.xlsx", data)
    sent = typed(record, summary="一起改的概述") | {"file": file}
    page = client.post(url("attach", record.pk), sent).content.decode()
    assert "附件被拦下" in page
    assert "底稿" in page
    assert id_number() not in page
    assert draft(record).content.get("files", []) == []
    assert draft(record).content["summary"] == "一起改的概述"
    file.seek(0)
    sent = typed(record) | {"file": file, "use_cleaned": "on"}
    client.post(url("attach", record.pk), sent)
    assert [each["name"] for each in draft(record).content["files"]] == ["明细.xlsx"]


def test_files_are_ordered_removed_and_handed_out(house: House, client: Client) -> None:
    record = made(house)
    as_(client, house.officer)
    for name in ("甲.csv", "乙.csv"):
        file = SimpleUploadedFile(name, f"项目,{name}\n".encode())
        client.post(url("attach", record.pk), typed(record) | {"file": file})
    assert names(record) == ["甲.csv", "乙.csv"]
    client.post(url("arrange", record.pk, 0, "down"), typed(record))
    assert names(record) == ["乙.csv", "甲.csv"]
    client.post(url("arrange", record.pk, 0, "remove"), typed(record))
    assert names(record) == ["甲.csv"]
    kept = record.attachments.get(name="甲.csv")
    answer = client.get(url("file", record.pk, kept.pk))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_one_click_masks_the_body_and_an_attachment(house: House, client: Client) -> None:
    record = made(house, body=f"<p>张三，身份证号{id_number()}。</p>")
    as_(client, house.officer)
    assert "遮盖正文里的号码" in client.get(url("edit", record.pk)).content.decode()
    client.post(url("mask_body", record.pk), typed(record))
    assert id_number() not in draft(record).content["body"]
    file = SimpleUploadedFile("名单.csv", f"姓名,身份证号\n张三,{id_number()}\n".encode())
    client.post(url("attach", record.pk), typed(record) | {"file": file, "knowing": "on"})
    client.post(url("arrange", record.pk, 0, "mask"), typed(record))
    (ref,) = draft(record).content["files"]
    assert ref["name"] != "名单.csv"
    assert record.attachments.get(sha256=ref["sha256"]).findings == []


# 审查、公开、更正、撤下


def test_from_review_to_withdrawal_by_two(house: House, client: Client) -> None:
    version = house.submitted()
    record = version.record
    page = as_(client, house.reviewer).get(url("move", record.pk, "review")).content.decode()
    assert "能否公开" in page
    assert "这是第一稿" in page
    answers = {f"answer_{each}": "可以公开" for each in ("may", "how", "scope", "when")}
    given = {"conclusion": "passed", "basis": "第十七条"}
    assert move(client, record, "review", **given).status_code == 200  # 四问没有答
    assert move(client, record, "review", **given, **answers).status_code == 302
    for post in (house.secrecy, house.signer):
        assert move(as_(client, post), record, "review", **given).status_code == 302
    as_(client, house.officer)
    assert "公众立即看到这一稿" in client.get(record.get_absolute_url()).content.decode()
    assert move(client, record, "publish").status_code == 302
    record.refresh_from_db()
    assert record.is_public
    move(client, record, "ask_withdrawal", reason="wrong")
    assert Withdrawal.objects.get().note == "该信息内容有误，已撤下，更正后重新公开。"
    assert "不得自己确认" not in client.get(record.get_absolute_url()).content.decode()
    move(as_(client, house.head), record, "confirm_withdrawal")
    record.refresh_from_db()
    assert record.stage == Stage.WITHDRAWN


def test_a_correction_shows_the_reviewer_what_differs(house: House, client: Client) -> None:
    record = house.public()
    as_(client, house.officer)
    move(client, record, "correct")
    edit(
        record, house.officer, body="<p>改过的公示。</p>", change_reason="erratum", change_note="改"
    )
    move(client, record, "submit")
    page = as_(client, house.reviewer).get(url("move", record.pk, "review")).content.decode()
    assert "与第1稿的不同" in page
    assert "<del>" in page
    assert "更正说明" in page
    both = client.get(url("compare", record.pk, 1, 2)).content.decode()
    assert "第1稿与第2稿对照" in both
    assert client.get(url("compare", record.pk, 1, 9)).status_code == 404


def test_what_cannot_be_done_is_said_with_its_reason(house: House, client: Client) -> None:
    version = house.submitted()
    page = as_(client, house.officer).get(version.record.get_absolute_url()).content.decode()
    assert "现在不能办的" in page
    assert "本件现在是“审查中”，不能公开" in page
    answer = move(client, version.record, "publish")
    assert answer.status_code == 200
    assert Record.objects.get(pk=version.record_id).public_version is None


def test_a_page_opened_before_a_change_does_not_act(house: House, client: Client) -> None:
    version = factories.reviewed(house.submitted())
    page = move(as_(client, house.officer), version.record, "publish", seen="review.1.1")
    assert "有了变动" in page.content.decode()
    assert Record.objects.get(pk=version.record_id).public_version is None


def test_a_time_is_set_and_taken_back(house: House, client: Client) -> None:
    record = house.reviewed().record
    as_(client, house.officer)
    assert "请写成" in move(client, record, "schedule", publish_at="明天").content.decode()
    assert move(client, record, "schedule", publish_at="2099-01-05T09:00").status_code == 302
    record.refresh_from_db()
    assert (record.stage, record.publish_at) == (
        Stage.SCHEDULED,
        datetime(2099, 1, 5, 1, tzinfo=UTC),
    )
    assert move(client, record, "unschedule").status_code == 302
    assert Record.objects.get(pk=record.pk).stage == Stage.READY


def test_findings_are_allowed_by_a_second_person(house: House, client: Client) -> None:
    version = house.submitted(body=f"<p>张三，身份证号{id_number()}。</p>")
    record = version.record
    page = as_(client, house.officer).get(record.get_absolute_url()).content.decode()
    assert "须处理" in page
    assert "*" * 14 + id_number()[-4:] in page
    move(client, record, "ask_to_allow", reason="失信名单依法公布", basis="《民事诉讼法》")
    assert move(client, record, "allow").status_code == 404
    assert move(as_(client, house.secrecy), record, "allow").status_code == 302
    assert version.overrides.get().allowed_at is not None


# 谁不能


def addresses(record: Record, file: int = 1) -> list[tuple[str, str]]:
    """Every address of one record with its method."""
    key: UUID = record.pk
    return [
        ("get", url("record", key)),
        ("get", url("edit", key)),
        ("post", url("edit", key)),
        ("post", url("autosave", key)),
        ("post", url("import_word", key)),
        ("post", url("attach", key)),
        ("get", url("file", key, file)),
        ("post", url("arrange", key, 0, "remove")),
        ("post", url("mask_body", key)),
        ("get", url("compare", key, 1, 1)),
        ("get", url("relate", key)),
        ("get", url("validity", key)),
        *(("post", url("move", key, name)) for name in ("submit", "publish", "ask_withdrawal")),
        *(("post", url("move", key, name)) for name in ("review", "discard", "confirm_withdrawal")),
    ]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.OFFICE, Role.SECRECY, Role.SIGNER])
def test_another_organ_finds_nothing(house: House, client: Client, role: Role) -> None:
    record = house.public()
    as_(client, factories.post(role, factories.organ()))
    found = {where: getattr(client, how)(where).status_code for how, where in addresses(record)}
    assert set(found.values()) == {404}, found


def test_asking_costs_the_same_however_many_versions(house: House, client: Client) -> None:
    record = house.submitted().record
    as_(client, house.officer)
    counts = []
    for text in ("二", "三", "四"):
        client.get(record.get_absolute_url())
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(record.get_absolute_url())
        counts.append(len(asked))
        actions.recall(record.pk, by=house.officer, at=NOON)
        edit(record, house.officer, body=f"<p>第{text}稿。</p>")
        actions.submit(record.pk, edition=draft(record).edition, by=house.officer, at=NOON)
    assert len(set(counts)) == 1, counts
    assert review(record.versions.latest("number"), house.reviewer)


def test_the_form_proposes_an_end_for_a_document_that_names_none(
    client: Client, house: House
) -> None:
    """NRM-6：试行、暂行的一般两年，其余五年；由拟稿人填写，系统不代填."""
    record = house.submitted(kind="normative", title="停车管理办法（试行）").record
    actions.recall(record.pk, by=house.officer, at=NOON)
    edit(record, house.officer, effective_on="2020-02-01")
    client.force_login(house.officer.user)
    page = client.get(reverse("records:edit", args=[record.pk])).content.decode()
    assert "没有写明有效期的，一般为2年，即填2022-02-01" in page
