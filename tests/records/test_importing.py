"""Reading what an old site left: dates, numbers, texts, lists; what cannot be read is told."""

import io
import zipfile
from datetime import date

import pytest

from mingbai.files.uploads import Upload
from mingbai.records.importing import bodies, days, manifest, markdown, pages, source
from mingbai.records.importing.source import Finder, Packed
from mingbai.refusal import Refusal

TODAY = date(2026, 11, 24)
DAYS = {
    "2018年1月18日": date(2018, 1, 18),
    "2018/1/18": date(2018, 1, 18),
    "2018.01.18": date(2018, 1, 18),
    "20180118": date(2018, 1, 18),
    "2018-01-18 10:22:31": date(2018, 1, 18),
    "2018-01-18T10:22:31+08:00": date(2018, 1, 18),
    "发布日期：2018-01-18": date(2018, 1, 18),
    "[2018-01-18]": date(2018, 1, 18),
    "二〇一八年一月十八日": date(2018, 1, 18),
    "二○○八年十二月三十一日": date(2008, 12, 31),
    "２０１８年１月１８日": date(2018, 1, 18),
    "": None,
}


@pytest.mark.parametrize(("written", "meant"), DAYS.items(), ids=list(DAYS))
def test_a_date_is_read_in_its_many_shapes(written: str, meant: date | None) -> None:
    assert days.day(written) == meant


@pytest.mark.parametrize("written", ["2018年1月", "18-1-2", "2018-02-30", "去年"])
def test_a_date_that_is_not_certain_is_not_guessed(written: str) -> None:
    with pytest.raises(ValueError, match="请写成"):
        days.day(written)


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("https://example.org/sj/202302/t20230203_1901004.html", date(2023, 2, 3)),
        ("https://example.org/c/2009-05-07/3415625.shtml", date(2009, 5, 7)),
        ("https://example.org/art/2020/1/3/art_1.html", None),
        ("https://example.org/202302/content_1.htm", None),
        ("https://example.org/t20231345_1.html", None),
    ],
)
def test_the_address_of_a_page_may_bear_its_day(address: str, meant: date | None) -> None:
    assert days.in_address(address) == meant


def test_light_marks_become_a_clean_body() -> None:
    text = "# 一、总则\n\n第一条 **依据**\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n- 一\n- 二\n\n"
    text += "<script>x</script>"
    found = bodies.body("通知.md", text.encode()).html
    for part in ("<h2>一、总则</h2>", "<strong>依据</strong>", "<td>2</td>", "<li>"):
        assert part in found
    assert "<script" not in found
    assert "&lt;script&gt;" in found


def test_every_character_of_a_text_is_escaped() -> None:
    made = markdown.html('<img src=x onerror=alert(1)> ![a](x.jpg "b")')
    assert made == '<p>&lt;img src=x onerror=alert(1)&gt; <img src="x.jpg" alt="a"></p>'


def test_front_matter_names_title_and_source() -> None:
    text = "---\ntitle: 某市报告\nsource: https://example.org/a/t20200102_1.html\n---\n\n——2020年1月1日"
    found = bodies.body("001-别名.md", text.encode())
    assert (found.title, found.address) == ("某市报告", "https://example.org/a/t20200102_1.html")
    assert found.dated == date(2020, 1, 1)


def test_without_a_title_the_file_gives_one() -> None:
    assert bodies.body("003-关于供水的通知.txt", "内容".encode("gb18030")).title == "关于供水的通知"


def test_a_page_of_the_old_site_gives_heading_and_body() -> None:
    page = (
        "<html><head><title>站名</title><style>p{}</style></head>"
        "<body><h1>停水 公告</h1><p onclick=x>今晚</p><script>x</script></body></html>"
    )
    found = bodies.body("a.html", page.encode())
    assert found.title == "停水 公告"
    assert "今晚" in found.html
    assert "script" not in found.html
    assert "onclick" not in found.html


NUMBERS = {
    "国办发〔2023〕27号": ("国办发〔2023〕27号", ""),
    "国办发[2023]27号": ("国办发〔2023〕27号", "改为"),
    "": ("", "没有文号"),
    "见附件": ("见附件", "认不出"),
}


@pytest.mark.parametrize(("written", "expected"), NUMBERS.items(), ids=list(NUMBERS))
def test_a_number_is_mended_or_kept_and_told(written: str, expected: tuple[str, str]) -> None:
    number, told = pages.number_of(written)
    assert number == expected[0]
    assert (expected[1] in told) if expected[1] else not told


PATHS = {
    "https://old.example.org/art/1.html?id=2": "/art/1.html?id=2",
    "http://old.example.org//a//b.htm": "/a/b.htm",
    "/a/b.htm": "/a/b.htm",
    "a/b.htm": "/a/b.htm",
    "https://old.example.org/": "",
    "": "",
    "https://old.example.org/" + "x" * 400: "",
}


@pytest.mark.parametrize(("address", "path"), PATHS.items(), ids=[key[:30] for key in PATHS])
def test_the_path_of_an_old_address(address: str, path: str) -> None:
    assert pages.path_of(address) == path


def _page(values: dict[str, str], text: str = "正文") -> pages.Page:
    body = bodies.written(text) if text else None
    return pages.page(values, body, columns={"通知公告": "notices"}, today=TODAY)


REFUSED = {
    "没有标题": ({"stated_on": "2020-01-01"}, "正文"),
    "没有正文，也没有附件": ({"title": "通知"}, ""),
    "没有写到日": ({"title": "通知", "stated_on": "2020年1月"}, "正文"),
    "不得在今天之后": ({"title": "通知", "stated_on": "2030-01-01"}, "正文"),
}


@pytest.mark.parametrize(("words", "line"), REFUSED.items(), ids=list(REFUSED))
def test_a_line_without_what_a_page_needs_is_refused(
    words: str, line: tuple[dict[str, str], str]
) -> None:
    assert words in "；".join(_page(*line).refused)


def test_what_is_unknown_is_told_and_does_not_refuse() -> None:
    made = _page(
        {
            "title": "通知",
            "stated_on": "2020-01-02",
            "kind": "公文",
            "theme": "天文",
            "genre": "檄文",
            "item": "某事",
            "column": "没有的栏目",
        }
    )
    assert made.refused == ()
    words = "；".join(made.notes)
    for each in ("公文", "天文", "檄文", "某事", "没有的栏目", "没有文号"):
        assert each in words


def test_names_of_lists_become_their_codes() -> None:
    made = _page(
        {
            "title": "关于供水的通知",
            "kind": "其他文件",
            "theme": "综合政务/政务公开",
            "item": "法规文件",
            "column": "首页 > 通知公告",
            "stated_on": "2020-01-02",
        }
    )
    paper = made.document
    assert (made.kind, paper.theme, paper.item) == ("document", "02.01", "a20_01_rules")
    assert (paper.column, paper.genre) == ("notices", "notice")


def test_the_same_content_has_one_key_wherever_it_stood() -> None:
    one = {"title": "通知", "stated_on": "2020-01-02"}
    assert _page(one).key() == _page(one | {"column": "通知公告", "address": "/a.html"}).key()
    assert _page(one).key() != _page(one | {"stated_on": "2020-01-03"}).key()
    assert _page(one).key() != _page(one, "正文二").key()


def _csv(text: str, codec: str = "utf-8") -> Upload:
    data = text.encode(codec)
    return Upload("清单.csv", len(data), io.BytesIO(data))


def test_a_list_is_read_by_the_names_of_its_columns() -> None:
    found = manifest.listed(
        _csv(
            "信息标题,发文字号,发布时间,链接,阅读量\n通知,明政发〔2020〕1号,2020/1/2,/a.html,9\n",
            "gb18030",
        )
    )
    (line,) = found.lines
    assert line.values == {
        "title": "通知",
        "doc_no": "明政发〔2020〕1号",
        "stated_on": "2020/1/2",
        "address": "/a.html",
    }
    assert "列“阅读量”没有读" in found.notes


def test_a_list_without_known_columns_is_refused() -> None:
    with pytest.raises(Refusal, match="没有认出"):
        manifest.listed(_csv("甲,乙\n1,2\n"))


def _zip(entries: dict[str, bytes]) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in entries.items():
            made.writestr(name, data)
    return out


def test_files_are_found_by_path_or_by_a_name_that_only_one_has() -> None:
    packed = Packed(_zip({"正文/甲.md": b"1", "甲/x.pdf": b"2", "乙/x.pdf": b"3"}))
    finder = Finder(packed.names())
    assert finder.find("甲.MD") == "正文/甲.md"
    assert finder.find("甲\\x.pdf") == "甲/x.pdf"
    with pytest.raises(Refusal, match="2 个文件"):
        finder.find("x.pdf")
    with pytest.raises(Refusal, match="没有文件"):
        finder.find("y.pdf")


def test_a_hostile_package_is_refused() -> None:
    packed = Packed(_zip({"../外.md": b"1", "__MACOSX/甲.md": b"1", "甲.md": b"\0" * 30_000_000}))
    assert packed.names() == ("甲.md",)
    with pytest.raises(Refusal, match="异常"):
        packed.read("甲.md")
    with pytest.raises(Refusal, match="损坏"):
        Packed(io.BytesIO(b"PK not a zip"))


def test_a_plain_folder_of_texts_is_a_list() -> None:
    found = manifest.folder(("b.txt", "甲.md", "图.jpg"))
    assert [line.values["body"] for line in found.lines] == ["b.txt", "甲.md"]
    assert "1 个文件" in found.notes[0]
    with pytest.raises(Refusal, match="没有可以作为正文的文件"):
        manifest.folder(("图.jpg",))


def test_no_files_at_all() -> None:
    assert source.Nothing().names() == ()


@pytest.mark.parametrize(
    ("values", "expires_on"),
    [
        ({"expires_on": "2026-12-31"}, date(2026, 12, 31)),
        ({"valid_until": "2026-12-31"}, date(2027, 1, 1)),
        ({"expires_on": "2026-07-01", "valid_until": "2026-12-31"}, date(2026, 7, 1)),
        ({}, None),
    ],
    ids=[
        "失效日期是不再有效的第一天",
        "有效期至是有效的最后一天",
        "两个都写的以失效日期为准",
        "都没有写",
    ],
)
def test_until_when_it_is_in_force(values: dict[str, str], expires_on: date | None) -> None:
    found = _page({"title": "通知", "stated_on": "2020-01-02", **values})
    assert found.document.expires_on == expires_on


def test_a_title_that_the_list_lacks_is_told() -> None:
    body = bodies.Body("<p>正文</p>", title="one")
    found = pages.page({"stated_on": "2020-01-02"}, body, columns={}, today=TODAY)
    assert (found.title, found.refused) == ("one", ())
    assert "清单没有写标题，取自正文或者文件名，请核对" in found.notes
