"""``mingbai scan``: one object a file, the exit code the highest, nothing printed whole."""

import json
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from mingbai.cli import main
from tests.scanning.planted import values


def test_one_object_a_file_and_the_highest_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = values.identity(Random(3))  # noqa: S311
    (tmp_path / "a.txt").write_text("普通通知", "utf-8")
    (tmp_path / "b.txt").write_text(f"名单\n张某 {number}", "utf-8")
    names = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
    assert main(["scan", names[0]]) == 0
    assert "没有发现个人信息或密级标志" in capsys.readouterr().out
    assert main(["scan", *names, "--json"]) == 1
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first == {"file": names[0], "readable": True, "findings": []}
    masked = "*" * 14 + number[-4:]
    row = {"kind": "id_card", "severity": "critical", "where": "第2行", "masked": masked}
    assert second["findings"] == [row]
    assert main(["scan", *names, str(tmp_path / "none.txt")]) == 2
    assert "没有这个文件" in capsys.readouterr().out


def test_it_works_without_django(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("普通通知", "utf-8")
    code = (
        "import sys; sys.modules['django'] = None\n"
        "from mingbai.cli.scan import render\n"
        "from mingbai.scanning.apart import Item, scan_one\n"
        "from datetime import date\n"
        "print(scan_one(Item(sys.argv[1], date(2026, 1, 1))).exit_code)"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "a.txt")]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "0\n"
