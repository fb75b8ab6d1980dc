"""Files made to exhaust the reader: each is refused in Chinese, within bounds, and named."""

import io
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from mingbai.reading import Reading, read, read_bytes
from tests.reading.synthetic.prints import Sheet, _assembled

MEGABYTE = 1024 * 1024


def _zip(content: bytes, name: str = "word/document.xml") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def _zip_bomb() -> bytes:
    return _zip(b"<d><body>" + b"<p/>" * 20_000_000 + b"</body></d>")


def _many_entries() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(3000):
            archive.writestr(f"word/{number}.xml", "")
    return stream.getvalue()


def _entities() -> bytes:
    steps = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return _zip(f'<!DOCTYPE d [<!ENTITY e0 "哈">{steps}]><d><body>&e9;</body></d>'.encode())


def _outside_entity() -> bytes:
    return _zip(b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d><body>&e;</body></d>')


def _utf16_entities() -> bytes:
    return _zip('<!DOCTYPE d [<!ENTITY e "哈">]><d><body>&e;</body></d>'.encode("utf-16"))


def _pdf_of(stream: bytes, filters: str) -> bytes:
    """One page with the given content stream."""
    entry = b"<< /Length %d /Filter [%s] >>\nstream\n%s\nendstream"
    return _assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
            entry % (len(stream), filters.encode(), stream),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R >>",
        ]
    )


@cache
def _squeezed(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * MEGABYTE) for _ in range(megabytes)) + packer.flush()


def _pdf_bomb() -> bytes:
    return _pdf_of(_squeezed(100), "/FlateDecode")


def _pdf_bomb_twice() -> bytes:
    return _pdf_of(zlib.compress(_squeezed(100), 9), "/FlateDecode /FlateDecode")


def _pdf_bomb_cut_off() -> bytes:
    return _pdf_of(_squeezed(100)[:-500], "/FlateDecode")


def _pdf_long_page() -> bytes:
    return _pdf_of(zlib.compress(b"0 0 m 9 9 l S\n" * 800_000), "/FlateDecode")


def _pdf_500_pages() -> bytes:
    sheet = Sheet()
    for number in range(500):
        sheet.text(50, 50, f"第{number}页")
        sheet.feed()
    return sheet.data()


def _pdf_encrypted() -> bytes:
    """Encrypted with a password nobody gives (a user key that fits none)."""
    encrypt = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]"
    data = Sheet().data()
    words = encrypt % (b"41" * 32, b"42" * 32)
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R " + words)


def _html_21_megabytes() -> bytes:
    return b"<html><body><p>" + b"a" * (21 * MEGABYTE)


def _html_elements() -> bytes:
    return b"<html><body>" + b"<p>1</p>" * 401_000


def _html_deep() -> bytes:
    return b"<html><body>" + b"<div>" * 200_000 + "政府信息公开".encode()


def _html_nested() -> bytes:
    return b"<html><body>" + b"<table><tr><td>" * 50_000 + "政府信息公开".encode()


def _html_wide() -> bytes:
    cell = b"<td colspan=1000000000 rowspan=1000000000>1</td>"
    return b"<html><body><table><tr>" + cell * 9_000 + b"</table>"


def _word_nested() -> bytes:
    return _zip(
        b"<d><body>" + b"<tbl><tr><tc>" * 3000 + b"</tc></tr></tbl>" * 3000 + b"</body></d>"
    )


HOSTILE: list[tuple[str, Callable[[], bytes], str]] = [
    ("压缩炸弹（Word）", _zip_bomb, "压缩炸弹"),
    ("三千个文件的压缩包", _many_entries, "3000个文件"),
    ("十亿次展开的实体", _entities, "实体"),
    ("指向本机文件的实体", _outside_entity, "实体"),
    ("UTF-16 里的实体", _utf16_entities, "实体"),
    ("三千层的表（Word）", _word_nested, "层次"),
    ("压缩炸弹（PDF）", _pdf_bomb, "压缩炸弹"),
    ("压缩两次的炸弹（PDF）", _pdf_bomb_twice, "压缩炸弹"),
    ("末尾截断的炸弹（PDF）", _pdf_bomb_cut_off, "压缩炸弹"),
    ("一页八十万条线（PDF）", _pdf_long_page, "内容过多"),
    ("五百页（PDF）", _pdf_500_pages, "501页"),
    ("加密（PDF）", _pdf_encrypted, "加密"),
    ("21MB 的网页", _html_21_megabytes, "21MB"),
    ("四十万个元素的网页", _html_elements, "元素太多"),
    ("二十万层的网页", _html_deep, "不是政府信息公开工作年度报告"),
    ("五万层的表（网页）", _html_nested, "不是政府信息公开工作年度报告"),
    ("跨十亿列的格（网页）", _html_wide, "格子太多"),
]


@pytest.mark.parametrize(
    ("make", "words"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE]
)
def test_a_hostile_file_is_refused_in_words(make: Callable[[], bytes], words: str) -> None:
    _refused(read_bytes(make(), name="x"), words)


def _refused(reading: Reading, words: str) -> None:
    assert (reading.readable, reading.complete, reading.exit_code) == (False, False, 2)
    assert not reading.cells
    assert words in reading.findings[0].message
    assert reading.findings[0].hint or "不打开" in reading.findings[0].message


def test_a_page_of_100_megabytes_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "大.html"
    with path.open("wb") as stream:
        stream.write(b"<html><body><table>")
        stream.truncate(100 * MEGABYTE)
    _refused(read(path), "100MB")


def test_a_bomb_is_not_unfolded_into_memory() -> None:
    data = _pdf_of(_squeezed(300), "/FlateDecode")
    read_bytes(Sheet().data(), name="先载入程序")
    tracemalloc.start()
    try:
        read_bytes(data, name="x")
        assert tracemalloc.get_traced_memory()[1] < 200 * MEGABYTE
    finally:
        tracemalloc.stop()


def test_wide_cells_within_a_report_shift_nothing_and_cost_nothing() -> None:
    page = (
        "<html><body><p>某局2023年政府信息公开工作年度报告</p><table>"
        "<tr><td colspan=1000000000>第二十条第（一）项</td></tr>"
        "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td>"
        "<td colspan=1000000000 rowspan=1000000000>现行有效件数</td></tr>"
        "<tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr></table>"
    )
    reading = read_bytes(page.encode(), name="x")
    assert reading.exit_code == 2  # tables three and four are absent
    assert all(cell.value in (1, 2, 3, None) for cell in reading.cells.values())
