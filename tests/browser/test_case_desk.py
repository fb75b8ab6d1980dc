"""办件 as officers do it: a refusal with a third party to service, an extension, what is due."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from mingbai.accounts.models import Post, User
from mingbai.accounts.roles import Role
from mingbai.applications import actions, clock
from mingbai.applications.models import Application
from tests import factories
from tests.applications.desk import courses
from tests.applications.desk.courses import Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
both_widths = pytest.mark.parametrize("viewport", [(1280, 900), (375, 800)], ids=["1280", "375"])
Look = Callable[[str], None]
Enter = Callable[[Post], None]


@pytest.fixture
def here(settings: Any, tmp_path: Path) -> Office:
    """An organ with a person in each role."""
    settings.VAR = tmp_path / "var"
    names = {
        Role.OFFICER: "刘敏",
        Role.REVIEWER: "陈立",
        Role.SECRECY: "周全",
        Role.SIGNER: "孙正",
        Role.HEAD: "吴平",
        Role.OFFICE: "郑和",
    }
    office = courses.office()
    for role, name in names.items():
        user = office.posts[role].user
        user.name = name
        user.save(update_fields=["name"])
    return office


@pytest.fixture
def enter(page: Page, sign_in: Callable[[User], None]) -> Enter:
    """Another officer sits down at the same browser."""

    def come(post: Post) -> None:
        page.context.clear_cookies()
        sign_in(post.user)

    return come


@pytest.fixture
def look(page: Page, axe: Callable[[Page], None], screenshot: Callable[[Page, str], None]) -> Look:
    """Nothing reaches over the edge, axe finds nothing, and a picture is kept."""

    def check(name: str) -> None:
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        axe(page)
        screenshot(page, f"case-{name}")

    return check


def make(page: Page, move: str) -> None:
    """Press the button of a move on its page."""
    page.locator("main form").get_by_role("button", name=move, exact=True).click()


def choose(page: Page, move: str) -> None:
    """Open the page of a move from the moves at the right."""
    page.locator("aside").get_by_role("link", name=move, exact=True).click()


@both_widths
def test_a_refusal_with_a_third_party_goes_out(
    page: Page, here: Office, enter: Enter, look: Look
) -> None:
    enter(here.officer)
    enter_a_letter(page, look)
    page.get_by_role("link", name="打开这一件").click()
    choose(page, "受理承办")
    make(page, "受理承办")
    expect(page.locator("h1")).to_contain_text("办理中")

    choose(page, "征求第三方意见")
    page.get_by_label("第三方的姓名或者名称").fill("某建筑工程有限公司")
    page.get_by_label("涉及第三方的信息").fill("投标文件中的分项报价表")
    look("third-party")
    make(page, "征求第三方意见")
    expect(page.locator("h1")).to_contain_text("征求第三方意见")
    look("consulting")

    choose(page, "登记意见")
    page.get_by_label("不同意公开").check()
    page.get_by_label("陈述的理由").fill("分项报价反映本公司的成本构成，属于商业秘密。")
    make(page, "登记意见")
    expect(page.locator("h1")).to_contain_text("办理中")

    write_the_refusal(page, look)
    go_out(page, here, enter, look)


def go_out(page: Page, here: Office, enter: Enter, look: Look) -> None:
    """Two reviewers, the signer, then the officer hands it to the post."""
    address = page.url
    for role, move in [
        (Role.REVIEWER, "法制审核通过"),
        (Role.SECRECY, "保密审查通过"),
        (Role.SIGNER, "签发"),
    ]:
        enter(here.posts[role])
        page.goto("/desk/")
        page.get_by_role("table").get_by_role("link").first.click()
        choose(page, move)
        expect(page.locator(".paper")).to_contain_text("成本构成")
        if role is Role.REVIEWER:
            look("review")
        make(page, move)

    enter(here.officer)
    page.goto(address)
    choose(page, "送达")
    page.get_by_label("邮寄送达").check()
    page.get_by_label("交邮日期").fill(timezone.localdate().isoformat())
    page.get_by_label("邮件号码").fill("EA000000001CN")
    look("serve")
    make(page, "送达")
    expect(page.locator("h1")).to_contain_text("已办结")
    expect(page.locator("main")).to_contain_text("按期")
    look("closed")


def enter_a_letter(page: Page, look: Look) -> None:
    """A letter that was signed for is registered by the officer."""
    page.goto("/desk/applications/cases/")
    page.locator("aside").get_by_role("link", name="登记新申请").click()
    page.get_by_label("邮寄（需签收）").check()
    page.get_by_label("姓名或者名称").fill(courses.APPLICANT)
    page.get_by_label("证件号码", exact=True).fill("370200199013320019")
    page.get_by_label("联系电话").fill("13800000000")
    page.get_by_label("通信地址").fill("明阳区和平路1号")
    page.get_by_label("所需信息的内容").fill("区养老服务中心改造工程的中标单位投标文件")
    look("new")
    page.locator("main form").get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("main")).to_contain_text("只显示这一次")
    look("filed")


def write_the_refusal(page: Page, look: Look) -> None:
    """What a refusal for a third party must hold, seen before it is given to the reviews."""
    choose(page, "起草答复")
    page.get_by_label("答复结果").select_option("refuse_third_party")
    page.get_by_role("button", name="列出要件").click()
    expect(page.locator("main")).to_contain_text("还不能送审")
    expect(page.get_by_label("不同意的理由").first).to_have_value(
        "分项报价反映本公司的成本构成，属于商业秘密。"
    )
    page.get_by_label("认定的事实").fill(
        "该投标文件由某建筑工程有限公司于2023年编制，本机关在招标中获取，内含商业秘密。"
    )
    page.locator("#id_reasons").fill(
        "分项报价反映该公司的成本构成和报价策略，公开会使竞争对手掌握其底价，损害其竞争地位。"
    )
    page.get_by_label("对公共利益的衡量").fill(
        "中标总价和中标结果已经公开，足以监督资金使用，不公开分项报价不会对公共利益造成重大影响。"
    )
    page.get_by_role("button", name="预览").click()
    expect(page.locator(".paper")).to_contain_text("成本构成")
    expect(page.locator("main")).not_to_contain_text("还不能送审")
    look("reply")
    page.get_by_role("button", name="送审").click()
    expect(page.locator("h1")).to_contain_text("法制审核")


@both_widths
def test_the_head_extends(page: Page, here: Office, enter: Enter, look: Look) -> None:
    case = courses.accepted(here)
    actions.propose_extension(
        case.pk, workdays=20, reason="须到市档案馆调阅卷宗", by=here.officer, at=timezone.now()
    )
    enter(here.posts[Role.HEAD])
    page.goto("/desk/")
    expect(page.locator("#mine")).to_contain_text("等您办理的申请（1）")
    page.get_by_role("link", name=case.number).first.click()
    expect(page.locator("main")).to_contain_text("须到市档案馆调阅卷宗")
    page.get_by_text("怎样算出").click()
    look("extension-waits")
    choose(page, "同意延期")
    expect(page.get_by_label("延长的工作日数")).to_have_value("20")
    look("extend")
    make(page, "同意延期")
    expect(page.locator("main")).to_contain_text("延期答复告知书")
    case.refresh_from_db()
    assert case.due_on
    assert case.received_on
    assert clock.calendar().workdays_between(case.received_on, case.due_on) == 40


@both_widths
def test_the_office_finds_the_case_that_is_due_tomorrow(
    page: Page, here: Office, enter: Enter, look: Look
) -> None:
    due = due_tomorrow(here)
    for _ in range(4):
        courses.accepted(here, request=factories.request(description="困难群众救助标准的文件"))
    enter(here.posts[Role.OFFICE])
    page.goto("/desk/")
    expect(page.locator("main")).to_contain_text("五个工作日内到期 1")
    look("inbox")
    page.get_by_role("link", name="五个工作日内到期 1").click()
    expect(page.get_by_role("row")).to_have_count(2)
    expect(page.locator("main")).to_contain_text("还剩 1 个工作日")
    look("list")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(due.number)
    expect(page.locator("aside.moves")).to_contain_text("各机关的申请由本机关答复")
    look("overseer")


def due_tomorrow(here: Office) -> Application:
    """A case whose twentieth working day is the next one."""
    days, today = clock.calendar(), timezone.localdate()
    received = today - timedelta(days=15)
    while days.workdays_between(received, today) < 19:
        received -= timedelta(days=1)
    return courses.accepted(here, factories.noon(received))
