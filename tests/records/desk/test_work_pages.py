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
from mingbai.records.models import Draft, Record, Relation, Withdrawal
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
    answers = {f"answer_{each}": "可以" for each in ("may", "how", "scope", "when")}
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
