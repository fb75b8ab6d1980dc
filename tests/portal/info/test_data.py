"""A record as data and text; how pages are answered: 304, HEAD, the code that leads back."""

import json
import re

import pytest
import qrcode
from django.test import Client

from mingbai.accounts.roles import Role
from mingbai.organs.models import Organ
from mingbai.portal.info import entries, qr
from mingbai.records import actions
from mingbai.records.models import Column, Record
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db
WITH_TABLE = "<p>通知如下。</p><table><tr><th>路段</th><td>明湖路</td></tr></table>"


@pytest.fixture
def paper(bureau: Organ, notices: Column) -> Record:
    return factories.public_record(
        bureau, title="停车办法", kind="document", column=notices, body=WITH_TABLE
    )


def withdraw(record: Record) -> None:
    by = factories.records_staff(record.organ)[Role.OFFICER]
    actions.ask_withdrawal(record.pk, reason="personal", note="已撤下。", by=by, at=NOON)


def test_the_data_of_a_record_has_every_field_in_order(client: Client, paper: Record) -> None:
    said = json.loads(client.get(f"{paper.public_path}record.json").content)
    keys = list(said)
    assert keys[0] == "schema"
    assert keys[1 : len(entries.FIELDS) + 1] == [field.key for field in entries.FIELDS]
    expected = {
        "schema": "mingbai-record-1",
        "index_no": paper.index_no,
        "title": "停车办法",
        "doc_no": "明政发〔2020〕1号",
        "published_on": "2020-01-10",
        "first_public_at": "2020-01-10T12:00:00+08:00",
        "validity": "现行有效",
        "kind": "其他文件",
        "genre": "通知",
        "expires_on": None,
        "migrated": "否",
        "body_text": "通知如下。\n路段\t明湖路",
        "version": 1,
        "sha256": paper.public_version and paper.public_version.sha256,
    }
    assert {key: said[key] for key in expected} == expected
    assert said["url"] == f"http://testserver{paper.public_path}"


def test_the_text_of_a_record_can_be_taken_along(client: Client, paper: Record) -> None:
    answer = client.get(f"{paper.public_path}record.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    words = answer.content.decode()
    assert words.startswith(f"索引号：{paper.index_no}\n")
    assert "路段\t明湖路" in words
    assert words.endswith(f"http://testserver{paper.public_path}\n")


@pytest.mark.parametrize("form", ["json", "txt"])
def test_data_is_gone_with_its_record(client: Client, paper: Record, form: str) -> None:
    withdraw(paper)
    answer = client.get(f"{paper.public_path}record.{form}")
    assert answer.status_code == 410
    assert "停车办法" not in answer.content.decode()
    assert client.get(f"{paper.public_path}record.xml").status_code == 404


def test_an_unchanged_page_is_not_sent_again(client: Client, paper: Record) -> None:
    first = client.get(paper.public_path)
    assert (first["Cache-Control"], first["Vary"]) == ("no-cache", "Cookie")
    again = client.get(paper.public_path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    withdraw(paper)
    gone = client.get(paper.public_path, headers={"if-none-match": first["ETag"]})
    assert gone.status_code == 410


PAGES = (
    "/info/",
    "/info/data/",
    "/info/columns/notices/",
    "/info/columns/notices/rss.xml",
    "/info/organs/bureau/",
    "/info/organs/bureau/guide/",
    "/info/organs/bureau/catalogue/",
    "/info/organs/bureau/catalogue.json",
)


def test_every_page_answers_head_and_nothing_but_reading(client: Client, paper: Record) -> None:
    for path in (*PAGES, paper.public_path, f"{paper.public_path}record.json"):
        answer = client.head(path)
        assert answer.status_code == 200, path
        assert b"".join(answer) == b"", path
        assert client.post(path).status_code == 405, path


def test_wide_tables_scroll_by_themselves(client: Client, paper: Record) -> None:
    assert '<div class="wide-table" tabindex="0"' in client.get(paper.public_path).content.decode()


def test_the_code_leads_to_the_page_and_loads_nothing(client: Client, paper: Record) -> None:
    page = client.get(paper.public_path).content.decode()
    address = f"http://testserver{paper.public_path}"
    drawn = str(qr.svg(address))
    assert page.count(drawn) == 2, "屏幕上一个，纸上一个"
    assert "href" not in drawn


def test_the_code_is_drawn_as_the_matrix_says() -> None:
    """条带画出的格子，与编码的矩阵一格不差。"""
    address = "https://www.example.gov.cn/info/11990000mb0000019f/2026-00001/"
    code = qrcode.QRCode(border=qr.QUIET, error_correction=qr.ERROR_CORRECT_M)
    code.add_data(address)
    code.make()
    rows = enumerate(code.get_matrix())
    wanted = {(x, y) for y, row in rows for x, dark in enumerate(row) if dark}
    path = re.findall(r' d="([^"]*)"', qr.svg(address))[1]
    runs = path.split("M")[1:]
    assert {cell for run in runs for cell in cells(run)} == wanted


def cells(run: str) -> list[tuple[int, int]]:
    place, _, rest = run.partition("h")
    x, y = (int(each) for each in place.split())
    return [(x + n, y) for n in range(int(rest.partition("v")[0]))]
