"""A run broken off goes on where it stopped, and never from what is not its own."""

from pathlib import Path

import pytest

from mingbai.cli.batch.checked import Checked
from mingbai.cli.batch.journal import Journal
from mingbai.refusal import Refusal

ONE = Checked("甲.txt", {"file": "甲.txt", "findings": []}, "■ 甲.txt\n  机关：甲局\n", 1)


def written(path: Path) -> Path:
    with Journal(path) as journal:
        journal.keep("aa", ONE)
    return path


def test_what_is_done_comes_back_under_its_new_name(tmp_path: Path) -> None:
    with Journal(written(tmp_path / "j")) as journal:
        held = journal.done("aa", "乙/甲.txt")
        assert journal.done("bb", "甲.txt") is None
        assert journal.done(None, "甲.txt") is None
    assert held is not None
    assert (held.code, held.report["file"]) == (1, "乙/甲.txt")
    assert held.sheet == "■ 乙/甲.txt\n  机关：甲局\n"


def test_another_version_begins_anew(tmp_path: Path) -> None:
    with Journal(written(tmp_path / "j"), version="9") as journal:
        assert journal.done("aa", "甲.txt") is None


def test_a_line_torn_by_a_power_cut_is_left_out(tmp_path: Path) -> None:
    path = written(tmp_path / "j")
    path.write_bytes(path.read_bytes() + path.read_bytes()[:40])
    with Journal(path) as journal:
        assert journal.done("aa", "甲.txt") is not None
        journal.keep("bb", ONE)
    with Journal(path) as journal:
        assert journal.done("bb", "甲.txt") is not None


def test_a_file_that_is_not_a_journal_is_never_written_to(tmp_path: Path) -> None:
    path = tmp_path / "年报.html"
    path.write_text("<html>", "utf-8")
    with pytest.raises(Refusal, match="不是续跑记录"):
        Journal(path)
    assert path.read_text("utf-8") == "<html>"
