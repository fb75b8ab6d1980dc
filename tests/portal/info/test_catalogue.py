"""公开目录: found by words, narrowed with counts, the same for page, CSV and JSON."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mingbai.organs.models import Organ
from mingbai.portal.info import entries
from mingbai.records.models import Record
from tests import factories
from tests.factories import NOON
from tests.records.rows import copies

pytestmark = pytest.mark.django_db
BASE = "/info/organs/bureau/catalogue"


def data(client: Client, query: str = "") -> list[dict[str, Any]]:
    answer = client.get(f"{BASE}.json{query}")
    assert answer.status_code == 200
    said = json.loads(b"".join(answer))
    assert said["schema"] == "mingbai-catalogue-1"
    assert list(said["fields"]) == [field.key for field in entries.FIELDS]
    return list(said["records"])


@pytest.fixture
def four(bureau: Organ) -> list[Record]:
    """公示两件、文件两件；一件为上一年、另一主题。"""
    return [
        factories.public_record(bureau, title="道路公示"),
        factories.public_record(bureau, title="桥梁公示", theme="10.02"),
        factories.public_record(bureau, title="停车办法", kind="document", theme="10.02"),
        factories.public_record(
            bureau,
            title="旧道路办法",
            kind="document",
            at=NOON - timedelta(days=60),
            formed_on="2019-11-01",
        ),
    ]


NARROWED = {
    "nothing asked": ("", ["停车办法", "旧道路办法", "桥梁公示", "道路公示"]),
    "a word": ("?q=道路", ["旧道路办法", "道路公示"]),
    "two words": ("?q=道路+公示", ["道路公示"]),
    "文号 with other bounds": ("?q=2020〕1号&kind=document&year=2020", ["停车办法"]),
    "a year": ("?year=2019", ["旧道路办法"]),
    "a kind": ("?kind=information", ["桥梁公示", "道路公示"]),
    "a theme and a kind": ("?theme=10&kind=document", ["停车办法"]),
    "not yet in force": ("?force=pending&year=2020", []),
    "what is not of our lists is no bound": (
        "?kind=none&theme=99&year=9&force=x&page=7",
        ["停车办法", "旧道路办法", "桥梁公示", "道路公示"],
    ),
}


def test_the_catalogue_is_narrowed_alike_on_page_and_in_files(
    client: Client, four: list[Record]
) -> None:
    for name, (query, found) in NARROWED.items():
        assert sorted(each["title"] for each in data(client, query)) == found, name
        rows = b"".join(client.get(f"{BASE}.csv{query}")).decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(rows)))
        assert lines[0] == [field.label for field in entries.FIELDS]
        assert sorted(line[1] for line in lines[1:]) == found, name
        page = client.get(f"{BASE}/{query}").content.decode()
        assert [title for title in found if f">{title}</a>" not in page] == [], name
        assert ("目录里没有符合这些条件的信息" in page) is (not found), name


def test_each_word_says_how_many_and_keeps_the_other_bounds(
    client: Client, four: list[Record]
) -> None:
    page = client.get(f"{BASE}/?kind=document").content.decode()
    assert 'href="?kind=document" aria-current="true">其他文件 2</a>' in page
    assert 'href="?kind=information">政府信息 2</a>' in page
    assert 'href="?kind=document&amp;theme=10">城乡建设、环境保护 1</a>' in page
    assert 'href="?year=2019&amp;kind=document">2019年</a>' in page
    assert f'href="{BASE}.csv?kind=document"' in page


def test_whole_catalogues_are_not_taken_without_end(
    client: Client, bureau: Organ, settings: Any
) -> None:
    bound = {"address": "2/10m", "network": "9/10m"}
    settings.LIMITS = settings.LIMITS | {"catalogue": bound}
    codes = [client.get(f"{BASE}.csv").status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    assert client.get(f"{BASE}/").status_code == 200


def test_a_longer_catalogue_asks_no_more_questions(client: Client, bureau: Organ) -> None:
    record = factories.public_record(bureau)
    b"".join(client.get(f"{BASE}.json"))  # the first download opens a bucket of its bound
    counts = []
    for _ in range(2):
        for path in (f"{BASE}/?q=公示", f"{BASE}.json"):
            with CaptureQueriesContext(connection) as asked:
                b"".join(client.get(path))
            counts.append(len(asked))
        if len(counts) == 2:
            copies(record, 30)
    assert counts[:2] == counts[2:]
    assert max(counts) <= 13
    assert "第1页，共2页，31条" in client.get(f"{BASE}/").content.decode()
