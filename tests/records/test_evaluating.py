"""动态调整: what is not public is looked at again, and may become public (第十八条)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from mingbai.audit.models import Event
from mingbai.records import actions
from mingbai.records.desk.list_rows import stage_pill
from mingbai.records.models import Draft, Evaluation, Record
from mingbai.records.queries import evaluations, listing, public, waiting
from mingbai.records.queries.narrowing import Filters, reach
from mingbai.records.stages import Stage
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON
from tests.records.house import House, hand_in

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


@pytest.fixture
def house() -> House:
    return House()


def settled(house: House, **facts: Any) -> Record:
    """Reviewed and signed as 依申请公开."""
    ground = {"openness": "on_request", "openness_ground": "a19_not_proactive"} | facts
    return house.reviewed(**ground).record


def evaluate(record: Record, house: House, conclusion: str = "keep", **facts: Any) -> Evaluation:
    facts = {"opinion": "仍不需要公众广泛知晓。", "by": house.officer, "at": NOON} | facts
    return actions.evaluate(record.pk, conclusion=conclusion, **facts)


DUE = [
    ("满一年的前一天", YEAR - timedelta(days=1), 0),
    ("满一年", YEAR, 1),
    ("两年没有评估", 2 * YEAR, 1),
]


@pytest.mark.parametrize(("after", "count"), [r[1:] for r in DUE], ids=[r[0] for r in DUE])
def test_it_is_due_a_year_after_it_was_settled(house: House, after: timedelta, count: int) -> None:
    settled(house)
    house.public()
    house.reviewed()
    house.submitted(openness="on_request", openness_ground="a19_not_proactive")
    assert evaluations.due((NOON + after).date()).count() == count


def test_an_evaluation_begins_another_year(house: House) -> None:
    record, at = settled(house), NOON + YEAR
    evaluate(record, house, at=at)
    assert not evaluations.due((at + YEAR - timedelta(days=1)).date())
    assert list(evaluations.due((at + YEAR).date())) == [record]
    event = Event.objects.get(verb="record.evaluated")
    assert event.data["conclusion"] == "keep"
    assert "仍不需要" not in str(event.data), "事件里只有散列值"


def test_what_may_be_public_becomes_a_draft_and_is_reviewed_anew(house: House) -> None:
    record = settled(house, openness="withheld", openness_ground="a15_privacy")
    evaluate(record, house, "open", opinion="当事人已经同意公开。")
    record.refresh_from_db()
    content = Draft.objects.get(record=record).content
    assert (record.stage, record.openness) == (Stage.DRAFT, "proactive")
    assert not {"openness", "openness_ground"} & set(content)
    version = hand_in(record, house.officer)
    with pytest.raises(Refusal, match="尚未通过"):
        actions.publish(version, by=house.officer, at=NOON)
    actions.publish(factories.reviewed(version), by=house.officer, at=NOON)
    assert evaluations.of(record)[0].version.number == 1


def test_only_what_was_settled_and_by_who_writes(house: House) -> None:
    record = settled(house)
    for other in (house.public(), house.reviewed().record):
        with pytest.raises(Refusal, match="主动公开，不用评估"):
            evaluate(other, house)
    open_draft = factories.drafted(
        house.organ, openness="on_request", openness_ground="a19_not_proactive"
    )
    with pytest.raises(Refusal, match="还没有定稿"):
        evaluate(open_draft, house)
    with pytest.raises(Refusal, match="请写明评估的理由"):
        evaluate(record, house, opinion=" ")
    with pytest.raises(Refusal, match="没有这一结论"):
        evaluate(record, house, "perhaps")
    for by in (house.signer, House().officer):
        with pytest.raises(PermissionDenied):
            evaluate(record, house, by=by)
    assert not Evaluation.objects.exists()


def test_an_evaluation_stays_what_it_was(house: House) -> None:
    made = evaluate(settled(house), house)
    for change in (lambda: Evaluation.objects.update(opinion="改"), made.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_it_waits_for_nothing_and_is_found_by_the_list(house: House) -> None:
    """A settled one is not 待公开: nobody can publish it."""
    record, today = settled(house), (NOON + YEAR).date()
    ready = house.reviewed().record
    waits = waiting.to_carry_on(house.officer.user, today=today)
    assert [version.record for version, _ in waits] == [ready]
    found = listing.listed(reach(house.officer.user, today), Filters(public="evaluate")).rows
    assert found == (record,)
    assert stage_pill(found[0]).words == "依申请公开"
    ready.refresh_from_db()
    assert stage_pill(ready).words == "待公开"


def test_the_public_never_sees_it(house: House) -> None:
    record = settled(house)
    record.refresh_from_db()
    assert record not in public.public(None)
    assert record not in public.of_organ(house.organ)
    assert public.numbered(str(record.index_no)) is None


OPENNESS = [
    ("没有依据", {"openness": "withheld"}, "须有法律依据"),
    (
        "第十九条不能作为不予公开的依据",
        {"openness": "withheld", "openness_ground": "a19_not_proactive"},
        "不能作为不予公开的依据",
    ),
    (
        "法律禁止公开，没有写哪部法律",
        {"openness": "withheld", "openness_ground": "a14_law"},
        "请写明禁止公开的法律",
    ),
    ("主动公开却有依据", {"openness_ground": "a15_privacy"}, "不填不公开的依据"),
    ("没有这一属性", {"openness": "secret"}, "没有这一公开属性"),
]


@pytest.mark.parametrize(
    ("facts", "words"), [r[1:] for r in OPENNESS], ids=[r[0] for r in OPENNESS]
)
def test_what_is_not_public_has_its_ground(house: House, facts: Any, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        house.submitted(**facts)


def test_the_reason_that_a_ground_asks_for(house: House) -> None:
    ground = {"openness_ground": "a14_law", "openness_reason": "《统计法》第九条"}
    assert house.submitted(openness="withheld", **ground)
