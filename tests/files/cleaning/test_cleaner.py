"""One file as an officer hands it in: every kind, every refusal, the same bytes each time."""

import hashlib
import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from mingbai.files.attachments import images
from mingbai.files.cleaning import STAFF, clean, media, photographs, plain
from mingbai.files.cleaning.told import Told, words
from mingbai.files.cleaning.work import inside
from mingbai.refusal import Refusal
from tests.files.attachments.making import doc, huge_png, jpg, located, ofd, package, pdf, png
from tests.files.cleaning.making import SECRET, cleaned, holds, packed, unpacked
from tests.files.cleaning.test_book import LAST, book
from tests.files.cleaning.test_pdf import annotated, made
from tests.files.cleaning.test_slides import deck
from tests.files.cleaning.test_word import commented, ordinary


def moving(form: str, **options: Any) -> bytes:
    frames = [Image.new("RGB", (20, 10), colour) for colour in ("red", "blue", "green")]
    stream = io.BytesIO()
    frames[0].save(stream, form, save_all=True, append_images=frames[1:], **options)
    return stream.getvalue()


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), name) + content


def video(tags: bytes = b"") -> bytes:
    udta = box(b"udta", tags) if tags else b""
    track = box(b"trak", box(b"tkhd", b"x" * 8))
    return (
        box(b"ftyp", b"isom") + box(b"moov", box(b"mvhd", b"m" * 8) + track + udta)
        + box(b"mdat", b"sound and vision")
    )  # fmt: skip


SOUND = b"\xff\xfb\x90\x00" + bytes(400)


def tagged_sound() -> bytes:
    tag = SECRET.encode().ljust(64, b"\0")
    return (
        b"ID3\x04\x00\x00\x00\x00\x00\x40"
        + tag
        + SOUND
        + b"TAG"
        + SECRET.encode().ljust(125, b"\0")
    )


TAKEN: dict[str, Callable[[], bytes]] = {
    "pdf": pdf, "docx": ordinary, "xlsx": book, "pptx": deck, "ofd": ofd, "jpg": jpg, "jpeg": jpg,
    "png": png, "gif": lambda: moving("GIF"), "webp": lambda: moving("WEBP"), "mp4": video,
    "mp3": lambda: SOUND, "csv": lambda: "姓名,金额\n张三,5\n".encode("gb18030"),
    "txt": "说明".encode, "zip": lambda: packed({"说明.txt": "说明", "表/名单.xlsx": book()}),
}  # fmt: skip


@pytest.mark.parametrize("kind", TAKEN)
def test_every_kind_an_officer_may_publish_is_clean_for_good(kind: str) -> None:
    name = {"jpeg": "jpg"}.get(kind, kind)
    data = TAKEN[kind]()
    result, _ = cleaned(lambda given, told: inside(name, given, told), data)
    assert result
    if name in ("ofd", "csv", "txt", "mp3", "mp4", "gif"):
        assert result == data


def test_a_file_comes_back_with_its_name_hash_and_strips() -> None:
    done = clean(commented(), "附件1：名单.DOCX", content_type="application/octet-stream")
    assert (done.name, done.kind) == ("附件1：名单.DOCX", "docx")
    assert done.sha256 == hashlib.sha256(done.data).hexdigest()
    assert done.size == len(done.data)
    assert "删除批注 1 条" in [strip.what for strip in done.strips]
    assert clean(done.data, "a.docx").strips == ()


@pytest.mark.parametrize("kind", ["doc", "xls", "ppt", "wps", "svg", "xlsm", "html", "rar", "tif"])
def test_kinds_that_cannot_be_cleaned_are_refused_with_the_way_out(kind: str) -> None:
    with pytest.raises(Refusal) as caught:
        clean(doc(), f"附件.{kind}")
    assert caught.value.remedy.startswith("请")


@pytest.mark.parametrize("name", list(TAKEN))
@pytest.mark.parametrize("other", ["pdf", "jpg", "png", "mp4", "gif"])
def test_the_content_must_be_what_the_name_says(name: str, other: str) -> None:
    if {"jpeg": "jpg"}.get(name, name) == other:
        return
    with pytest.raises(Refusal, match=f"内容却是{STAFF[other].words}"):
        clean(TAKEN[other](), f"a.{name}")


WRONG: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "a workbook named as a document": (book, "a.docx", "这不是Word文档"),
    "a document named as a workbook": (ordinary, "a.xlsx", "这不是Excel工作簿"),
    "a document named as a presentation": (ordinary, "a.pptx", "这不是演示文稿"),
    "a document named as an ofd": (ordinary, "a.ofd", "这不是OFD文件"),
    "an old document with a new name": (doc, "a.docx", "旧版Office文档，或者设了密码"),
    "nothing": (lambda: b"", "a.pdf", "文件是空的"),
    "a page named as a text": (lambda: b"<html><script>1</script>", "a.txt", "内容却是网页"),
    "bytes named as a text": (lambda: b"\x00\x01" * 50, "a.csv", "不是纯文本"),
    "an archive behind a picture": (lambda: jpg() + package({"a": b"x"}), "a.jpg", "藏着另一种"),
    "a name that turns around": (pdf, "a\u202efdp.pdf", "改变显示方向"),
    "a declared type of another kind": (pdf, "a.pdf", "浏览器却说它是“text/html”"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_not_what_it_says_is_refused(case: str) -> None:
    make, name, said = WRONG[case]
    declared = "text/html" if "declared" in case else ""
    with pytest.raises(Refusal, match=said) as caught:
        clean(make(), name, content_type=declared)
    assert caught.value.remedy
    assert "拍照" not in caught.value.remedy


def test_size_is_bounded_by_kind() -> None:
    limits = {kind.name: kind.most // 1024 // 1024 for kind in STAFF.values()}
    assert limits["mp4"] == 100
    assert {size for name, size in limits.items() if name != "mp4"} == {50}
    with pytest.raises(Refusal, match=r"50\.0 MB，PDF最大50 MB"):
        clean(b"%PDF-" + bytes(50 * 1024 * 1024), "a.pdf")


def test_a_photograph_is_drawn_anew_once() -> None:
    result, strips = cleaned(photographs.jpg, located())
    assert [strip.kind for strip in strips] == ["photo"]
    with Image.open(io.BytesIO(result)) as image:
        assert not image.getexif()
        assert image.size == (40, 60)
    assert b"taken at home" not in result


def test_a_photograph_without_tags_is_drawn_anew_too() -> None:
    other = jpg(quality=50)
    result, strips = cleaned(photographs.jpg, other)
    assert strips == []
    assert result != other


def test_remarks_in_pictures_go_and_the_frames_stay() -> None:
    result, strips = cleaned(photographs.gif, moving("GIF", comment=SECRET, loop=0))
    assert [strip.kind for strip in strips] == ["photo"]
    assert holds(result, SECRET) == []
    with Image.open(io.BytesIO(result)) as image:
        assert image.n_frames == 3
        assert image.info["loop"] == 0
    exif = Image.Exif()
    exif[0x010E] = SECRET
    result, strips = cleaned(photographs.webp, moving("WEBP", exif=exif))
    assert [strip.kind for strip in strips] == ["photo"]
    assert holds(result, SECRET) == []
    with Image.open(io.BytesIO(result)) as image:
        assert image.n_frames == 3
        assert not image.getexif()


def test_a_webp_that_lies_on_its_side_is_turned() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    stream = io.BytesIO()
    Image.new("RGB", (60, 40)).save(stream, "WEBP", exif=exif)
    result, _ = cleaned(photographs.webp, stream.getvalue())
    with Image.open(io.BytesIO(result)) as image:
        assert image.size == (40, 60)


def test_texts_in_a_png_go_and_a_bomb_is_refused() -> None:
    from PIL.PngImagePlugin import PngInfo

    texts = PngInfo()
    texts.add_text("Author", SECRET)
    result, strips = cleaned(photographs.png, png(pnginfo=texts))
    assert [strip.kind for strip in strips] == ["photo"]
    assert holds(result, SECRET) == []
    with pytest.raises(Refusal, match="图片太大"):
        photographs.png(huge_png(50_000, 50_000), Told())
    assert images.MAX_PIXELS == 40_000_000


def test_tags_of_video_and_sound_are_blanked() -> None:
    result, strips = cleaned(media.mp4, video(SECRET.encode()))
    assert [strip.what for strip in strips] == ["清除音视频里的作者、地点等信息 1 处"]
    assert holds(result, SECRET) == []
    assert b"sound and vision" in result
    result, strips = cleaned(media.mp3, tagged_sound())
    assert [strip.count for strip in strips] == [2]
    assert result == SOUND


@pytest.mark.parametrize("cut", [5, 12, 30])
def test_a_video_that_is_cut_short_is_refused(cut: int) -> None:
    with pytest.raises(Refusal, match="音视频已损坏"):
        media.mp4(video()[:-cut], Told())


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_texts_stay_as_they_came(codec: str) -> None:
    data = "姓名,金额\r\n张三,5\r\n".encode(codec)
    assert plain.text(data, Told()) == data


def zipped(data: bytes, told: Told) -> bytes:
    return inside("zip", data, told)


def test_each_file_in_an_archive_is_cleaned_by_itself() -> None:
    inner = packed({"b.pdf": made(annotated("Text")), "Thumbs.db": b"x"})
    whole = packed({"表/名单.xlsx": book(other=LAST.format("")), "内.zip": inner})
    result, strips = cleaned(zipped, whole)
    assert holds(result, SECRET) == []
    told = [str(strip) for strip in strips]
    assert "压缩包里的“表/名单.xlsx”：删除隐藏工作表 1 张：“底稿”" in told
    assert "压缩包里的“内.zip”压缩包里的“b.pdf”：删除批注 1 条" in told
    assert "压缩包里的“内.zip”：去掉系统生成的文件 1 个：“Thumbs.db”" in told
    assert sorted(unpacked(result)) == ["内.zip", "表/名单.xlsx"]


def test_names_written_by_windows_are_read() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        entry = zipfile.ZipInfo("XXXX.txt")
        file.writestr(entry, "说明")
        file.comment = SECRET.encode()
    data = stream.getvalue().replace(b"XXXX", "名单".encode("gb18030"))
    result, strips = cleaned(zipped, data)
    assert list(unpacked(result)) == ["名单.txt"]
    assert [strip.kind for strip in strips] == ["archive"]


def deep() -> bytes:
    data = packed({"a.txt": "x"})
    for _ in range(2):
        data = packed({"a.zip": data})
    return data


BAD_ARCHIVES: dict[str, tuple[Callable[[], bytes], str]] = {
    "a program": (lambda: packed({"a.exe": b"MZ"}), "压缩包里的“a.exe”：不收程序"),
    "three deep": (deep, "里还有压缩包"),
    "a way out": (lambda: packed({"../a.txt": "x"}), "部件名不合规范"),
    "a bomb": (lambda: packed({"a.txt": bytes(300_000_000)}), "压缩得异常"),
    "nothing": (lambda: packed({"__MACOSX/a.txt": "x"}), "没有文件"),
    "names alike": (lambda: packed({"a.txt": "x", "A.TXT": "x"}), "同名"),
    "something else": (lambda: packed({"a.pdf": "x"}), "“a.pdf”：文件名以“.pdf”结尾"),
}


@pytest.mark.parametrize("case", BAD_ARCHIVES)
def test_an_archive_with_something_else_is_refused_by_name(case: str) -> None:
    make, said = BAD_ARCHIVES[case]
    with pytest.raises(Refusal, match=said):
        zipped(make(), Told())


def test_every_kind_of_strip_has_words() -> None:
    assert all(text and not text.endswith("。") for text in words().values())
