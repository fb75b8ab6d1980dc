"""A real Chromium on the live server: page, viewport, axe, sign_in, screenshot."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from mingbai.accounts.models import User

ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--lang=zh-CN"]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCREENSHOTS = Path(__file__).resolve().parents[2] / "var" / "screenshots"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium (or the one named by MINGBAI_CHROMIUM); skips visibly without it."""
    found = os.environ.get("MINGBAI_CHROMIUM") or shutil.which("chromium")
    if not found:
        pytest.skip("没有 Chromium（MINGBAI_CHROMIUM）")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps an event loop in our thread
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=ARGS)
        yield launched
        launched.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def viewport() -> tuple[int, int]:
    """Width and height; a test takes others with ``parametrize("viewport", [(375, 800)])``."""
    return 1280, 900


@pytest.fixture
def page(browser: Browser, live_server: Any, viewport: tuple[int, int]) -> Iterator[Page]:
    """A page of a fresh browser; what the content policy or a script refused fails the test."""
    width, height = viewport
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": width, "height": height}, locale="zh-CN"
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    ours = [text for text in complaints if not re.search(r"status of 4\d\d", text)]
    assert not ours, ours


@pytest.fixture
def sign_in(page: Page, live_server: Any) -> Callable[[User], None]:
    """Signs an officer in without the log-in page."""

    def enter(user: User) -> None:
        client = Client()
        client.force_login(user)
        cookie = {"name": "session", "value": client.cookies["session"].value}
        page.context.add_cookies([cookie | {"url": live_server.url}])  # type: ignore[typeddict-item]

    return enter


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Asserts that axe finds nothing on the page (A11-01)."""

    def check(page: Page) -> None:
        options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
        results = Axe().run(page, options=options)
        assert results.violations_count == 0, results.generate_report()

    return check


@pytest.fixture
def screenshot() -> Callable[[Page, str], None]:
    """Saves the whole page as var/screenshots/NAME-WIDTH.png."""

    def save(page: Page, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png", full_page=True)

    return save
