"""The form of a draft tells that its 文号 is another record's; it can be handed in all the same."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingbai.records.models import Record
from mingbai.records.stages import Stage
from tests import factories
from tests.records.house import House, hand_in

pytestmark = pytest.mark.django_db


def test_the_same_number_is_told_and_does_not_stop(
    db: None, settings: Any, tmp_path: Any, client: Client
) -> None:
    settings.VAR = tmp_path
    house = House()
    other = house.public(title="停车办法", kind="document")
    record = factories.drafted(house.organ, title="停水通告", kind="document")
    client.force_login(house.officer.user)
    page = client.get(reverse("records:edit", args=[record.pk])).content.decode()
    assert f'<a href="{other.get_absolute_url()}">“停车办法”</a>用了同一文号' in page
    hand_in(record, house.officer)
    assert Record.objects.get(pk=record.pk).stage == Stage.REVIEW
