"""What may be published, what is tidied, what never comes through (WEB-05)."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingbai.prose.cleaning import ATTRIBUTES, CLASSES, TAGS, clean
from mingbai.refusal import Refusal
from tests.prose.hostile import CORPUS

PICTURE = f"files/{'0123456789abcdef' * 4}.png"


class Seen(HTMLParser):
    """Every tag and attribute of a text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str, str]] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it."""
        self.tags.add(tag)
        self.attributes |= {(tag, name, value or "") for name, value in attrs}


def only_allowed(html: str) -> None:
    """Nothing outside the allow-list stands in the text."""
    seen = Seen(html)
    assert seen.tags <= TAGS
    for tag, name, value in seen.attributes:
        if name == "class":
            assert set(value.split()) <= CLASSES[tag]
        else:
            assert name in ATTRIBUTES[tag], (tag, name)
        if name == "href":
            assert re.match(r"(https?:|mailto:|/(?![/\\])|[^:/\\]*$|[^:/]+/|[#?])", value), value
        if name == "src":
            assert value == PICTURE


@pytest.mark.parametrize("hostile", CORPUS, ids=range(len(CORPUS)))
def test_nothing_hostile_comes_through(hostile: str) -> None:
    done = clean(f"<p>前</p>{hostile}<p>后</p>")
    only_allowed(done)
    assert clean(done) == done
    assert "前" in done


TIDY = {
    "Word 的大纲级别": (
        (
            '<p style="mso-outline-level:1">一、总则</p><p style="mso-outline-level:3">1.目的</p>'
            '<p style="mso-outline-level:body">正文</p>'
        ),
        "<h2>一、总则</h2>\n<h3>1.目的</h3>\n<p>正文</p>",
    ),
    "Word 的居中标题": (
        (
            '<p class=MsoTitle style="text-align:center;mso-font:x">'
            '<b><span lang=EN-US style="font-size:22.0pt">印发办法的通知<o:p></o:p></span></b></p>'
        ),
        '<p class="align-center"><strong>印发办法的通知</strong></p>',
    ),
    "WPS 的空段和字体标签": (
        '<p><font face="仿宋_GB2312" color="red">正文</font></p><p><o:p>&nbsp;</o:p></p><p></p>',
        "<p>正文</p>",
    ),
    "段首手工空两字": ("<p>　　各镇人民政府：</p>", "<p>各镇人民政府：</p>"),
    "单元格里的空格是层次": (
        "<table><tr><td>　其中：</td></tr></table>",
        "<table><tbody><tr><td>　其中：</td></tr></tbody></table>",
    ),
    "落款靠右": (
        '<div align="right">明阳区人民政府<br>2019年5月6日</div>',
        '<p class="align-right">明阳区人民政府<br>2019年5月6日</p>',
    ),
    "空行分段": ("甲<br>&nbsp;<br>乙", "<p>甲</p>\n<p>乙</p>"),
    "首行不缩进与整段缩进": (
        (
            '<p style="text-indent:0">甲</p><p style="margin-left:32pt">乙</p>'
            '<p style="margin-left:2em;text-indent:-2em">丙</p>'
        ),
        '<p class="no-indent">甲</p>\n<p class="indent-2">乙</p>\n<p class="hanging-2">丙</p>',
    ),
    "一级标题是页面的标题": ("<h1>总则</h1><h6>一</h6>", "<h2>总则</h2>\n<h4>一</h4>"),
    "样式里的粗体与下划线": (
        (
            '<p><span style="font-weight:700">甲</span>'
            '<span style="text-decoration:underline">乙</span></p>'
        ),
        "<p><strong>甲</strong><u>乙</u></p>",
    ),
    "重叠的标签合并": ("<b>甲</b><b><b>乙</b></b>", "<p><strong>甲乙</strong></p>"),
    "删去的文字不留，插入的留下": ("<p>甲<del>乙</del><ins>丙</ins></p>", "<p>甲丙</p>"),
    "看不见的文字不留": (
        '<p>甲<span style="display:none">110101</span><span style="mso-hide:all">乙</span></p>',
        "<p>甲</p>",
    ),
    "Word 的项目编号": (
        (
            '<p><![if !supportLists]><span style="mso-list:Ignore">1.<span>&nbsp;&nbsp;</span>'
            "</span><![endif]>第一项</p>"
        ),
        "<p>1. 第一项</p>",
    ),
    "嵌套列表": (
        "<ul><li><p>甲</p><ul><li>乙</ul><li></li></ul>",
        "<ul><li>甲<ul><li>乙</li></ul></li></ul>",
    ),
    "编号的样式与起始": (
        '<ol type="A" start="3"><li>甲</ol>',
        '<ol start="3" type="A"><li>甲</li></ol>',
    ),
    "表头、合并和列宽": (
        (
            "<table border=1 width=600><caption>表一</caption><tr><th rowspan=2>项目"
            "<th colspan=2>数量<tr><th>去年<th>今年<tr><td>甲<td>1<td>2</table>"
        ),
        (
            "<table><caption>表一</caption><thead>"
            '<tr><th rowspan="2" scope="col">项目</th><th colspan="2" scope="col">数量</th></tr>'
            '<tr><th scope="col">去年</th><th scope="col">今年</th></tr></thead>'
            "<tbody><tr><td>甲</td><td>1</td><td>2</td></tr></tbody></table>"
        ),
    ),
    "列宽按整行折算": (
        "<table><tr><td width=100>甲</td><td width=300 valign=top>乙</td></tr></table>",
        (
            '<table><tbody><tr><td class="w-25">甲</td><td class="valign-top w-75">乙</td></tr>'
            "</tbody></table>"
        ),
    ),
    "列宽写在 col 上": (
        "<table><colgroup><col width=30%><col width=70%></colgroup><tr><td>甲<td>乙</table>",
        '<table><tbody><tr><td class="w-30">甲</td><td class="w-70">乙</td></tr></tbody></table>',
    ),
    "合并不出表外": (
        "<table><tr><td rowspan=9>甲<td>乙<tr><td>丙</table>",
        (
            '<table><tbody><tr><td rowspan="2">甲</td><td>乙</td></tr>'
            "<tr><td>丙</td></tr></tbody></table>"
        ),
    ),
    "无边框的表": (
        "<table border=0><tr><td>甲<td>乙</table>",
        '<table class="borderless"><tbody><tr><td>甲</td><td>乙</td></tr></tbody></table>',
    ),
    "脚注的锚由链接推出": (
        (
            '<p>甲<sup><a href="#footnote-1" id="footnote-ref-1">[1]</a></sup></p>'
            '<ol><li id="footnote-1"><p>注 <a href="#footnote-ref-1">↑</a></p></li></ol>'
        ),
        (
            '<p>甲<a id="fnref-1" href="#fn-1"><sup>[1]</sup></a></p>\n'
            '<ol><li id="fn-1">注 <a href="#fnref-1">↑</a></li></ol>'
        ),
    ),
    "Word 网页的脚注": (
        '<p>甲<a href="#_ftn2" name="_ftnref2">[2]</a></p><p><a href="#_ftnref2">[2]</a>注</p>',
        (
            '<p>甲<a id="fnref-2" href="#fn-2">[2]</a></p>\n'
            '<p id="fn-2"><a href="#fnref-2">[2]</a>注</p>'
        ),
    ),
    "图和图题": (
        f'<figure><img src="{PICTURE}" alt="示意图" width=9><figcaption>图1</figcaption></figure>',
        f'<figure><img src="{PICTURE}" alt="示意图"><figcaption>图1</figcaption></figure>',
    ),
    "表的图题就是表题": (
        "<figure><table><tr><td>甲</table><figcaption>表一</figcaption></figure>",
        "<table><caption>表一</caption><tbody><tr><td>甲</td></tr></tbody></table>",
    ),
    "别处的图不留": ('<p>甲<img src="https://a.example/b.png"></p>', "<p>甲</p>"),
    "链接": (
        (
            '<p><a href=" https://www.gov.cn/x?a=1&b=2 " target=_blank class=x>国务院</a>'
            '<a href="mailto:a@b.example">邮箱</a><a href="../x/1.html">见</a></p>'
        ),
        (
            '<p><a href="https://www.gov.cn/x?a=1&amp;b=2">国务院</a>'
            '<a href="mailto:a@b.example">邮箱</a><a href="../x/1.html">见</a></p>'
        ),
    ),
    "引文、横线": (
        "<blockquote>引</blockquote><hr>",
        "<blockquote>引</blockquote>\n<hr>",
    ),
    "零宽和转向字符": ("<p>身\u200b份\ufeff证\u202e号</p>", "<p>身份证号</p>"),
    "纯文字": ("一、总则", "<p>一、总则</p>"),
    "空的": ("<p>&nbsp;</p><div><br></div>　", ""),
}


@pytest.mark.parametrize(("source", "expected"), TIDY.values(), ids=TIDY)
def test_tidied(source: str, expected: str) -> None:
    assert clean(source) == expected
    assert clean(expected) == expected


PIECES = [
    "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<i>", "<u>", "<sup>", "<sub>",
    "</sup>", "<br>", "<table>", "</table>", "<thead>", "<tbody>", "<tr>", "</tr>",
    "<td>", "<th>", "</td>", "<caption>", "<td rowspan=3>", "<td colspan=2 width=50>",
    "<td width=30% style='text-align:right'>", "<ul>", "</ul>", "<ol>",
    "<ol start=4 type=a>", "<li>", "</li>", "<blockquote>", "</blockquote>", "<h1>",
    "<h3 align=center>", "</h3>", "<pre>", "</pre>", "<a href='/x'>", "<a href='#fn-1'>",
    "</a>", "<a href='#fnref-1'>", "<figure>", "</figure>", "<figcaption>",
    f"<img src={PICTURE} alt=图>", "<p style='text-indent:0'>",
    "<p style='text-align:center'>", "<p class='indent-2 align-right'>",
    "<span style='font-weight:bold'>", "</span>", "<hr>", "　　", "&nbsp;", " ", "\n",
    "中文", "a b", "&lt;x&gt;", "&amp;amp;", "<!-- x -->", "<del>", "</del>", "<svg>",
    "</svg>", "<o:p>", "<form>",
]  # fmt: skip
markup = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(markup)
def test_clean_twice_is_clean_once(source: str) -> None:
    done = clean(source)
    only_allowed(done)
    assert clean(done) == done


def test_the_whole_text_stays() -> None:
    source = "".join(f"<div><p>第{n}条　<b>甲</b>、<i>乙</i>。</p></div>" for n in range(50))
    assert re.sub(r"<[^>]+>|\n", "", clean(source)) == re.sub(r"<[^>]+>", "", source)


HOSTILE = {
    "太大": ("中" * 2_000_000, "5 MB"),
    "标签太多": ("<b>x</b>" * 150_000, "万个"),
    "嵌套太深": ("<div>" * 3000 + "x", "250层"),
    "列表套列表太深": ("<ul><li>" * 3000 + "x", "250层"),
}


@pytest.mark.parametrize(("source", "word"), HOSTILE.values(), ids=HOSTILE)
def test_beyond_the_bounds_is_refused_in_words(source: str, word: str) -> None:
    with pytest.raises(Refusal, match=word):
        clean(source)


def test_what_is_nested_too_deeply_is_text() -> None:
    done = clean("<div><blockquote>" * 60 + "内<script>x</script>文" + "</blockquote></div>" * 60)
    assert "内文" in done
    assert done.count("<blockquote>") <= 8
    assert clean(done) == done
