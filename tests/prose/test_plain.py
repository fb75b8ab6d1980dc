"""A body as text, and its beginning."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingbai.prose.plain import summary, text
from tests.prose.test_cleaning import PICTURE, markup

TEXTS = {
    "段落和换行": ("<h2>总则</h2><p>甲<br>乙</p>", "总则\n甲\n乙"),
    "表格": (
        "<table><caption>表</caption><tr><th>甲<th>乙<tr><td>1<br>2<td></table>",
        "表\n甲\t乙\n1 2\t",
    ),
    "列表": ("<ol start=2><li>甲<ul><li>乙</ul></ol>", "2. 甲\n  · 乙"),
    "图的替代文字": (f"<p><img src={PICTURE} alt=示意图></p>", "示意图"),
    "没有脚本": ("<script>x</script><p>甲</p>", "甲"),
}


@pytest.mark.parametrize(("html", "expected"), TEXTS.values(), ids=TEXTS)
def test_text(html: str, expected: str) -> None:
    assert text(html) == expected


SUMMARIES = {
    "短的全文": ("<h2>标题</h2><p>甲乙。</p>", "甲乙。"),
    "到句号为止": (
        "<p>各镇人民政府：</p><p>一二三四五六七。八九十一二三四五六。</p>",
        "各镇人民政府： 一二三四五六七。",
    ),
    "没有句号": ("<p>" + "甲" * 30 + "</p>", "甲" * 19 + "…"),
    "只有表格": ("<table><tr><td>甲<td>乙</table>", "甲 乙"),
}


@pytest.mark.parametrize(("html", "expected"), SUMMARIES.values(), ids=SUMMARIES)
def test_summary(html: str, expected: str) -> None:
    assert summary(html, 20) == expected


@settings(max_examples=200, deadline=None)
@given(markup, st.integers(1, 200))
def test_a_summary_is_never_longer_than_asked(html: str, most: int) -> None:
    assert "\x00" not in text(html)
    assert len(summary(html, most)) <= most
