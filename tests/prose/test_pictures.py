"""Pictures of a body: only files of its own record, described, shown below the record's address."""

import pytest

from mingbai.prose import pictures
from mingbai.prose.cleaning import clean
from mingbai.prose.comparing import compared
from mingbai.prose.model import Picture
from tests.prose.test_cleaning import PICTURE

OTHER = pictures.address("f" * 64, "jpg")
SRC = {
    "本件的文件": (PICTURE, True),
    "别的网站": (f"https://a.example/{PICTURE}", False),
    "别处的路径": (f"/desk/records/x/{PICTURE}", False),
    "上一级": (f"../{PICTURE}", False),
    "写在网页里的图": ("data:image/png;base64,iVBORw0KGgo=", False),
    "不是散列": ("files/photo.png", False),
    "别的格式": (PICTURE.replace(".png", ".svg"), False),
    "带查询串": (f"{PICTURE}?x=1", False),
    "大写的散列": (pictures.address("A" * 64, "png"), False),
}


@pytest.mark.parametrize(("src", "kept"), SRC.values(), ids=SRC)
def test_only_files_of_the_record_are_pictures(src: str, *, kept: bool) -> None:
    assert ("<img" in clean(f'<p>甲<img src="{src}" alt="图"></p>')) is kept


DESCRIBED = {
    "有替代文字": ('alt="道路走向图"', 'alt="道路走向图"', ()),
    "没有": ("", 'alt=""', (1,)),
    "空的": ('alt="  "', 'alt=""', (1,)),
    "标明只作装饰": ('alt="" role="presentation"', 'alt="" role="presentation"', ()),
    "有文字的不是装饰": ('alt="图" role="presentation"', 'alt="图"', ()),
    "别的角色不留": ('alt="" role="button"', 'alt=""', (1,)),
}


@pytest.mark.parametrize(("said", "kept", "missing"), DESCRIBED.values(), ids=DESCRIBED)
def test_a_picture_is_described_or_marked_as_decorative(
    said: str, kept: str, missing: tuple[int, ...]
) -> None:
    done = clean(f'<p><img src="{PICTURE}" {said}></p>')
    assert done == f'<p><img src="{PICTURE}" {kept}></p>'
    assert clean(done) == done
    assert pictures.undescribed(done) == missing


def test_undescribed_pictures_are_counted_wherever_they_stand() -> None:
    body = clean(
        f'<p><img src="{PICTURE}" alt="甲"></p><table><tr><td><img src="{OTHER}"></td></tr></table>'
        f'<ul><li><img src="{PICTURE}"></li></ul>'
        f'<figure><img src="{OTHER}" alt=""><figcaption>图一</figcaption></figure>'
    )
    assert pictures.undescribed(body) == (2, 3, 4)
    hashes = ("0123456789abcdef" * 4, "png"), ("f" * 64, "jpg")
    assert pictures.named(body) == hashes


def test_a_page_shows_them_below_the_address_of_the_record() -> None:
    body = clean(f'<p>甲<img src="{PICTURE}" alt="甲&quot;&lt;乙"></p>')
    assert pictures.shown(body, "/info/x/1/", {PICTURE: (640, 480)}) == (
        f'<p>甲<img src="/info/x/1/{PICTURE}" alt="甲&quot;&lt;乙" width="640" height="480"></p>'
    )
    with_words = pictures.shown(body, "/desk/1/", words=True)
    assert "〔图片，替代文字：甲&quot;&lt;乙〕" in with_words


def test_text_that_looks_like_a_picture_stays_text() -> None:
    body = clean(f'<p>&lt;img src="{PICTURE}" alt=""&gt;</p>')
    assert pictures.shown(body, "/x/") == body
    sly = clean(f"""<p><img src="{PICTURE}" alt='<img src="{OTHER}" alt="">'></p>""")
    assert pictures.shown(sly, "/x/").count('src="/x/') == 1


def test_pictures_are_put_where_they_are_wanted() -> None:
    body = "<p>甲</p>\n<p>乙</p>"
    picture = Picture(PICTURE, "图")
    image = f'<img src="{PICTURE}" alt="图">'
    assert pictures.inserted(body, picture) == f"{body}\n<p>{image}</p>"
    assert pictures.inserted(body, picture, after=1) == f"<p>甲</p>\n<p>{image}</p>\n<p>乙</p>"
    assert pictures.inserted(body, picture, after=99) == f"{body}\n<p>{image}</p>"
    assert pictures.inserted("", picture, caption="图 1 <走向>") == (
        f"<figure>{image}<figcaption>图 1 &lt;走向&gt;</figcaption></figure>"
    )


def test_addresses_of_a_foreign_page_are_replaced() -> None:
    found = pictures.replaced(
        "<p>甲<IMG alt=图 src=a.png><img src='b>c.png'><img></p>",
        lambda src: {"a.png": PICTURE}.get(src, ""),
    )
    assert clean(found) == f'<p>甲<img src="{PICTURE}" alt="图"></p>'


def test_the_digits_of_a_hash_are_no_number_of_anybody() -> None:
    sha = "13800138000a" * 5 + "abcd"
    body = f'<p>电话13800138000<img src="files/{sha}.png" alt=""></p>'
    masked = pictures.apart(body, lambda text: text.replace("13800138000", "***"))
    assert masked == f'<p>电话***<img src="files/{sha}.png" alt=""></p>'
    assert sha not in pictures.without_addresses(body)


IMAGE = f'<img src="{PICTURE}" alt="图">'
CHANGES = {
    "加图": ("<p>甲</p>", f"<p>甲</p><p>{IMAGE}</p>", ("<ins>", IMAGE)),
    "去图": (f"<p>甲</p><p>{IMAGE}</p>", "<p>甲</p>", ("<del>", IMAGE)),
    "换图": (f"<p>{IMAGE}</p>", f'<p><img src="{OTHER}" alt="图"></p>', ("<del>", "<ins>", OTHER)),
    "改替代文字": (
        f"<p>甲{IMAGE}</p>",
        f'<p>甲<img src="{PICTURE}" alt="新图"></p>',
        ("<del>", "<ins>", 'alt="新图"'),
    ),
    "改图注下的替代文字": (
        f"<figure>{IMAGE}<figcaption>图一</figcaption></figure>",
        f'<figure><img src="{PICTURE}" alt="新图"><figcaption>图一</figcaption></figure>',
        ("<del>", "<ins>", 'alt="新图"'),
    ),
    "改作装饰": (
        f'<p>甲<img src="{PICTURE}" alt=""></p>',
        f'<p>甲<img src="{PICTURE}" alt="" role="presentation"></p>',
        ("<del>", "<ins>", "presentation"),
    ),
}


@pytest.mark.parametrize(("old", "new", "seen"), CHANGES.values(), ids=CHANGES)
def test_a_comparison_shows_what_became_of_pictures(
    old: str, new: str, seen: tuple[str, ...]
) -> None:
    marked = compared(old, new).html
    for each in seen:
        assert each in marked
    assert "<ins>" not in compared(new, new).html


ALONE = {
    "只有图": (f"<p>{IMAGE}</p>", True),
    "两幅": (f"<p>{IMAGE}{IMAGE}</p>", True),
    "有文字": (f"<p>甲{IMAGE}</p>", False),
    "后有文字": (f"<p>{IMAGE}甲</p>", False),
}


@pytest.mark.parametrize("words", [False, True])
@pytest.mark.parametrize(("body", "alone"), ALONE.values(), ids=ALONE)
def test_a_paragraph_of_pictures_alone_is_centred(body: str, *, alone: bool, words: bool) -> None:
    assert ('<p class="picture">' in pictures.shown(clean(body), "/x/", words=words)) is alone
