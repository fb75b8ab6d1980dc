"""A migration batch: read by rows, reviewed and signed as one, published through one gate."""

import io
import zipfile
from datetime import date
from itertools import count
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from mingbai.accounts.roles import Role
from mingbai.audit.models import Event
from mingbai.organs.models import Organ, Site
from mingbai.records import actions
from mingbai.records.importing.manifest import Line, Listing
from mingbai.records.importing.source import Nothing, Packed, Source
from mingbai.records.models import (
    Batch,
    BatchReview,
    BatchRow,
    Conclusion,
    LegacyAddress,
    Publication,
    Record,
    Version,
)
from mingbai.records.queries import batches
from mingbai.records.stages import Stage
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db
State = BatchRow.State
FOUR = {"may": "可以公开", "how": "全文", "scope": "社会", "when": "按期"}
# 校验位不对的号码不算身份证号；真号只在内存里算出来
WEIGHTS, CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"


def identity() -> str:
    """An identity number whose check digit holds; never written down."""
    body = "37020019900101000"
    return body + CHECKS[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


@pytest.fixture(autouse=True)
def _var(settings: Any, tmp_path: Any) -> None:
    settings.VAR = tmp_path


@pytest.fixture
def organ() -> Organ:
    """An organ with a code for its index numbers, a site and every officer."""
    made = factories.coded(factories.organ("bureau", name="明阳区民政局"))
    factories.records_staff(made)
    return made


def line(number: int, **values: str) -> Line:
    usual = {
        "title": f"关于第{number}号事项的通知",
        "stated_on": f"2015-03-{number % 28 + 1:02d}",
        "text": f"第{number}号事项的内容。",
        "address": f"https://old.example.org/art/{number}.html",
    }
    return Line(number, {key: value for key, value in (usual | values).items() if value})


def begun(organ: Organ, *lines: Line, source: Source | None = None) -> Batch:
    return actions.begin_batch(
        organ=organ,
        name="旧站",
        listing=Listing(tuple(lines), ()),
        source=source or Nothing(),
        by=factories.records_staff(organ)[Role.OFFICER],
        at=NOON,
    )


def read(organ: Organ, *lines: Line, source: Source | None = None) -> Batch:
    batch = begun(organ, *lines, source=source)
    while actions.read_rows(batch.pk, limit=7, at=NOON):
        pass
    return Batch.objects.get(pk=batch.pk)


def review(batch: Batch, role: Role, conclusion: Conclusion = Conclusion.PASSED) -> BatchReview:
    by = factories.records_staff(batch.organ)[role]
    return actions.review_batch(
        batch.pk, conclusion=conclusion, basis="第十七条", answers=FOUR, by=by, at=NOON
    )


def reviewed(batch: Batch) -> Batch:
    for role in (Role.REVIEWER, Role.SECRECY, Role.SIGNER):
        review(batch, role)
    return Batch.objects.get(pk=batch.pk)


def publish(batch: Batch, limit: int = 100) -> Batch:
    by = factories.records_staff(batch.organ)[Role.OFFICER]
    while actions.publish_batch(batch.pk, limit=limit, by=by, at=NOON):
        pass
    return Batch.objects.get(pk=batch.pk)


def states(batch: Batch) -> list[str]:
    return list(batches.rows(batch).values_list("state", flat=True))


def test_a_batch_is_read_reviewed_and_published_as_one(organ: Organ) -> None:
    site = site_of(organ)
    batch = read(organ, line(1), line(2))
    assert (batch.stage, states(batch)) == (Batch.Stage.REVIEW, [State.READ, State.READ])
    batch = publish(reviewed(batch))
    assert (batch.stage, states(batch)) == (Batch.Stage.DONE, [State.PUBLIC, State.PUBLIC])
    record = Record.objects.get(title="关于第1号事项的通知")
    assert record.is_public
    assert record.migrated
    assert record.stated_on == date(2015, 3, 2)
    assert record.listed_at is not None
    assert record.listed_at.date() == record.stated_on
    assert record.first_public_at == NOON
    kept = LegacyAddress.objects.get(site=site, path="/art/1.html")
    assert kept.record == record
    verbs = set(Event.objects.filter(verb__startswith="batch.").values_list("verb", flat=True))
    assert verbs == {
        *("batch.begun", "batch.read", "batch.reviewed", "batch.publishing", "batch.published")
    }


def site_of(organ: Organ) -> Site:
    return Site.objects.create(host="www.example.org", name="网站", root=organ)


def test_nothing_is_public_before_every_review_of_the_batch(organ: Organ) -> None:
    batch = read(organ, line(1))
    version = Version.objects.get()
    by = factories.records_staff(organ)[Role.OFFICER]
    for role in (Role.REVIEWER, Role.SECRECY, Role.SIGNER):
        with pytest.raises(Refusal):
            actions.publish_batch(batch.pk, limit=1, by=by, at=NOON)
        with pytest.raises(Refusal, match="尚未通过"):
            actions.publish(version, by=by, at=NOON)
        review(batch, role)
    assert actions.publish_batch(batch.pk, limit=9, by=by, at=NOON) == 1
    assert Publication.objects.count() == 1


def test_one_review_is_asked_after_the_other_and_of_different_people(organ: Organ) -> None:
    batch = read(organ, line(1))
    staff = factories.records_staff(organ)
    with pytest.raises(PermissionDenied):
        review(batch, Role.SIGNER)
    both = factories.post(Role.SECRECY, organ, user=staff[Role.REVIEWER].user)
    author = factories.post(Role.REVIEWER, organ, user=staff[Role.OFFICER].user)
    facts: dict[str, Any] = {"conclusion": Conclusion.PASSED, "basis": "第十七条", "at": NOON}
    with pytest.raises(Refusal, match="自己导入"):
        actions.review_batch(batch.pk, answers=FOUR, by=author, **facts)
    with pytest.raises(Refusal, match="逐项回答"):
        actions.review_batch(batch.pk, by=staff[Role.REVIEWER], **facts)
    actions.review_batch(batch.pk, answers=FOUR, by=staff[Role.REVIEWER], **facts)
    with pytest.raises(Refusal, match="两个环节"):
        actions.review_batch(batch.pk, by=both, **facts)


def test_another_organ_can_do_nothing_with_it(organ: Organ) -> None:
    batch = read(organ, line(1))
    stranger = factories.records_staff(factories.coded(factories.organ("other")))
    with pytest.raises(PermissionDenied):
        actions.drop_batch(batch.pk, by=stranger[Role.OFFICER], at=NOON)
    with pytest.raises(PermissionDenied):
        actions.leave_out(batch.pk, 1, by=stranger[Role.OFFICER], at=NOON)
    with pytest.raises(PermissionDenied):
        actions.review_batch(
            batch.pk,
            conclusion=Conclusion.PASSED,
            basis="",
            answers=FOUR,
            by=stranger[Role.REVIEWER],
            at=NOON,
        )
    reviewed(batch)
    with pytest.raises(PermissionDenied):
        actions.publish_batch(batch.pk, limit=1, by=stranger[Role.OFFICER], at=NOON)


def test_a_row_that_changes_voids_every_review(organ: Organ) -> None:
    officer = factories.records_staff(organ)[Role.OFFICER]
    batch = reviewed(read(organ, line(1), line(2), line(3, title="", text="")))
    before = batch.manifest
    actions.leave_out(batch.pk, 2, by=officer, at=NOON)
    batch.refresh_from_db()
    assert (batch.stage, batch.manifest) == (Batch.Stage.READING, "")
    actions.read_rows(batch.pk, limit=9, at=NOON)
    batch.refresh_from_db()
    assert batch.manifest not in ("", before)
    assert batches.reviews_in_force(batch) == {}
    with pytest.raises(Refusal, match="不能公开"):
        actions.publish_batch(batch.pk, limit=1, by=officer, at=NOON)
    actions.amend_row(batch.pk, 3, values={"title": "补", "text": "补"}, by=officer, at=NOON)
    actions.read_rows(batch.pk, limit=9, at=NOON)
    batch = publish(reviewed(Batch.objects.get(pk=batch.pk)))
    assert states(batch) == [State.PUBLIC, State.REFUSED, State.PUBLIC]


def test_a_list_tampered_with_after_the_reviews_is_not_published(organ: Organ) -> None:
    batch = reviewed(read(organ, line(1), line(2)))
    row = BatchRow.objects.get(batch=batch, number=2)
    BatchRow.objects.filter(pk=row.pk).update(data=row.data | {"values": {"title": "别的"}})
    with pytest.raises(Refusal, match="不一致"):
        publish(batch)
    assert Publication.objects.count() == 0


def test_a_returned_batch_waits_and_may_be_reviewed_again(organ: Organ) -> None:
    batch = read(organ, line(1))
    review(batch, Role.REVIEWER, Conclusion.RETURNED)
    batch.refresh_from_db()
    assert batch.stage == Batch.Stage.RETURNED
    assert Record.objects.get().stage == Stage.RETURNED
    batch = publish(reviewed(batch))
    assert states(batch) == [State.PUBLIC]


def test_personal_data_stops_its_row_and_no_other(organ: Organ) -> None:
    number = identity()
    batch = read(organ, line(1), line(2, text=f"张三，身份证号{number}。"), line(3))
    assert states(batch) == [State.READ, State.STOPPED, State.READ]
    row = BatchRow.objects.get(batch=batch, number=2)
    assert "个人信息" in row.message
    assert number not in row.message
    batch = publish(reviewed(batch))
    assert states(batch) == [State.PUBLIC, State.STOPPED, State.PUBLIC]
    assert Publication.objects.count() == 2


def test_a_bad_row_is_told_and_the_rest_goes_on(organ: Organ) -> None:
    batch = read(organ, line(1, stated_on="2015年"), line(2, body="没有.md", text=""), line(3))
    assert states(batch) == [State.REFUSED, State.REFUSED, State.READ]
    told = list(batches.rows(batch).values_list("message", flat=True))
    assert "没有写到日" in told[0] or "不是日期" in told[0]
    assert "没有文件" in told[1]


def test_a_missing_file_is_still_told_after_the_row_was_put_right(organ: Organ) -> None:
    officer = factories.records_staff(organ)[Role.OFFICER]
    batch = read(organ, line(1, files="没有.pdf"), line(2))
    assert states(batch) == [State.REFUSED, State.READ]
    actions.amend_row(batch.pk, 1, values={"title": "改", "text": "新"}, by=officer, at=NOON)
    actions.read_rows(batch.pk, limit=9, at=NOON)
    row = BatchRow.objects.get(batch=batch, number=1)
    assert row.state == State.READ
    assert "改正前：没有文件“没有.pdf”" in row.message


def packed(**entries: bytes) -> Packed:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in entries.items():
            made.writestr(name.replace("_", "."), data)
    return Packed(out)


def test_files_are_cleaned_and_belong_to_the_page(organ: Organ) -> None:
    source = packed(甲_md="# 一\n\n正文。".encode(), b_csv="甲,乙\n1,2\n".encode())
    batch = read(organ, line(1, text="", body="甲.md", files="b.csv"), source=source)
    assert states(batch) == [State.READ]
    content = Version.objects.get().content()
    assert content["body"].startswith("<h2>一</h2>")
    assert [each["name"] for each in content["files"]] == ["b.csv"]
    assert states(publish(reviewed(batch))) == [State.PUBLIC]


def test_the_same_content_again_is_the_same(organ: Organ) -> None:
    site_of(organ)
    again = line(3, title="关于第1号事项的通知", text="第1号事项的内容。", stated_on="2015-03-02")
    batch = publish(reviewed(read(organ, line(1), line(2), again)))
    assert states(batch) == [State.PUBLIC, State.PUBLIC, State.SAME]
    paths = set(LegacyAddress.objects.values_list("path", "record__title"))
    assert ("/art/3.html", "关于第1号事项的通知") in paths
    second = read(organ, line(1), line(2), again)
    assert states(second) == [State.SAME, State.SAME, State.SAME]
    assert second.stage == Batch.Stage.DONE
    assert Record.objects.count() == 2


def test_an_address_taken_by_another_text_is_told(organ: Organ) -> None:
    site_of(organ)
    other = "https://old.example.org/art/1.html"
    batch = publish(reviewed(read(organ, line(1), line(2, address=other))))
    assert states(batch) == [State.PUBLIC, State.PUBLIC]
    assert "已经指向另一件" in BatchRow.objects.get(batch=batch, number=2).message
    later = read(organ, line(4, address=other))
    assert states(later) == [State.REFUSED]


def test_a_dropped_batch_leaves_its_content_free_to_come_again(organ: Organ) -> None:
    batch = read(organ, line(1))
    officer = factories.records_staff(organ)[Role.OFFICER]
    actions.drop_batch(batch.pk, by=officer, at=NOON)
    assert Record.objects.get().stage == Stage.DISCARDED
    assert states(read(organ, line(1))) == [State.READ]


def test_the_tick_goes_on_in_the_name_of_those_who_began(organ: Organ) -> None:
    batch = begun(organ, line(1), line(2), line(3))
    assert actions.carry_on(limit=2, at=NOON)[0] == 2
    assert actions.carry_on(limit=2, at=NOON)[0] == 1
    batch = reviewed(Batch.objects.get(pk=batch.pk))
    officer = factories.records_staff(organ)[Role.OFFICER]
    actions.publish_batch(batch.pk, limit=1, by=officer, at=NOON)
    assert actions.carry_on(limit=9, at=NOON) == (0, 2, [])
    assert {each.by for each in Publication.objects.all()} == {officer}
    batch.refresh_from_db()
    assert batch.stage == Batch.Stage.DONE


class _Cut(Exception):
    """The machine stops."""


def outcome(organ: Organ, batch: Batch) -> list[tuple[Any, ...]]:
    """What an import came to, without keys and times."""
    rows = batches.rows(batch).values_list("number", "state", "message")
    records = Record.objects.filter(organ=organ).order_by("key")
    facts = records.values_list(
        "key", "title", "stage", "stated_on", "migrated", "versions__sha256"
    )
    return [*rows, *facts, *LegacyAddress.objects.order_by("path").values_list("path")]


@pytest.mark.parametrize("cut", [3, 35, 70, 95, 115])
def test_broken_off_at_any_statement_and_gone_on_with_it_is_equal(organ: Organ, cut: int) -> None:
    other = factories.coded(factories.organ("whole"))
    factories.records_staff(other)
    lines = [*(line(n) for n in range(1, 6)), line(6, text=f"号码{identity()}"), line(7, title="")]
    whole = publish(reviewed(read(other, *lines)))
    batch = begun(organ, *lines)
    seen = count(1)

    def broken(execute: Any, *statement: Any) -> Any:
        if next(seen) == cut:
            raise _Cut
        return execute(*statement)

    with pytest.raises(_Cut), connection.execute_wrapper(broken):
        actions.read_rows(batch.pk, limit=99, at=NOON)
    assert BatchRow.objects.filter(batch=batch, state=State.WAITING).exists()
    while actions.read_rows(batch.pk, limit=2, at=NOON):
        pass
    batch = publish(reviewed(Batch.objects.get(pk=batch.pk)), limit=1)
    assert outcome(organ, batch) == outcome(other, whole)


@pytest.mark.parametrize(
    "numbers",
    [[1], [1, 1], [1, 2, 3], [3, 1, 3, 2, 1], [2, 2, 2]],
    ids=lambda n: "-".join(map(str, n)),
)
@pytest.mark.parametrize("limit", [1, 3])
def test_import_twice_equals_import_once(organ: Organ, numbers: list[int], limit: int) -> None:
    lines = [Line(at, line(number).values) for at, number in enumerate(numbers, start=1)]
    once = publish(reviewed(read(organ, *lines)), limit=limit)
    facts = outcome(organ, once)
    twice = read(organ, *lines)
    assert set(states(twice)) == {State.SAME}
    assert outcome(organ, once) == facts
    assert Record.objects.count() == len(set(numbers))
