"""Notices and the own account as an officer sees them, in both widths, with axe."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mingbai.accounts.models import User
from mingbai.accounts.roles import Role
from mingbai.outbox import actions
from tests import factories
from tests.factories import NOON

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
both_widths = pytest.mark.parametrize("viewport", [(1280, 900), (375, 800)], ids=["1280", "375"])


@both_widths
def test_a_notice_that_did_not_go_out_is_sent_again(
    page: Page,
    sign_in: Callable[[User], None],
    axe: Callable[[Page], None],
    screenshot: Callable[[Page, str], None],
    settings: Any,
) -> None:
    post = factories.post(Role.OFFICER)
    settings.OUTBOX = {"sms": ["tests.outbox.ways.Refuses"]}
    factories.message(post.organ, channel="sms", to="13812345678", subject="补正告知")
    actions.deliver(limit=9, at=NOON)
    factories.message(post.organ)
    sign_in(post.user)
    page.goto("/desk/outbox/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(page)
    screenshot(page, "outbox-list")
    page.get_by_role("link", name="补正告知").click()
    expect(page.locator("main")).to_contain_text("unknown-number")
    axe(page)
    screenshot(page, "outbox-message")
    page.get_by_role("button", name="重新发送").click()
    expect(page.locator("main")).to_contain_text("已重新列入待发")
    expect(page.locator("h1")).to_have_text("补正告知")


@both_widths
def test_the_own_account(
    page: Page,
    sign_in: Callable[[User], None],
    axe: Callable[[Page], None],
    screenshot: Callable[[Page, str], None],
) -> None:
    sign_in(factories.post(Role.OFFICER).user)
    page.goto("/desk/")
    page.get_by_role("link", name="张三").click()
    expect(page.locator("h1")).to_have_text("我的账号")
    page.get_by_role("button", name="开通日程订阅").click()
    expect(page.locator("code")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(page)
    screenshot(page, "own")
    page.get_by_role("button", name="退出其他登录").click()
    expect(page.locator("main")).to_contain_text("只保留这一处")
    page.get_by_role("button", name="停用日程订阅").click()
    expect(page.locator("main")).to_contain_text("日程订阅已停用")
