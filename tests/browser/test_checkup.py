"""年报体检 as a visitor does it: paste, see what is wrong and where it was read, take the JSON."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.oversight.papers import text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
both_widths = pytest.mark.parametrize("viewport", [(1280, 900), (375, 800)], ids=["1280", "375"])


@both_widths
def test_a_visitor_checks_a_report(
    page: Page, axe: Callable[[Page], None], screenshot: Callable[[Page, str], None]
) -> None:
    page.goto("/checkup/")
    axe(page)
    screenshot(page, "checkup")
    page.get_by_label("或者粘贴报告全文").fill(text(changes={"t3.1/natural": 6}))
    page.get_by_label("或者粘贴报告全文").press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h2.answer")).to_contain_text("三张表200格都读到了")
    expect(page.locator(".finding.error").first).to_contain_text("应为")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_text("每一格读自哪里").nth(1).click()
    axe(page)
    screenshot(page, "checkup-result")
    with page.expect_download() as started:
        page.get_by_role("button", name="下载结果").click()
    saved = Path(started.value.path()).read_text("utf-8")
    assert '"t3.1"' in saved


def test_the_pasted_text_stays_when_something_is_wrong(page: Page) -> None:
    page.goto("/checkup/")
    page.get_by_role("button", name="体检").click()
    expect(page.locator(".error-summary")).to_contain_text("请选择一个文件")
