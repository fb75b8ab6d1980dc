"""Files that must not be opened are refused in Chinese, and never stop the scanner (UPL-05)."""

import pytest

from mingbai.scanning.scanner import scan_bytes
from tests.scanning.planted import files
from tests.scanning.planted.measure import TODAY

ENTITY = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
NESTED = files.packed(a_txt="x")
for _ in range(5):
    NESTED = files.packed(a_zip=NESTED)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (files.packed(a_txt="0" * 20_000_000), "压缩炸弹"),
        (files.archive({f"{i}.txt": "x" for i in range(2001)}), "超过2000个"),
        (files.archive({"../a.txt": "x"}), "指向外面的路径"),
        (NESTED, "套了3层以上"),
        (files.packed(word__document_xml=ENTITY), "实体声明"),
        (files.packed(word__document_xml="<a>"), "已损坏"),
        (files.packed(a_txt="x")[:-30], "已损坏"),
        (b"%PDF-1.4 nothing", "PDF 已损坏"),
        (b"\xd0\xcf\x11\xe0 old", "旧版或者加密的 Office 文件"),
        (b"Rar! x", "RAR 压缩包"),
        (b"\x00\x01\x02\x03" * 50, "不是文本"),
    ],
    # Bytes of an archive hold the time: as names they would differ from process to process.
    ids=lambda value: value if isinstance(value, str) else "data",
)
def test_it_is_refused_in_chinese_words(data: bytes, words: str) -> None:
    scan = scan_bytes(data, name="a", today=TODAY)
    assert not scan.readable
    assert words in scan.reason
    assert scan.exit_code == 2
