"""How a body is set: outer tables framed, long addresses breakable, nothing else touched."""

import pytest

from mingbai.portal.info.typesetting import typeset

FRAME = '<div class="wide-table" tabindex="0" role="group" aria-label="表格">'


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p>没有表格</p>", "<p>没有表格</p>"),
        ("<p>甲</p><table>一</table>", f"<p>甲</p>{FRAME}<table>一</table></div>"),
        (
            "<table>外<table>内</table>外</table><p>乙</p><table>二</table>",
            f"{FRAME}<table>外<table>内</table>外</table></div><p>乙</p>{FRAME}<table>二</table></div>",
        ),
        ("<p>见https://a.cn/b</p>", "<p>见https://a.cn/b</p>"),
        (
            '<a href="https://a.cn/a/long/path/x.html">https://a.cn/long/path</a>',
            '<a href="https://a.cn/a/long/path/x.html">https://a.cn/long/path</a>',
        ),
        (
            "https://a.cn/a/long/address.html",
            "https://<wbr>a.<wbr>cn/<wbr>a/<wbr>long/<wbr>address.<wbr>html",
        ),
        ("<p>&lt;table&gt;&amp;amp;</p>", "<p>&lt;table&gt;&amp;amp;</p>"),
    ],
    ids=[
        "no table",
        "one",
        "nested, a second",
        "a short address",
        "tags",
        "a long one",
        "entities",
    ],
)
def test_a_body_as_it_is_set(body: str, shown: str) -> None:
    assert typeset(body) == shown
