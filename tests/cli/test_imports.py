"""``mingbai import``: exit codes, words, and nothing half imported."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mingbai.applications.models import Application
from mingbai.cli import main
from tests import factories
from tests.files.making import xlsx

pytestmark = pytest.mark.django_db

HEAD = ["登记编号", "申请内容摘要", "申请人类别", "收到申请日期"]
ROW = ["2019-1", "拆迁补偿方案", "自然人", date(2019, 3, 5)]


@pytest.fixture
def file(tmp_path: Path) -> Any:
    factories.organ("minzheng")

    def write(*rows: list[Any], head: list[str] = HEAD) -> str:
        path = tmp_path / "台账.xlsx"
        path.write_bytes(xlsx([head, *rows]))
        return str(path)

    return write


def load(path: str, *options: str, ledger: str = "applications", organ: str = "minzheng") -> int:
    return main(["import", ledger, "--organ", organ, path, *options])


def test_a_good_file_enters_once(file: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path = file(ROW)
    assert load(path) == 0
    assert "已登记1件" in capsys.readouterr().out
    assert load(path) == 0
    assert "台账没有改动" in capsys.readouterr().out
    assert Application.objects.count() == 1


def test_a_dry_run_only_looks(file: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert load(file(ROW), "--dry-run") == 0
    assert "只作核对" in capsys.readouterr().out
    assert not Application.objects.exists()


def test_bad_rows_are_named_and_nothing_enters(
    file: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load(file(ROW, ["2019-2", "事项", "外星人", "2019-3-5"])) == 1
    assert "第3行 申请人类别“外星人”：不认识" in capsys.readouterr().out
    assert not Application.objects.exists()


def test_what_cannot_be_used_is_refused(file: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert load(file(ROW), organ="meiyou") == 2
    assert load(file(ROW, head=["甲", "乙", "丙", "丁"])) == 2
    assert load("没有.xlsx") == 2
    told = capsys.readouterr().err
    assert "没有代码为“meiyou”的机关" in told
    assert "没有认出必须有的列：登记编号" in told
    assert "没有文件" in told
