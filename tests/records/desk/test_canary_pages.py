"""PII-13: a number typed into a record stands in no event, log, address, list or refusal."""

import logging
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mingbai.audit.models import Event
from mingbai.records import actions, gate
from mingbai.records.models import Conclusion, Record
from tests import factories
from tests.factories import NOON
from tests.records.house import House, id_number

pytestmark = pytest.mark.django_db
LISTS = ("list", "reviews", "scheduled", "findings", "steps")


@pytest.fixture
def house(db: None, settings: Any, tmp_path: Any) -> House:
    settings.VAR = tmp_path
    return House()


def submitted(house: House, secret: str, place: str) -> Record:
    return factories.submitted(house.organ, **{place: f"张某 {secret}"}).record


def returned(house: House, client: Client, secret: str) -> Record:
    """A record whose review says the number."""
    version = factories.submitted(house.organ)
    facts: dict[str, Any] = {"basis": gate.next_step(version).basis, "answers": {}}
    facts |= {"conclusion": Conclusion.RETURNED, "opinion": f"张某 {secret}"}
    actions.review(version, **facts, by=house.reviewer, at=NOON)
    return version.record


@pytest.mark.parametrize("place", ["title", "body", "summary", "opinion", "name of a file"])
def test_what_was_typed_is_nowhere_else(
    place: str, house: House, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    secret = id_number()
    client.force_login(house.officer.user)
    with caplog.at_level(logging.DEBUG):
        if place == "opinion":
            record = returned(house, client, secret)
        elif place == "name of a file":
            record = factories.drafted(house.organ)
            file = SimpleUploadedFile(f"张某{secret}.txt", "普通通知".encode())
            url = reverse("records:attach", args=[record.pk])
            answer = client.post(url, {"file": file, "title": "公示", "edition": 1})
            assert secret not in answer.headers.get("Location", "")
        else:
            record = submitted(house, secret, place)
        pages = [client.get(reverse(f"records:{name}")) for name in LISTS]
    lists = [page.content.decode() for page in pages]
    assert str(record.pk) in "".join(lists), "名单里有这一件"
    # 经办人要认得自己写的标题才能改；公开由关口拦住
    seen = [] if place == "title" else lists
    seen += [f"{event.data} {event.object_id}" for event in Event.objects.all()]
    seen += [record.public_path if record.index_no else "", caplog.text]
    assert secret not in "".join(seen)
