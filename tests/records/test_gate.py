"""Nothing is public without the reviews of that exact text (条例第十七条)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.audit import triggers
from mingbai.audit.models import Event
from mingbai.records import actions, gate, kinds
from mingbai.records.models import Conclusion, Publication, Record, Review, Version
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db

STEPS = (Role.REVIEWER, Role.SECRECY, Role.SIGNER)
Staff = dict[Role, Post]


@pytest.fixture
def staff() -> Staff:
    """One officer for each role of one organ."""
    organ = factories.organ("bureau")
    return {role: factories.post(role, organ) for role in (Role.OFFICER, *STEPS)}


def draft(staff: Staff, text: str = "一", title: str = "年报", **facts: Any) -> Version:
    by = facts.pop("by", staff[Role.OFFICER])
    return actions.draft(
        organ=staff[Role.OFFICER].organ,
        kind="annual_report",
        key="2019",
        title=title,
        content={"text": text},
        by=by,
        at=NOON,
    )


def review(version: Version, by: Post, conclusion: Conclusion = Conclusion.PASSED) -> Review:
    return actions.review(version, conclusion=conclusion, basis="第十七条", by=by, at=NOON)


def review_all(version: Version, staff: Staff) -> None:
    for role in STEPS:
        review(version, staff[role])


def publish(version: Version, by: Post, at: Any = NOON) -> Publication:
    return actions.publish(version, by=by, at=at)


def test_every_kind_needs_a_secrecy_review_and_a_signature() -> None:
    """条例第十七条: 先审查、后公开. A kind without steps would be a hole in the gate."""
    for kind in kinds.kinds():
        roles = [step.role for step in kind.steps]
        assert {Role.SECRECY, Role.SIGNER} <= set(roles)
        assert roles[-1] == Role.SIGNER


def test_a_text_with_all_reviews_becomes_public(staff: Staff) -> None:
    version = draft(staff)
    review_all(version, staff)
    publish(version, staff[Role.OFFICER])
    record = Record.objects.get()
    assert (record.public_version, record.first_public_at) == (version, NOON)
    verbs = list(Event.objects.filter(chain="bureau").values_list("verb", flat=True))
    assert verbs[1:] == ["record.drafted"] + 3 * ["record.reviewed"] + ["record.published"]


@pytest.mark.parametrize("done", [0, 1, 2], ids=["未审", "缺保密审查", "缺签发"])
def test_a_missing_review_is_named(staff: Staff, done: int) -> None:
    version = draft(staff)
    for role in STEPS[:done]:
        review(version, staff[role])
    label = kinds.kind("annual_report").steps[done].label
    with pytest.raises(Refusal, match=f"尚未通过“{label}”"):
        publish(version, staff[Role.OFFICER])
    assert not Publication.objects.exists()


@pytest.mark.parametrize("step", [0, 1, 2], ids=["业务审核退回", "保密审查退回", "签发退回"])
def test_a_returned_text_is_not_public(staff: Staff, step: int) -> None:
    version = draft(staff)
    for role in STEPS[:step]:
        review(version, staff[role])
    review(version, staff[STEPS[step]], Conclusion.RETURNED)
    with pytest.raises(Refusal, match="尚未通过"):
        publish(version, staff[Role.OFFICER])


@pytest.mark.parametrize("role", STEPS)
def test_steps_are_not_taken_out_of_turn(staff: Staff, role: Role) -> None:
    version = draft(staff)
    for other in STEPS:
        if other == role:
            review(version, staff[role])
            return
        with pytest.raises(PermissionDenied):
            review(version, staff[role])
        review(version, staff[other])


def test_a_text_edited_after_review_needs_all_reviews_again(staff: Staff) -> None:
    first = draft(staff, "一")
    review_all(first, staff)
    second = draft(staff, "二")
    for version in (first, second):
        with pytest.raises(Refusal, match=r"更新的一稿|尚未通过"):
            publish(version, staff[Role.OFFICER])
    assert gate.next_step(second) == kinds.kind("annual_report").steps[0]


def test_a_title_edited_after_review_needs_all_reviews_again(staff: Staff) -> None:
    first = draft(staff, title="旧题")
    review_all(first, staff)
    publish(first, staff[Role.OFFICER])
    second = draft(staff, title="新题")
    assert second.sha256 != first.sha256
    assert Record.objects.get().title == "旧题"
    review_all(second, staff)
    publish(second, staff[Role.OFFICER])
    assert Record.objects.get().title == "新题"


def test_the_same_text_is_the_same_version(staff: Staff) -> None:
    assert draft(staff) == draft(staff)
    assert Version.objects.count() == 1


def test_an_older_text_is_not_reviewed_any_more(staff: Staff) -> None:
    first = draft(staff, "一")
    draft(staff, "二")
    with pytest.raises(Refusal, match="新稿"):
        review(first, staff[Role.REVIEWER])


def test_the_author_reviews_nothing_of_his_own(staff: Staff) -> None:
    author = staff[Role.OFFICER]
    version = draft(staff)
    also = factories.post(Role.REVIEWER, author.organ, user=author.user)
    with pytest.raises(Refusal, match="拟稿人不得审查"):
        review(version, also)


def test_one_person_takes_one_step_only(staff: Staff) -> None:
    version = draft(staff)
    reviewer = staff[Role.REVIEWER]
    review(version, reviewer)
    also = factories.post(Role.SECRECY, reviewer.organ, user=reviewer.user)
    with pytest.raises(Refusal, match="两个环节"):
        review(version, also)


@pytest.mark.parametrize("role", STEPS)
def test_reviewers_of_another_organ_review_nothing(staff: Staff, role: Role) -> None:
    version = draft(staff)
    for step in STEPS[: STEPS.index(role)]:
        review(version, staff[step])
    with pytest.raises(PermissionDenied):
        review(version, factories.post(role))


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.OFFICER, Role.OFFICE)])
def test_other_roles_neither_draft_nor_publish(staff: Staff, role: Role) -> None:
    version = draft(staff)
    review_all(version, staff)
    other = factories.post(role, version.record.organ)
    with pytest.raises(PermissionDenied):
        draft(staff, "别的", by=other)
    with pytest.raises(PermissionDenied):
        publish(version, other)


def test_a_text_is_published_once(staff: Staff) -> None:
    version = draft(staff)
    review_all(version, staff)
    publish(version, staff[Role.OFFICER])
    with pytest.raises(Refusal, match="已经公开"):
        publish(version, staff[Role.OFFICER])
    with pytest.raises(Refusal, match="均已通过"):
        review(version, staff[Role.SIGNER])


def test_the_first_public_time_never_changes(staff: Staff) -> None:
    for number, text in enumerate(["一", "二", "三"]):
        version = draft(staff, text)
        review_all(version, staff)
        publish(version, staff[Role.OFFICER], at=NOON + timedelta(days=number))
        assert Record.objects.get().first_public_at == NOON
    assert Publication.objects.count() == 3


def test_bytes_altered_behind_the_back_are_not_published(staff: Staff) -> None:
    version = draft(staff)
    review_all(version, staff)
    triggers.drop(connection)
    Version.objects.filter(pk=version.pk).update(body=b'{"text":"x"}')
    with pytest.raises(Refusal, match="散列值不符"):
        publish(version, staff[Role.OFFICER])


def test_an_unknown_kind_is_not_drafted(staff: Staff) -> None:
    by = staff[Role.OFFICER]
    with pytest.raises(KeyError):
        actions.draft(organ=by.organ, kind="x", key="1", title="x", content={}, by=by, at=NOON)
    assert not Record.objects.exists()


RAW = {
    "改稿件内容": "UPDATE records_version SET body = '{}'",
    "改稿件标题": "UPDATE records_version SET title = 'x'",
    "删稿件": "DELETE FROM records_version",
    "改审查结论": "UPDATE records_review SET conclusion = 'passed'",
    "把审查移到另一稿": "UPDATE records_review SET version_id = version_id",
    "删审查": "DELETE FROM records_review",
    "改公开时间": "UPDATE records_publication SET at = '2001-01-01 00:00:00+00:00'",
    "删公开记录": "DELETE FROM records_publication",
    "改首次公开时间": "UPDATE records_record SET first_public_at = '2001-01-01 00:00:00+00:00'",
    "抹去首次公开时间": (
        "UPDATE records_record SET first_public_at = NULL, public_version_id = NULL"
    ),
    "删已公开的条目": "DELETE FROM records_record",
}


@pytest.mark.parametrize("sql", RAW.values(), ids=RAW.keys())
def test_raw_sql_is_refused(staff: Staff, sql: str) -> None:
    version = draft(staff)
    review_all(version, staff)
    publish(version, staff[Role.OFFICER])
    with (
        pytest.raises(IntegrityError, match=r"append-only|write-once|only-where"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_a_replaced_public_record_is_refused_on_sqlite(staff: Staff) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("只有 SQLite 有 REPLACE")
    version = draft(staff)
    review_all(version, staff)
    publish(version, staff[Role.OFFICER])
    columns = "id, organ_id, kind, key, title, public_version_id"
    sql = (
        f"INSERT OR REPLACE INTO records_record ({columns}, first_public_at) "
        f"SELECT {columns}, '2001-01-01' FROM records_record"
    )
    with (
        pytest.raises(IntegrityError, match="write-once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_what_was_never_public_may_still_change(staff: Staff) -> None:
    draft(staff)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_record SET title = 'x'")
    assert Record.objects.get().title == "x"
