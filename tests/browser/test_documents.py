"""Adapting a paper: the text, what it may not lose, and the paper beside it while one types."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from mingbai.accounts.models import User
from mingbai.accounts.roles import Role
from mingbai.documents import queries
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
both_widths = pytest.mark.parametrize("viewport", [(1280, 900), (375, 800)], ids=["1280", "375"])


@both_widths
def test_an_officer_adapts_a_paper(
    page: Page,
    sign_in: Callable[[User], None],
    axe: Callable[[Page], None],
    screenshot: Callable[[Page, str], None],
) -> None:
    organ = factories.organ("mz", name="明阳区民政局", short_name="明民")
    sign_in(factories.post(Role.OFFICER, organ).user)
    page.goto("/desk/documents/")
    page.get_by_role("link", name="明阳区民政局").click()
    expect(page.locator("h1")).to_have_text("明阳区民政局的文书")
    axe(page)
    screenshot(page, "documents-kinds")
    page.get_by_role("link", name="不予公开告知书").click()

    text = page.get_by_label("文本")
    shipped = text.input_value()
    paper = page.locator("#seen")
    text.fill(shipped.replace("本机关决定不予公开", "本机关经研究决定不予公开"))
    expect(paper).to_contain_text("本机关经研究决定不予公开")
    text.fill(shipped.replace("{{救济途径}}", ""))
    expect(paper).to_contain_text("“救济途径”不得删去")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("form.text-of-paper")).to_contain_text("“救济途径”不得删去")
    axe(page)

    text.fill(shipped.replace("理由如下：", "具体理由如下："))
    expect(paper).to_contain_text("具体理由如下：")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("main")).to_contain_text("此后的文书按新文本生成")
    expect(paper).to_contain_text("具体理由如下：")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(page)
    screenshot(page, "documents-edit")
    assert queries.wording(organ, "reply_refuse").source == organ
