"""Withdrawal by two people with a typed reason; a leak is off the page at once (SEC-12)."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from mingbai.accounts.roles import Role
from mingbai.records import actions, gate
from mingbai.records.models import Conclusion, Record, Withdrawal
from mingbai.records.stages import Stage
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON
from tests.records.house import House, corrected, edit, fresh, hand_in, id_number, later

pytestmark = pytest.mark.django_db
NOTE = "该信息内容有误，已撤下。"


@pytest.fixture
def house() -> House:
    return House()


def ask(record: Record, house: House, reason: str = "wrong", **facts: Any) -> Withdrawal:
    facts = {"note": NOTE, "by": house.officer, "at": NOON} | facts
    return actions.ask_withdrawal(record.pk, reason=reason, **facts)


def test_one_asks_another_confirms(house: House) -> None:
    record = house.public()
    asked = ask(record, house)
    record.refresh_from_db()
    assert record.is_public
    actions.confirm(asked.pk, by=house.signer, at=later(3))
    record.refresh_from_db()
    assert (record.stage, record.public_version) == (Stage.WITHDRAWN, None)
    assert record.first_public_at == NOON
    told = ["withdrawal_asked", "withdrawal_confirmed", "withdrawn"]
    assert house.verbs()[-3:] == told


@pytest.mark.parametrize("reason", ["secret", "personal", "commercial"])
def test_what_cannot_wait_is_off_the_page_when_it_is_asked(house: House, reason: str) -> None:
    record = house.public()
    asked = ask(record, house, reason)
    record.refresh_from_db()
    assert (record.stage, record.is_public) == (Stage.WITHDRAWN, False)
    actions.confirm(asked.pk, by=house.head, at=later(3))
    assert Withdrawal.objects.get().effective_at == NOON


def test_a_leak_does_not_wait_for_what_was_asked_before(house: House) -> None:
    """A request that nobody has decided must not keep a leak on the page."""
    record = house.public()
    waiting = ask(record, house, "duplicate")
    ask(record, house, "personal", by=house.secrecy)
    record.refresh_from_db()
    assert not record.is_public
    with pytest.raises(Refusal, match="已不再公开"):
        actions.confirm(waiting.pk, by=house.signer, at=later(1))
    actions.refuse(waiting.pk, by=house.signer, at=later(1))


def test_a_second_leak_is_taken_down_before_the_first_is_confirmed(house: House) -> None:
    record = house.public()
    ask(record, house, "personal")
    actions.correct(record.pk, by=house.officer, at=later(1))
    changes = {"change_reason": "privacy", "change_note": "隐去个人信息。", "body": "<p>二</p>"}
    edit(record, house.officer, **changes)
    version = factories.reviewed(hand_in(record, house.officer, at=later(2)))
    actions.publish(version, by=house.officer, at=later(3))
    ask(record, house, "personal", at=later(4))
    record.refresh_from_db()
    assert not record.is_public


def test_the_same_person_under_another_post_does_not_confirm(house: House) -> None:
    asked = ask(house.public(), house)
    for role in (Role.SIGNER, Role.HEAD, Role.SECRECY, Role.OFFICE):
        also = factories.post(role, house.organ, user=house.officer.user)
        for act in (actions.confirm, actions.refuse):
            with pytest.raises(Refusal, match="不得自己确认"):
                act(asked.pk, by=also, at=NOON)


@pytest.mark.parametrize("role", list(Role))
def test_who_confirms(house: House, role: Role) -> None:
    asked = ask(house.public(), house)
    by = factories.post(role, house.organ)
    if role in (Role.SIGNER, Role.HEAD, Role.SECRECY, Role.OFFICE):
        actions.confirm(asked.pk, by=by, at=NOON)
        with pytest.raises(Refusal, match="已经有了决定"):
            actions.confirm(asked.pk, by=by, at=NOON)
    else:
        with pytest.raises(PermissionDenied):
            actions.confirm(asked.pk, by=by, at=NOON)
    with pytest.raises(PermissionDenied):
        actions.confirm(asked.pk, by=factories.post(role), at=NOON)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"reason": "boring"}, "没有这一撤下理由"),
        ({"note": " "}, "说明"),
    ],
    ids=["没有这一理由", "没有说明"],
)
def test_what_a_request_lacks(house: House, changes: dict[str, str], why: str) -> None:
    record = house.public()
    with pytest.raises(Refusal, match=why):
        ask(record, house, **changes)
    assert not Withdrawal.objects.exists()


def test_the_note_for_the_public_is_looked_through(house: House) -> None:
    """It is public without a review: no number of a person comes out that way."""
    record = house.public()
    with pytest.raises(Refusal, match="不得公开的内容") as caught:
        ask(record, house, "secret", note=f"王某{id_number()}的信息已撤下")
    assert id_number() not in str(caught.value)


def test_what_is_not_public_and_what_is_asked_already(house: House) -> None:
    with pytest.raises(Refusal, match="没有公开"):
        ask(house.submitted().record, house)
    record = house.public()
    ask(record, house)
    with pytest.raises(Refusal, match="已经提出"):
        ask(record, house, "duplicate")


def test_a_refused_request_leaves_it_public_and_a_refused_leak_off_the_page(house: House) -> None:
    record = house.public()
    actions.refuse(ask(record, house).pk, by=house.signer, at=NOON)
    record.refresh_from_db()
    assert record.is_public
    actions.refuse(ask(record, house, "secret").pk, by=house.signer, at=NOON)
    record.refresh_from_db()
    assert not record.is_public
    assert house.verbs()[-1] == "withdrawal_refused"


def test_a_withdrawn_text_needs_a_new_version_with_new_reviews(house: House) -> None:
    record = house.public()
    first = record.versions.get()
    ask(record, house, "secret")
    with pytest.raises(Refusal, match="已撤下"):
        actions.publish(first, by=house.officer, at=NOON)
    actions.correct(record.pk, by=house.officer, at=later(1))
    edit(record, house.officer, change_reason="content", change_note="重新公开。")
    version = hand_in(record, house.officer, at=later(1))
    assert version.number == 2
    with pytest.raises(Refusal, match="尚未通过"):
        actions.publish(version, by=house.officer, at=later(1))
    actions.publish(factories.reviewed(version), by=house.officer, at=later(2))
    record.refresh_from_db()
    assert record.first_public_at == NOON


def test_a_correction_reviewed_before_the_withdrawal_does_not_bring_it_back(house: House) -> None:
    """One officer alone could otherwise undo the withdrawal of a leak with yesterday's reviews."""
    record = house.public()
    second = factories.reviewed(corrected(record, house.officer))
    ask(record, house, "personal", at=later(1))
    with pytest.raises(Refusal, match="已撤下"):
        actions.publish(second, by=house.officer, at=later(2))
    actions.correct(record.pk, by=house.officer, at=later(2))
    with pytest.raises(Refusal, match="已经撤下，须重新形成一稿"):
        actions.publish(second, by=house.officer, at=later(3))
    third = hand_in(record, house.officer, at=later(3))
    assert third.number == 3
    assert gate.next_step(fresh(third)) is not None
    assert not third.reviews.filter(conclusion=Conclusion.PASSED).exists()


def test_a_withdrawal_is_confirmed_of_the_text_it_names(house: House) -> None:
    """The corrected text that took its place in between stays."""
    record = house.public()
    asked = ask(record, house)
    second = factories.reviewed(corrected(record, house.officer))
    actions.publish(second, by=house.officer, at=later(1))
    with pytest.raises(Refusal, match="已不再公开"):
        actions.confirm(asked.pk, by=house.signer, at=later(2))
    record.refresh_from_db()
    assert record.public_version == second


@pytest.mark.parametrize("at", ["draft", "review", "ready", "scheduled"])
def test_a_record_whose_correction_is_on_its_way_is_withdrawn_too(house: House, at: str) -> None:
    record = house.public()
    if at == "draft":
        actions.correct(record.pk, by=house.officer, at=NOON)
    else:
        version = corrected(record, house.officer)
        if at != "review":
            factories.reviewed(version)
        if at == "scheduled":
            actions.schedule(record.pk, publish_at=later(60), by=house.officer, at=NOON)
    ask(record, house, "secret")
    record.refresh_from_db()
    assert (record.stage, record.is_public, record.publish_at) == (Stage.WITHDRAWN, False, None)
    assert actions.publish_due(at=later(90)) == (0, [])


@pytest.mark.parametrize("role", [r for r in Role if r not in ("officer", "office", "secrecy")])
def test_other_roles_do_not_ask(house: House, role: Role) -> None:
    with pytest.raises(PermissionDenied):
        ask(house.public(), house, by=factories.post(role, house.organ))
