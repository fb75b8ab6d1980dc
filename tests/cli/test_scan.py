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


@pytest.mark.parametrize("text", ["普通通知", ""], ids=["读得了", "空文件"])
@pytest.mark.parametrize("where", ["file", "folder"])
def test_a_number_in_a_name_is_found_and_never_printed(
    text: str, where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """PII-13; the name of the file is published with it, that of the folder is not."""
    number = values.identity(Random(5))  # noqa: S311
    folder = tmp_path / f"张某{number}" if where == "folder" else tmp_path
    folder.mkdir(exist_ok=True)
    path = folder / (f"张某{number}.txt" if where == "file" else "a.txt")
    path.write_text(text, "utf-8")
    expected = 2 if not text else 1 if where == "file" else 0
    for options in ([], ["--json"]):
        assert main(["scan", str(path), *options]) == expected
        printed = "".join(capsys.readouterr())
        assert number not in printed
        assert "*" * 14 + number[-4:] in printed
        assert ("文件名" in printed) == (where == "file")


MARKED_UP = {
    "a.xml": "<a b='{}'/>",
    "b.xml": "<?xml version='1.0'?><list><a code='{}'>张某</a></list>",
    "c.svg": "<svg><a><text font-family='{}'>图</text></a></svg>",
    "d.dat": "<?xml version='1.0'?><a b='{}'/>",
    "e.html": "<p><img alt='{}'></p>",
}


@pytest.mark.parametrize("name", MARKED_UP)
def test_attributes_of_markup_are_read(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = values.identity(Random(7))  # noqa: S311
    path = tmp_path / name
    path.write_text(MARKED_UP[name].format(number), "utf-8")
    assert main(["scan", str(path)]) == 1
    assert "属性" in (printed := capsys.readouterr().out)
    assert number not in printed


def test_what_an_svg_draws_is_no_number(tmp_path: Path) -> None:
    number = values.identity(Random(7))  # noqa: S311
    path = tmp_path / "a.svg"
    path.write_text(f"<svg><a><path d='M{number}'/></a></svg>", "utf-8")
    assert main(["scan", str(path)]) == 0


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
