"""A citizen finds a public document, reads it, follows it to what explains it (manual: info.md)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from mingbai.accounts.roles import Role
from mingbai.audit.actors import COMMAND
from mingbai.organs import actions as organs
from mingbai.organs.models import Organ, OrganKind, Site
from mingbai.records import actions
from mingbai.records.models import Column, Record
from tests import factories
from tests.factories import NOON

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
both_widths = pytest.mark.parametrize("viewport", [(1280, 900), (375, 800)], ids=["1280", "375"])
BODY = (
    "<p>各镇人民政府，各街道办事处：</p><p>为规范道路停车秩序，方便群众出行，现将有关事项通知"
    "如下。</p><h2>一、停车泊位</h2><p>在不影响通行的路段，可以划定道路停车泊位，并公示收费"
    "标准、停放时段和监督电话。</p><table><caption>泊位分布</caption><tr><th>路段</th>"
    "<th>泊位数</th></tr><tr><td>明湖路</td><td>120</td></tr><tr><td>和平路</td><td>86</td>"
    "</tr></table><p>本通知自2020年2月1日起施行。</p>"
)


@pytest.fixture
def district() -> Organ:
    """A county, a bureau, three columns, a policy with what explains it."""
    county = factories.organ("mingyang", name="明阳区人民政府", kind=OrganKind.GOVERNMENT)
    site = organs.open_site("localhost", name="明阳区人民政府", root=county, by=COMMAND, at=NOON)
    bureau = factories.described(
        factories.organ("traffic", parent=county, name="明阳区交通运输局", short_name="区交通局")
    )
    policy, told = _columns(site)
    asked = _public(bureau, "关于道路停车管理公开征求意见的公告", "consultation", policy)
    paper = _public(bureau, "关于加强道路停车管理的通知", "document", policy, body=BODY)
    reading = _public(bureau, "《关于加强道路停车管理的通知》政策解读", "interpretation", told)
    old = _public(
        bureau, "关于道路停车收费的暂行规定", "document", policy, doc_no="明交〔2015〕3号"
    )
    by = factories.records_staff(bureau)[Role.OFFICER]
    actions.relate(asked.pk, paper.pk, kind="consults", by=by, at=NOON)
    actions.relate(reading.pk, paper.pk, kind="interprets", by=by, at=NOON)
    actions.change_validity(
        old.pk,
        change="repealed",
        on=date(2020, 2, 1),
        basis_record=paper.pk,
        by=by,
        at=NOON,
    )
    for n in range(3):
        _public(bureau, f"明湖路改造工程第{n + 1}标段中标结果公示", "information", policy)
    return bureau


def _columns(site: Site) -> tuple[Column, Column]:
    group = factories.column(site, "policy", name="政策", kind=Column.Kind.GROUP)
    below = {"parent": group, "about": "区政府和各部门的政策文件、解读。"}
    return (
        factories.column(site, "papers", name="政策文件", **below),
        factories.column(site, "readings", name="政策解读", **below),
    )


def _public(organ: Organ, title: str, kind: str, column: Column, **content: str) -> Record:
    _public.day += 1  # type: ignore[attr-defined]
    at = NOON + timedelta(days=_public.day)  # type: ignore[attr-defined]
    return factories.public_record(organ, title=title, kind=kind, column=column, at=at, **content)


_public.day = 0  # type: ignore[attr-defined]


@both_widths
def test_a_citizen_finds_a_document_and_what_explains_it(
    page: Page,
    district: Organ,
    axe: Callable[[Page], None],
    screenshot: Callable[[Page, str], None],
) -> None:
    def look(name: str) -> None:
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        screenshot(page, f"info-{name}")

    page.goto("/info/")
    look("index")
    page.get_by_role("link", name="政策文件").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("政策文件")
    look("column")
    page.get_by_role("link", name="关于加强道路停车管理的通知", exact=True).click()
    expect(page.get_by_text("现行有效").first).to_be_visible()
    look("record")
    page.get_by_text("二维码", exact=True).click()
    expect(page.get_by_role("img", name="本页网址的二维码").first).to_be_visible()
    expect(page.get_by_role("button", name="打印")).to_be_visible()
    on_paper(page)
    page.get_by_role("complementary").get_by_role("link", name="政策解读").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("政策解读")
    page.get_by_role("link", name="关于加强道路停车管理的通知", exact=True).click()
    page.get_by_role("link", name="关于道路停车收费的暂行规定").click()
    expect(page.locator(".in-force")).to_contain_text("已废止")
    look("repealed")
    page.goto("/info/organs/traffic/")
    look("platform")
    page.get_by_role("link", name="公开指南").click()
    expect(page.get_by_text("未登记").first).to_be_visible()
    look("guide")
    page.get_by_role("link", name="公开目录").first.click()
    page.get_by_label("名称、文号、索引号中含有").fill("停车")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="其他文件 2").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    look("catalogue")
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV").click()
    assert len(taken.value.path().read_text("utf-8-sig").splitlines()) == 3


def on_paper(page: Page) -> None:
    """纸上没有网页的框架，有二维码、网址、打印的时间。"""
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    paper = page.locator(".paper-address")
    expect(paper).to_be_visible()
    expect(paper).to_contain_text("打印时间：")
    for chrome in (".masthead", ".record-tools", ".colophon", ".rail"):
        expect(page.locator(chrome).first).to_be_hidden()
    page.emulate_media(media="screen")


@pytest.mark.parametrize("viewport", [(375, 800)], ids=["375"])
def test_every_kind_of_page_is_for_everyone(
    page: Page, district: Organ, axe: Callable[[Page], None]
) -> None:
    cells = "".join(f"<td>{n}月的累计数</td>" for n in range(1, 15))
    body = (
        f"<p>各月如下。</p><table><tr><th rowspan='2'>路段</th>{cells}</tr><tr>{cells}</tr></table>"
    )
    column = Column.objects.get(code="papers")
    wide = _public(district, "停车泊位" * 30, "information", column, body=body)
    organ = "/info/organs/traffic/"
    for path in (
        wide.public_path,
        f"{organ}rules/",
        f"{organ}items/a20_07_budget/",
        f"{organ}catalogue/?q=没有这样的",
        "/info/columns/policy/",
        "/info/data/",
        f"{wide.public_path.rsplit('-', 1)[0]}-99999/",
    ):
        page.goto(path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page.goto(wide.public_path)
    frame = page.locator(".wide-table")
    frame.evaluate("frame => { frame.moved = new Promise(done => { frame.onscroll = done; }); }")
    frame.focus()
    page.keyboard.press("ArrowRight")
    assert frame.evaluate("frame => frame.moved.then(() => frame.scrollLeft > 0)")


@both_widths
def test_a_withdrawn_document_says_so(
    page: Page,
    district: Organ,
    axe: Callable[[Page], None],
    screenshot: Callable[[Page, str], None],
) -> None:
    record = Record.objects.filter(organ=district).latest("listed_at")
    by = factories.records_staff(district)[Role.OFFICER]
    note = "公开信息因含个人信息下线。"
    actions.ask_withdrawal(record.pk, reason="personal", note=note, by=by, at=NOON)
    page.goto(record.public_path)
    expect(page.get_by_text(note)).to_be_visible()
    axe(page)
    screenshot(page, "info-withdrawn")
