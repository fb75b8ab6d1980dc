"""``mingbai check`` over a folder: all is printed, nothing stops the run, the end is summed up."""

import json
from pathlib import Path

import pytest

from mingbai.cli import main
from mingbai.cli.batch.checked import Checked
from mingbai.cli.batch.progress import Progress


@pytest.fixture
def folder(reference: Path, tmp_path: Path) -> Path:
    model = (reference / "reports" / "chengyang-2019.txt").read_text("utf-8")
    reports = tmp_path / "年报"
    reports.mkdir()
    (reports / "甲.txt").write_text(model, "utf-8")
    (reports / "乙.txt").write_text(model.replace("\n269\n", "\n268\n", 1), "utf-8")
    (reports / "丙.pdf").write_bytes(b"%PDF-1.7 broken")
    (reports / "丁.xlsx").write_bytes(b"PK")
    return reports


def test_a_folder_is_checked_and_summed_up(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--brief", str(folder)]) == 2
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert [line.split("\t")[0] for line in lines[:3]] == ["没读全或读不了", "有错误", "无错误"]
    assert "PDF 已损坏" in lines[0]
    assert lines[3].startswith("共3份：无错误1份，有错误1份，没读全或读不了1份；另有1个文件")
    assert err == ""  # no bar where nobody sees it


def test_a_second_run_says_the_same_without_reading_again(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["check", "--json", "--resume", str(tmp_path / "续.jsonl"), str(folder)]
    assert main(command) == 2
    first = capsys.readouterr()
    kept = (tmp_path / "续.jsonl").read_bytes()
    assert main(command) == 2
    second = capsys.readouterr()
    assert second.out == first.out
    assert (tmp_path / "续.jsonl").read_bytes() == kept
    assert len([json.loads(line) for line in first.out.splitlines()]) == 3
    assert "共3份" in first.err


def test_a_folder_without_reports_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path)]) == 2
    assert "没有找到可以核对的文件" in capsys.readouterr().err


def test_control_characters_of_a_file_never_reach_the_terminal() -> None:
    sheet = "\033[1m■ a\033[0m\n  机关：\033]0;x\x07甲\u202e局\n"
    item = Checked("a", {}, sheet, 0)
    assert item.printed(colour=False) == "■ a\n  机关：]0;x甲局\n"
    assert item.printed(colour=True) == "\033[1m■ a\033[0m\n  机关：]0;x甲局\n"


def test_the_bar_counts_and_fits_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(2, shown=True)
    progress.step("无错误", "甲.txt")
    progress.step("有错误", "乙" * 500)
    progress.clear()
    shown = capsys.readouterr().err
    assert "1/2 无错误1 甲.txt" in shown
    assert "2/2 无错误1 有错误1 乙" in shown
    assert "乙" * 100 not in shown


def test_all_papers_at_once(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "出"
    command = ["check", "--brief", str(folder), "--xlsx", str(out / "台账.xlsx")]
    assert main([*command, "--annotate", str(out / "标注"), "--notice", str(out / "函")]) == 2
    said = capsys.readouterr().out
    assert "标注副本3份" in said
    assert "问题反馈函2件" in said  # the model report's organ, and the file nobody could read
    assert (out / "台账.xlsx").stat().st_size > 5000
    copies = sorted(path.name.split("-标注-")[0] for path in (out / "标注").glob("*-标注-*"))
    assert copies == ["丙", "乙", "甲"]
    index = (out / "标注" / "标注目录.html").read_text("utf-8")
    assert index.count("<tr>") == 4
    # What was written is no report, should the folder be checked again.
    assert main(["check", str(out)]) == 2
    assert "没有找到可以核对的文件" in capsys.readouterr().err


def test_a_ledger_must_be_called_xlsx(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder), "--xlsx", "台账.csv"]) == 2
    assert "应以 .xlsx 结尾" in capsys.readouterr().err
