"""Files that cannot be read are refused in Chinese, within the bound, and the others go on."""

import os
from pathlib import Path

import pytest

from mingbai.reading import read
from mingbai.reading.intake import LARGEST, decode
from mingbai.refusal import Refusal

SAMPLE = "青岛市城阳区人民政府2019年政府信息公开工作报告\n一、总体情况\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空"),
        (b"  \n\n ", "空"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "图片"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 50, "图片"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 50, "旧版"),
        (b"\x7fELF" + b"\x00" * 50, "程序"),
        (b"abc\x00\x01\x02\xff" * 20, "二进制"),
        (b"\xff\xff\xfa\x81" * 50, "编码"),
        (SAMPLE.encode("big5", "ignore") + b"\x81\xff\xff", "编码"),
    ],
)
def test_a_file_that_is_no_text_is_refused_in_words(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(content)
    reading = read(path)
    assert (reading.readable, reading.exit_code) == (False, 2)
    assert words in reading.findings[0].message


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert "没有这个文件" in read(tmp_path / "无.txt").findings[0].message
    assert "文件夹" in read(tmp_path).findings[0].message


def test_a_very_large_file_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    assert path.stat().st_size > LARGEST
    assert "200MB" in read(path).findings[0].message


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "管道"
    os.mkfifo(path)
    assert "普通文件" in read(path).findings[0].message


@pytest.mark.parametrize(
    "data",
    [
        SAMPLE.encode("utf-8"),
        SAMPLE.encode("utf-8-sig"),
        SAMPLE.encode("gb18030"),
        SAMPLE.encode("gbk"),
        SAMPLE.encode("utf-16"),
        SAMPLE.encode("utf-16-le"),
        SAMPLE.encode("utf-16-be"),
        SAMPLE.replace("\n", "\r\n").encode("gbk"),
    ],
)
def test_every_common_encoding_gives_the_same_text(data: bytes) -> None:
    assert decode(data) == SAMPLE


def test_text_in_another_encoding_is_refused() -> None:
    with pytest.raises(Refusal, match="编码"):
        decode(SAMPLE.encode("utf-8")[1:] + b"\x80\xff")
