"""政府信息公开 of an organ: 4+1, the guide made of facts, the catalogue made of records."""

import csv
import io
import re

import pytest
from django.test import Client

from mingbai.organs.models import Organ, OrganKind, Site
from mingbai.records.models import Column
from tests import factories

pytestmark = pytest.mark.django_db
PARTS = ("公开指南", "公开制度", "法定主动公开内容", "公开年报", "依申请公开")


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_organ_has_the_four_parts_and_the_entry(
    client: Client, bureau: Organ, county: Organ, site: Site
) -> None:
    street = factories.organ("street", parent=county, kind=OrganKind.STREET)
    for organ in (bureau, county, street):
        page = text(client, f"/info/organs/{organ.code}/")
        nav = re.search(r'class="parts".*?</nav>', page, re.DOTALL)
        assert nav is not None
        entries = re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', nav[0])
        assert tuple(words for _, words in entries) == PARTS
        assert "<h1>政府信息公开</h1>" in page
        for address, _ in entries:
            text(client, address)


@pytest.mark.parametrize(
    ("kind", "bound"), [(OrganKind.DEPARTMENT, True), (OrganKind.STREET, False)]
)
def test_article_21_binds_the_county_and_not_a_street_office(
    client: Client, county: Organ, site: Site, kind: OrganKind, *, bound: bool
) -> None:
    organ = factories.organ("one", parent=county, kind=kind)
    page = text(client, f"/info/organs/{organ.code}/")
    assert "条例第二十条" in page
    assert ("条例第二十一条" in page) is bound


def test_an_item_lists_what_belongs_to_it(client: Client, bureau: Organ) -> None:
    factories.public_record(bureau, title="部门预算", item="a20_07_budget")
    factories.public_record(bureau, title="管理办法", item="a20_01_rules")
    page = text(client, "/info/organs/bureau/items/a20_07_budget/")
    assert "部门预算" in page
    assert "管理办法" not in page
    assert client.get("/info/organs/bureau/items/made-up/").status_code == 404


def test_the_guide_has_every_fact_of_article_12(client: Client, bureau: Organ) -> None:
    factories.described(bureau)
    page = text(client, "/info/organs/bureau/guide/")
    for label in (
        "政府信息公开工作机构名称",
        "办公地址",
        "办公时间",
        "联系电话",
        "传真号码",
        "互联网联系方式",
    ):
        assert f'<th scope="row">{label}</th>' in page
    assert "0532-00000000" in page
    assert "明阳区人民法院" in page
    assert '<th scope="row">传真号码</th><td>未登记</td>' in page


def test_an_organ_without_facts_still_has_a_guide(client: Client, bureau: Organ) -> None:
    assert text(client, "/info/organs/bureau/guide/").count("<td>未登记</td>") >= 7


def test_the_catalogue_has_the_four_columns_of_article_12(
    client: Client, bureau: Organ, notices: Column
) -> None:
    record = factories.public_record(
        bureau, title="=1+1", summary="一件公示", column=notices, formed_on="2020-01-06"
    )
    factories.submitted(bureau, title="还在审查")
    page = text(client, "/info/organs/bureau/catalogue/")
    for words in ("索引号", "名称", "内容概述", "生成日期", "一件公示", str(record.index_no)):
        assert words in page
    answer = client.get("/info/organs/bureau/catalogue.csv")
    data = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(data)))
    assert rows[0][:4] == ["索引号", "名称", "内容概述", "生成日期"]
    assert len(rows) == 2
    assert rows[1][0] == record.index_no
    assert rows[1][1] != "=1+1"
    assert rows[1][3] == "2020-01-06"
    assert client.get("/info/organs/bureau/catalogue.xlsx").status_code == 200
    assert client.get("/info/organs/bureau/catalogue.exe").status_code == 404


def test_own_rules_stand_beside_the_law(client: Client, bureau: Organ) -> None:
    factories.public_record(bureau, title="依申请公开办理规程", kind="rules")
    page = text(client, "/info/organs/bureau/rules/")
    assert "依申请公开办理规程" in page
    assert "中华人民共和国政府信息公开条例" in page


@pytest.mark.parametrize("part", ["", "guide/", "rules/", "reports/", "all/", "catalogue/"])
def test_an_organ_of_another_site_is_not_there(client: Client, stranger: Organ, part: str) -> None:
    assert client.get(f"/info/organs/elsewhere/{part}").status_code == 404


META = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
ARTICLE = ("ColumnName", "ArticleTitle", "PubDate", "ContentSource", "Description", "Url")


def test_every_page_names_its_site_and_column_to_machines(
    client: Client, bureau: Organ, notices: Column
) -> None:
    record = factories.public_record(bureau, column=notices)
    parts = ("", "items/a20_01_rules/", "guide/", "rules/", "reports/", "all/", "catalogue/")
    columns = ["/info/", "/info/columns/notices/", *(f"/info/organs/bureau/{p}" for p in parts)]
    for path, names in [*((path, COLUMN) for path in columns), (record.public_path, ARTICLE)]:
        page = text(client, path)
        meta = dict(re.findall(r'<meta name="(\w+)" content="([^"]*)">', page))
        assert [name for name in names if not meta.get(name)] == [], path
        assert set(META) <= set(meta), path
        assert f'<link rel="canonical" href="http://testserver{path}">' in page
        assert meta["SiteName"] == "明阳区人民政府"
        title = re.search(r"<title>(.*?)</title>", page)
        assert title is not None
        assert re.fullmatch(r"[^-].*-[^-]+-明阳区人民政府", title[1]), path


def test_what_belongs_to_no_item_is_no_statutory_content(client: Client, bureau: Organ) -> None:
    factories.public_record(bureau, title="工作动态一则", kind="news", item="")
    factories.public_record(bureau, title="管理办法", item="a20_01_rules")
    page = text(client, "/info/organs/bureau/")
    assert "工作动态一则" not in page
    assert "法规文件 <b>1</b>" in page
    assert "财政预决算 <b>0</b>" in page
    assert "工作动态一则" in text(client, "/info/organs/bureau/all/")
    assert "工作动态一则" in text(client, "/info/organs/bureau/rss.xml")


def test_the_guide_tells_the_remedies_of_the_day(client: Client, bureau: Organ) -> None:
    page = text(client, "/info/organs/bureau/guide/")
    assert "自知道之日起60日内" in page
    assert "直接起诉，自知道之日起6个月内" in page
    assert "应当先申请行政复议" in page
