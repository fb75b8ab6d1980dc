"""公示期满: the day after the last day, the record is off its page, by nobody's hand (PII-10)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from mingbai.audit.actors import TICK
from mingbai.audit.models import Event
from mingbai.cli import main
from mingbai.files import public_folder
from mingbai.records import actions, gate, placing
from mingbai.records.desk.list_rows import rows
from mingbai.records.models import Record, Withdrawal
from mingbai.records.queries import listing, waiting
from mingbai.records.queries.narrowing import Filters, reach
from mingbai.records.stages import Stage
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON
from tests.records.house import House, corrected, edit, fresh, hand_in

pytestmark = pytest.mark.django_db
LAST = NOON + timedelta(days=7)  # 2020-01-17，公示的最后一天
MIDNIGHT = datetime(2020, 1, 18, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def _var(settings: Any, tmp_path: Any) -> None:
    settings.VAR = tmp_path


@pytest.fixture
def house() -> House:
    return House()


def shown(house: House, until: str = "2020-01-17", **facts: Any) -> Record:
    return house.public(kind="public_notice", public_until=until, **facts)


def expire(at: datetime) -> int:
    return actions.take_down_expired(by=TICK, at=at)


CLOCK = [
    ("公示的最后一天", LAST, 0),
    ("最后一天的最后一刻", MIDNIGHT - timedelta(seconds=1), 0),
    ("次日零时", MIDNIGHT, 1),
    ("系统停了一个月之后", MIDNIGHT + timedelta(days=30), 1),
]


@pytest.mark.parametrize(("at", "taken"), [r[1:] for r in CLOCK], ids=[r[0] for r in CLOCK])
def test_the_period_includes_its_last_day(house: House, at: datetime, taken: int) -> None:
    record = shown(house)
    plain = house.public()
    assert expire(at) == taken
    record.refresh_from_db()
    plain.refresh_from_db()
    assert record.is_public is not bool(taken)
    assert plain.is_public


def test_it_leaves_with_its_files_a_reason_and_an_event_once(house: House) -> None:
    record = shown(house)
    public_folder.place(str(record.pk), {})
    assert [expire(MIDNIGHT), expire(MIDNIGHT)] == [1, 0]
    record.refresh_from_db()
    assert (record.stage, record.public_version) == (Stage.WITHDRAWN, None)
    assert record.first_public_at == NOON
    made = Withdrawal.objects.get()
    assert (made.reason, made.asked_by, made.decided_by) == ("expired", None, None)
    assert made.effective_at == made.decided_at == MIDNIGHT
    assert str(record.pk) not in public_folder.folders()
    event = Event.objects.filter(verb="record.withdrawn").get()
    assert (event.actor_kind, event.data["reason"]) == ("system", "expired")


def test_nobody_is_asked_to_confirm_it(house: House) -> None:
    record = shown(house)
    expire(MIDNIGHT)
    today = MIDNIGHT.date()
    assert waiting.withdrawals_to_confirm(house.signer.user, today=today) == []
    with pytest.raises(Refusal, match="已经有了决定"):
        actions.confirm(Withdrawal.objects.get(record=record).pk, by=house.signer, at=MIDNIGHT)


def test_only_the_end_of_a_period_is_without_a_person(house: House) -> None:
    record = shown(house)
    facts: dict[str, Any] = {"version": record.public_version, "asked_at": NOON, "note": "撤下。"}
    for wrong in (
        {"reason": "wrong", "decided_at": NOON, "effective_at": NOON},
        {"reason": "expired"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Withdrawal.objects.create(record=record, **facts, **wrong)


def test_a_correction_moves_the_end(house: House) -> None:
    record = shown(house)
    actions.correct(record.pk, by=house.officer, at=NOON)
    longer = {"change_reason": "content", "change_note": "延长公示。", "public_until": "2020-01-20"}
    edit(record, house.officer, **longer)
    version = factories.reviewed(hand_in(record, house.officer))
    record.refresh_from_db()
    assert str(record.public_until) == "2020-01-17", "公开的一稿说到哪天，就是哪天"
    actions.publish(version, by=house.officer, at=NOON)
    assert expire(MIDNIGHT) == 0
    assert expire(MIDNIGHT + timedelta(days=3)) == 1


def test_a_correction_under_way_does_not_keep_it_on_the_page(house: House) -> None:
    record = shown(house)
    version = corrected(record, house.officer)
    assert expire(MIDNIGHT) == 1
    assert "撤下" in gate.obstacle(fresh(version), today=MIDNIGHT.date())


def test_what_is_over_is_not_published(house: House) -> None:
    version = house.reviewed(kind="public_notice", public_until="2020-01-17")
    with pytest.raises(Refusal, match="公示期已满"):
        actions.publish(version, by=house.officer, at=MIDNIGHT)
    actions.publish(version, by=house.officer, at=LAST)


def test_a_notice_needs_its_end_and_not_before_its_beginning(house: House) -> None:
    with pytest.raises(Refusal, match="公示期至：请填写"):
        house.submitted(kind="public_notice")
    with pytest.raises(Refusal, match="公示期至：不得早于成文日期"):
        house.submitted(kind="public_notice", public_until="2020-01-05")


COMING = [(0, "公示末日", "amber"), (7, "公示剩 7 天", "amber"), (8, "公示剩 8 天", "plain")]


@pytest.mark.parametrize(("left", "words", "tone"), COMING)
def test_officers_see_it_coming(house: House, left: int, words: str, tone: str) -> None:
    today = LAST.date() - timedelta(days=left)
    shown(house)
    house.public()
    (line,) = rows([each for each in found(house, today, "yes") if each.public_until], today)
    assert line.due
    assert (line.due.words, line.due.tone) == (words, tone)
    assert len(found(house, today, "ending")) == (left <= 7)


def found(house: House, today: Any, public: str) -> tuple[Record, ...]:
    return listing.listed(reach(house.officer.user, today), Filters(public=public)).rows


def test_the_tick_does_it(house: House, capsys: Any) -> None:
    record = shown(house)
    placing.place(record.pk)
    main(["tick", "--scheduled"])
    assert capsys.readouterr().out == "定时公开：没有到时间的\n公示期满：撤下 1 件\n"
