"""Who changes a text while another publishes it: whoever comes second is refused (第十七条)."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import DatabaseError, connection

from mingbai.records import actions
from mingbai.records.models import Conclusion, Publication, Record
from mingbai.refusal import Refusal
from tests.factories import NOON
from tests.records.house import House
from tests.records.test_intrusion import by_api, by_form


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(4))
def test_a_race_of_a_change_against_the_publication(round_: int) -> None:
    """Who is second is refused, and what is public has its reviews; on PostgreSQL, by threads."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite 只有一个写者，测试库在内存里")
    house = House()
    version = house.reviewed()

    def run(act: Any) -> str:
        try:
            act()
        except (Refusal, DatabaseError) as error:
            return str(error)
        finally:
            connection.close()
        return ""

    publishing = [lambda: actions.publish(version, by=house.officer, at=NOON)] * 2
    changing = [lambda: by_api(house, version), lambda: by_form(house, version)]
    acts = [*publishing, *changing] if round_ % 2 else [*changing, *publishing]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(run, acts))
    record = Record.objects.get(pk=version.record_id)
    for publication in Publication.objects.select_related("version"):
        text = publication.version
        assert text == version
        assert text.sha256 == text.computed_sha256()
        assert text.reviews.filter(conclusion=Conclusion.PASSED).count() == 3
    assert record.public_version_id in (None, version.pk)
    assert record.is_public == Publication.objects.exists()
