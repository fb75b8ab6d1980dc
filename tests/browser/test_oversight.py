"""监督 as the office does it: take in, correct, judge, ask for rectification, see it answered."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mingbai.accounts.models import Post, User
from tests.oversight.papers import district, officer, taken, text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
both_widths = pytest.mark.parametrize("viewport", [(1280, 900), (375, 800)], ids=["1280", "375"])
Look = Callable[[str], None]


@pytest.fixture
def office(page: Page, sign_in: Callable[[User], None], settings: Any, tmp_path: Path) -> Post:
    """The office of a district that has last year's paper already, signed in."""
    settings.VAR = tmp_path / "var"
    post = officer(district()["root"])
    taken(post, text(year=2022, changes={"t3.4/natural": 0, "t3.4/total": 0}))
    sign_in(post.user)
    return post


@pytest.fixture
def look(page: Page, axe: Callable[[Page], None], screenshot: Callable[[Page, str], None]) -> Look:
    """Nothing reaches over the edge, axe finds nothing, and a picture is kept."""

    def check(name: str) -> None:
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        axe(page)
        screenshot(page, f"oversight-{name}")

    return check


def upload(page: Page, folder: Path, name: str, content: str) -> None:
    """Choose one file and take it in."""
    path = folder / name
    path.write_text(content, "utf-8")
    page.goto("/desk/oversight/intake/")
    page.get_by_label("年度报告文件").set_input_files(path)
    page.get_by_role("button", name="收下").click()


@both_widths
def test_a_paper_is_taken_in_and_a_cell_corrected(
    page: Page, office: Post, look: Look, tmp_path: Path
) -> None:
    upload(page, tmp_path, "民政局.txt", text(changes={"t3.1/natural": 6}))
    look("intake")
    page.get_by_role("button", name="继续读取").click()
    expect(page.locator("main")).to_contain_text("示范市明阳区民政局2023年度，第1版")
    page.get_by_role("link", name="民政局.txt").click()
    expect(page.locator("h1")).to_contain_text("2023年度报告")
    look("paper")

    page.goto(f"{page.url}?cell=t3.1/natural")
    page.get_by_label("更正为").fill("5")
    page.get_by_label("原因").fill("原件第2页印作5")
    look("cell")
    page.get_by_role("button", name="更正并重新核对").click()
    expect(page.locator("main")).to_contain_text("更正为5")
    expect(page.locator("main")).not_to_contain_text("T3-R3")


@both_widths
def test_findings_are_confirmed_and_put_right(
    page: Page, office: Post, look: Look, tmp_path: Path
) -> None:
    (paper,) = taken(office, text(changes={"review/upheld": 1}))
    page.goto(paper.get_absolute_url())
    page.get_by_label("T4-R1").check()
    page.get_by_role("button", name="记下").click()
    page.get_by_label("整改期限").fill("2099-01-01")
    page.get_by_role("button", name="发起整改").click()
    expect(page.locator("main")).to_contain_text("还没有收到新版本")
    address = page.url

    upload(page, tmp_path, "民政局新.txt", text())
    page.get_by_role("button", name="继续读取").click()
    expect(page.locator("main")).to_contain_text("第2版")
    page.goto(address)
    expect(page.locator("main")).to_contain_text("已改正1处")
    look("round")
    page.get_by_label("办结说明").fill("已改正并重新公布")
    page.get_by_role("button", name="办结").click()
    expect(page.locator("main")).to_contain_text("已办结")


@both_widths
@pytest.mark.parametrize(
    "path", ["", "intake/", "unassigned/", "issues/", "rounds/"], ids=lambda path: path or "board"
)
def test_the_lists(path: str, page: Page, office: Post, look: Look) -> None:
    taken(office, text(changes={"t3.1/natural": 6}), text("某某学会"))
    page.goto(f"/desk/oversight/{path}")
    look(path.strip("/") + "-list" if path else "board")
