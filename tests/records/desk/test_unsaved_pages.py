"""Nothing typed is lost: a form whose record has moved on, and which pages were saved."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingbai.records import actions
from mingbai.records.desk.work_unsaved import KEPT
from mingbai.records.models import Draft, Record
from mingbai.records.stages import Stage
from tests.factories import NOON
from tests.records.house import House, hand_in

pytestmark = pytest.mark.django_db

WORD = "m5x2k1-abc123def"


@pytest.fixture
def house(db: None, settings: Any, tmp_path: Any) -> House:
    settings.VAR = tmp_path
    return House()


@pytest.fixture
def record(house: House) -> Record:
    """A record taken back: whole enough to be handed in again."""
    version = house.submitted()
    actions.recall(version.record_id, by=house.officer, at=NOON)
    return Record.objects.get()


def url(name: str, *args: Any) -> str:
    return reverse(f"records:{name}", args=args)


def typed(record: Record, **fields: Any) -> dict[str, Any]:
    draft = Draft.objects.get(record=record)
    sent = {"edition": draft.edition, "title": draft.title, "openness": "proactive"}
    return sent | {"summary": "我写了半天的概述", "body": "<p>我写了半天的正文。</p>"} | fields


SAVINGS = [
    ("edit", []),
    ("attach", []),
    ("arrange", [0, "up"]),
    ("import_word", []),
    ("mask_body", []),
]


@pytest.mark.parametrize(("name", "more"), SAVINGS, ids=[name for name, _ in SAVINGS])
def test_what_was_typed_while_another_handed_in_is_shown_with_the_refusal(
    name: str, more: list[Any], house: House, record: Record, client: Client
) -> None:
    sent = typed(record)
    hand_in(record, house.colleague)
    before = Draft.objects.get().content
    client.force_login(house.officer.user)
    page = client.post(url(name, record.pk, *more), sent).content.decode()
    assert "没有保存：本件现在是“审查中”，不能修改" in page
    assert "我写了半天的概述" in page
    assert "我写了半天的正文。" in page
    assert Draft.objects.get().content == before


def test_after_it_was_taken_back_the_same_page_saves(
    house: House, record: Record, client: Client
) -> None:
    sent = typed(record)
    hand_in(record, house.colleague)
    client.force_login(house.officer.user)
    client.post(url("edit", record.pk), sent)
    actions.recall(record.pk, by=house.colleague, at=NOON)
    client.post(url("edit", record.pk), sent)
    assert Draft.objects.get().content["summary"] == "我写了半天的概述"


def test_only_a_page_that_was_saved_is_told_to_the_browser(
    house: House, record: Record, client: Client
) -> None:
    client.force_login(house.officer.user)
    refused = client.post(url("edit", record.pk), typed(record, page=WORD, formed_on="19-1-6"))
    assert f'data-saved="{WORD}"' not in refused.content.decode()
    page = client.post(url("edit", record.pk), typed(record, page=WORD), follow=True)
    assert f'data-saved="{WORD}"' in page.content.decode()


def test_the_session_keeps_few_words_and_nothing_else(
    house: House, record: Record, client: Client
) -> None:
    client.force_login(house.officer.user)
    for number in range(KEPT + 2):
        client.post(url("edit", record.pk), typed(record, page=f"abcdefgh-{number}"))
    client.post(url("edit", record.pk), typed(record, page='"><script>alert(1)</script>'))
    kept = client.session["drafts_saved"]
    assert kept == [f"abcdefgh-{number}" for number in range(2, KEPT + 2)]


@pytest.mark.parametrize(("name", "more"), SAVINGS[1:], ids=[name for name, _ in SAVINGS[1:]])
def test_who_comes_back_by_the_log_in_page_is_at_the_form(
    name: str, more: list[Any], house: House, record: Record, client: Client
) -> None:
    away = client.post(url(name, record.pk, *more), typed(record))
    client.force_login(house.officer.user)
    assert away["Location"].endswith(url(name, record.pk, *more))
    page = client.get(url(name, record.pk, *more)).content.decode()
    assert f'action="{url("edit", record.pk)}"' in page
    assert Record.objects.get().stage == Stage.DRAFT
