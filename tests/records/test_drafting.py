"""Drafts and versions: who may save what, what is handed in, what keeps its reviews (第十七条)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from mingbai.accounts.roles import Role
from mingbai.records import actions, gate
from mingbai.records.models import Attachment, Draft, Record, Version
from mingbai.records.stages import Stage
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON
from tests.records.house import RETURNED, House, corrected, edit, fresh, hand_in, later, review

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


def stage(record: Record) -> str:
    return Record.objects.get(pk=record.pk).stage


def test_a_draft_becomes_the_first_version(house: House) -> None:
    version = house.submitted()
    record = version.record
    assert (version.number, stage(record)) == (1, Stage.REVIEW)
    assert version.sha256 == version.computed_sha256()
    assert version.author == house.officer
    assert house.verbs() == ["created", "drafted"]


def test_a_report_is_not_drafted_on_the_desk(house: House) -> None:
    with pytest.raises(Refusal, match="系统生成"):
        actions.create(
            organ=house.organ,
            kind="annual_report",
            title="x",
            content={},
            by=house.officer,
            at=NOON,
        )


def test_what_is_missing_is_named_and_nothing_is_handed_in(house: House) -> None:
    facts = {"organ": house.organ, "kind": "information", "by": house.officer, "at": NOON}
    record = actions.create(title="", content={"body": "<p>一</p>"}, **facts)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match=r"标题：请填写；内容概述：请填写.*栏目：请填写"):
        hand_in(record, house.officer)
    assert stage(record) == Stage.DRAFT
    assert not Version.objects.exists()


def test_saving_upon_an_older_edition_is_a_conflict_that_keeps_theirs(house: House) -> None:
    version = house.submitted()
    record = version.record
    actions.recall(record.pk, by=house.officer, at=NOON)
    opened = Draft.objects.get(record=record)
    edit(record, house.colleague, title="同事的题目")
    for by in (house.officer, house.colleague):
        with pytest.raises(actions.Conflict, match="李四") as caught:
            actions.save(
                record.pk,
                edition=opened.edition,
                title="我的题目",
                content=opened.content,
                by=by,
                at=NOON,
            )
        assert caught.value.theirs.title == "同事的题目"
    with pytest.raises(actions.Conflict):
        actions.submit(record.pk, edition=opened.edition, by=house.officer, at=NOON)
    assert Draft.objects.get(record=record).title == "同事的题目"


@pytest.mark.parametrize("to", ["review", "ready", "scheduled", "public", "withdrawn", "discarded"])
def test_only_a_draft_is_saved(house: House, to: str) -> None:
    """What is in review, waits or is public stays the text that was seen."""
    record = at_stage(house, to)
    with pytest.raises(Refusal, match="不能保存"):
        actions.save(record.pk, edition=1, title="x", content={}, by=house.officer, at=NOON)
    assert stage(record) == to


def at_stage(house: House, to: str) -> Record:
    """A record in that stage, by the lawful way."""
    if to in ("public", "withdrawn"):
        record = house.public()
        if to == "withdrawn":
            actions.ask_withdrawal(
                record.pk, reason="secret", note="已撤下。", by=house.officer, at=NOON
            )
        return record
    version = house.submitted() if to in ("review", "discarded") else house.reviewed()
    record = version.record
    if to == "scheduled":
        actions.schedule(record.pk, publish_at=later(60), by=house.officer, at=NOON)
    if to == "discarded":
        actions.recall(record.pk, by=house.officer, at=NOON)
        actions.discard(record.pk, by=house.officer, at=NOON)
    return record


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.OFFICER, Role.OFFICE)])
def test_other_roles_write_nothing(house: House, role: Role) -> None:
    by = factories.post(role, house.organ)
    record = house.submitted().record
    calls = (actions.recall, actions.correct, actions.abandon, actions.discard)
    for call in calls:
        with pytest.raises(PermissionDenied):
            call(record.pk, by=by, at=NOON)
    with pytest.raises(PermissionDenied):
        actions.submit(record.pk, edition=1, by=by, at=NOON)
    with pytest.raises(PermissionDenied):
        actions.save(record.pk, edition=1, title="x", content={}, by=by, at=NOON)


def test_an_ended_post_acts_no_more(house: House) -> None:
    ended = factories.post(Role.OFFICER, house.organ, until=date(2020, 1, 9))
    coming = factories.post(Role.OFFICER, house.organ, since=date(2020, 1, 11))
    version = house.reviewed()
    for by in (ended, coming):
        with pytest.raises(PermissionDenied):
            actions.publish(version, by=by, at=NOON)
        with pytest.raises(PermissionDenied):
            actions.recall(version.record_id, by=by, at=NOON)
    last_day = factories.post(Role.OFFICER, house.organ, until=date(2020, 1, 10))
    actions.publish(version, by=last_day, at=NOON)


def test_a_returned_text_is_not_handed_in_unchanged(house: House) -> None:
    version = house.submitted()
    review(version, house.reviewer, RETURNED)
    record = version.record
    with pytest.raises(Refusal, match="与退回的一稿完全相同"):
        hand_in(record, house.officer)
    assert stage(record) == Stage.RETURNED
    edit(record, house.officer, body="<p>改过的内容。</p>")
    second = hand_in(record, house.officer)
    assert (second.number, stage(record)) == (2, Stage.REVIEW)


def test_recalled_and_handed_in_unchanged_it_keeps_its_reviews(house: House) -> None:
    version = house.submitted()
    review(version, house.reviewer)
    record = version.record
    actions.recall(record.pk, by=house.colleague, at=NOON)
    assert stage(record) == Stage.DRAFT
    assert hand_in(record, house.officer) == version
    assert stage(record) == Stage.REVIEW
    assert [each.step for each in version.reviews.all()] == ["pre"]
    step = gate.next_step(fresh(version))
    assert step is not None
    assert step.id == "secrecy"
    assert house.verbs()[-2:] == ["recalled", "handed_in_again"]


def test_one_that_was_ready_is_ready_again(house: House) -> None:
    record = house.reviewed().record
    actions.recall(record.pk, by=house.officer, at=NOON)
    hand_in(record, house.officer)
    assert stage(record) == Stage.READY


def test_recalled_and_changed_it_needs_every_review_again(house: House) -> None:
    version = house.reviewed()
    record = version.record
    actions.recall(record.pk, by=house.officer, at=NOON)
    edit(record, house.officer, body="<p>又改了。</p>")
    second = hand_in(record, house.officer)
    step = gate.next_step(fresh(second))
    assert step is not None
    assert step.id == "pre"
    with pytest.raises(Refusal, match="更新的一稿"):
        actions.publish(version, by=house.officer, at=NOON)


def test_a_correction_needs_reason_and_note_of_its_own(house: House) -> None:
    record = house.public()
    actions.correct(record.pk, by=house.officer, at=NOON)
    edit(record, house.officer, body="<p>更正。</p>")
    with pytest.raises(Refusal, match=r"更正理由：.*更正说明："):
        hand_in(record, house.officer)
    edit(record, house.officer, change_reason="erratum", change_note="更正一处文字。")
    version = factories.reviewed(hand_in(record, house.officer))
    actions.publish(version, by=house.officer, at=NOON)
    actions.correct(record.pk, by=house.officer, at=NOON)
    content = Draft.objects.get(record=record).content
    assert content["body"] == "<p>更正。</p>"
    assert {"change_reason", "change_note"} & content.keys() == set()


def test_the_public_reads_the_old_title_until_the_new_is_reviewed(house: House) -> None:
    record = house.public(title="旧题目")
    actions.correct(record.pk, by=house.officer, at=NOON)
    edit(record, house.officer, title="新题目", change_reason="erratum", change_note="改题目。")
    version = hand_in(record, house.officer)
    assert Record.objects.get(pk=record.pk).title == "旧题目"
    actions.publish(factories.reviewed(version), by=house.officer, at=NOON)
    assert Record.objects.get(pk=record.pk).title == "新题目"


def test_the_title_of_a_tombstone_is_not_rewritten_by_a_draft(house: House) -> None:
    """What stands at the address of a withdrawn record is public, too."""
    record = house.public(title="旧题目")
    actions.ask_withdrawal(record.pk, reason="secret", note="已撤下。", by=house.officer, at=NOON)
    actions.correct(record.pk, by=house.officer, at=NOON)
    edit(record, house.officer, title="未经审查的题目", change_reason="erratum", change_note="改。")
    hand_in(record, house.officer)
    assert Record.objects.get(pk=record.pk).title == "旧题目"


def test_a_correction_given_up_leaves_the_public_text_and_its_base(house: House) -> None:
    record = house.public()
    second = corrected(record, house.officer, body="<p>放弃的内容。</p>")
    review(second, house.reviewer, RETURNED)
    actions.abandon(record.pk, by=house.officer, at=NOON)
    record.refresh_from_db()
    assert record.stage == Stage.PUBLIC
    assert record.public_version is not None
    assert record.public_version.number == 1
    actions.correct(record.pk, by=house.officer, at=NOON)
    assert "放弃的内容" not in Draft.objects.get(record=record).content["body"]


def test_what_was_never_public_is_not_given_up_but_discarded(house: House) -> None:
    record = house.submitted().record
    actions.recall(record.pk, by=house.officer, at=NOON)
    with pytest.raises(Refusal, match="没有可以放弃的更正"):
        actions.abandon(record.pk, by=house.officer, at=NOON)
    actions.discard(record.pk, by=house.officer, at=NOON)
    assert stage(record) == Stage.DISCARDED
    assert Version.objects.filter(record=record).exists()


def test_what_was_public_is_never_discarded(house: House) -> None:
    record = house.public()
    actions.correct(record.pk, by=house.officer, at=NOON)
    with pytest.raises(Refusal, match="不能作废"):
        actions.discard(record.pk, by=house.officer, at=NOON)


def test_a_correction_through_another_app_needs_its_reason_too(house: House) -> None:
    record = house.public()
    with pytest.raises(Refusal, match="更正理由"):
        actions.draft(
            organ=house.organ,
            kind=record.kind,
            key=record.key,
            title="改过",
            content={"body": "<p>改过</p>"},
            by=house.officer,
            at=NOON,
        )
    assert record.versions.count() == 1


def test_a_file_of_another_record_is_not_named(house: House) -> None:
    """A hash alone must lead nowhere: neither to others' files nor past the scan."""
    record = house.submitted().record
    actions.recall(record.pk, by=house.officer, at=NOON)
    stolen = {"name": "a.mp4", "sha256": "0" * 64, "kind": "mp4", "size": 1}
    with pytest.raises(Refusal, match="不是本件上传的文件"):
        edit(record, house.officer, files=[stolen])
    Draft.objects.filter(record=record).update(
        content=Draft.objects.get(record=record).content | {"files": [stolen]}
    )
    with pytest.raises(Refusal, match=r"附件：.*不是本件上传的文件"):
        hand_in(record, house.officer)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["附件A.txt", "附件a.txt"], "有两个附件都叫"),
        (["名单.txt", "名单.txt"], "有两个附件都叫"),
        (["𠀀" * 51 + ".txt"], "太长"),
    ],
    ids=["只有大小写不同", "同名", "存不下"],
)
def test_files_that_cannot_stand_beside_each_other_are_not_handed_in(
    house: House, names: list[str], words: str
) -> None:
    record = house.submitted().record
    actions.recall(record.pk, by=house.officer, at=NOON)
    files = []
    for number, name in enumerate(names):
        sha256 = str(number) * 64
        Attachment.objects.create(
            record=record, name=name, kind="txt", sha256=sha256, size=1, by=house.officer, at=NOON
        )
        files.append({"name": name, "sha256": sha256, "kind": "txt", "size": 1})
    edit(record, house.officer, files=files)
    with pytest.raises(Refusal, match=rf"附件：.*{words}.*改名"):
        hand_in(record, house.officer)


@pytest.mark.parametrize("field", ["formed_on", "stated_on"])
def test_nothing_was_formed_or_published_on_a_day_to_come(house: House, field: str) -> None:
    record = house.submitted().record
    actions.recall(record.pk, by=house.officer, at=NOON)
    tomorrow = (NOON.date() + timedelta(days=1)).isoformat()
    edit(record, house.officer, **{field: tomorrow})
    with pytest.raises(Refusal, match="不得晚于今天"):
        hand_in(record, house.officer)


def test_the_gate_asks_again_for_a_day_to_come(house: House) -> None:
    version = house.reviewed(formed_on=NOON.date().isoformat())
    yesterday = NOON.date() - timedelta(days=1)
    assert "不得晚于今天" in gate.obstacle(fresh(version), today=yesterday)


def test_what_several_organs_issue_says_how_it_was_confirmed(house: House) -> None:
    """第十一条：涉及其他行政机关的，应当与有关机关协商、确认."""
    record = house.submitted().record
    actions.recall(record.pk, by=house.officer, at=NOON)
    edit(record, house.officer, issuers=["甲局", "乙局"])
    with pytest.raises(Refusal, match="第十一条"):
        hand_in(record, house.officer)
    edit(record, house.officer, consulted="已征求乙局意见，同意公开。")
    assert hand_in(record, house.officer).content()["consulted"] == "已征求乙局意见，同意公开。"
