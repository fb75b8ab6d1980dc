"""Uploaded files stay an hour at most, under names nobody can guess."""

import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mingbai.files import intake
from tests.factories import NOON
from tests.files.making import upload


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings: Any) -> None:
    settings.VAR = tmp_path


def test_a_kept_file_is_readable_by_the_owner_only() -> None:
    token = intake.keep(upload(b"abc"), at=NOON)
    stored = intake.kept(token, at=NOON)
    assert stored is not None
    assert stored.read_bytes() == b"abc"
    assert stat.S_IMODE(stored.stat().st_mode) == 0o600
    assert stat.S_IMODE(stored.parent.stat().st_mode) == 0o700


def test_after_an_hour_it_is_gone_and_swept() -> None:
    token = intake.keep(upload(b"abc"), at=NOON)
    later = NOON + timedelta(hours=1, seconds=1)
    assert intake.kept(token, at=NOON + timedelta(minutes=59)) is not None
    assert intake.kept(token, at=later) is None
    assert intake.sweep(at=later) == 1
    assert intake.kept(token, at=NOON) is None


def test_the_next_upload_sweeps_too(tmp_path: Path) -> None:
    intake.keep(upload(b"abc"), at=NOON)
    intake.keep(upload(b"def"), at=NOON + timedelta(hours=2))
    assert [path.read_bytes() for path in (tmp_path / "intake").iterdir()] == [b"def"]


@pytest.mark.parametrize("token", ["", "../secret-key", "a" * 31, "A" * 32])
def test_no_other_file_can_be_named(token: str, tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("x")
    assert intake.kept(token, at=NOON) is None
    intake.wipe(token)
    assert (tmp_path / "secret-key").exists()


def test_wiping_twice_does_no_harm() -> None:
    token = intake.keep(upload(b"abc"), at=NOON)
    intake.wipe(token)
    intake.wipe(token)
    assert intake.kept(token, at=NOON) is None
