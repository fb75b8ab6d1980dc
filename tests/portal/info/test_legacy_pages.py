"""SIT-10: ten thousand addresses of an old site lead, each in one step, to their records."""

import pytest
from django.test import Client

from mingbai.organs.models import Organ, Site
from mingbai.records.models import Column, LegacyAddress
from tests import factories

pytestmark = pytest.mark.django_db
MANY, STEP = 10_000, 500


def test_ten_thousand_old_addresses_lead_there_in_one_step(
    client: Client, site: Site, bureau: Organ, notices: Column
) -> None:
    record = factories.public_record(bureau, column=notices)
    LegacyAddress.objects.bulk_create(
        LegacyAddress(site=site, path=f"/art/2019/1/{n % 28 + 1}/art_7_{n}.html", record=record)
        for n in range(MANY)
    )
    for n in range(0, MANY, STEP):
        first = client.get(f"/art/2019/1/{n % 28 + 1}/art_7_{n}.html", HTTP_HOST=site.host)
        assert (first.status_code, first["Location"]) == (301, record.public_path), "无跳转链"
        assert client.get(first["Location"], HTTP_HOST=site.host).status_code == 200
    unknown = client.get(f"/art/2019/1/1/art_7_{MANY}.html", HTTP_HOST=site.host)
    assert unknown.status_code == 404
