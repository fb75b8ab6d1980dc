"""Two versions of a body side by side: nothing changed is hidden, nothing unchanged is marked."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingbai.prose.changes import FieldChange, changed_fields
from mingbai.prose.cleaning import clean
from mingbai.prose.comparing import compared
from tests.prose.hostile import CORPUS
from tests.prose.test_cleaning import PIECES, only_allowed

HIDDEN = re.compile(r'<span class="visually-hidden">[^<]*</span>')
OTHER = {"ins": "del", "del": "ins"}


def shown(html: str) -> str:
    """The comparison with short marks: [+…+] and [-…-]."""
    html = HIDDEN.sub("", html)
    for tag, sign in (("ins", "+"), ("del", "-")):
        html = html.replace(f"<{tag}>", f"[{sign}").replace(f"</{tag}>", f"{sign}]")
    return html


def side(html: str, kept: str) -> str:
    """The letters of one side: ``ins`` for the new body, ``del`` for the old one."""
    gone = f"<{OTHER[kept]}>.*?</{OTHER[kept]}>"
    return re.sub(r"<[^>]+>|\s", "", re.sub(gone, "", HIDDEN.sub("", html), flags=re.DOTALL))


def letters(html: str) -> str:
    """The letters of a body."""
    return re.sub(r"<[^>]+>|\s", "", clean(html))


CASES = {
    "改日期": (
        "<p>本办法自2019年5月6日起施行。</p>",
        "<p>本办法自2020年5月6日起施行。</p>",
        "<p>本办法自[-2019-][+2020+]年5月6日起施行。</p>",
    ),
    "改一个字": (
        "<p>应当公开下列信息</p>",
        "<p>可以公开下列信息</p>",
        "<p>[-应当-][+可以+]公开下列信息</p>",
    ),
    "删一段": ("<p>甲款</p><p>乙款</p>", "<p>乙款</p>", "<p>[-甲款-]</p>\n<p>乙款</p>"),
    "加一段": ("<p>甲款</p>", "<p>甲款</p><p>乙款</p>", "<p>甲款</p>\n<p>[+乙款+]</p>"),
    "整段重写": ("<p>甲乙丙丁</p>", "<p>戊己庚辛</p>", "<p>[-甲乙丙丁-]</p>\n<p>[+戊己庚辛+]</p>"),
    "格式不算改动": (
        "<p>甲<b>乙</b></p>",
        '<h2 align="center">甲乙</h2>',
        '<h2 class="align-center">甲乙</h2>',
    ),
    "表格逐格": (
        "<table><tr><td>甲<td>10<tr><td>乙<td>20</table>",
        "<table><tr><td>甲<td>12<tr><td>乙<td>20</table>",
        (
            "<table><tbody><tr><td>甲</td><td>[-10-][+12+]</td></tr>"
            "<tr><td>乙</td><td>20</td></tr></tbody></table>"
        ),
    ),
    "表格加行": (
        "<table><tr><td>甲</table>",
        "<table><tr><td>甲<tr><td>乙</table>",
        "<table><tbody><tr><td>甲</td></tr><tr><td>[+乙+]</td></tr></tbody></table>",
    ),
    "合并格的表减列，整表对照": (
        "<table><tr><td rowspan=2>甲<td>乙<td>丙<tr><td>丁<td>戊</table>",
        "<table><tr><td rowspan=2>甲<td>乙<tr><td>丁</table>",
        (
            '<table><tbody><tr><td rowspan="2">[-甲-]</td><td>[-乙-]</td><td>[-丙-]</td></tr>'
            "<tr><td>[-丁-]</td><td>[-戊-]</td></tr></tbody></table>\n"
            '<table><tbody><tr><td rowspan="2">[+甲+]</td><td>[+乙+]</td></tr>'
            "<tr><td>[+丁+]</td></tr></tbody></table>"
        ),
    ),
    "列表逐项": (
        "<ul><li>甲项<li>乙项</ul>",
        "<ul><li>甲项<li>乙项一</ul>",
        "<ul><li>甲项</li><li>乙项[+一+]</li></ul>",
    ),
    "没有改动": ("<p>甲</p><hr>", "<p>甲</p><hr>", "<p>甲</p>\n<hr>"),
}


@pytest.mark.parametrize(("old", "new", "expected"), CASES.values(), ids=CASES)
def test_compared(old: str, new: str, expected: str) -> None:
    assert shown(compared(old, new).html) == expected


def test_screen_readers_hear_what_was_inserted_and_deleted() -> None:
    html = compared("<p>甲乙丙</p>", "<p>甲乙丁</p>").html
    assert '<del><span class="visually-hidden">〔删去：</span>丙' in html
    assert '<ins><span class="visually-hidden">〔新增：</span>丁' in html


bodies = st.lists(
    st.sampled_from([piece for piece in PIECES if "<fig" not in piece])
    | st.sampled_from(["<p>甲乙丙丁</p>", "<p>甲乙丙戊</p>", "<p>2019年</p>", "<td>12", "<li>甲"]),
    max_size=25,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(bodies, bodies)
def test_each_side_can_be_read_from_the_comparison(old: str, new: str) -> None:
    html = compared(old, new).html
    assert side(html, "del") == letters(old)
    assert side(html, "ins") == letters(new)
    assert compared(new, new).html == clean(new)


@pytest.mark.parametrize("hostile", CORPUS, ids=range(len(CORPUS)))
def test_a_comparison_is_as_clean_as_a_body(hostile: str) -> None:
    html = shown(compared("<p>前</p>", f"<p>前后</p>{hostile}").html)
    assert html.startswith("<p>前[+后+]</p>")
    only_allowed(html)


def test_long_bodies_with_many_equal_rows_are_aligned() -> None:
    row = "<tr><td>甲<td>乙</tr>"
    old, new = f"<table>{row * 1500}</table>", f"<table>{row * 1400}</table>"
    assert compared(old, new).html.count("〔删去") == 200


def paragraphs(count: int, word: str) -> str:
    """Paragraphs of a thousand letters, each unlike the others."""
    return "".join(
        f"<p>第{number}段{word}{chr(0x4E00 + number) * 990}</p>" for number in range(count)
    )


def test_a_change_too_large_to_look_into_is_listed_whole_and_told() -> None:
    old, new = paragraphs(400, "甲"), paragraphs(400, "乙")
    found = compared(old, new)
    assert found.listed == 800
    assert "<p>[-第7段甲" in shown(found.html)
    assert side(found.html, "ins") == letters(new)
    assert side(found.html, "del") == letters(old)


def test_beside_a_change_too_large_a_small_one_is_looked_into() -> None:
    same = paragraphs(2, "同")
    old = f"<p>应当公开下列信息</p>{same}{paragraphs(400, '甲')}"
    new = f"<p>可以公开下列信息</p>{same}{paragraphs(400, '乙')}"
    found = compared(old, new)
    assert found.listed == 800
    assert "[-应当-][+可以+]公开下列信息" in shown(found.html)


def test_few_changes_in_a_long_text_are_all_looked_into() -> None:
    old = paragraphs(1000, "甲")
    found = compared(old, old.replace("第7段甲", "第7段乙"))
    assert found.listed == 0
    assert "第7段[-甲-][+乙+]" in shown(found.html)


def test_changed_metadata_are_rows_with_labels() -> None:
    old = {"title": "甲", "dated": date(2019, 5, 6), "open": True, "topics": ["财政", "预算"]}
    new = {"title": "甲", "dated": date(2019, 5, 7), "open": False, "topics": ["财政"], "x": 1}
    labels = {
        "topics": "主题",
        "title": "标题",
        "dated": "成文日期",
        "open": "公开",
        "note": "备注",
    }
    assert changed_fields(old, new, labels) == (
        FieldChange("topics", "主题", "财政、预算", "财政"),
        FieldChange("dated", "成文日期", "2019-05-06", "2019-05-07"),
        FieldChange("open", "公开", "是", "否"),
    )
