"""``mingbai import records``: a list with files, a folder of texts; words and exit codes."""

from pathlib import Path
from typing import Any

import pytest

from mingbai.accounts.roles import Role
from mingbai.cli import main
from mingbai.records.models import Batch, Record
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(settings: Any, tmp_path: Path) -> str:
    settings.VAR = tmp_path / "var"
    organ = factories.coded(factories.organ("minzheng"))
    post = factories.post(Role.OFFICER, organ, since=factories.NOON.date())
    return str(post.user.username)


def load(path: Path, by: str, *options: str) -> int:
    return main(["import", "records", "--organ", "minzheng", "--by", by, str(path), *options])


def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "001-通知.md").write_text("---\ntitle: 甲的通知\n---\n2015年3月2日\n正文", "utf-8")
    (folder / "002-报告.txt").write_text("二〇一五年三月三日\n正文", "gb18030")
    return folder


def test_a_folder_of_texts_becomes_a_batch(
    by: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load(texts(tmp_path), by) == 0
    assert "已读取 2" in capsys.readouterr().out
    assert Batch.objects.get().stage == Batch.Stage.REVIEW
    assert set(Record.objects.values_list("title", flat=True)) == {"甲的通知", "报告"}


def test_a_list_with_a_bad_row_tells_it_and_imports_the_rest(
    by: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "清单.csv"
    path.write_text("标题,发布日期,正文文件\n甲,2015-3-2,001-通知.md\n乙,2015-3-2,无.md\n", "utf-8")
    assert load(path, by, "--files", str(texts(tmp_path))) == 1
    out = capsys.readouterr().out
    assert "第3行 不能导入：没有文件“无.md”" in out
    assert Record.objects.get().title == "甲"


def test_a_dry_run_keeps_nothing(
    by: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load(texts(tmp_path), by, "--dry-run") == 0
    assert "什么也没有导入" in capsys.readouterr().out
    assert not Batch.objects.exists()


def test_whoever_has_no_post_imports_nothing(
    by: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load(texts(tmp_path), "nobody") == 2
    assert "没有为" in capsys.readouterr().err
    assert not Batch.objects.exists()
