"""A citizen files, corrects and reads the reply; axe and screenshots at both widths."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from mingbai.applications import actions
from mingbai.applications.models import Application
from tests.portal.apply import journey
from tests.portal.apply.journey import Office
from tests.portal.test_reports import publish
from tests.reports import district

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
both_widths = pytest.mark.parametrize("viewport", [(1280, 900), (375, 800)], ids=["1280", "375"])


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.fixture
def look(
    page: Page, axe: Callable[[Page], None], screenshot: Callable[[Page, str], None]
) -> Callable[[str], None]:
    """The page fits, axe finds nothing, its picture is kept."""

    def looked(name: str) -> None:
        fits(page)
        axe(page)
        screenshot(page, f"apply-{name}")

    return looked


def files(page: Page, look: Callable[[str], None]) -> str:
    """From the home page to the receipt; gives the code."""
    page.goto("/")
    page.get_by_role("link", name="申请公开", exact=True).click()
    page.get_by_label("机关名称").fill("建设")
    page.get_by_role("button", name="查找").click()
    look("choose")
    page.get_by_role("link", name="明阳区建设局").click()
    page.get_by_label("所需信息的名称或者内容").fill("和平路改造工程的批准文件及其附图")
    page.get_by_role("button", name="提交申请").click()
    expect(page.locator(".error-summary")).to_contain_text("没有填写申请人的姓名")
    page.get_by_label("姓名或者名称").fill("张三")
    page.get_by_label("证件号码").first.fill(journey.IDENTITY)
    page.get_by_label("联系电话").fill(journey.PHONE)
    page.get_by_label("我已阅读上面的告知").check()
    look("form")
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("申请已登记")
    look("receipt")
    return page.locator(".code").inner_text()


def asked(place: Office, case: Application) -> None:
    """The officer asks for a correction."""
    at, officer = timezone.now(), place.officer
    actions.accept(case.pk, by=officer, at=at)
    words = {"points": "请写明道路改造的起止地点和年份。", "guidance": "可以写项目名称。"}
    actions.ask_correction(case.pk, **words, workdays=10, by=officer, at=at)


def corrects(page: Page, look: Callable[[str], None], number: str, code: str) -> None:
    """Number, code, last four, the correction."""
    page.goto("/status/")
    look("enter")
    page.get_by_label("登记编号").fill(number)
    page.get_by_label("查询码").fill(code)
    page.get_by_label("查询码").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(number)
    look("correction-asked")
    page.get_by_role("link", name="提交补正").first.click()
    page.get_by_label("后四位").fill(journey.PHONE[-4:])
    look("prove")
    page.get_by_role("button", name="继续").click()
    page.get_by_label("补正后的申请内容").fill("和平路自一号路口至建设路段，2019年改造。")
    look("answer")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.locator(".message.success").first).to_contain_text("已收到补正")
    look("processing")


def reads(page: Page, look: Callable[[str], None]) -> None:
    """The reply, a file, the rating; then he leaves."""
    page.reload()
    page.get_by_text("用文字逐段说明").click()
    look("served")
    page.get_by_role("link", name="打开答复和文书").first.click()
    expect(page.get_by_role("article")).to_contain_text("过程性信息")
    look("papers")
    with page.expect_download() as started:
        page.get_by_role("link", name="批复.pdf").click()
    assert started.value.suggested_filename == "批复.pdf"
    page.get_by_role("link", name="返回办理进度").click()
    page.get_by_label("4分，满意").check()
    page.get_by_role("button", name="提交评价").click()
    expect(page.get_by_text("您已评4分")).to_be_visible()
    page.get_by_role("button", name="退出查询").click()
    expect(page).to_have_url(re.compile("/status/$"))


@both_widths
def test_a_citizen_files_corrects_and_reads_the_reply(
    page: Page, look: Callable[[str], None], settings: Any, tmp_path: Any
) -> None:
    settings.VAR, settings.FORM_SECONDS = tmp_path, (0, 86_400)
    place = journey.office()
    code = files(page, look)
    case = Application.objects.get()
    asked(place, case)
    page.context.clear_cookies()
    corrects(page, look, case.number, code)
    case.refresh_from_db()
    journey.reply(place, case, journey.REFUSED)
    reads(page, look)


@both_widths
def test_a_description_finds_what_is_public_while_it_is_typed(
    page: Page, settings: Any, tmp_path: Any
) -> None:
    settings.VAR = tmp_path
    root = district.government()
    publish(root)
    page.goto(f"/apply/{root.code}/")
    with page.expect_request("**/apply/suggest/") as sent:
        page.get_by_label("所需信息的名称或者内容").press_sequentially("2019年工作年度报告")
    assert sent.value.method == "POST"
    assert set(re.findall(r"(?:^|&)(\w+)=", sent.value.post_data or "")) == {
        *("csrfmiddlewaretoken", "description"),
    }
    expect(page.locator("#found")).to_contain_text("可能已经公开")
    fits(page)


@both_widths
def test_the_procedure_and_the_figures(
    page: Page, look: Callable[[str], None], settings: Any, tmp_path: Any
) -> None:
    settings.VAR = tmp_path
    place = journey.office()
    for _ in range(3):
        made = journey.factories.filed(
            place.organ,
            timezone.localdate(),
            request=journey.factories.request(obtain_channel="online", obtain_method="electronic"),
        )
    journey.reply(place, made.application)
    for name in ("procedure", "statistics"):
        page.goto(f"/apply/{name}/")
        look(name)


@pytest.mark.parametrize("viewport", [(375, 800)], ids=["375"])
@pytest.mark.parametrize("choice", ["elder", "contrast"])
def test_large_type_and_high_contrast(
    page: Page, axe: Callable[[Page], None], settings: Any, tmp_path: Any, choice: str
) -> None:
    settings.VAR = tmp_path
    journey.office()
    page.goto("/")
    page.get_by_role("link", name={"elder": "长者版", "contrast": "无障碍"}[choice]).first.click()
    for address in ("/apply/", "/apply/jianshe/", "/apply/procedure/", "/status/"):
        page.goto(address)
        assert page.locator(f"html[data-{choice}]").count() == 1
        fits(page)
        axe(page)


def test_without_javascript_and_with_the_keyboard_alone(
    browser: Browser, live_server: Any, settings: Any, tmp_path: Any
) -> None:
    settings.VAR, settings.FORM_SECONDS = tmp_path, (0, 86_400)
    journey.office()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/apply/jianshe/")
    keys = page.keyboard
    page.get_by_label("所需信息的名称或者内容").focus()
    keys.type("和平路改造工程的批准文件")
    keys.press("Tab")
    keys.press("Enter")
    expect(page.locator("#found")).to_contain_text("没有找到标题相近的")
    for label, text in (("姓名或者名称", "张三"), ("联系电话", journey.PHONE)):
        page.get_by_label(label).focus()
        keys.type(text)
    page.get_by_label("证件号码").first.focus()
    keys.type(journey.IDENTITY)
    page.get_by_label("我已阅读上面的告知").focus()
    keys.press("Space")
    keys.press("Tab")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("申请已登记")
    context.close()
