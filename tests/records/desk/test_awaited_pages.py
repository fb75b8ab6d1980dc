"""On the page of a record: for whom it waits, who is missing, why it came back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingbai.accounts.models import Post
from mingbai.records import actions
from mingbai.records.models import Conclusion, Draft, Record, Version
from tests.factories import NOON
from tests.records.house import House

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None, settings: Any, tmp_path: Any) -> House:
    settings.VAR = tmp_path
    return House()


def seen(client: Client, house: House, record: Record, name: str = "record") -> str:
    client.force_login(house.officer.user)
    return client.get(reverse(f"records:{name}", args=[record.pk])).content.decode()


def sent_back(house: House, version: Version) -> None:
    actions.review(
        version,
        conclusion=Conclusion.RETURNED,
        basis="第十七条",
        opinion="第三段的数字与附件不一致。",
        by=house.reviewer,
        at=NOON,
    )


def test_the_page_tells_for_whom_the_record_waits(house: House, client: Client) -> None:
    record = house.submitted().record
    assert f"等待：预先审查（{house.reviewer.user.name}）" in seen(client, house, record)


def test_a_step_that_nobody_can_take_is_told_before_and_after_handing_in(
    house: House, client: Client
) -> None:
    version = house.submitted()
    Post.objects.filter(pk=house.secrecy.pk).delete()
    words = "没有别的人担任“保密审查”岗位。请人员管理设岗"
    assert words in seen(client, house, version.record)
    actions.recall(version.record_id, by=house.officer, at=NOON)
    assert words in seen(client, house, version.record, "edit")
    draft = Draft.objects.get()
    sent = {"edition": draft.edition, "title": draft.title, "submit": "1", "openness": "proactive"}
    shown = {name: value for name, value in draft.content.items() if isinstance(value, str)}
    address = reverse("records:edit", args=[version.record_id])
    page = client.post(address, sent | shown, follow=True).content.decode()
    assert "已送审" in page
    assert words in page


def test_the_opinion_of_a_return_stands_above_the_draft(house: House, client: Client) -> None:
    version = house.submitted()
    sent_back(house, version)
    page = seen(client, house, version.record, "edit")
    assert "预先审查退回" in page
    assert "第三段的数字与附件不一致。" in page
    assert house.reviewer.user.name in page
    assert f"等待：经办人修改（{house.officer.user.name}）" in seen(client, house, version.record)
