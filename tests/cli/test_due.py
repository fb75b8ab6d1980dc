"""``mingbai due`` as people and programs use it: words, JSON, exit codes, no Django."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mingbai.cli import main

SOURCE = Path(__file__).resolve().parents[2] / "src"
PAUSED = "征求第三方或者其他机关意见，不计入期限"
LAW = "《政府信息公开条例》（国务院令第711号）"


@pytest.mark.parametrize(
    ("arguments", "due"),
    [
        ("2022-09-30", "2022-11-02"),
        ("2022年9月30日", "2022-11-02"),
        ("2022/9/30", "2022-11-02"),
        ("20220930", "2022-11-02"),
        ("2022-09-30 --days 20", "2022-11-02"),
        ("2011-06-01", "2011-06-23"),  # 旧条例：15个工作日
        ("2019-04-22 --days 20", "2019-05-21"),
        ("2019-09-25 --extension 20", "2019-11-25"),
        ("2019-09-25 --pause 2019-10-09..2019-10-16", "2019-11-06"),
        ("2019-09-25 --pause 2019-10-09..2019-10-14 --pause 2019/10/12～2019/10/16", "2019-11-06"),
        ("2019-09-25 --corrected 2019-10-15", "2019-11-12"),
        ("2025-01-20 --paid 2025-02-20", "2025-03-20"),
        ("2007-06-01 --days 5", "2007-06-08"),  # no Regulation yet, but a number was given
    ],
)  # fmt: skip
def test_the_date(arguments: str, due: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", *arguments.split(), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["due"] == due


def test_json_is_one_object_with_every_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["due", "2022-10-07", "--days", "3", "--pause", "2022-10-09..2022-10-10", "--json"])
        == 0
    )
    out = capsys.readouterr().out
    assert "国庆节" in out  # not escaped
    assert json.loads(out) == {
        "received": "2022-10-07",
        "due": "2022-10-12",
        "provisional": False,
        "days": [
            {"date": "2022-10-08", "counted": True, "reason": "第1个工作日（国庆节调休上班）"},
            {"date": "2022-10-09", "counted": False, "reason": PAUSED},
            {"date": "2022-10-10", "counted": False, "reason": PAUSED},
            {"date": "2022-10-11", "counted": True, "reason": "第2个工作日"},
            {"date": "2022-10-12", "counted": True, "reason": "第3个工作日"},
        ],
    }  # fmt: skip


def test_the_explanation_reads_as_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", "2019-09-25", "--extension", "3"]) == 0
    assert capsys.readouterr().out == (
        "2019年9月25日收到申请，自次日起算20个工作日，延长3个工作日，最迟2019年10月31日（周四）答复。\n"
        "\n"
        "  2019年9月26日至2019年9月27日：第1至2个工作日\n"
        "  2019年9月28日（周六）：周六休息\n"
        "  2019年9月29日（周日）：第3个工作日（国庆节调休上班）\n"
        "  2019年9月30日（周一）：第4个工作日\n"
        "  2019年10月1日至2019年10月7日：国庆节放假\n"
        "  2019年10月8日至2019年10月11日：第5至8个工作日\n"
        "  2019年10月12日（周六）：第9个工作日（国庆节调休上班）\n"
        "  2019年10月13日（周日）：周日休息\n"
        "  2019年10月14日至2019年10月18日：第10至14个工作日\n"
        "  2019年10月19日至2019年10月20日：周末休息\n"
        "  2019年10月21日至2019年10月25日：第15至19个工作日\n"
        "  2019年10月26日至2019年10月27日：周末休息\n"
        "  2019年10月28日（周一）：第20个工作日\n"
        "  2019年10月29日至2019年10月31日：第21至23个工作日（延期）\n"
        "\n"
        f"期限依据：{LAW}第三十三条第二款\n"
        "放假通知：http://www.gov.cn/zhengce/zhengceku/2018-12/06/content_5346276.htm\n"
        "放假通知：http://www.gov.cn/zhengce/zhengceku/2019-03/22/content_5375877.htm\n"
    )


def test_a_provisional_result_warns(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", "2026-12-20"]) == 0
    assert "注意：2027年放假安排尚未公布" in capsys.readouterr().out


def test_a_folder_of_later_notices_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    holiday = '{ name = "元旦", first = 2027-01-01, last = 2027-01-03, work = [] }'
    (tmp_path / "2027.toml").write_text(
        f'[2027]\nnotices = ["甲"]\nholidays = [{holiday}]\n', "utf-8"
    )
    monkeypatch.setenv("MINGBAI_NOTICES", str(tmp_path))
    assert main(["due", "2026-12-20", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["due"], answer["provisional"]) == ("2027-01-18", False)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ("2022-13-01", "没有“2022-13-01”这一天"),
        ("2022-02-29", "没有“2022-02-29”这一天"),
        ("昨天", "“昨天”不是日期"),
        ("2022-9/30", "“2022-9/30”不是日期"),
        ("0022-09-30", "年份应在1949至2200之间"),
        ("2022-09-30 --pause 2022-10-14..2022-10-10", "末日2022年10月10日早于首日2022年10月14日"),
        ("2022-09-30 --pause 2022-10-14", "“2022-10-14”不是起止日期"),
        ("2022-09-30 --extension 21", "最多延长20个工作日"),
        ("2019-05-14 --extension 16", "最多延长15个工作日"),
        ("2022-09-30 --extension -1", "不能延长-1个"),
        ("2022-09-30 --days 0", "应为1至1000个工作日"),
        ("2006-12-29 --days 5", "工作日历从2007年起"),
        ("2007-06-01", "尚未施行"),
        ("2022-09-30 --notices none", "找不到放假通知目录"),
    ],
)
def test_wrong_facts_are_refused(
    arguments: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["due", *arguments.split()]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert why in err


def _bare(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command on the standard library alone: no site-packages."""
    return subprocess.run(
        [sys.executable, "-S", "-m", "mingbai", *arguments],
        env={"PYTHONPATH": str(SOURCE), "LC_ALL": "C", "PATH": os.environ["PATH"]},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_standard_library_is_enough() -> None:
    found = _bare("due", "2022-09-30")
    assert found.returncode == 0, found.stderr
    assert "最迟2022年11月2日（周三）答复" in found.stdout


def test_a_reader_that_leaves_is_no_error() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as closed:
        found = subprocess.run(
            [sys.executable, "-S", "-m", "mingbai", "due", "2022-09-30"],
            env={"PYTHONPATH": str(SOURCE)},
            stdout=closed,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (found.returncode, found.stderr) == (141, b"")
