"""The first page: the year of the whole in figures, only when its report is published."""

import pytest
from django.test import Client

from mingbai.audit.actors import COMMAND
from mingbai.organs import actions as organs
from mingbai.organs.models import OrganKind
from tests import factories
from tests.portal.test_reports import HOST, publish
from tests.reports import district

pytestmark = pytest.mark.django_db


def test_without_a_report_it_says_when_to_expect_one(client: Client) -> None:
    organs.open_site(
        HOST, name="明阳区人民政府", root=district.government(), by=COMMAND, at=factories.NOON
    )
    page = client.get("/").content.decode()
    assert "还没有公布的年度报告" in page
    assert "五个数字" not in page


def test_each_figure_of_the_whole_leads_to_its_table(client: Client) -> None:
    government = district.government()
    organs.open_site(HOST, name="明阳区人民政府", root=government, by=COMMAND, at=factories.NOON)
    publish(government)
    address = f"/reports/{government.code}/2019/"
    page = client.get("/").content.decode()
    assert "2019年的五个数字" in page
    assert f'<a href="{address}#t3">4</a>' in page
    assert f'<a href="{address}#t4">2</a>' in page
    report = client.get(address).content.decode()
    assert '<section id="t3">' in report
    assert '<section id="t4">' in report


def test_the_figures_of_a_department_are_not_those_of_the_whole(client: Client) -> None:
    government = district.government()
    organs.open_site(HOST, name="明阳区人民政府", root=government, by=COMMAND, at=factories.NOON)
    publish(factories.organ("mzj", parent=government, kind=OrganKind.DEPARTMENT))
    page = client.get("/").content.decode()
    assert "/reports/mzj/2019/" in page
    assert "五个数字" not in page
