"""What was typed outlives the end of a session: offered after the next log-in, to nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mingbai.accounts.models import User
from mingbai.records import actions
from mingbai.records.models import Record
from tests.factories import NOON
from tests.records.house import House

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SignIn = Callable[[User], None]
Axe = Callable[[Page], None]


@pytest.fixture
def house(db: None, settings: Any, tmp_path: Any) -> House:
    settings.VAR = tmp_path
    return House()


@pytest.fixture
def address(house: House) -> str:
    version = house.submitted()
    actions.recall(version.record_id, by=house.officer, at=NOON)
    return f"/desk/records/{version.record_id}/edit/"


def expire(page: Page, sign_in: SignIn, user: User) -> None:
    """Type, lose the session, press 保存: the log-in page; then signed in again."""
    page.get_by_label("内容概述").fill("登录过期前写的概述。")
    page.context.clear_cookies(name="session")
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_url("**/login/**")
    sign_in(user)


@pytest.mark.parametrize("viewport", [(1280, 900), (375, 800)], ids=["1280", "375"])
def test_what_was_typed_before_the_session_ended_is_offered_and_restored(
    page: Page, house: House, address: str, sign_in: SignIn, axe: Axe
) -> None:
    sign_in(house.officer.user)
    page.goto(address)
    expire(page, sign_in, house.officer.user)
    page.goto(address)
    offer = page.locator("#unsaved")
    expect(offer).to_contain_text("发现未保存的内容")
    axe(page)
    offer.get_by_role("button", name="恢复").click()
    expect(page.get_by_label("内容概述")).to_have_value("登录过期前写的概述。")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("main")).to_contain_text("已保存")
    assert Record.objects.get().draft.content["summary"] == "登录过期前写的概述。"
    expect(offer).to_be_hidden()
    assert page.evaluate("sessionStorage.length") == 0


def test_it_is_given_up_or_never_shown_to_another_officer(
    page: Page, house: House, address: str, sign_in: SignIn
) -> None:
    sign_in(house.officer.user)
    page.goto(address)
    expire(page, sign_in, house.colleague.user)
    page.goto(address)
    expect(page.get_by_label("内容概述")).not_to_have_value("登录过期前写的概述。")
    expect(page.locator("#unsaved")).to_be_hidden()
    assert page.evaluate("sessionStorage.length") == 0

    expire(page, sign_in, house.colleague.user)
    page.goto(address)
    page.locator("#unsaved").get_by_role("button", name="放弃").click()
    page.reload()
    expect(page.locator("#unsaved")).to_be_hidden()
