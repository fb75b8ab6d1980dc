"""The officers' lists: filter, keep a view, act on many; columns; a gap; a draft by keyboard."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from mingbai.accounts.models import User
from mingbai.accounts.roles import Role
from mingbai.organs.models import Organ, Site
from mingbai.records.models import Column, Record
from mingbai.records.rescanning import Rescan
from mingbai.records.stages import Stage
from tests import factories
from tests.records.house import House
from tests.records.test_rescanning import MARK, published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SignIn = Callable[[User], None]
Axe = Callable[[Page], None]
Screenshot = Callable[[Page, str], None]
Look = Callable[[str], None]
WIDTHS = ((375, 800), (1280, 900))


@pytest.fixture
def county(db: None, settings: Any, tmp_path: Any) -> Organ:
    settings.VAR = tmp_path
    return factories.organ("county", name="明阳区人民政府", short_name="区政府")


@pytest.fixture
def house(county: Organ) -> House:
    made = factories.organ("cg", name="明阳区城市管理局", short_name="区城管局", parent=county)
    site = Site.objects.create(host="mingyang.example", name="明阳区人民政府", root=county)
    factories.column(site, "notices", name="通知公告")
    return House(made)


@pytest.fixture
def look(page: Page, axe: Axe, screenshot: Screenshot) -> Look:
    """At the page at both widths: nothing is cut off, axe finds nothing, the manual's picture."""

    page.emulate_media(reduced_motion="reduce")

    def at(name: str) -> None:
        for width, height in WIDTHS:
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            screenshot(page, name)
        axe(page)

    return at


def test_filter_keep_a_view_and_publish_many(
    page: Page, house: House, sign_in: SignIn, axe: Axe, look: Look
) -> None:
    now = timezone.now()
    facts = {"at": now, "formed_on": f"{timezone.localdate(now)}"}
    for street in ("明湖路", "建设路"):
        factories.reviewed(house.submitted(title=f"{street}绿化养护安排", **facts), at=now)
    house.submitted(title="人民路绿化养护安排", **facts)
    house.submitted(title="夜间施工许可", **facts)
    sign_in(house.officer.user)
    page.goto("/desk/records/")
    expect(page.locator("tbody tr")).to_have_count(4)
    page.get_by_label("标题或者文号").fill("绿化")
    page.get_by_role("button", name="筛选", exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(3)
    page.get_by_label("名称").fill("绿化养护")
    page.get_by_role("button", name="保存现在的筛选").click()
    page.get_by_role("link", name="全部信息").click()
    page.get_by_role("link", name="绿化养护", exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(3)
    for box in page.locator("input[name=rows]").all():
        box.check()
    page.get_by_label("办理", exact=True).select_option("公开")
    look("records-list")
    page.get_by_role("button", name="下一步").click()
    expect(page.locator("main")).to_contain_text("选中的信息（3 件）")
    axe(page)
    page.get_by_role("button", name="确定办理").click()
    expect(page.locator("main")).to_contain_text("共 3 件，办理 2 件，没有办理 1 件")
    refused = page.locator("tr", has_text="人民路")
    expect(refused).to_contain_text("尚未通过“预先审查”")
    look("records-many-done")
    assert Record.objects.filter(public_version__isnull=False).count() == 2


def test_an_editor_makes_moves_and_closes_a_column(
    page: Page, county: Organ, house: House, sign_in: SignIn, look: Look
) -> None:
    sign_in(factories.post(Role.OFFICE, county).user)
    page.goto("/desk/records/")
    page.get_by_role("link", name="栏目", exact=True).click()
    site = Site.objects.get()
    factories.column(site, "open", name="政务公开", kind="group")
    greens = factories.column(site, "greens", name="城市绿化", kind="group")
    page.get_by_role("link", name="新设栏目").click()
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".error-summary")).to_contain_text("请填写名称")
    page.get_by_label("名称", exact=True).fill("古树名木")
    page.get_by_label("代码").fill("old-trees")
    page.get_by_label("上级栏目").select_option(label="政务公开")
    page.get_by_label("类别").select_option(label="地方栏目")
    page.get_by_label("更新周期").fill("90")
    look("records-column")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("main")).to_contain_text("已设立“古树名木”")
    look("records-columns")
    page.get_by_role("link", name="古树名木").click()
    page.get_by_label("上级栏目").select_option(label="城市绿化")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("main")).to_contain_text("“古树名木”已保存")
    column = Column.objects.get(code="old-trees")
    assert column.parent == greens
    page.get_by_role("link", name="古树名木").click()
    page.get_by_role("link", name="停用").click()
    page.get_by_role("button", name="停用").click()
    expect(page.locator("tr", has_text="古树名木")).to_contain_text("停用")
    column.refresh_from_db()
    assert column.closed_on is not None


def test_from_a_gap_to_the_records_behind_it(
    page: Page, county: Organ, house: House, sign_in: SignIn, look: Look
) -> None:
    house.public(title="2026年部门预算", item="a20_07_budget", at=timezone.now())
    draft = factories.drafted(house.organ, title="机构职能", item="a20_02_org")
    sign_in(factories.post(Role.OFFICE, county).user)
    page.goto("/desk/records/matrix/")
    look("records-matrix")
    page.get_by_role("link", name=re.compile("未公开.*区城管局，机构职能")).click()
    expect(page.locator("h1")).to_contain_text("未公开")
    expect(page.locator("tbody tr")).to_contain_text("拟稿")
    look("records-gap")
    page.get_by_text("另定", exact=True).click()
    page.get_by_label("是否应当公开").select_option(label="不要求公开")
    page.get_by_label("理由").fill("职能在区政府页面一并公开。")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("main")).to_contain_text("“机构职能”已另定")
    page.get_by_role("link", name=re.compile("不要求.*区城管局，机构职能")).click()
    page.locator("tbody").get_by_role("link", name="机构职能").click()
    expect(page).to_have_url(re.compile(f"/desk/records/{draft.pk}/"))


def test_from_the_inbox_to_what_was_found(
    page: Page, house: House, sign_in: SignIn, look: Look
) -> None:
    published(house.organ, MARK, title="关于公布救助对象名单的公告")
    list(Rescan(timezone.localdate()).records())
    house.public(kind="normative", title="停车管理办法", at=timezone.now() - timedelta(days=20))
    sign_in(house.officer.user)
    page.goto("/desk/")
    owed = page.get_by_role("region", name="主动公开要办的")
    for words in ("救助对象名单", "停车管理办法", "公开时间不符", "公开解读", "未公开"):
        expect(owed).to_contain_text(words)
    look("records-inbox")
    owed.get_by_role("link", name="关于公布救助对象名单的公告").click()
    expect(page.locator("main")).to_contain_text("内部资料")
    look("records-findings")
    page.get_by_role("link", name="去撤下").click()
    expect(page.get_by_role("link", name="撤下", exact=True)).to_be_visible()


FOCUSED = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  const label = at.labels && at.labels.length ? at.labels[0].textContent.trim() : "";
  // 正文编辑器的焦点画在外框上
  const seen = [at, at.closest(".body-editor")].some((one) =>
    one && getComputedStyle(one).outlineStyle !== "none");
  return {tag: at.tagName, name: at.name || "", type: at.type || "", seen,
          words: label || at.getAttribute("aria-label") || at.textContent.trim(),
          shown: box.width > 0 && box.height > 0, id: at.id, dom: indexOf(at)};
  function indexOf(one) { return [...document.querySelectorAll("*")].indexOf(one); }
}"""


def choose(page: Page, wanted: str) -> None:
    """Go down the options of the focused select."""
    for _ in range(100):
        if wanted in page.evaluate("document.activeElement.selectedOptions[0].text"):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"没有“{wanted}”")


def type_in(page: Page, words: str) -> None:
    """Type into the focused field."""
    page.keyboard.type(words)


def tab(page: Page, until: str, keys: dict[str, str]) -> list[dict[str, Any]]:
    """Tab to the button ``until``, typing into the fields of ``keys``; in a day, a key a part."""
    way: list[dict[str, Any]] = []
    for _ in range(120):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        field = at["name"] or at["words"]
        if at["type"] == "date" and field in keys:
            page.keyboard.press(keys[field])
        elif field in keys:
            write = choose if at["tag"] == "SELECT" else type_in
            write(page, keys[field])
        if not way or way[-1]["dom"] != at["dom"] or at["type"] != "date":
            way.append(at)
        if at["words"] == until:
            return way
    raise AssertionError(f"没有到“{until}”：{[at['words'][:12] for at in way]}")


def test_from_draft_to_review_by_keyboard_alone(page: Page, house: House, sign_in: SignIn) -> None:
    sign_in(house.officer.user)
    page.goto("/desk/records/new/")
    tab(page, "开始拟稿", {"kind": "政府信息"})
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("拟稿")
    facts = {
        "title": "关于开展春季绿化养护的公告",
        "summary": "公布2026年春季绿化养护的路段和时间。",
        "theme": "政务公开",
        "item": "民生",
        "column": "通知公告",
        "formed_on": "ArrowUp",
        "正文": "为做好春季绿化养护，现公告如下。",
    }
    way = tab(page, "保存并送审", facts)
    unseen = [at for at in way if not (at["seen"] and at["shown"])]
    assert unseen == [], "每一处都看得见焦点"
    order = [at["dom"] for at in way]
    assert order == sorted(set(order)), "顺序与页面一致，不回头，不停在一处"
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("已送审")
    assert Record.objects.get().stage == Stage.REVIEW
