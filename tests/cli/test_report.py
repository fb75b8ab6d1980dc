"""mingbai report: a year's report as a file; drafts say that they are drafts."""

import json
from pathlib import Path

import pytest

from mingbai.cli import main
from tests.reports import district

pytestmark = pytest.mark.django_db
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def tree() -> None:
    root = district.government()
    works = district.department(root, "works", "住建局")
    for organ in (root, works):
        district.register(organ, {"t3.3.1/natural": 2})


def written(path: Path, *options: str) -> bytes:
    line = ["report", "--organ", "mingyang", "--year", "2019", *options, "-o", str(path)]
    assert main(line) == 0
    return path.read_bytes()


def test_own_and_with_the_subtree(tmp_path: Path) -> None:
    received = []
    for options in ((), ("--own",)):
        tables = json.loads(written(tmp_path / "r", "--format", "json", *options))["tables"]
        received.append(tables["t3"]["t3.1"]["total"])
    assert received == [4, 2]


@pytest.mark.parametrize("form", ["html", "csv", "json"])
def test_what_is_not_published_is_marked_as_a_draft(
    tmp_path: Path, capsys: Capture, form: str
) -> None:
    text = written(tmp_path / "r", "--format", form).decode("utf-8-sig")
    assert "草稿：台账现在的数字，未经审查" in text
    assert "草稿" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["--organ", "nowhere", "--year", "2019"], "没有代码为“nowhere”的机关"),
        (["--organ", "mingyang", "--year", "2018"], "旧格式不支持"),
    ],
)
def test_a_wrong_organ_or_year_is_told(
    tmp_path: Path, capsys: Capture, argv: list[str], told: str
) -> None:
    assert main(["report", *argv, "-o", str(tmp_path / "r")]) == 2
    assert told in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, capsys: Capture) -> None:
    target = str(tmp_path / "none" / "r.json")
    line = ["report", "--organ", "mingyang", "--year", "2019", "--format", "json", "-o", target]
    assert main(line) == 2
    assert "不能写入" in capsys.readouterr().err
