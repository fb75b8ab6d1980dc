"""Pictures of an existing site: taken over where they were delivered, told where they were not."""

import io
import zipfile
from typing import Any

import pytest

from mingbai.organs.models import Organ
from mingbai.prose.pictures import address
from mingbai.records.content import document
from mingbai.records.importing import bodies, images, markdown
from mingbai.records.importing.images import Images
from mingbai.records.importing.source import Finder, Packed
from mingbai.records.models import Attachment, BatchRow, Record, Version
from mingbai.refusal import Refusal
from tests import factories
from tests.records.test_importing_batches import line, publish, read, reviewed, site_of, states
from tests.records.test_pictures import drawn

State = BatchRow.State
ASKED = {
    "相对地址": ('<p><img src="img/a.jpg"></p>', ("img/a.jpg",)),
    "单引号、没有引号": ("<img alt=x src='a.png'><IMG SRC=b.png>", ("a.png", "b.png")),
    "网站根下的": ('<img src="/uploads/2019/a.jpg">', ("/uploads/2019/a.jpg",)),
    "实体": ('<img src="a&amp;b.png">', ("a&b.png",)),
    "两次": ("<img src=a.png><img src=a.png>", ("a.png",)),
    "别的网站": ('<img src="https://a.example/b.png"><img src="//a.example/c.png">', ()),
    "写在网页里": ('<img src="data:image/png;base64,AAAA">', ()),
    "轻标记": ("见图 ![走向](pic/1.png) 。![x](http://a.example/2.png)", ("pic/1.png",)),
    "不是图片": ('<a href="a.png">图</a><imgx src=b.png>', ()),
}


@pytest.mark.parametrize(("text", "found"), ASKED.values(), ids=ASKED)
def test_what_a_text_calls_its_pictures(text: str, found: tuple[str, ...]) -> None:
    assert images.asked(text) == found


FILES = ("旧站/2019/a.html", "旧站/2019/img/图 1.png", "旧站/img/图 1.png", "旧站/logo.png")
MEANT = {
    "自己的文件夹": ("img/图 1.png", "旧站/2019/img/图 1.png"),
    "上一级": ("../img/图 1.png", "旧站/img/图 1.png"),
    "网址里的编码": ("img/%E5%9B%BE%201.png?v=3", "旧站/2019/img/图 1.png"),
    "只有一个文件叫这个名字": ("/static/x/logo.png", "旧站/logo.png"),
    "走到外面去": ("../../../../etc/passwd", ""),
    "没有": ("b.png", ""),
}


@pytest.mark.parametrize(("src", "meant"), MEANT.values(), ids=MEANT)
def test_which_file_a_text_means(src: str, meant: str) -> None:
    finder = Finder(FILES)
    if meant:
        assert images.beside(finder, FILES[0], src) == meant
    else:
        with pytest.raises(Refusal, match="没有文件"):
            images.beside(finder, FILES[0], src)


def taking(**held: str) -> Images:
    """Pictures that are all taken, under the hash made of their name."""

    def take(data: bytes, name: str) -> str:
        if data == b"bad":
            raise Refusal("图片已损坏，打不开")
        return address(f"{len(name):064x}", "png")

    return Images({f"{name}.png": data for name, data in held.items()}, str.encode, take)


PAGE = (
    '<html><body><h1>公告</h1><p>甲<img src="a.png" alt="走向"></p>'
    '<img src="b.png"><img src=no.png>'
    '<img src="https://a.example/x.png"><img src="data:image/png;base64,AA"><p>乙</p></body></html>'
)


def test_a_page_keeps_its_pictures_and_tells_the_rest() -> None:
    found = bodies.body("a.html", PAGE.encode(), taking(a="one", b="bad"))
    assert f'<p>甲<img src="{address(f"{5:064x}", "png")}" alt="走向"></p>' in found.html
    assert found.html.count("<img") == 1
    assert found.notes == (
        "正文图片1幅已导入",
        "正文里的 1 幅图片没有导入：图片已损坏，打不开",
        "正文里的 1 幅图片没有导入：没有找到“no.png”",
        "正文里的 2 幅图片没有导入：在别的网站或者写在网页里",
    )


def test_light_marks_and_texts_of_the_list_keep_theirs_too() -> None:
    found = bodies.body("甲.md", '![走向 "甲"](a.png "题")'.encode(), taking(a="one"))
    assert 'alt="走向 &quot;甲&quot;"' in found.html
    silent = bodies.written('<p>甲</p><img src="a.png">', taking(a="one"))
    assert silent.notes == ("正文图片1幅已导入", "1 幅图片没有替代文字，请公开后补正")
    assert "<img" not in bodies.body("甲.md", b"![a](a.png)").html


def test_a_picture_cannot_write_markup() -> None:
    made = markdown.html('![" onerror="x](a.png"onload=x)')
    assert 'onerror="' not in made
    assert bodies.body("甲.md", b'![" onerror="x](a.png)', taking(a="one")).html.count('"') == 4


def test_a_page_takes_so_many(monkeypatch: Any) -> None:
    monkeypatch.setattr(images, "MOST", 1)
    found = bodies.written("<p><img src=a.png alt=x><img src=bb.png></p>", taking(a="1", bb="2"))
    assert "正文里的 1 幅图片没有导入：一篇最多1幅" in found.notes


@pytest.mark.django_db
def test_pictures_of_a_batch_are_read_reviewed_and_published_with_it(
    settings: Any, tmp_path: Any
) -> None:
    settings.VAR = tmp_path
    organ: Organ = factories.coded(factories.organ())
    site_of(organ)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("页/a.html", '<h1>公告</h1><p>甲<img src="img/1.png" alt="走向图"></p>')
        made.writestr("页/img/1.png", drawn())
    source = Packed(out)
    batch = read(organ, line(1, text="", body="页/a.html"), source=source)
    assert states(batch) == [State.READ]
    kept = Attachment.objects.get()
    content = Version.objects.get().content()
    assert f'<img src="{address(kept.sha256, "png")}" alt="走向图">' in content["body"]
    (ref,) = document(content).pictures
    assert (ref.sha256, ref.width, document(content).attached) == (kept.sha256, 64, ())
    assert states(publish(reviewed(batch))) == [State.PUBLIC]
    again = read(organ, line(1, text="", body="页/a.html"), source=source)
    assert (states(again), Record.objects.count()) == ([State.SAME], 1)
