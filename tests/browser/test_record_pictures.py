"""A picture's way: out of Word or from the editor, described, reviewed, seen by the public."""

from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Page, expect

from mingbai.records import actions
from mingbai.records.models import Record
from mingbai.records.stages import Stage
from tests import factories
from tests.browser.test_records import (
    DOCX,
    Axe,
    Screenshot,
    SignIn,
    both_widths,
    drafted,
    fits,
    house,
)
from tests.records.house import House, fresh

__all__ = ["house"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def plan(folder: Path, name: str, colour: str) -> Path:
    """A drawing larger than a telephone: two roads that cross."""
    image = Image.new("RGB", (1600, 700), "#eef2ec")
    draw = ImageDraw.Draw(image)
    draw.line([(0, 520), (1600, 180)], fill=colour, width=60)
    draw.line([(500, 0), (700, 700)], fill="#c98a00", width=60)
    draw.rectangle([(900, 420), (1300, 640)], fill="#5e8c61")
    image.save(folder / name)
    return folder / name


def word(folder: Path) -> FilePayload:
    """A Word file with a picture after its second paragraph."""
    from docx import Document as Word
    from docx.shared import Cm

    paper = Word()
    paper.add_paragraph("明阳区城市管理局关于开展春季绿化养护的公告", style="Title")
    paper.add_paragraph("为做好2026年春季绿化养护，现将有关事项公告如下，养护路段见图。")
    paper.add_picture(str(plan(folder, "a.png", "#12508f")), width=Cm(14))
    paper.add_paragraph("养护期间，请市民注意避让。")
    paper.save(str(folder / "a.docx"))
    data = (folder / "a.docx").read_bytes()
    return {"name": "公告.docx", "mimeType": DOCX, "buffer": data}


LOADED = """async (all) => {
  const found = [];
  for (const one of all) {
    // 测试里两个请求共用一个 SQLite 连接，相撞的再取一次
    await one.decode().catch(() => { one.src = one.src; return one.decode().catch(() => {}); });
    found.push(one.naturalWidth > 1 && one.clientWidth > 1);
  }
  return found;
}"""


def loaded(page: Page) -> list[bool]:
    """Whether each picture of the text arrived."""
    found: list[bool] = page.locator(".document-body img[src]").evaluate_all(LOADED)
    return found


def rest(page: Page) -> None:
    """Nothing is asked of the server while we write: in tests both share one connection."""
    page.wait_for_load_state("networkidle")
    page.goto("about:blank")


def described(page: Page) -> None:
    """The picture out of Word is refused until it is described."""
    editor = page.get_by_role("textbox", name="正文", exact=True)
    expect(editor.locator("img[src]")).to_have_count(1)
    page.get_by_role("button", name="保存并送审").click()
    expect(page.locator("main")).to_contain_text("第1幅图片没有替代文字")
    editor.locator("img[src]").click()
    page.get_by_role("button", name="替代文字", exact=True).click()
    page.get_by_role("dialog").get_by_label("替代文字", exact=True).fill("养护路段示意图")
    page.get_by_role("button", name="确定").click()


def with_note_and_figure(page: Page, file: Path, axe: Axe, screenshot: Screenshot) -> None:
    """A footnote and a picture with its caption, put in by the toolbar."""
    editor = page.get_by_role("textbox", name="正文", exact=True)
    editor.get_by_text("养护期间").click()
    page.keyboard.press("End")
    page.get_by_role("button", name="脚注", exact=True).click()
    page.get_by_label("脚注的内容").fill("不含在建路段。")
    axe(page)
    page.get_by_role("dialog").get_by_role("button", name="插入").click()
    page.get_by_role("button", name="图片", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("图片", exact=True).set_input_files(file)
    dialog.get_by_role("button", name="插入").click()
    expect(page.get_by_role("alert")).to_contain_text("请写替代文字")
    axe(page)
    screenshot(page, "records-picture-dialog")
    dialog.get_by_label("替代文字", exact=True).fill("围挡的位置")
    dialog.get_by_label("图题").fill("图 2　围挡的位置")
    dialog.get_by_role("button", name="插入").click()
    expect(editor.locator("figure img")).to_have_count(1)
    assert loaded(page) == [True, True]


@both_widths
def test_from_word_and_the_editor_to_the_public(
    page: Page, house: House, sign_in: SignIn, axe: Axe, screenshot: Screenshot, tmp_path: Path
) -> None:
    sign_in(house.officer.user)
    drafted(page, word(tmp_path))
    described(page)
    with_note_and_figure(page, plan(tmp_path, "b.png", "#8e4a8a"), axe, screenshot)
    axe(page)
    assert fits(page)
    screenshot(page, "records-pictures-edit")
    page.get_by_role("button", name="保存并送审").click()
    expect(page.locator("main")).to_contain_text("已送审")
    rest(page)
    record = Record.objects.get()
    assert record.stage == Stage.REVIEW

    sign_in(house.reviewer.user)
    page.goto(f"/desk/records/{record.pk}/move/review/")
    expect(page.locator(".record-text")).to_contain_text("替代文字：养护路段示意图")
    assert loaded(page) == [True, True]
    axe(page)
    assert fits(page)
    screenshot(page, "records-pictures-review")
    rest(page)

    version = factories.reviewed(record.versions.get(), at=timezone.now())
    actions.publish(fresh(version), by=house.officer, at=timezone.now())
    record.refresh_from_db()
    page.context.clear_cookies()
    page.goto(record.public_path)
    assert loaded(page) == [True, True]
    expect(page.get_by_role("img", name="养护路段示意图")).to_be_visible()
    expect(page.locator("sup")).to_have_text("[1]")
    expect(page.locator("li[id^=fn-]")).to_contain_text("不含在建路段。")
    axe(page)
    assert fits(page)
    screenshot(page, "info-pictures")
