"""The folder of a published record holds exactly its files, and nothing after withdrawal."""

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from mingbai.files import public_folder, store
from mingbai.refusal import Refusal


@pytest.fixture(autouse=True)
def var(settings: Any, tmp_path: Path) -> Path:
    settings.VAR = tmp_path
    return tmp_path


def names(var: Path, folder: str = "r-1") -> list[str]:
    return sorted(entry.name for entry in (var / "public" / folder).iterdir())


def test_exactly_the_files_of_the_version_stand_in_the_folder(var: Path) -> None:
    first, second = store.put(b"first"), store.put(b"second")
    public_folder.place("r-1", {"公告.pdf": first, "附件1：名单.xlsx": second})
    assert names(var) == ["公告.pdf", "附件1：名单.xlsx"]
    public_folder.place("r-1", {"公告.pdf": second})
    assert names(var) == ["公告.pdf"]
    found = public_folder.path("r-1", "公告.pdf")
    assert found is not None
    assert found.read_bytes() == b"second"
    assert found.stat().st_mode & 0o777 == 0o644
    assert public_folder.held("r-1") == {"公告.pdf": second}


def test_the_same_bytes_are_not_written_again(var: Path) -> None:
    files = {"公告.pdf": store.put(b"same")}
    public_folder.place("r-1", files)
    before = (var / "public/r-1/公告.pdf").stat().st_ino
    public_folder.place("r-1", files)
    assert (var / "public/r-1/公告.pdf").stat().st_ino == before


def test_a_file_altered_in_place_is_put_right(var: Path) -> None:
    files = {"公告.pdf": store.put(b"true")}
    public_folder.place("r-1", files)
    (var / "public/r-1/公告.pdf").write_bytes(b"forged")
    assert public_folder.held("r-1") != files
    public_folder.place("r-1", files)
    assert public_folder.held("r-1") == files


def test_withdrawal_leaves_nothing_and_may_be_repeated(var: Path) -> None:
    public_folder.place("r-1", {"公告.pdf": store.put(b"first")})
    public_folder.clear("r-1")
    public_folder.clear("r-1")
    assert not (var / "public" / "r-1").exists()
    assert public_folder.path("r-1", "公告.pdf") is None
    assert public_folder.held("r-1") == {}


def test_a_file_that_the_store_lost_changes_nothing(var: Path) -> None:
    first = store.put(b"first")
    public_folder.place("r-1", {"公告.pdf": first})
    with pytest.raises(Refusal, match="不见了"):
        public_folder.place("r-1", {"新.pdf": store.put(b"new"), "丢.pdf": "0" * 64})
    assert names(var) == ["公告.pdf"]


def test_what_an_interrupted_call_left_is_found_and_removed(var: Path) -> None:
    files = {"公告.pdf": store.put(b"first")}
    public_folder.place("r-1", files)
    (var / "public/r-1/.unfinished-00").write_bytes(b"fir")
    assert public_folder.held("r-1") != files
    assert public_folder.path("r-1", ".unfinished-00") is None
    public_folder.place("r-1", files)
    assert names(var) == ["公告.pdf"]


BAD = ["", ".", "..", ".x", "../x", "a/b", "a\\b", "a\0b", "a:b", " a", "a ", "a.", "\u202efdp.exe",
       "长" * 100, "e\u0301.pdf", "\ud800.pdf"]  # fmt: skip


@pytest.mark.parametrize("name", BAD, ids=ascii)
def test_names_that_lead_elsewhere_or_hide_are_refused(var: Path, name: str) -> None:
    with pytest.raises(Refusal, match="不能用"):
        public_folder.place("r-1", {name: store.put(b"x")})
    assert not (var / "public").exists()
    assert public_folder.path("r-1", name) is None


@pytest.mark.parametrize("other", ["a.PDF", "\uff21.pdf"], ids=ascii)
def test_names_that_a_reader_cannot_tell_apart_are_refused(other: str) -> None:
    kept = store.put(b"x")
    with pytest.raises(Refusal, match="都叫"):
        public_folder.place("r-1", {"A.pdf": kept, other: kept})


@pytest.mark.parametrize("folder", ["", "..", "a/b", "../x", ".x", "记录"])
def test_a_folder_is_named_by_the_system(folder: str) -> None:
    with pytest.raises(ValueError, match="Not the name"):
        public_folder.place(folder, {})
    with pytest.raises(ValueError, match="Not the name"):
        public_folder.clear(folder)
    assert public_folder.path(folder, "a.pdf") is None


def test_a_link_is_never_followed(var: Path) -> None:
    (var / "secret").write_bytes(b"secret")
    kept = store.put(b"x")
    public_folder.place("r-1", {"a.pdf": kept})
    os.symlink(var / "secret", var / "public/r-1/b.pdf")
    assert public_folder.path("r-1", "b.pdf") is None
    assert public_folder.held("r-1")["b.pdf"] == ""
    public_folder.place("r-1", {"b.pdf": kept})
    assert public_folder.held("r-1") == {"b.pdf": hashlib.sha256(b"x").hexdigest()}
    assert (var / "secret").read_bytes() == b"secret"


def test_all_folders_can_be_compared_with_what_is_published() -> None:
    assert public_folder.folders() == ()
    for folder in ("r-2", "r-1"):
        public_folder.place(folder, {"a.pdf": store.put(b"x")})
    assert public_folder.folders() == ("r-1", "r-2")
