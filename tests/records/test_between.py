"""What happens between the last review and the publication: the gate looks again at that instant.

Each row is tried at once and at a set time; whoever publishes has every post it takes.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as configured
from django.core.exceptions import PermissionDenied

from mingbai.accounts import actions as accounts
from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.audit.actors import COMMAND
from mingbai.organs import actions as organs
from mingbai.organs.models import Site
from mingbai.records import actions
from mingbai.records.models import Override, Publication, Record
from mingbai.records.stages import Stage
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON
from tests.records.house import House, fresh, id_number, later, review

pytestmark = pytest.mark.django_db
TOMORROW = NOON + timedelta(days=1)


class Case:
    """A text with all its reviews, of an organ below a county with a site and a column."""

    def __init__(self) -> None:
        self.county = factories.organ("county")
        self.site = Site.objects.create(host="testserver", name="网站", root=self.county)
        self.column = factories.column(self.site, "notices")
        self.house = House(factories.organ(parent=self.county))
        self.office = factories.post(Role.OFFICE, self.county)
        self.admin = factories.post(Role.SECURITY_ADMIN, self.county)
        number = f"<p>身份证号{id_number()}</p>"
        self.version = self.house.submitted(column=self.column, body=number)
        self.override = self.decided(allow=True)
        factories.reviewed(self.version)

    @property
    def record(self) -> Record:
        return Record.objects.get(pk=self.version.record_id)

    def decided(self, *, allow: bool, minutes: int = 0) -> Override:
        by, why = self.house.officer, {"reason": "表彰", "basis": "第十五条"}
        asked = actions.ask_to_allow(self.version, **why, by=by, at=later(minutes))
        decide = actions.allow if allow else actions.refuse_to_allow
        return decide(asked.pk, by=self.house.secrecy, at=later(minutes))


def a_step_demanded(case: Case) -> None:
    actions.demand_step(case.county, kind="", step="head", by=case.office, at=later(1))


def a_column_closed(case: Case) -> None:
    actions.close_column(case.column.pk, on=NOON.date(), by=case.office, at=later(1))


def an_override_decided_otherwise(case: Case) -> None:
    case.decided(allow=False, minutes=1)


def the_organ_merged(case: Case) -> None:
    into = factories.organ(parent=case.county)
    organs.merge(case.house.organ, into=into, on=NOON.date(), by=COMMAND, at=later(1))


def the_publishers_post_ended(case: Case) -> None:
    accounts.end_post(case.house.officer, until=NOON.date(), by=case.admin, at=later(1))


def a_public_time_by_who_wrote_and_reviewed(case: Case) -> None:
    """The signer of the text turns out to have saved its draft: rows say so, whoever wrote them."""
    Post.objects.filter(pk=case.house.signer.pk).update(user=case.house.officer.user)


REFUSED = [
    (a_step_demanded, "尚未通过"),
    (a_column_closed, "已经停用"),
    (an_override_decided_otherwise, "须处理"),
    (the_organ_merged, "已经撤并"),
    (the_publishers_post_ended, ""),
    (a_public_time_by_who_wrote_and_reviewed, "不同的人"),
]
IDS = [row[0].__name__ for row in REFUSED]


@pytest.fixture
def case(settings: Any, tmp_path: Any) -> Case:
    settings.VAR = tmp_path
    return Case()


def test_without_any_of_them_it_is_published(case: Case) -> None:
    """Otherwise the table proves nothing."""
    actions.publish(case.version, by=case.house.officer, at=TOMORROW)
    assert case.record.is_public


@pytest.mark.parametrize(("happens", "words"), REFUSED, ids=IDS)
def test_at_once(case: Case, happens: Callable[[Case], None], words: str) -> None:
    happens(case)
    by = Post.objects.get(pk=case.house.officer.pk)
    with pytest.raises((Refusal, PermissionDenied), match=words or None):
        actions.publish(fresh(case.version), by=by, at=TOMORROW)
    assert not Publication.objects.exists()


@pytest.mark.parametrize(("happens", "words"), REFUSED, ids=IDS)
def test_at_a_set_time(case: Case, happens: Callable[[Case], None], words: str) -> None:
    key = case.version.record_id
    actions.schedule(key, publish_at=TOMORROW, by=case.house.officer, at=NOON)
    happens(case)
    done, refused = actions.publish_due(at=TOMORROW)
    assert (done, len(refused)) == (0, 1)
    assert words in refused[0]
    assert (case.record.stage, case.record.publish_at) == (Stage.READY, None)
    assert not Publication.objects.exists()


def who_reviewed_has_left(case: Case) -> None:
    """What was reviewed while the post was held stays reviewed."""
    accounts.end_post(case.house.signer, until=NOON.date(), by=case.admin, at=later(1))


def an_override_asked_again(case: Case) -> None:
    """Until it is decided, what was decided holds."""
    case.decided(allow=False, minutes=1)
    case.decided(allow=True, minutes=2)
    actions.ask_to_allow(case.version, reason="x", basis="y", by=case.house.officer, at=later(3))


def a_column_moved(case: Case) -> None:
    group = factories.column(case.site, "group", kind="group")
    actions.change_column(case.column.pk, parent=group, name="新名", by=case.office, at=later(1))


def a_step_demanded_elsewhere(case: Case) -> None:
    beside = factories.organ(parent=case.county)
    actions.demand_step(beside, kind="", step="head", by=case.office, at=later(1))
    actions.demand_step(
        case.house.organ, kind="normative", step="head", by=case.office, at=later(1)
    )


ALLOWED = [
    who_reviewed_has_left,
    an_override_asked_again,
    a_column_moved,
    a_step_demanded_elsewhere,
]


@pytest.mark.parametrize("happens", ALLOWED)
def test_what_does_not_stand_in_the_way(case: Case, happens: Callable[[Case], None]) -> None:
    happens(case)
    actions.publish(fresh(case.version), by=case.house.officer, at=TOMORROW)
    assert case.record.is_public


def test_who_continues_a_merged_organ_reviews_and_publishes(case: Case) -> None:
    """承继机关接着办；原机关的岗位不再办。"""
    into = House(factories.organ(parent=case.county))
    organs.merge(case.house.organ, into=into.organ, on=NOON.date(), by=COMMAND, at=later(1))
    key = case.version.record_id
    with pytest.raises(Refusal, match="承继机关"):
        actions.recall(key, by=Post.objects.get(pk=case.house.officer.pk), at=TOMORROW)
    actions.recall(key, by=into.officer, at=TOMORROW)
    facts = {"title": "承继后改的", "content": case.version.content() | {"body": "<p>无</p>"}}
    saved = actions.save(key, edition=1, **facts, by=into.officer, at=TOMORROW)
    version = actions.submit(key, edition=saved.edition, by=into.officer, at=TOMORROW)
    old = Post.objects.get(pk=case.house.reviewer.pk)
    with pytest.raises(Refusal, match="已经撤并"):
        review(version, old, at=TOMORROW)
    for by in (into.reviewer, into.secrecy, into.signer):
        review(version, by, at=TOMORROW)
    actions.publish(fresh(version), by=into.officer, at=TOMORROW)
    assert case.record.public_version == version


def test_there_is_no_other_way_in() -> None:
    """No admin site writes rows past the actions."""
    assert not [app for app in configured.INSTALLED_APPS if "admin" in app]
