"""One record from Word to the public, corrected, withdrawn; a file that is stopped."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone
from docx import Document as Word
from playwright.sync_api import Page, expect

from mingbai.accounts.models import User
from mingbai.organs.models import Site
from mingbai.records.models import Column, Record
from mingbai.records.stages import Stage
from tests import factories
from tests.records.house import House, id_number
from tests.records.test_intake import with_hidden_sheet

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
both_widths = pytest.mark.parametrize("viewport", [(1280, 900), (375, 800)], ids=["1280", "375"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SignIn = Callable[[User], None]
Axe = Callable[[Page], None]
Screenshot = Callable[[Page, str], None]


@pytest.fixture
def house(db: None, settings: Any, tmp_path: Any) -> House:
    settings.VAR = tmp_path
    organ = factories.organ("cg", name="明阳区城市管理局", short_name="区城管局")
    site = Site.objects.create(host="mingyang.example", name="明阳区人民政府", root=organ)
    factories.column(site, "notices", name="通知公告")
    return House(organ)


def paper() -> bytes:
    """A Word file with headings and a table."""
    word, out = Word(), BytesIO()
    word.add_paragraph("明阳区城市管理局关于开展春季绿化养护的公告", style="Title")
    word.add_paragraph("为做好2026年春季绿化养护，现将有关事项公告如下：")
    word.add_heading("一、养护范围", level=1)
    table = word.add_table(rows=3, cols=2)
    for row, cells in enumerate((("路段", "完成时间"), ("明湖路", "3月底"), ("建设路", "4月底"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    word.add_paragraph("养护期间，请市民注意避让。")
    word.save(out)
    return out.getvalue()


def fits(page: Page) -> bool:
    found: bool = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return found


def drafted(page: Page, word: Any = None) -> None:
    """A draft begun on the desk, its text taken from Word, its metadata filled in."""
    page.goto("/desk/records/new/")
    page.get_by_label("种类").select_option(label="政府信息")
    page.get_by_role("button", name="开始拟稿").click()
    file = word or {"name": "公告.docx", "mimeType": DOCX, "buffer": paper()}
    page.get_by_label("Word 文件（.docx）").set_input_files(file)
    page.get_by_role("button", name="取用", exact=True).click()
    expect(page.locator("main")).to_contain_text("已取用 Word 文件的正文")
    expect(page.get_by_label("标题", exact=True)).not_to_have_value("")
    page.get_by_label("标题", exact=True).fill("关于开展春季绿化养护的公告")
    page.get_by_label("内容概述").fill("公布2026年春季绿化养护的路段和时间。")
    page.get_by_label("主题分类").select_option(value="02.01")
    page.get_by_label("公开事项").select_option(value="a20_11_livelihood")
    page.get_by_label("栏目").select_option(value="notices")
    page.get_by_label("成文日期").fill("2026-11-20")


def pass_review(page: Page, record: Record, *, answers: bool = False) -> None:
    """Give the review that waits."""
    page.goto(record.get_absolute_url())
    page.get_by_role("link", name="审查", exact=True).click()
    if answers:
        page.get_by_label("可以公开").check()
        for label in ("怎样公开", "在什么范围公开", "公开时限"):
            page.get_by_label(label).fill("可以")
    page.get_by_label("通过").check()
    page.get_by_role("button", name="审查", exact=True).click()
    expect(page.locator("main")).to_contain_text("已办，记入审计日志")


@both_widths
def test_from_word_through_three_reviews_to_the_public_and_back(
    page: Page, house: House, sign_in: SignIn, axe: Axe, screenshot: Screenshot
) -> None:
    sign_in(house.officer.user)
    drafted(page)
    axe(page)
    assert fits(page)
    screenshot(page, "records-edit")
    page.get_by_role("button", name="保存并送审").click()
    expect(page.locator("main")).to_contain_text("已送审")
    record = Record.objects.get()
    assert (record.stage, bool(record.index_no)) == (Stage.REVIEW, True)

    sign_in(house.reviewer.user)
    page.goto(f"/desk/records/{record.pk}/move/review/")
    axe(page)
    assert fits(page)
    screenshot(page, "records-review")
    pass_review(page, record, answers=True)
    for post in (house.secrecy, house.signer):
        sign_in(post.user)
        pass_review(page, record)

    sign_in(house.officer.user)
    page.goto(record.get_absolute_url())
    axe(page)
    assert fits(page)
    screenshot(page, "records-record")
    page.get_by_role("button", name="公开", exact=True).click()
    expect(page.locator("h1")).to_contain_text("已公开")
    record.refresh_from_db()
    assert record.is_public


@both_widths
def test_a_public_text_is_corrected_and_withdrawn_by_two(
    page: Page, house: House, sign_in: SignIn, axe: Axe, screenshot: Screenshot
) -> None:
    record = house.public(
        title="关于开展春季绿化养护的公告", column=Column.objects.get(), at=timezone.now()
    )
    sign_in(house.officer.user)
    page.goto(record.get_absolute_url())
    page.get_by_role("button", name="更正", exact=True).click()
    expect(page.locator("h1")).to_contain_text("拟稿")
    page.get_by_role("link", name="修改稿件").click()
    page.get_by_label("更正理由").select_option(value="erratum")
    page.get_by_label("更正说明").fill("更正标题中的一处文字。")
    page.get_by_label("标题", exact=True).fill("关于开展春季绿化养护工作的公告")
    page.get_by_role("button", name="保存并送审").click()
    sign_in(house.reviewer.user)
    page.goto(f"/desk/records/{record.pk}/move/review/")
    expect(page.locator(".changes")).to_contain_text("关于开展春季绿化养护工作的公告")
    pass_review(page, record, answers=True)
    for post in (house.secrecy, house.signer):
        sign_in(post.user)
        pass_review(page, record)
    sign_in(house.officer.user)
    page.goto(record.get_absolute_url())
    page.get_by_role("button", name="公开", exact=True).click()
    record.refresh_from_db()
    assert record.title == "关于开展春季绿化养护工作的公告"

    page.get_by_role("link", name="撤下", exact=True).click()
    page.get_by_label("理由").select_option(value="wrong")
    axe(page)
    screenshot(page, "records-withdraw")
    page.get_by_role("button", name="撤下", exact=True).click()
    sign_in(house.head.user)
    page.goto(record.get_absolute_url())
    page.get_by_role("link", name="确认撤下").click()
    page.get_by_role("button", name="确认撤下").click()
    expect(page.locator("h1")).to_contain_text("已撤下")
    axe(page)
    record.refresh_from_db()
    assert record.public_version is None


@both_widths
def test_a_hidden_sheet_of_identity_numbers_is_stopped(
    page: Page, house: House, sign_in: SignIn, axe: Axe, screenshot: Screenshot
) -> None:
    sign_in(house.officer.user)
    drafted(page)
    numbers = [["姓名", "身份证号"], ["张三", id_number()], ["李四", id_number()]]
    file = {"name": "明细.xlsx", "mimeType": XLSX, "buffer": with_hidden_sheet(*numbers)}
    page.get_by_label("上传附件").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="上传", exact=True).click()
    stopped = page.locator("section.finding.error")
    expect(stopped).to_contain_text("附件被拦下")
    expect(stopped).to_contain_text("底稿")
    assert id_number() not in page.content()
    axe(page)
    assert fits(page)
    screenshot(page, "records-stopped")
    page.get_by_label("上传附件").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_label("使用清理后的副本（原文件", exact=False).check()
    page.get_by_role("button", name="上传", exact=True).click()
    expect(page.locator("main")).to_contain_text("已收下附件“明细.xlsx”")
    kept = Record.objects.get().attachments.get()
    assert (kept.findings, len(kept.strips) > 0) == ([], True)


def test_the_draft_saves_itself_and_tells_of_a_conflict(
    page: Page, house: House, sign_in: SignIn
) -> None:
    sign_in(house.officer.user)
    page.clock.install()
    drafted(page)
    page.clock.run_for(2000)
    page.get_by_label("内容概述").fill("自动保存的概述。")
    page.clock.run_for(21_000)
    expect(page.locator("#saved")).to_contain_text("已自动保存")
    assert Record.objects.get().draft.content["summary"] == "自动保存的概述。"
