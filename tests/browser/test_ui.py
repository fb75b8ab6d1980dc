"""The visual language in a real browser: axe, reflow, elder, keyboard, print (A11, PRN-01)."""

from collections.abc import Callable
from typing import Any
from unicodedata import normalize

import pytest
from playwright.sync_api import Page

from mingbai.accounts.models import User
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DUE = "/due/?received=2019-09-25&pause_first=2019-10-09&pause_last=2019-10-16&extension=5"
MODES = {
    "default": "",
    "elder": "elder=1",
    "high-contrast": "contrast=1",
    "large": "size=large",
}
EVERYONE = {"home": "/", "due": "/due/", "due-answer": DUE, "login": "/accounts/login/"}
both_widths = pytest.mark.parametrize("viewport", [(1280, 900), (375, 800)], ids=["1280", "375"])
Check = Callable[[Page], None]
Save = Callable[[Page, str], None]


@pytest.fixture
def officer() -> User:
    """An officer of the disclosure office."""
    return factories.user("李经办", username="li")


def choose(page: Page, mode: str) -> None:
    """The reader's choice, as the link in the header makes it."""
    page.goto(f"/preferences/?{MODES[mode]}&next=/due/")


def visit(page: Page, address: str) -> None:
    """Open a page that must be there."""
    response = page.goto(address)
    assert response is not None
    assert response.ok, response.status


def fits(page: Page) -> bool:
    """Nothing reaches over the right edge."""
    return bool(
        page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
    )


@both_widths
@pytest.mark.parametrize("mode", MODES)
def test_gallery_in_every_mode(
    page: Page,
    sign_in: Callable[[User], None],
    officer: User,
    mode: str,
    axe: Check,
    screenshot: Save,
) -> None:
    sign_in(officer)
    choose(page, mode)
    visit(page, "/desk/gallery/")
    assert fits(page)
    axe(page)
    screenshot(page, f"gallery-{mode}")
    visit(page, "/desk/gallery/?theme=red")
    axe(page)


@both_widths
@pytest.mark.parametrize("mode", ["default", "elder", "high-contrast"])
@pytest.mark.parametrize("name", EVERYONE)
def test_pages_for_everyone(page: Page, name: str, mode: str, axe: Check, screenshot: Save) -> None:
    choose(page, mode)
    visit(page, EVERYONE[name])
    assert fits(page)
    axe(page)
    screenshot(page, name if mode == "default" else f"{name}-{mode}")


@pytest.mark.parametrize("viewport", [(320, 640)])
@pytest.mark.parametrize("name", EVERYONE)
def test_pages_reflow_at_four_hundred_percent(page: Page, name: str) -> None:
    visit(page, EVERYONE[name])
    assert fits(page)


@pytest.mark.parametrize("viewport", [(375, 800)])
def test_elder_mode_has_large_type_and_targets(page: Page) -> None:
    choose(page, "elder")
    visit(page, DUE)
    assert page.locator("html[data-elder]").count() == 1
    size = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    assert size >= 24
    for box in page.locator("main button, main input, header nav a").all():
        area = box.bounding_box()
        assert area is None or area["height"] >= 60, box.text_content()


def test_the_choice_is_remembered_and_comes_back(page: Page) -> None:
    visit(page, "/due/")
    page.get_by_role("link", name="大", exact=True).click()
    assert page.url.endswith("/due/")
    assert page.locator("html[data-size=large]").count() == 1
    visit(page, "/")
    assert page.locator("html[data-size=large]").count() == 1


def test_every_control_is_reached_by_the_keyboard_and_shows_focus(page: Page) -> None:
    visit(page, DUE)
    controls = "a[href], button, input:not([type=hidden]), select, textarea, summary"
    expected = page.locator(controls).count()
    seen = set()
    for _ in range(expected * 4):
        page.keyboard.press("Tab")
        place = page.evaluate(
            f"[...document.querySelectorAll('{controls}')].indexOf(document.activeElement)"
        )
        if place >= 0:
            seen.add(place)
            shadow = page.evaluate("getComputedStyle(document.activeElement).boxShadow")
            assert shadow != "none", page.evaluate("document.activeElement.outerHTML")
    assert len(seen) == expected


def test_the_skip_link_leads_to_the_text(page: Page) -> None:
    visit(page, "/due/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_calendar_prints_without_chrome(page: Page, tmp_path: Any) -> None:
    import pdfplumber

    visit(page, DUE)
    page.pdf(path=tmp_path / "due.pdf", format="A4", print_background=True)
    with pdfplumber.open(tmp_path / "due.pdf") as pdf:
        text = normalize("NFKC", "".join(sheet.extract_text() for sheet in pdf.pages))
    assert "2019年10月" in text
    assert "不计入期限" in text
    assert "长者版" not in text
    assert "换一个日期" not in text


def test_logging_in_by_hand(page: Page, officer: User) -> None:
    visit(page, "/desk/")
    page.get_by_label("用户名").fill("li")
    page.get_by_label("密码").fill("wrong password")
    page.get_by_role("button", name="登录").click()
    page.get_by_role("alert").get_by_text("用户名或者密码不对").wait_for()
    page.get_by_label("密码").fill("correct horse")
    page.get_by_role("button", name="登录").click()
    page.get_by_role("heading", level=1, name="待办").wait_for()
