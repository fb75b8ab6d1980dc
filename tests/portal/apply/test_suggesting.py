"""While the description is typed: public records by title, never a draft (REG-36 (1))."""

import pytest
from django.test import Client

from mingbai.records.models import Record
from tests.portal.test_reports import publish
from tests.reports import district
from tests.reports.test_actions import sealed

pytestmark = pytest.mark.django_db


def suggested(client: Client, text: str) -> str:
    return client.post("/apply/suggest/", {"description": text}).text


def test_a_draft_is_never_suggested(client: Client) -> None:
    sealed(district.government())
    assert Record.objects.filter(public_version=None).exists()
    assert "年度报告" not in suggested(client, "2019年政府信息公开工作年度报告")


def test_a_public_title_is_suggested(client: Client) -> None:
    publish(district.government())
    assert "年度报告" in suggested(client, "我要2019年的工作年度报告")
    assert suggested(client, "报").strip() == "", "太短的不找"
    assert "年度报告" not in suggested(client, "某村土地征收的批复")
