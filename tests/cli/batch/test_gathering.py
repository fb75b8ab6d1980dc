"""Which files a command line means."""

from pathlib import Path

import pytest

from mingbai.cli.batch.gathering import gather

TREE = {
    "甲局/2023年报.html": b"<html>",
    "甲局/2023年报_files/frame.html": b"<html>",
    "甲局/2023年报_files/logo.png": b"\x89PNG",
    "乙局/年报.PDF": b"%PDF-1.7",
    "乙局/年报.docx": b"PK",
    "乙局/~$年报.docx": b"lock",
    "乙局/台账.xlsx": b"PK",
    "乙局/旧.doc": b"\xd0\xcf\x11\xe0",
    ".缓存/年报.html": b"<html>",
    "无扩展名": b"<!DOCTYPE html><html>",
    "别的": b"hello",
    "readme.txt": b"about",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in TREE.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path


def names(files: tuple[str, ...], folder: Path) -> list[str]:
    return [str(Path(name).relative_to(folder)) for name in files]


def test_a_folder_gives_only_what_can_be_a_report(folder: Path) -> None:
    gathered = gather([str(folder)])
    assert names(gathered.files, folder) == [
        "无扩展名",
        "乙局/年报.PDF",
        "乙局/年报.docx",
        "乙局/旧.doc",
        "甲局/2023年报.html",
    ]
    assert gathered.passed_over == 4  # the lock file, the ledger, 别的 and readme.txt


def test_a_pattern_is_searched(folder: Path) -> None:
    found = gather([f"{folder}/**/*.html"]).files
    assert "甲局/2023年报.html" in names(found, folder)


def test_nothing_found_twice_is_checked_twice(folder: Path) -> None:
    page = str(folder / "甲局" / "2023年报.html")
    gathered = gather([page, str(folder / "甲局"), f"{folder}/甲局/*.html"])
    assert gathered.files == (page,)


def test_a_named_file_is_taken_whatever_it_is(folder: Path) -> None:
    ledger = str(folder / "乙局" / "台账.xlsx")
    assert gather([ledger, "没有.txt"]).files == (ledger, "没有.txt")
