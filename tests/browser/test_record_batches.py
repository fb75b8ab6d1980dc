"""An old site imported on the desk: list and texts, reading, a row put right, what was stopped."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mingbai.accounts.models import User
from mingbai.accounts.roles import Role
from mingbai.organs.models import Site
from mingbai.records.models import Batch
from tests import factories
from tests.records.test_importing_batches import identity

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
both_widths = pytest.mark.parametrize("viewport", [(1280, 900), (375, 800)], ids=["1280", "375"])
LISTED = (
    "标题,文号,发布日期,栏目,正文文件,原网址\n"
    "关于做好供水保障的通知,明水发[2015]3号,2015年3月2日,通知公告,供水.txt,/art/1.html\n"
    "关于停水检修的公告,,2015-03,通知公告,停水.txt,/art/2.html\n"
    "低保对象公示,,2016/5/6,没有的栏目,公示.txt,/art/3.html\n"
)


def packed() -> bytes:
    texts = {"供水": "为做好供水保障，现通知如下。", "停水": "3月5日停水检修。"}
    texts["公示"] = f"张三，身份证号{identity()}。"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in texts.items():
            made.writestr(f"{name}.txt", text)
    return out.getvalue()


@both_widths
def test_an_old_site_is_imported_reviewed_and_published(
    page: Page,
    sign_in: Callable[[User], None],
    axe: Callable[[Page], None],
    screenshot: Callable[[Page, str], None],
    settings: Any,
    tmp_path: Any,
) -> None:
    settings.VAR = tmp_path
    organ = factories.coded(factories.organ("water", name="明阳区水务局", short_name="区水务局"))
    site = Site.objects.create(host="mingyang.example", name="明阳区人民政府", root=organ)
    factories.column(site, "notices", name="通知公告")
    staff = factories.records_staff(organ)
    sign_in(staff[Role.OFFICER].user)
    page.goto("/desk/records/batches/new/")
    axe(page)
    screenshot(page, "records-import-new")
    hand_in(page)
    expect(page.get_by_text("已读取3，共3")).to_be_visible()
    axe(page)
    screenshot(page, "records-import-batch")
    page.get_by_role("link", name="3", exact=True).click()
    axe(page)
    screenshot(page, "records-import-row")
    page.get_by_label("发布日期").fill("2015-3-1")
    page.get_by_role("button", name="保存并重新读取").click()
    page.get_by_role("button", name="继续读取").click()
    batch = Batch.objects.get()
    for role in (Role.REVIEWER, Role.SECRECY, Role.SIGNER):
        sign_in(staff[role].user)
        page.goto(f"/desk/records/batches/{batch.pk}/review/")
        if role == Role.REVIEWER:
            axe(page)
            screenshot(page, "records-import-review")
        give_review(page)
    sign_in(staff[Role.OFFICER].user)
    page.goto(f"/desk/records/batches/{batch.pk}/")
    page.get_by_role("button", name="公开这一批").click()
    expect(page.get_by_text("已公开2，共2")).to_be_visible()
    screenshot(page, "records-import-done")
    page.goto("/desk/records/batches/")
    axe(page)
    screenshot(page, "records-import-list")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def give_review(page: Page) -> None:
    """Answer what is asked, and pass the batch."""
    if (may := page.get_by_label("可以公开")).count():
        may.check()
    for question in page.locator("input[type=text][name^=answer_]").all():
        question.fill("可以")
    page.get_by_label("通过").check()
    page.get_by_role("button", name="登记结论").click()


def hand_in(page: Page) -> None:
    """Name the batch, choose the list and the texts, and have them read."""
    page.get_by_label("批次名称").fill("旧网站2015年以前")
    page.get_by_label("迁移清单").set_input_files(
        {"name": "清单.csv", "mimeType": "text/csv", "buffer": LISTED.encode()}
    )
    page.get_by_label("正文和附件").set_input_files(
        {"name": "文稿.zip", "mimeType": "application/zip", "buffer": packed()}
    )
    page.get_by_role("button", name="开始导入").click()
    page.get_by_role("button", name="继续读取").click()
