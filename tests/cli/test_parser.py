"""The command line speaks Chinese, also when it is used wrongly."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from mingbai.cli import main
from mingbai.cli.parser import COMMANDS, build_parser, in_chinese

# Names of commands, options, variables and formats stay as they are typed.
ALLOWED = re.compile(
    rf"mingbai|{'|'.join(COMMANDS)}|--?[a-z]+|MINGBAI_[A-Z]+|TOML|JSON|CSV|PDF|Excel|\.toml|N"
)
LATIN = re.compile(r"[A-Za-z]{2,}")


def said(argv: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[object, str]:
    with pytest.raises(SystemExit) as ended:
        main(argv)
    out, err = capsys.readouterr()
    return ended.value.code, out + err


@pytest.mark.parametrize("argv", [["--help"], ["due", "--help"], ["due", "-h"]])
def test_help_is_wholly_chinese(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, text = said(argv, capsys)
    assert code == 0
    assert text.startswith("用法：mingbai")
    assert "选项" in text
    assert "显示帮助并退出" in text
    assert LATIN.findall(ALLOWED.sub("", text)) == []


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(["--version"], capsys) == (0, "明白 0.1.0\n")


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        ([], "缺少参数：命令"),
        (["nonsense"], "命令 没有 “nonsense” 这一项，可选："),
        (["due"], "缺少参数：收到日期"),
        (["due", "2022-09-30", "--days", "x"], "--days 应为整数：“x”"),
        (["due", "2022-09-30", "--days"], "--days 后面要写一个值"),
        (["due", "2022-09-30", "--json=1"], "--json 后面不能带值：“1”"),
        (["due", "2022-09-30", "--day", "3"], "不认识的参数：--day 3"),
    ],
)
def test_wrong_use_is_explained(
    argv: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = said(argv, capsys)
    assert code == 2
    assert text.startswith("用法：")
    assert why in text
    assert "--help" in text


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("one of the arguments --a --b is required", "以下参数须有一项：--a --b"),
        ("argument --a: not allowed with argument --b", "--a 不能与 --b 同时使用"),
        ("argument FILE: expected at least one argument", "FILE 后面至少要写一个值"),
        (
            "argument -a: invalid choice: 'x' (choose from 'y', 'z')",
            "-a 没有 “x” 这一项，可选：“y”、“z”",
        ),
        ("argument --a: invalid float value: 'x'", "--a 的值无效：“x”"),
        ("argument --a: 不是年份", "--a：不是年份"),
        ("something new", "something new"),
    ],
)
def test_errors_of_argparse_in_chinese(english: str, chinese: str) -> None:
    assert in_chinese(english) == chinese


def test_every_command_is_listed_with_its_purpose() -> None:
    text = build_parser().format_help()
    for name, (_, summary) in COMMANDS.items():
        assert name in text
        assert summary in text


def test_a_missing_component_says_what_to_install(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_spec("a_package_nobody_has") is None
    (tmp_path / "platform_command.py").write_text("import a_package_nobody_has\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(COMMANDS, "platform", ("platform_command", "平台命令"))
    assert main(["platform"]) == 2
    assert "缺少组件 a_package_nobody_has，需要安装 mingbai[server]" in capsys.readouterr().err
