"""Lists: the newest first, equal times in one order, page N of M; the feed; old addresses."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mingbai.accounts.roles import Role
from mingbai.organs.models import Organ, Site
from mingbai.records import actions
from mingbai.records.models import Column, LegacyAddress
from mingbai.records.queries import public
from tests import factories
from tests.factories import NOON
from tests.records.rows import copies

pytestmark = pytest.mark.django_db


def titles(page: str) -> list[str]:
    return re.findall(r'title="([^"]*)">', page)


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_column_lists_the_newest_first(client: Client, bureau: Organ, notices: Column) -> None:
    for day in (2, 0, 1):
        at = NOON + timedelta(days=day)
        factories.public_record(bureau, title=f"第{day}天", column=notices, at=at)
    factories.submitted(bureau, title="还在审查", column=notices)
    page = text(client, "/info/columns/notices/")
    assert titles(page)[-3:] == ["第2天", "第1天", "第0天"]
    assert "2020-01-12" in page
    assert "还在审查" not in page


def test_equal_times_stand_in_one_order_over_the_pages(
    client: Client, bureau: Organ, notices: Column
) -> None:
    copies(factories.public_record(bureau, title="原件", column=notices), 44)
    seen: list[str] = []
    for number in (1, 2, 3):
        seen += re.findall(
            r"title=\"(第\d+件|原件)\"", text(client, f"/info/columns/notices/?page={number}")
        )
    assert len(seen) == len(set(seen)) == 45
    assert "第2页，共3页，45条" in text(client, "/info/columns/notices/?page=2")


def test_a_long_list_is_counted_no_further_than_its_bound(
    client: Client, bureau: Organ, notices: Column, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public, "TOP", 30)
    copies(factories.public_record(bureau, column=notices), 44)
    assert "这里只能翻到前30条" in text(client, "/info/columns/notices/")


def test_a_longer_list_asks_no_more_questions(
    client: Client, bureau: Organ, notices: Column
) -> None:
    record = factories.public_record(bureau, column=notices)
    counts = []
    for _ in range(2):
        for path in ("/info/columns/notices/", "/info/organs/bureau/", "/info/"):
            with CaptureQueriesContext(connection) as asked:
                text(client, path)
            counts.append(len(asked))
        if len(counts) == 3:
            copies(record, 15)
    assert counts[:3] == counts[3:]
    assert max(counts) <= 10


def test_what_is_no_longer_in_force_is_marked_in_every_list(
    client: Client, bureau: Organ, notices: Column
) -> None:
    paper = factories.public_record(
        bureau, title="停车办法", kind="document", column=notices, expires_on="2020-03-01"
    )
    pill = '<span class="pill danger">已失效</span>'
    for path in ("/", "/info/", "/info/columns/notices/", "/info/organs/bureau/all/"):
        assert pill in text(client, path), path
    for path in ("", "catalogue/", f"items/{paper.item}/"):
        assert pill in text(client, f"/info/organs/bureau/{path}"), path
    assert (
        "已失效（自2020年3月1日起"
        in b"".join(
            client.get("/info/organs/bureau/catalogue.csv")  # type: ignore[arg-type]
        ).decode()
    )


def test_a_group_shows_its_columns_with_the_newest(
    client: Client, bureau: Organ, site: Site, notices: Column
) -> None:
    group = factories.column(site, "group", name="政策", kind=Column.Kind.GROUP)
    Column.objects.filter(pk=notices.pk).update(parent=group)
    factories.column(site, "empty", name="空栏目", parent=group)
    factories.public_record(bureau, title="最新的一件", column=notices)
    page = text(client, "/info/columns/group/")
    assert "最新：最新的一件" in page
    assert "还没有内容" in page


def test_an_empty_column_says_what_to_do(client: Client, notices: Column) -> None:
    assert "本栏目还没有公开的信息" in text(client, "/info/columns/notices/")


def test_a_column_of_another_site_is_not_there(client: Client, stranger: Organ) -> None:
    other = factories.column(stranger.sites.get(), "theirs")
    assert client.get(f"/info/columns/{other.code}/").status_code == 404
    assert client.get(f"/info/columns/{other.code}/rss.xml").status_code == 404


def test_the_feed_has_title_address_and_date(
    client: Client, bureau: Organ, notices: Column
) -> None:
    record = factories.public_record(bureau, title="甲<乙", column=notices)
    feed = text(client, "/info/columns/notices/rss.xml")
    assert "<title>甲&lt;乙</title>" in feed
    assert f"<link>http://testserver{record.public_path}</link>" in feed
    assert "<description>甲&lt;乙。</description>" in feed
    assert "Fri, 10 Jan 2020" in feed


def test_what_is_withdrawn_leaves_every_list(
    client: Client, bureau: Organ, notices: Column
) -> None:
    record = factories.public_record(bureau, title="含个人信息的一件", column=notices)
    actions.ask_withdrawal(
        record.pk,
        reason="personal",
        note="已撤下。",
        by=factories.records_staff(bureau)[Role.OFFICER],
        at=NOON,
    )
    for path in LISTS:
        assert "含个人信息的一件" not in text(client, path)


def test_a_suggestion_leads_to_the_record(client: Client, bureau: Organ) -> None:
    record = factories.public_record(bureau, title="明湖路改造工程中标结果公示")
    answer = client.post("/apply/suggest/", {"description": "明湖路改造工程的中标结果"})
    assert f'href="{record.public_path}"' in answer.content.decode()


LISTS = (
    "/info/",
    "/info/columns/notices/",
    "/info/columns/notices/rss.xml",
    "/info/organs/bureau/",
    "/info/organs/bureau/all/",
    "/info/organs/bureau/catalogue/",
)


def test_old_addresses_lead_to_the_record(
    client: Client, bureau: Organ, site: Site, notices: Column
) -> None:
    record = factories.public_record(bureau, column=notices)
    for path in ("/art/2015/3/2/art_12_345.html", "/view.php?id=7", "/文件/三.html"):
        LegacyAddress.objects.create(site=site, path=path, record=record)
    for asked in ("/art/2015/3/2/art_12_345.html?from=wx", "/view.php?id=7", "/文件/三.html"):
        answer = client.get(asked)
        assert (answer.status_code, answer["Location"]) == (301, record.public_path)
    assert client.get("/view.php?id=8").status_code == 404
    assert client.post("/art/2015/3/2/art_12_345.html").status_code == 404


def test_an_old_address_is_looked_for_only_where_no_page_answers(
    client: Client, bureau: Organ
) -> None:
    missing = f"/info/{bureau.credit_code.lower()}/2020-00077/"
    with CaptureQueriesContext(connection) as asked:
        assert client.get(missing).status_code == 404
    assert not [each for each in asked if "legacyaddress" in each["sql"]]
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/art/unknown.html").status_code == 404
    assert len([each for each in asked if "legacyaddress" in each["sql"]]) == 1


def test_an_old_address_of_a_withdrawn_record_is_gone(
    client: Client, bureau: Organ, site: Site
) -> None:
    record = factories.public_record(bureau)
    LegacyAddress.objects.create(site=site, path="/a.html", record=record)
    by = factories.records_staff(bureau)[Role.OFFICER]
    actions.ask_withdrawal(record.pk, reason="personal", note="已撤下。", by=by, at=NOON)
    assert client.get("/a.html").status_code == 410
