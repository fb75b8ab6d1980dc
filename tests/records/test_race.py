"""Two officers press 公开 at the same moment: one publication, one first time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from mingbai.accounts.roles import Role
from mingbai.audit import verify
from mingbai.records import actions
from mingbai.records.models import Publication, Record
from mingbai.refusal import Refusal
from tests.factories import NOON
from tests.records.test_gate import Staff, draft, review_all, staff  # noqa: F401


@pytest.mark.django_db(transaction=True)
def test_two_publications_at_once(staff: Staff) -> None:  # noqa: F811
    if connection.vendor != "postgresql":
        pytest.skip("SQLite 只有一个写者，测试库在内存里")
    version = draft(staff)
    review_all(version, staff)

    def publish(minutes: int) -> str:
        try:
            at = NOON + timedelta(minutes=minutes)
            actions.publish(version, by=staff[Role.OFFICER], at=at)
        except Refusal as refusal:
            return str(refusal)
        finally:
            connection.close()
        return "公开"

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(publish, range(4)))
    assert sorted(told) == ["公开", *["这一稿已经公开。"] * 3]
    assert Publication.objects.get().at == Record.objects.get().first_public_at
    assert list(verify.problems()) == []
