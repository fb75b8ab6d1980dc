"""A page of a migration batch changed after the batch's review: not public by any way (SEC-07).

By the acts of officers, and by rows written past them; the whole list was reviewed as one.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.audit import triggers
from mingbai.files import store
from mingbai.organs.models import Organ
from mingbai.records import actions
from mingbai.records.intake import Taken
from mingbai.records.models import Batch, BatchRow, Draft, Publication, Record, Version
from mingbai.records.stages import Stage
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON
from tests.records.house import House, edit, hand_in, later
from tests.records.test_importing_batches import line, packed, read, reviewed

pytestmark = pytest.mark.django_db
State = BatchRow.State
# 迁移的页面没有、单独送审须填的
LACKING = {
    **{"theme": "02.01", "item": "a20_01_rules", "column": "notices"},
    **{"formed_on": "2015-03-01", "editor": "李四"},
}
FILE = "甲,乙\n1,2\n".encode()


class Case:
    """Two pages with all reviews of their batch; the first has a file."""

    def __init__(self) -> None:
        self.house = House(factories.organ("bureau"))
        self.by = self.house.officer
        source = packed(b_csv=FILE)
        pages = (line(1, files="b.csv"), line(2), line(3, title=""))
        self.batch = reviewed(read(self.house.organ, *pages, source=source))
        self.version = self.row(1).version

    def row(self, number: int) -> Any:
        return BatchRow.objects.select_related("version", "record").get(
            batch=self.batch, number=number
        )

    def evil(self, **facts: Any) -> Version:
        """Another text, with its own right hash, that says it came with the batch."""
        given: dict[str, Any] = {"record": self.version.record, "number": 2, "title": "别的"}
        made = Version(**given | facts, body=b"{}", author=self.by, made_at=NOON, batch=self.batch)
        made.sha256 = made.computed_sha256()
        made.save(force_insert=True)
        return made


@pytest.fixture
def case(settings: Any, tmp_path: Any) -> Case:
    settings.VAR = tmp_path
    return Case()


def draft_edited(case: Case) -> None:
    record = case.version.record
    actions.recall(record.pk, by=case.by, at=later(1))
    edit(record, case.by, later(1), body="<p>批次审查以后改的。</p>", **LACKING)
    hand_in(record, case.by, later(1))


def drafted_again(case: Case) -> None:
    """By the call that other apps use."""
    record = case.version.record
    content = case.version.content() | {"body": "<p>批次审查以后改的。</p>"}
    facts = {"organ": record.organ, "kind": record.kind, "key": record.key, "title": record.title}
    actions.draft(**facts, content=content, by=case.by, at=later(1))


def file_exchanged(case: Case) -> None:
    record = case.version.record
    actions.recall(record.pk, by=case.by, at=later(1))
    taken = Taken("b.csv", "csv", "丙\n".encode(), "0" * 64, (), ())
    made = actions.attach(record.pk, taken, by=case.by, at=later(1))
    file = {"name": made.name, "sha256": made.sha256, "kind": made.kind, "size": made.size}
    edit(record, case.by, later(1), files=[file], **LACKING)
    hand_in(record, case.by, later(1))


def file_overwritten_on_the_disk(case: Case) -> None:
    store._path(case.version.content()["files"][0]["sha256"]).write_bytes("丙\n".encode())


def row_left_out(case: Case) -> None:
    actions.leave_out(case.batch.pk, 2, by=case.by, at=later(1))


def row_amended(case: Case) -> None:
    actions.amend_row(case.batch.pk, 3, values={"title": "补"}, by=case.by, at=later(1))


def row_rewritten(case: Case) -> None:
    row = case.row(1)
    values = row.data["values"] | {"title": "别的"}
    BatchRow.objects.filter(pk=row.pk).update(data=row.data | {"values": values})


def another_row_rewritten(case: Case) -> None:
    row = case.row(2)
    BatchRow.objects.filter(pk=row.pk).update(data=row.data | {"left_out": True})


def row_pointed_elsewhere(case: Case) -> None:
    BatchRow.objects.filter(pk=case.row(1).pk).update(version=case.evil())


def row_added(case: Case) -> None:
    made, record = case.evil(), case.version.record
    facts: dict[str, Any] = {"data": case.row(1).data, "state": State.READ}
    BatchRow.objects.create(batch=case.batch, number=9, record=record, version=made, **facts)


def manifest_rewritten(case: Case) -> None:
    row_pointed_elsewhere(case)
    Batch.objects.filter(pk=case.batch.pk).update(manifest="0" * 64)


def text_rewritten(case: Case) -> None:
    triggers.drop(connection)
    Version.objects.filter(pk=case.version.pk).update(body=b'{"body":"<p>x</p>"}')


def the_same_page_in_a_second_batch(case: Case) -> None:
    """审查过的是第一批：第二批的稿不沾它的光。"""
    second = read(case.house.organ, line(7))
    version = BatchRow.objects.get(batch=second).version
    rows = BatchRow.objects.filter(batch=case.batch, number=1)
    rows.update(version=version, record=version.record)  # type: ignore[union-attr]
    Batch.objects.filter(pk=second.pk).update(manifest=case.batch.manifest, stage="ready")


# 办了以后，本批其余各件是否仍照审查过的公开
WAYS: list[tuple[Callable[[Case], None], bool]] = [
    *((draft_edited, True), (drafted_again, True), (file_exchanged, True)),
    *((file_overwritten_on_the_disk, True), (row_left_out, False), (row_amended, False)),
    *((row_rewritten, False), (another_row_rewritten, False), (row_pointed_elsewhere, False)),
    *((row_added, False), (manifest_rewritten, False), (text_rewritten, True)),
    (the_same_page_in_a_second_batch, False),
]
IDS = [way.__name__ for way, _ in WAYS]


def tried(act: Callable[..., Any], *given: Any, **named: Any) -> str:
    try:
        act(*given, **named)
    except (Refusal, PermissionDenied) as refusal:
        return str(refusal) or "没有权限"
    return ""


def latest() -> list[Version]:
    return [each.versions.latest("number") for each in Record.objects.order_by("pk")]


@pytest.mark.parametrize(("way", "_rest"), WAYS, ids=IDS)
def test_one_by_one(case: Case, way: Callable[[Case], None], _rest: bool) -> None:
    """By 公开 on the page of the record, and at a set time."""
    way(case)
    for version in {case.version, *latest()} - {case.row(2).version}:
        assert tried(actions.publish, version, by=case.by, at=later(2))
        assert tried(
            actions.schedule, version.record_id, publish_at=later(9), by=case.by, at=later(2)
        )
    assert actions.publish_due(at=later(60))[0] == 0
    assert not Publication.objects.exists()


@pytest.mark.parametrize(("way", "_rest"), WAYS, ids=IDS)
def test_at_a_time_set_before(case: Case, way: Callable[[Case], None], _rest: bool) -> None:
    key = case.version.record_id
    actions.schedule(key, publish_at=later(9), by=case.by, at=NOON)
    tried(way, case)  # 有的已不能再办
    actions.publish_due(at=later(60))
    for each in Publication.objects.select_related("version"):
        assert each.version == case.version
        assert each.version.sha256 == each.version.computed_sha256()
        assert way in (draft_edited, file_exchanged)  # 已定时的不能取回：没有改成


@pytest.mark.parametrize(("way", "rest"), WAYS, ids=IDS)
def test_with_its_batch(case: Case, way: Callable[[Case], None], rest: bool) -> None:
    way(case)
    told = tried(actions.publish_batch, case.batch.pk, limit=9, by=case.by, at=later(2))
    actions.carry_on(limit=9, at=later(3))
    if not rest:
        assert told
        assert not Publication.objects.exists()
        return
    assert case.row(1).state == State.STOPPED
    assert [each.version for each in Publication.objects.all()] == [case.row(2).version]


def test_untouched_both_become_public(case: Case) -> None:
    """Otherwise the tables prove nothing; one of them alone, the other with the batch."""
    actions.publish(case.version, by=case.by, at=later(1))
    assert actions.publish_batch(case.batch.pk, limit=9, by=case.by, at=later(2)) == 2
    assert Publication.objects.count() == 2
    with pytest.raises(Refusal, match="不能再改动"):
        actions.leave_out(case.batch.pk, 2, by=case.by, at=later(3))


def test_what_is_public_already_is_not_left_out(case: Case) -> None:
    actions.publish(case.version, by=case.by, at=later(1))
    with pytest.raises(Refusal, match="办理撤下"):
        actions.leave_out(case.batch.pk, 1, by=case.by, at=later(2))


def test_a_scheduled_page_that_is_left_out_waits_for_nothing(case: Case) -> None:
    key = case.version.record_id
    actions.schedule(key, publish_at=later(9), by=case.by, at=NOON)
    actions.leave_out(case.batch.pk, 1, by=case.by, at=later(1))
    record = Record.objects.get(pk=key)
    assert (record.stage, record.publish_at, record.scheduled_by) == (Stage.DISCARDED, None, None)


def test_a_row_changed_while_others_are_published_stops_the_batch(case: Case) -> None:
    assert actions.publish_batch(case.batch.pk, limit=1, by=case.by, at=later(1)) == 1
    another_row_rewritten(case)
    assert "不一致" in tried(actions.publish_batch, case.batch.pk, limit=1, by=case.by, at=later(2))
    _, published, still = actions.carry_on(limit=9, at=later(3))
    assert (published, len(still)) == (0, 1)
    assert Publication.objects.get().version == case.version


def test_the_tick_does_not_go_on_for_who_may_no_longer_sign_in(case: Case) -> None:
    actions.publish_batch(case.batch.pk, limit=1, by=case.by, at=later(1))
    case.by.user.is_active = False
    case.by.user.save(update_fields=["is_active"])
    _, published, still = actions.carry_on(limit=9, at=later(2))
    assert (published, "不在岗" in still[0]) == (0, True)
    assert Publication.objects.count() == 1


@pytest.mark.parametrize("role", list(Role))
def test_another_organ_publishes_none_of_it(case: Case, role: Role) -> None:
    stranger: Post = factories.post(role)
    for act in (
        lambda: actions.publish(case.version, by=stranger, at=later(1)),
        lambda: actions.publish_batch(case.batch.pk, limit=9, by=stranger, at=later(1)),
        lambda: actions.leave_out(case.batch.pk, 1, by=stranger, at=later(1)),
        lambda: actions.amend_row(case.batch.pk, 3, values={}, by=stranger, at=later(1)),
        lambda: actions.drop_batch(case.batch.pk, by=stranger, at=later(1)),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert not Draft.objects.filter(saved_by=stranger).exists()
    assert Organ.objects.count() == 2
