"""Changes of validity: reviewed words at once, own words by two people (SEC-12, Art. 17)."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from mingbai.accounts.roles import Role
from mingbai.portal.info import reading
from mingbai.records import actions
from mingbai.records.actions.changing import Entered
from mingbai.records.models import AskedChange, Record, Relation, ValidityChange
from mingbai.records.permissions import CONFIRMERS
from mingbai.records.queries import changes
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON
from tests.records.house import House, id_number, later

pytestmark = pytest.mark.django_db
DAY, TODAY = date(2021, 1, 1), date(2021, 6, 1)
WORDS = "明政发〔2020〕9号"


@pytest.fixture
def house() -> House:
    return House()


def enter(record: Record, house: House, **facts: Any) -> Entered:
    facts = {"change": "repealed", "on": DAY, "by": house.officer, "at": NOON} | facts
    return actions.change_validity(record.pk, **facts)


def ask(house: House, record: Record | None = None, **facts: Any) -> AskedChange:
    """A change in own words, which waits."""
    made = enter(record or house.public(kind="normative"), house, **{"basis": WORDS} | facts)
    assert made.asked
    assert made.change is None
    return made.asked


def told(record: Record) -> list[str]:
    """What the public page says of the record's validity."""
    record.refresh_from_db()
    shown = reading.shown(record, None, today=TODAY)
    state = shown.validity.state.mark if shown.validity else ""
    return [state, *(note.basis for note in shown.changes)]


@pytest.mark.parametrize("words", ["", "新办法", "新办法（明政发〔2020〕1号）"])
def test_a_public_document_takes_effect_at_once_under_its_own_name(
    house: House, words: str
) -> None:
    old, new = house.public(kind="normative"), house.public(kind="document", title="新办法")
    made = enter(old, house, basis_record=new.pk, basis=words).change
    assert made
    assert (made.record, made.basis_record) == (old, new)
    assert made.basis == "新办法（明政发〔2020〕1号）"
    relation = Relation.objects.get()
    assert (relation.kind, relation.source, relation.target) == ("repeals", new, old)
    assert house.verbs()[-2:] == ["related", "validity_changed"]
    assert told(old) == ["已废止", made.basis]


def test_the_public_reads_no_word_of_one_officer_alone(house: House) -> None:
    old = house.public(kind="normative")
    asked = ask(house, old)
    assert told(old) == [""]
    assert house.verbs()[-1] == "validity_asked"
    made = actions.confirm_change(asked.pk, by=house.signer, at=later(3))
    assert (made.change, made.on, made.basis) == ("repealed", DAY, WORDS)
    assert told(old) == ["已废止", WORDS]
    assert house.verbs()[-2:] == ["validity_confirmed", "validity_changed"]


def what_waits(house: House) -> dict[str, dict[str, Any]]:
    public, draft = house.public(kind="document"), house.submitted(kind="document").record
    return {
        "只有自己写的话": {"basis": WORDS},
        "公开的文件，另写了字": {"basis": "第三十条，领导口头说", "basis_record": public.pk},
        "本机关还没有公开的文件": {"basis_record": draft.pk},
    }


@pytest.mark.parametrize(
    "case", ["只有自己写的话", "公开的文件，另写了字", "本机关还没有公开的文件"]
)
def test_what_waits_for_a_second_person(house: House, case: str) -> None:
    old = house.public(kind="normative")
    asked = ask(house, old, **{"basis": ""} | what_waits(house)[case])
    assert not ValidityChange.objects.exists()
    assert not Relation.objects.exists()
    actions.confirm_change(asked.pk, by=house.head, at=later(1))
    assert Relation.objects.exists() is (asked.basis_record is not None)
    assert told(old) == ["已废止", asked.basis]


def test_what_was_repealed_by_mistake_is_restored(house: House) -> None:
    old = house.public(kind="normative")
    house.changed(old)
    house.changed(old, "restored", on=date(2021, 2, 1))
    assert told(old)[0] == ""


def test_a_refused_change_is_never_told(house: House) -> None:
    old = house.public(kind="normative")
    actions.refuse_change(ask(house, old).pk, by=house.signer, at=NOON)
    assert told(old) == [""]
    assert house.verbs()[-1] == "validity_refused"
    assert AskedChange.objects.get().refused
    ask(house, old)


def test_the_same_person_under_another_post_does_not_confirm(house: House) -> None:
    asked = ask(house)
    for role in CONFIRMERS:
        also = factories.post(role, house.organ, user=house.officer.user)
        for act in (actions.confirm_change, actions.refuse_change):
            with pytest.raises(Refusal, match="不得自己确认"):
                act(asked.pk, by=also, at=NOON)
        assert changes.to_confirm(also.user, today=NOON.date()) == []


@pytest.mark.parametrize("role", list(Role))
def test_who_confirms(house: House, role: Role) -> None:
    asked = ask(house)
    by = factories.post(role, house.organ)
    if role in (Role.SIGNER, Role.HEAD, Role.SECRECY, Role.OFFICE):
        assert changes.to_confirm(by.user, today=NOON.date()) == [asked]
        actions.confirm_change(asked.pk, by=by, at=NOON)
        for act in (actions.confirm_change, actions.refuse_change):
            with pytest.raises(Refusal, match="已经有了决定"):
                act(asked.pk, by=by, at=NOON)
    else:
        with pytest.raises(PermissionDenied):
            actions.confirm_change(asked.pk, by=by, at=NOON)
    assert changes.to_confirm(by.user, today=NOON.date()) == []
    with pytest.raises(PermissionDenied):
        actions.confirm_change(asked.pk, by=factories.post(role), at=NOON)


def test_one_waits_at_a_time(house: House) -> None:
    old = house.public(kind="normative")
    ask(house, old)
    with pytest.raises(Refusal, match="正待确认"):
        enter(old, house, change="amended", basis="别的话")


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"change": "praised"}, "没有这一种变动"),
        ({"basis": " "}, "依据的文件"),
        ({"on": date(2019, 1, 1)}, "不得早于施行日期"),
    ],
    ids=["没有这一种", "没有依据", "早于施行"],
)
def test_what_a_change_lacks(house: House, facts: dict[str, Any], why: str) -> None:
    with pytest.raises(Refusal, match=why):
        enter(house.public(kind="normative"), house, **{"basis": WORDS} | facts)
    assert not AskedChange.objects.exists()


def test_what_is_no_basis(house: House) -> None:
    """No record itself, no secret draft of another organ, no person in the words."""
    old, foreign = house.public(kind="normative"), House().submitted().record
    with pytest.raises(Refusal, match="自己"):
        enter(old, house, basis_record=old.pk)
    with pytest.raises(Refusal, match="还没有公开"):
        enter(old, house, basis_record=foreign.pk)
    with pytest.raises(Refusal, match="不得公开的内容"):
        enter(old, house, basis=f"王某（{id_number()}）来函")
    assert not ValidityChange.objects.exists()
    assert not AskedChange.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role not in ("officer", "office")])
def test_other_roles_do_not_ask(house: House, role: Role) -> None:
    by = factories.post(role, house.organ)
    with pytest.raises(PermissionDenied):
        enter(house.public(kind="normative"), house, basis=WORDS, by=by)


def test_the_database_holds_to_two_people_and_one_question(house: House) -> None:
    asked = ask(house)
    rows = AskedChange.objects.filter(pk=asked.pk)
    facts = {"record": asked.record, "change": "amended", "on": DAY, "basis": "x"}
    wrong = [
        lambda: rows.update(decided_by=asked.asked_by, decided_at=NOON),
        lambda: rows.update(decided_by=house.signer),
        lambda: rows.update(decided_at=NOON),
        lambda: rows.update(refused=True),
        lambda: AskedChange.objects.create(**facts, asked_by=house.officer, asked_at=NOON),
    ]
    for each in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            each()
