"""Which clock a record has of itself, and which are set going by other information (REG-26)."""

from datetime import UTC, date, datetime

import pytest

from mingbai.records import actions, kinds, terms
from mingbai.records.content import Document
from mingbai.records.desk import list_rows
from mingbai.rules import publicity
from tests.records.house import House

MONDAY = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("kind", "last_day"),
    [
        ("information", date(2026, 2, 2)),
        ("budget", date(2026, 1, 25)),
        ("interpretation", None),
        ("feedback", None),
    ],
    ids=[
        "第二十六条：自形成之日起二十个工作日内",
        "预算法第十四条：批准后二十日内",
        "解读自文件公开之日起算，由文件那里看",
        "反馈自征集截止起算，由征集那里看",
    ],
)
def test_the_last_day_for_what_was_formed_on_a_monday(kind: str, last_day: date | None) -> None:
    assert terms.due_on(kind, Document(openness="proactive", formed_on=MONDAY)) == last_day


def test_what_stays_closed_has_no_clock() -> None:
    paper = Document(openness="on_request", formed_on=MONDAY)
    assert terms.due_on("information", paper) is None


@pytest.mark.parametrize("kind", kinds.documents(), ids=lambda kind: kind.label)
def test_a_new_draft_begins_with_a_period_that_the_list_has(kind: kinds.Kind) -> None:
    assert publicity.named(publicity.Heading.TERM, terms.usual(kind.id)).name


@pytest.mark.django_db
def test_a_correction_has_its_own_twenty_working_days() -> None:
    """第二十六条：自政府信息形成或者变更之日起."""
    house = House()
    record = house.public(formed_on="2019-12-02")
    formed = record.due_on
    monday = datetime(2026, 1, 5, 9, tzinfo=UTC)
    record = actions.correct(record.pk, by=house.officer, at=monday)
    assert record.due_on == date(2026, 2, 2)
    pill = list_rows.due(record, date(2026, 1, 30))
    assert pill is not None
    assert "还有 3 天" in pill.words
    record = actions.abandon(record.pk, by=house.officer, at=monday)
    assert (record.due_on, list_rows.due(record, date(2026, 1, 30))) == (formed, None)
