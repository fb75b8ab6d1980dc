"""The public report: exactly what was sealed, for everyone, and nothing else."""

import re
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.audit.actors import COMMAND
from mingbai.organs import actions as organs
from mingbai.organs.models import Organ, Site
from mingbai.records import actions as records
from mingbai.records.models import Conclusion, Version
from mingbai.reports import actions
from tests import factories
from tests.reports import district
from tests.reports.district import SEALED_AT

pytestmark = pytest.mark.django_db
HOST = "testserver"


@pytest.fixture
def organ() -> Organ:
    organ = district.government()
    organs.open_site(HOST, name="明阳区人民政府", root=organ, by=COMMAND, at=factories.NOON)
    return organ


@pytest.fixture
def version(organ: Organ) -> Version:
    return publish(organ)


def publish(organ: Organ) -> Version:
    post = district.officer(organ)
    district.register(organ, {"t3.3.1/natural": 3, "t3.3.4.1/org_other": 1, "review/upheld": 2})
    district.fill_table_two(organ, post, {"t2.procurement/amount": 170909100})
    district.write(organ, post)
    return carry_through(organ, post, SEALED_AT)


def carry_through(organ: Organ, post: Post, at: datetime) -> Version:
    """Seal what stands, review it by three people and publish it."""
    version = actions.seal(organ=organ, year=2019, subtree=True, by=post, at=at)
    for role in (Role.REVIEWER, Role.SECRECY, Role.SIGNER):
        records.review(
            version,
            conclusion=Conclusion.PASSED,
            basis="条例第十七条",
            by=district.officer(organ, role),
            at=at,
        )
    records.publish(version, by=post, at=at)
    return version


def test_a_report_put_right_says_so_beside_its_first_date(client: Client, organ: Organ) -> None:
    publish(organ)
    address = f"/reports/{organ.code}/2019/"
    assert "更正" not in client.get(address).content.decode()
    post, at = district.officer(organ), factories.noon(date(2020, 3, 2))
    district.fill_table_two(organ, post, {"t2.procurement/amount": 170000000})
    carry_through(organ, post, at)
    page = client.get(address).content.decode()
    assert "2020-01-20公布" in page
    assert "2020-03-02更正，现为第2稿" in page


class Tables(HTMLParser):
    """Cells of the statutory tables of a page: id → text; and every table's spans."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.cells: dict[str, str] = {}
        self.spans: dict[str, list[tuple[int, int, str]]] = {}
        self._table = self._cell = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts: dict[str, Any] = dict(attrs)
        if tag == "table" and "statutory" in (facts.get("class") or ""):
            self._table = facts["class"].split()[-1]
            self.spans[self._table] = []
        if tag in ("td", "th") and self._table:
            self._cell = facts.get("data-cell") or ""
            span = (int(facts.get("rowspan", 1)), int(facts.get("colspan", 1)), "")
            self.spans[self._table].append(span)

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._table = ""
        if tag in ("td", "th"):
            self._cell = ""

    def handle_data(self, data: str) -> None:
        if self._table and self.spans[self._table] and data.strip():
            rows, columns, text = self.spans[self._table][-1]
            self.spans[self._table][-1] = (rows, columns, text + data)
            if self._cell:
                self.cells[self._cell] = self.cells.get(self._cell, "") + data


def test_the_page_prints_every_cell_of_the_version_in_its_merged_grid(
    client: Client, version: Version
) -> None:
    content = version.content()
    page = Tables(client.get("/reports/mingyang/2019/").content.decode())
    for name, table in content["tables"].items():
        printed = [(c["rowspan"], c["colspan"], c["text"]) for row in table["rows"] for c in row]
        assert page.spans[name] == printed
    assert set(page.cells) == set(content["cells"])
    assert page.cells["t2.procurement/amount"] == "17090.91万元"
    assert page.cells["t3.1/total"] == "4"


def test_the_page_does_not_follow_the_ledger_after_it_was_sealed(
    client: Client, version: Version
) -> None:
    before = client.get("/reports/mingyang/2019/").content
    factories.application(version.record.organ)
    assert client.get("/reports/mingyang/2019/").content == before


@pytest.mark.parametrize(
    "address",
    [
        "/reports/mingyang/2020/",
        "/reports/nowhere/2019/",
        "/reports/mingyang/2019/report.docx",
        "/reports/nowhere/2019/report.pdf",
    ],
)
def test_what_is_not_published_is_not_there(client: Client, version: Version, address: str) -> None:
    assert client.get(address).status_code == 404


def test_another_sites_report_is_not_shown_here(client: Client, version: Version) -> None:
    elsewhere = district.government("elsewhere", name="别区人民政府")
    publish(elsewhere)
    organs.open_site("else", name="别区", root=elsewhere, by=COMMAND, at=factories.NOON)
    assert client.get("/reports/elsewhere/2019/").status_code == 404
    assert "别区人民政府" not in client.get("/reports/").content.decode()


def test_the_index_lists_reports_by_year(client: Client, version: Version) -> None:
    page = client.get("/reports/").content.decode()
    assert "2019年度" in page
    assert '<a href="/reports/mingyang/2019/">明阳区人民政府2019年政府信息公开工作年度报告' in page


def test_an_empty_index_says_why(client: Client) -> None:
    assert "还没有公布的年度报告" in client.get("/reports/").content.decode()


def test_a_download_has_a_chinese_name_and_is_not_sent_twice(
    client: Client, version: Version
) -> None:
    first = client.get("/reports/mingyang/2019/report.csv")
    assert 'filename="mingyang-2019.csv"' in first["Content-Disposition"]
    assert "filename*=UTF-8''%E6%98%8E%E9%98%B3" in first["Content-Disposition"]
    assert version.sha256 in first["ETag"]
    again = client.get("/reports/mingyang/2019/report.csv", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")


def test_tables_have_captions_scopes_and_a_linear_view(client: Client, version: Version) -> None:
    page = client.get("/reports/mingyang/2019/").content.decode()
    for table in re.findall(r'<table class="statutory.*?</table>', page, re.DOTALL):
        assert "<caption" in table
        assert all("scope=" in head for head in re.findall(r"<th[ >][^>]*", table))
    assert page.count('<div class="linear">') == 3
    assert "一、本年新收政府信息公开申请数量" in page.split('<div class="linear">')[2]


def test_every_chart_has_a_title_a_description_and_its_table(
    client: Client, version: Version
) -> None:
    page = client.get("/reports/mingyang/2019/").content.decode()
    assert page.count('<svg xmlns="http://www.w3.org/2000/svg"') == 4
    assert page.count("<desc ") == 4
    assert page.count("的数据表</summary>") == 4
    assert "无数据" in page
    assert "style=" not in page
    assert "<script" not in page


def test_a_demonstration_says_so_on_page_and_index_and_is_not_indexed(
    client: Client, organ: Organ
) -> None:
    Site.objects.update(demo=True)
    publish(organ)
    page = client.get("/reports/mingyang/2019/")
    assert "演示数据：机关、案件和文字均为虚构" in page.content.decode()
    assert "数字出处：本单位统计" in page.content.decode()
    assert 'content="noindex, nofollow"' in page.content.decode()
    file = client.get("/reports/mingyang/2019/report.json")
    assert file.json()["demo"] is True
    assert file["X-Robots-Tag"] == "noindex, nofollow"


def test_a_real_report_carries_no_mark_of_a_demonstration(client: Client, version: Version) -> None:
    assert "演示" not in client.get("/reports/mingyang/2019/").content.decode()


def test_without_fonts_the_pdf_says_why_and_the_page_still_serves(
    client: Client, version: Version, settings: Any, tmp_path: Any
) -> None:
    settings.FONTS = tmp_path
    answer = client.get("/reports/mingyang/2019/report.pdf")
    assert answer.status_code == 503
    assert "没有可用的中文字体" in answer.content.decode()
    assert client.get("/reports/mingyang/2019/").status_code == 200
