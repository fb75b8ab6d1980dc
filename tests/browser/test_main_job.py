"""The main job, as its people do it: the ledger changes, the report follows, and is published."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from mingbai.accounts.models import User
from mingbai.demo import build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
REPORT = "/desk/reports/mingyang/2019/?scope=subtree"
SignIn = Callable[[User], None]
Look = Callable[[Page, str], None]


@pytest.fixture(autouse=True)
def district(live_server: object) -> None:
    """The demonstration district."""
    build.build()


def as_(username: str) -> User:
    return User.objects.get(username=username)


def cell(page: Page, cell_id: str) -> str:
    """What a cell of the workbench shows."""
    return page.locator(f'td a[href*="/cell/{cell_id}/"]').first.inner_text().strip()


def test_a_changed_case_moves_the_cell_the_total_and_the_findings(
    page: Page, sign_in: SignIn, axe: Callable[[Page], None], screenshot: Look
) -> None:
    sign_in(as_("gongkai"))
    page.goto(REPORT)
    assert (cell(page, "t3.1/total"), cell(page, "t3.4/natural")) == ("269", "0")
    expect(page.locator("main")).not_to_contain_text("处错误")

    page.goto("/desk/applications/new/")
    page.get_by_label("登记机关").select_option(label="示范市明阳区民政局")
    page.get_by_label("登记编号").fill("依申〔2019〕900号")
    page.get_by_label("申请内容摘要").fill("2018年临时救助发放标准")
    page.get_by_label("申请人类别").select_option(label="自然人")
    page.get_by_label("收到申请日期").fill("2019-12-30")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("main")).to_contain_text("依申〔2019〕900号")
    axe(page)

    page.goto(REPORT)
    assert (cell(page, "t3.1/total"), cell(page, "t3.4/natural")) == ("270", "1")
    # The prose still says 269: the rule names both numbers.
    finding = page.locator(".finding.error", has_text="TX-R1").first
    expect(finding).to_contain_text("269")
    expect(finding).to_contain_text("270")
    axe(page)
    screenshot(page, "report-with-findings")

    page.locator('td a[href*="/cell/t3.4/natural/"]').first.click()
    expect(page.locator("main")).to_contain_text("依申〔2019〕900号")
    axe(page)


def test_three_people_review_before_the_report_is_public(
    page: Page, sign_in: SignIn, axe: Callable[[Page], None], screenshot: Look
) -> None:
    page.goto("/reports/sthjj/2019/")
    assert page.title().startswith("没有这个页面")
    for username, step in (("sthjj-bm", "保密审查"), ("sthjj-qf", "签发")):
        sign_in(as_(username))
        page.goto("/desk/")
        expect(page.locator("main")).to_contain_text(step)
        page.get_by_role("link", name="示范市生态环境局明阳分局2019年").click()
        axe(page)
        screenshot(page, f"review-{username[-2:]}")
        page.get_by_label("通过", exact=True).check()
        page.get_by_role("button", name="记录结论").click()
        expect(page.locator("aside.moves")).to_contain_text(f"{step}：通过")
    sign_in(as_("sthjj-jb"))
    page.goto("/desk/reports/sthjj/2019/version/1/")
    page.get_by_role("button", name="公开").click()
    page.goto("/reports/sthjj/2019/")
    expect(page.locator("h1")).to_contain_text("2019年政府信息公开工作年度报告")
    axe(page)


@pytest.mark.parametrize("viewport", [(1280, 900), (375, 800)])
def test_the_public_report_reads_well_everywhere(
    page: Page, axe: Callable[[Page], None], screenshot: Look
) -> None:
    page.goto("/reports/mingyang/2019/")
    expect(page.locator("main")).to_contain_text("演示数据")
    expect(page.locator("main")).to_contain_text(
        "《青岛市城阳区人民政府2019年政府信息公开工作报告》"
    )
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    axe(page)
    screenshot(page, "annual-report")
