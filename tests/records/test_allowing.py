"""What the privacy gate found stays only by two people, with reason and basis (PII-06)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from mingbai.accounts.roles import Role
from mingbai.records import actions, privacy
from mingbai.records.models import Override, Version
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON
from tests.records.house import House, edit, hand_in, id_number

pytestmark = pytest.mark.django_db
WHY = {"reason": "中标公告须写明项目负责人", "basis": "《招标投标法实施条例》第五十四条"}


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def version(house: House) -> Version:
    """A text with a number of a person, with all its reviews."""
    return house.reviewed(body=f"<p>负责人：王某，{id_number()}。</p>")


def ask(version: Version, house: House) -> Override:
    return actions.ask_to_allow(version, **WHY, by=house.officer, at=NOON)


def test_one_asks_the_secrecy_reviewer_allows(version: Version, house: House) -> None:
    asked = ask(version, house)
    with pytest.raises(Refusal, match="未经两人放行"):
        actions.publish(version, by=house.officer, at=NOON)
    actions.allow(asked.pk, by=house.secrecy, at=NOON)
    actions.publish(version, by=house.officer, at=NOON)
    assert house.verbs()[-3:] == ["override_asked", "override_allowed", "published"]


def test_what_is_kept_of_the_find_is_masked(version: Version, house: House) -> None:
    scan = privacy.look(version, today=NOON.date())
    assert scan.critical == 1
    assert id_number() not in str(scan.findings)


def test_refused_it_stays_away(version: Version, house: House) -> None:
    asked = ask(version, house)
    actions.refuse_to_allow(asked.pk, by=house.secrecy, at=NOON)
    with pytest.raises(Refusal, match="未经两人放行"):
        actions.publish(version, by=house.officer, at=NOON)
    with pytest.raises(Refusal, match="已经有了决定"):
        actions.allow(asked.pk, by=house.secrecy, at=NOON)
    assert house.verbs()[-1] == "override_refused"


def test_neither_who_asks_nor_who_wrote_allows_under_another_post(house: House) -> None:
    record = house.submitted().record
    actions.recall(record.pk, by=house.officer, at=NOON)
    edit(record, house.colleague, body=f"<p>王某，{id_number()}。</p>")
    version = hand_in(record, house.officer)
    third = factories.post(Role.OFFICER, house.organ)
    asked = actions.ask_to_allow(version, **WHY, by=third, at=NOON)
    for person in (house.officer.user, house.colleague.user, third.user):
        also = factories.post(Role.SECRECY, house.organ, user=person)
        for act in (actions.allow, actions.refuse_to_allow):
            with pytest.raises(Refusal, match="不得自己放行"):
                act(asked.pk, by=also, at=NOON)


@pytest.mark.parametrize("role", [r for r in Role if r != Role.SECRECY])
def test_other_roles_do_not_allow(version: Version, house: House, role: Role) -> None:
    asked = ask(version, house)
    for by in (factories.post(role, house.organ), factories.post(Role.SECRECY)):
        with pytest.raises(PermissionDenied):
            actions.allow(asked.pk, by=by, at=NOON)


@pytest.mark.parametrize("lacking", ["reason", "basis"])
def test_reason_and_basis_are_needed(version: Version, house: House, lacking: str) -> None:
    with pytest.raises(Refusal, match="理由和法律依据"):
        actions.ask_to_allow(version, **(WHY | {lacking: " "}), by=house.officer, at=NOON)


def test_it_is_asked_once_and_only_where_something_was_found(
    version: Version, house: House
) -> None:
    ask(version, house)
    with pytest.raises(Refusal, match="已经提出"):
        ask(version, house)
    with pytest.raises(Refusal, match="没有须放行的发现"):
        ask(house.submitted(), house)


def test_it_holds_for_these_findings_of_this_version_only(version: Version, house: House) -> None:
    actions.allow(ask(version, house).pk, by=house.secrecy, at=NOON)
    record = version.record
    actions.recall(record.pk, by=house.officer, at=NOON)
    edit(record, house.officer, body=f"<p>负责人：王某，{id_number()}，改过。</p>")
    second = factories.reviewed(hand_in(record, house.officer))
    with pytest.raises(Refusal, match="未经两人放行"):
        actions.publish(second, by=house.officer, at=NOON)


def test_the_database_knows_two_people_too(version: Version, house: House) -> None:
    asked = ask(version, house)
    with pytest.raises(IntegrityError), transaction.atomic():
        Override.objects.filter(pk=asked.pk).update(allowed_by=asked.asked_by, allowed_at=NOON)
