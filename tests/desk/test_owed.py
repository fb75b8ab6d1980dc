"""What an officer's organs owe of what they publish: who is told of what, in how many questions."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from mingbai.accounts.models import User
from mingbai.accounts.roles import Role
from mingbai.desk.owed import owed
from mingbai.organs.models import Organ
from mingbai.records import actions, privacy
from mingbai.records.models import Batch, BatchRow, Record, ValidityChange
from mingbai.records.queries import batches
from tests import factories
from tests.factories import NOON
from tests.records.test_rescanning import MARK, published

pytestmark = pytest.mark.django_db
TODAY = date(2020, 1, 20)
LEAK, CLOCK, WANTING, BATCH, GAP = "发现", "时间", "解读", "批次", "义务"
LAPSING = "到期"
KINDS = {
    "复查发现，撤下或者更正": LEAK,
    "公开时间不符，查明原因": CLOCK,
    "公开解读，与之关联": WANTING,
    "整批审查": BATCH,
    "到期前评估：续用的重新公布": LAPSING,
    "公开缺少的事项": GAP,
}


@pytest.fixture
def county() -> Organ:
    return factories.organ("county")


@pytest.fixture
def bureau(county: Organ) -> Organ:
    """An organ with a leak, a policy without interpretation, a wrong clock, a batch, gaps."""
    here = factories.coded(factories.organ("bureau", parent=county))
    leak = published(here, MARK, title="有标志的")
    assert leak.public_version is not None
    privacy.look(leak.public_version, today=TODAY)
    factories.public_record(here, kind="normative", title="关于停车管理的规定")
    waits_for_review(here)
    return here


def waits_for_review(organ: Organ) -> Batch:
    """A batch of one page, read and not yet reviewed."""
    by = factories.records_staff(organ)[Role.OFFICER]
    facts: dict[str, Any] = {"organ": organ, "by": by, "at": NOON, "total": 1}
    stage = Batch.Stage.REVIEW
    batch = Batch.objects.create(name="旧网站", manifest="0" * 64, stage=stage, **facts)
    record = factories.submitted(organ, title="旧文").record
    state = BatchRow.State.READ
    version = record.versions.get()
    data: dict[str, Any] = {"values": {}, "body": None}
    BatchRow.objects.create(
        batch=batch, number=1, state=state, record=record, version=version, data=data
    )
    return batch


def told(user: User) -> set[str]:
    return {KINDS[each.to_do] for each in owed(user, today=TODAY)}


@pytest.mark.parametrize(
    ("role", "above", "expected"),
    [
        pytest.param(Role.OFFICER, False, {LEAK, CLOCK, WANTING, GAP}, id="经办人"),
        pytest.param(Role.HEAD, False, {LEAK, CLOCK, WANTING, GAP}, id="公开机构负责人"),
        pytest.param(Role.OFFICE, False, {LEAK, CLOCK, WANTING, GAP}, id="本机关政务公开科"),
        pytest.param(Role.REVIEWER, False, {BATCH}, id="业务审核，下一环节"),
        pytest.param(Role.SECRECY, False, {LEAK, CLOCK}, id="保密审查，可以先行撤下"),
        pytest.param(Role.LEGAL, False, set(), id="合法性审核"),
        pytest.param(Role.SIGNER, False, set(), id="签发，还没有轮到"),
        pytest.param(Role.AUDITOR, False, {LEAK, CLOCK}, id="审计只看发现"),
        pytest.param(Role.SECURITY_ADMIN, False, set(), id="人员管理"),
        pytest.param(Role.OFFICE, True, {LEAK, CLOCK, GAP}, id="上级政务公开科，缺项是自己的"),
        pytest.param(Role.OFFICER, True, {GAP}, id="上级机关的经办人"),
        pytest.param(Role.AUDITOR, True, {LEAK, CLOCK}, id="上级审计"),
        pytest.param(Role.REVIEWER, True, set(), id="上级机关的业务审核"),
    ],
)
def test_who_is_told_of_what(
    county: Organ, bureau: Organ, role: Role, above: bool, expected: set[str]
) -> None:
    assert told(factories.post(role, county if above else bureau).user) == expected


def test_another_organ_is_told_only_of_its_own_gaps(bureau: Organ) -> None:
    other = factories.organ("other")
    (row,) = owed(factories.post(Role.OFFICER, other).user, today=TODAY)
    assert (row.organ, row.address) == (other, "/desk/records/matrix/#other")


def test_a_person_without_a_post_is_told_of_nothing(bureau: Organ) -> None:
    assert owed(factories.user("张三"), today=TODAY) == []


def test_a_leak_waits_until_it_is_taken_down(bureau: Organ) -> None:
    by = factories.records_staff(bureau)[Role.OFFICER]
    (row,) = [each for each in owed(by.user, today=TODAY) if KINDS[each.to_do] == LEAK]
    assert (row.what, row.words, row.tone) == ("有标志的", "1处须处理", "danger")
    record = Record.objects.get(title="有标志的")
    note = "公开信息因含个人信息下线。"
    actions.ask_withdrawal(record.pk, reason="personal", note=note, by=by, at=NOON)
    assert LEAK not in told(by.user)


def test_a_wrong_clock_is_told_for_a_month(bureau: Organ) -> None:
    user = factories.records_staff(bureau)[Role.SECRECY].user
    assert CLOCK in told(user)
    later = owed(user, today=timezone.localdate(NOON) + timedelta(days=31))
    assert CLOCK not in {KINDS[each.to_do] for each in later}


def test_the_demonstration_lives_in_the_past(bureau: Organ, settings: Any) -> None:
    settings.DEMO = True
    assert told(factories.records_staff(bureau)[Role.SECRECY].user) == {LEAK}


def test_who_imported_is_not_asked_to_review(bureau: Organ) -> None:
    batch = Batch.objects.get()
    factories.post(Role.REVIEWER, bureau, user=batch.by.user)
    assert BATCH not in told(batch.by.user)


@pytest.mark.parametrize("many", [1, 12])
def test_bounded_questions(bureau: Organ, many: int, django_assert_max_num_queries: Any) -> None:
    user = factories.records_staff(bureau)[Role.OFFICER].user
    for number in range(many):
        factories.public_record(bureau, kind="normative", title=f"规定{number}")
    with django_assert_max_num_queries(12):
        assert len(owed(user, today=TODAY)) == 4 + 2 * many


@pytest.mark.parametrize(
    ("expires_on", "ended", "is_told"),
    [
        ("2020-07-20", False, True),
        ("2020-07-21", False, False),
        ("2020-01-21", False, True),
        ("2020-01-20", False, False),
        ("2020-03-01", True, False),
    ],
    ids=["届满前六个月起", "还有六个月以上", "明天失效", "今天失效", "已经废止"],
)
def test_what_soon_expires_is_to_be_evaluated(
    county: Organ, expires_on: str, ended: bool, is_told: bool
) -> None:
    """NRM-6：有效期届满前六个月内评估."""
    record = factories.public_record(county, expires_on=expires_on)
    officer = factories.records_staff(county)[Role.OFFICER]
    if ended:
        facts: dict[str, Any] = {"basis": "《决定》", "by": officer, "at": NOON}
        ValidityChange.objects.create(
            record=record, change="repealed", on=date(2020, 1, 15), **facts
        )
    assert (LAPSING in told(officer.user)) == is_told


def test_no_more_batches_are_looked_at_than_a_person_reviews(
    bureau: Organ, monkeypatch: Any
) -> None:
    monkeypatch.setattr(batches, "REVIEWED_AT_ONCE", 2)
    for _ in range(3):
        waits_for_review(bureau)
    user = factories.records_staff(bureau)[Role.REVIEWER].user
    assert len(batches.for_review(user, today=TODAY)) == 2


def test_the_inbox_leads_to_each(bureau: Organ, client: Client) -> None:
    client.force_login(factories.records_staff(bureau)[Role.OFFICER].user)
    page = client.get("/desk/").content.decode()
    assert all(words in page for words in ("主动公开要办的", "有标志的", "第二十条公开义务"))
    assert 'href="/desk/records/matrix/#bureau"' in page
