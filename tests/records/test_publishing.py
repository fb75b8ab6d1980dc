"""Publication now and at a set time: the gate is asked at that instant (第十七条, AUD-11)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.audit.models import Event
from mingbai.records import actions
from mingbai.records.models import Draft, Publication, Record, Version
from mingbai.records.stages import Stage
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON
from tests.records.house import House, corrected, id_number, later, review

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


def test_publication_dates_the_record_and_clears_the_desk(house: House) -> None:
    version = house.reviewed()
    made = actions.publish(version, by=house.colleague, at=later(5))
    record = Record.objects.get(pk=version.record_id)
    assert (record.stage, record.public_version_id) == (Stage.PUBLIC, version.pk)
    assert record.first_public_at == record.listed_at == made.at == later(5)
    assert made.database_at is not None
    assert not Draft.objects.filter(record=record).exists()
    assert house.verbs() == ["created", "drafted", *["reviewed"] * 3, "published"]
    event = Event.objects.get(verb="record.published")
    assert event.data["sha256"] == version.sha256


@pytest.mark.parametrize("given", [0, 1, 2])
def test_every_review_is_needed(house: House, given: int) -> None:
    version = house.submitted()
    for by in (house.reviewer, house.secrecy, house.signer)[:given]:
        review(version, by)
    with pytest.raises(Refusal, match="尚未通过"):
        actions.publish(version, by=house.officer, at=NOON)
    assert not Publication.objects.exists()


def test_what_is_not_for_the_public_does_not_become_public(house: House) -> None:
    ground = {"openness": "on_request", "openness_ground": "a19_not_proactive"}
    version = house.reviewed(**ground)
    with pytest.raises(Refusal, match="公开属性不是"):
        actions.publish(version, by=house.officer, at=NOON)


@pytest.mark.parametrize(
    "place", ["body", "summary", "keywords", "source_link", "editor", "audience", "title"]
)
def test_a_number_of_a_person_stops_it_wherever_it_stands(house: House, place: str) -> None:
    text = f"<p>{id_number()}</p>" if place == "body" else f"公民{id_number()}"
    version = house.reviewed(**{place: text})
    with pytest.raises(Refusal, match="个人信息与保密检查有"):
        actions.publish(version, by=house.officer, at=NOON)
    with pytest.raises(Refusal, match="个人信息与保密检查有"):
        actions.schedule(version.record_id, publish_at=later(9), by=house.officer, at=NOON)


def test_a_recalled_text_is_not_public_though_it_has_its_reviews(house: House) -> None:
    version = house.reviewed()
    actions.recall(version.record_id, by=house.officer, at=NOON)
    with pytest.raises(Refusal, match="现在是“拟稿”"):
        actions.publish(version, by=house.officer, at=NOON)


def test_the_first_time_stays_through_correction_and_withdrawal(house: House) -> None:
    record = house.public()
    second = factories.reviewed(corrected(record, house.officer))
    actions.publish(second, by=house.officer, at=later(60))
    actions.ask_withdrawal(
        record.pk, reason="secret", note="已撤下。", by=house.officer, at=later(61)
    )
    actions.correct(record.pk, by=house.officer, at=later(62))
    record.refresh_from_db()
    assert record.first_public_at == NOON
    assert record.index_no == Record.objects.get(pk=record.pk).index_no


def test_a_set_time_publishes_when_it_has_come(house: House) -> None:
    version = house.reviewed()
    actions.schedule(version.record_id, publish_at=later(30), by=house.officer, at=NOON)
    assert actions.publish_due(at=later(29)) == (0, [])
    assert actions.publish_due(at=later(31)) == (1, [])
    assert actions.publish_due(at=later(32)) == (0, [])
    assert Publication.objects.get().by == house.officer
    assert house.verbs()[-2:] == ["scheduled", "published"]


def test_a_time_in_the_past_or_now_is_not_set(house: House) -> None:
    version = house.reviewed()
    for minutes in (-1, 0):
        with pytest.raises(Refusal, match="一分钟以后"):
            actions.schedule(
                version.record_id, publish_at=later(minutes), by=house.officer, at=NOON
            )


def test_only_what_has_its_reviews_is_given_a_time(house: House) -> None:
    version = house.submitted()
    with pytest.raises(Refusal, match="不能定时公开"):
        actions.schedule(version.record_id, publish_at=later(30), by=house.officer, at=NOON)


def test_what_is_not_reviewed_at_its_time_goes_back(house: House) -> None:
    """The gate is asked again: a step was demanded in between."""
    version = house.reviewed()
    other = House().reviewed()
    actions.schedule(version.record_id, publish_at=later(30), by=house.officer, at=NOON)
    staff = factories.records_staff(other.record.organ)
    actions.schedule(other.record_id, publish_at=later(31), by=staff[Role.OFFICER], at=NOON)
    office = factories.post(Role.OFFICE, house.organ)
    actions.demand_step(house.organ, kind="", step="head", by=office, at=NOON)
    done, refused = actions.publish_due(at=later(40))
    assert done == 1
    assert len(refused) == 1
    assert "尚未通过“公开机构审核”" in refused[0]
    record = Record.objects.get(pk=version.record_id)
    assert (record.stage, record.publish_at, record.scheduled_by) == (Stage.READY, None, None)
    assert record.first_public_at is None
    assert house.verbs()[-1] == "not_published"


@pytest.mark.parametrize("why", ["岗位已结束", "账号已停用", "换了岗位"])
def test_nobody_publishes_in_the_name_of_one_who_left(house: House, why: str) -> None:
    version = house.reviewed()
    actions.schedule(version.record_id, publish_at=later(30), by=house.officer, at=NOON)
    mine = Post.objects.filter(pk=house.officer.pk)
    if why == "岗位已结束":
        mine.update(until=date(2020, 1, 9))
    elif why == "账号已停用":
        house.officer.user.is_active = False
        house.officer.user.save()
    else:
        mine.update(role=Role.AUDITOR)
    other = House().reviewed()
    staff = factories.records_staff(other.record.organ)
    actions.schedule(other.record_id, publish_at=later(31), by=staff[Role.OFFICER], at=NOON)
    done, refused = actions.publish_due(at=later(40))
    assert (done, len(refused)) == (1, 1)
    assert Record.objects.get(pk=version.record_id).stage == Stage.READY


def test_a_time_taken_back_is_not_acted_upon(house: House) -> None:
    version = house.reviewed()
    actions.schedule(version.record_id, publish_at=later(30), by=house.officer, at=NOON)
    actions.unschedule(version.record_id, by=house.officer, at=later(1))
    assert actions.publish_due(at=later(40)) == (0, [])
    assert Record.objects.get(pk=version.record_id).stage == Stage.READY
    assert house.verbs()[-1] == "unscheduled"


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.OFFICER, Role.OFFICE)])
def test_other_roles_set_no_time(house: House, role: Role) -> None:
    version = house.reviewed()
    by = factories.post(role, house.organ)
    with pytest.raises(PermissionDenied):
        actions.schedule(version.record_id, publish_at=later(30), by=by, at=NOON)
    actions.schedule(version.record_id, publish_at=later(30), by=house.officer, at=NOON)
    with pytest.raises(PermissionDenied):
        actions.unschedule(version.record_id, by=by, at=NOON)


def test_the_office_above_publishes_for_an_organ_below(house: House) -> None:
    below = House(factories.organ(parent=house.organ))
    office = factories.post(Role.OFFICE, house.organ)
    actions.publish(below.reviewed(), by=office, at=NOON)


def test_an_older_version_is_not_published(house: House) -> None:
    record = house.public()
    first = Version.objects.get(record=record)
    corrected(record, house.officer)
    with pytest.raises(Refusal, match=r"已经公开|更新的一稿"):
        actions.publish(first, by=house.officer, at=NOON + timedelta(days=1))
