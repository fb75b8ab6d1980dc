"""``mingbai check``: JSON of the agreed shape, exit codes, and a table people can read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mingbai.cli import main
from mingbai.reading.glyphs import columns

KEYS = {"file", "readable", "complete", "format", "organ", "year", "tables", "cells", "findings"}


def test_one_json_object_a_line_a_file(
    reference: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "空.txt"
    empty.touch()
    model = reference / "reports" / "chengyang-2019.txt"
    assert main(["check", "--json", str(empty), str(model)]) == 2
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first["readable"], first["complete"], first["format"]) == (False, False, None)
    assert set(second) >= KEYS
    assert (second["organ"], second["year"], second["format"]) == (
        "青岛市城阳区人民政府",
        2019,
        "2019",
    )
    assert second["tables"]["t3"]["t3.1"]["natural"] == 244
    assert second["tables"]["t2"]["t2.procurement"]["amount"] == 170909100
    assert second["tables"]["t4"]["suit_direct"]["pending"] == 3
    assert second["cells"]["t3.1/natural"] == {
        "raw": "244",
        "where": "第234行第1字",
        "confidence": 1.0,
    }
    assert {f["severity"] for f in second["findings"]} <= {"error", "warn", "info"}


def test_the_model_report_exits_with_0(reference: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(reference / "reports" / "chengyang-2019.txt")]) == 0
    out = capsys.readouterr().out
    assert "[警告]" in out
    assert "17090.91万元" in out


def test_an_error_finding_exits_with_1(
    reference: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (reference / "reports" / "chengyang-2019.txt").read_text(encoding="utf-8")
    changed = tmp_path / "改.txt"
    changed.write_text(text.replace("\n269\n", "\n268\n", 1), encoding="utf-8")
    assert main(["check", str(changed)]) == 1
    out = capsys.readouterr().out
    assert "[错误] T3-R3" in out
    assert "[错误] T3-R1" in out


def test_a_missing_file_does_not_stop_the_others(
    reference: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = str(reference / "reports" / "chengyang-2019.txt")
    assert main(["check", "没有.txt", model]) == 2
    out = capsys.readouterr().out
    assert "没有这个文件" in out
    assert "青岛市城阳区人民政府" in out


def test_columns_line_up_though_chinese_takes_two(
    reference: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", str(reference / "reports" / "chengyang-2019.txt")])
    lines = capsys.readouterr().out.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("三、收到"))
    rows = [line for line in lines[start + 1 : start + 30] if line and line[-1].isdigit()]
    assert len(rows) == 23
    assert len({columns(row) for row in rows}) == 1


def test_checking_text_needs_neither_django_nor_a_parser(reference: Path) -> None:
    code = (
        "import sys; from mingbai.cli import main; main(['check', sys.argv[1]]);"
        "bad = {m.split('.')[0] for m in sys.modules} & {'django', 'lxml', 'pdfplumber'};"
        "sys.exit(9 if bad else 0)"
    )
    path = str(reference / "reports" / "chengyang-2019.txt")
    run = subprocess.run([sys.executable, "-c", code, path], capture_output=True, check=False)
    assert run.returncode == 0
