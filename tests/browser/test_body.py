"""The body of a document: nothing hostile runs, the editor writes what is kept (WEB-05, A11-01)."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from mingbai.prose.cleaning import clean
from mingbai.prose.comparing import compared
from tests.browser import body_pages

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.browser.body_pages"),
]
both_widths = pytest.mark.parametrize("viewport", [(1280, 900), (375, 800)], ids=["1280", "375"])

BODY = clean(
    '<p align="center">明政办发〔2019〕7号</p><p style="text-indent:0">各镇人民政府：</p>'
    "<p>现将《2019年政务公开工作要点》印发给你们，请认真贯彻落实，及时、准确公开"
    '财政预算、重大建设项目和公共资源配置等信息<a href="#fn-1"><sup>[1]</sup></a>。</p>'
    "<h2>一、总体要求</h2><p>坚持以公开为常态、不公开为例外。</p><h3>（一）任务分工</h3>"
    "<table><caption>任务分工表</caption><tr><th rowspan=2 width=20%>任务</th>"
    '<th colspan=2>时限</th><th rowspan=2 width="30%">牵头单位</th></tr>'
    "<tr><th>上半年<th>下半年</tr>"
    "<tr><td>重大建设项目信息公开<td align=right>12<td align=right>1,203<td>区发展和改革局</tr>"
    "<tr><td>财政预决算公开<td align=right>8<td align=right>956<td>区财政局</tr></table>"
    "<ul><li>公开目录<ul><li>每年更新一次</ul><li>公开指南</ul><ol><li>第一批<li>第二批</ol>"
    "<blockquote>行政机关公开政府信息，应当坚持以公开为常态、不公开为例外。</blockquote>"
    '<p align="right">明阳区人民政府办公室<br>2019年5月6日</p><hr>'
    '<p><a href="#fnref-1">[1]</a> 见《条例》第二十条。</p>'
)


def test_no_hostile_text_runs_a_script(page: Page) -> None:
    dialogs: list[str] = []
    requests: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: requests.append(request.url))
    page.goto("/scratch/hostile/")
    page.evaluate(
        """() => {
          for (const text of window.texts) {
            const box = document.body.appendChild(document.createElement("div"));
            box.innerHTML = text;                       // once more through the parser,
            box.innerHTML = box.innerHTML;              // and what it serialised
          }
          for (const element of document.querySelectorAll("a, img, p, td, li, details")) {
            for (const name of ["mouseover", "focus", "click", "error", "load", "toggle"]) {
              const event = new Event(name, { bubbles: true, cancelable: true });
              element.addEventListener(name, (one) => one.preventDefault(), { once: true });
              element.dispatchEvent(event);
            }
          }
        }"""
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    assert dialogs == []
    assert page.evaluate("document.querySelectorAll('section').length") > 100
    outside = [url for url in requests if "evil.example" in url or "a.example" in url]
    assert outside == []


@both_widths
def test_a_published_body_is_set_like_a_book(
    page: Page, axe: Callable[[Page], None], screenshot: Callable[[Page, str], None]
) -> None:
    body_pages.bodies["book"] = BODY
    page.goto("/scratch/show/book/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert (
        page.locator(".document-body p")
        .nth(2)
        .evaluate(
            "p => { const s = getComputedStyle(p);"
            "       return parseFloat(s.textIndent) === 2 * parseFloat(s.fontSize) }"
        )
    )
    screenshot(page, "body-published")
    changed = BODY.replace("2019年政务公开", "2020年政务公开").replace("956", "1,056")
    body_pages.bodies["changes"] = compared(BODY, changed).html
    page.goto("/scratch/show/changes/")
    expect(page.locator("del").first).to_contain_text("2019")
    screenshot(page, "body-compared")


@both_widths
def test_the_editor_keeps_a_body_as_it_is(
    page: Page, axe: Callable[[Page], None], screenshot: Callable[[Page, str], None]
) -> None:
    body_pages.bodies["edit"] = BODY
    page.goto("/scratch/edit/")
    editor = page.get_by_role("textbox", name="正文")
    expect(editor).to_contain_text("任务分工表")
    axe(page)
    screenshot(page, "body-editor")
    editor.get_by_text("公开指南").click()
    page.keyboard.press("End")
    page.keyboard.type("x")
    page.keyboard.press("Backspace")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="保存").click()
    assert (page.locator("#saved").text_content() or "").splitlines() == BODY.splitlines()


def test_an_officer_writes_with_the_keyboard_and_the_toolbar(
    page: Page, axe: Callable[[Page], None], screenshot: Callable[[Page, str], None]
) -> None:
    body_pages.bodies["edit"] = ""
    page.goto("/scratch/edit/")
    editor = page.get_by_role("textbox", name="正文")
    editor.click()
    page.keyboard.type("通知")
    page.get_by_role("button", name="居中").click()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="居中").click()
    page.keyboard.press("Control+b")
    page.keyboard.type("要点")
    page.keyboard.press("Control+b")
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+F10")
    for _ in range(1):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.type("总则")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="表格", exact=True).click()
    axe(page)
    screenshot(page, "body-table-dialog")
    page.get_by_label("列数").fill("2")
    page.get_by_role("button", name="确定").click()
    expect(editor.locator("table")).to_be_visible()
    expect(editor).to_be_focused()
    page.keyboard.type("项目")
    page.keyboard.press("Tab")
    page.keyboard.type("数量")
    page.get_by_role("button", name="表题").click()
    page.get_by_role("textbox", name="表题").fill("表一")
    page.get_by_role("button", name="确定").click()
    axe(page)
    screenshot(page, "body-table")
    page.get_by_role("button", name="保存").click()
    saved = page.locator("#saved").text_content() or ""
    assert saved.startswith(
        '<p class="align-center">通知</p>\n<p><strong>要点</strong></p>\n<h2>总则</h2>'
    )
    assert "<table><caption>表一</caption><thead><tr>" in saved
    assert '<th scope="col">项目</th><th scope="col">数量</th>' in saved


def test_a_paste_from_word_is_read_without_its_styles(page: Page) -> None:
    body_pages.bodies["edit"] = ""
    page.goto("/scratch/edit/")
    editor = page.get_by_role("textbox", name="正文")
    editor.click()
    pasted = (
        '<html><body><p>前</p><p class=MsoNormal style="text-align:center;mso-x:y"><b><span '
        'style="font-size:22pt">标题<o:p></o:p></span></b></p>'
        '<h1>一、总则</h1><p class=a style="mso-outline-level:2;color:red">（一）目的</p>'
        '<p style="color:red" onclick="x">正文<a style="mso-footnote-id:ftn1" href="#_ftn1" '
        'name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a></p>'
        '<div style="mso-element:footnote-list"><div style="mso-element:footnote" id=ftn1>'
        '<p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">[1]</a> 注文</p></div></div>'
        '<script>window.ran=1</script><img src=x onerror="window.ran=1"></body></html>'
    )
    page.evaluate(
        """html => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          document.querySelector(".ProseMirror").dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        pasted,
    )
    expect(editor).to_contain_text("标题")
    page.get_by_role("button", name="保存").click()
    saved = page.locator("#saved").text_content() or ""
    assert saved == (
        '<p>前</p>\n<p class="align-center"><strong>标题</strong></p>\n'
        "<h2>一、总则</h2>\n<h2>（一）目的</h2>\n"
        '<p>正文<a id="fnref-1" href="#fn-1">[1]</a></p>\n'
        '<p id="fn-1"><a href="#fnref-1">[1]</a> 注文</p>'
    )
    assert page.evaluate("window.ran") is None


def test_without_scripts_a_body_can_be_written_as_text(page: Page) -> None:
    body_pages.bodies["edit"] = ""
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False, base_url=page_url(page))
    plain = context.new_page()
    plain.goto("/scratch/edit/")
    plain.get_by_label("正文").fill("<h2>总则</h2><p onclick=x>甲</p>")
    plain.get_by_role("button", name="保存").click()
    assert plain.locator("#saved").text_content() == "<h2>总则</h2>\n<p>甲</p>"
    assert plain.get_by_label("正文").is_visible()
    context.close()


def page_url(page: Page) -> str:
    """The address of the live server."""
    page.goto("/scratch/edit/")
    found = re.match(r"https?://[^/]+", page.url)
    assert found
    return found[0]
