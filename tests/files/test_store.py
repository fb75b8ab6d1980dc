"""Files kept by the hash of their bytes."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from mingbai.files import store
from mingbai.refusal import Refusal


@pytest.fixture(autouse=True)
def var(settings: Any, tmp_path: Path) -> Path:
    settings.VAR = tmp_path
    return tmp_path


def kept(var: Path) -> list[Path]:
    return [path for path in (var / "files").rglob("*") if path.is_file()]


def test_the_same_bytes_are_kept_once_and_for_nobody_else(var: Path) -> None:
    first = store.put(b"report")
    assert first == store.put(b"report") == hashlib.sha256(b"report").hexdigest()
    (path,) = kept(var)
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    assert store.get(first) == b"report"


def test_bytes_that_changed_are_not_given_out(var: Path) -> None:
    sha256 = store.put(b"report")
    kept(var)[0].write_bytes(b"forged")
    with pytest.raises(Refusal, match="已损坏"):
        store.get(sha256)


def test_bytes_that_are_gone_are_said() -> None:
    with pytest.raises(Refusal, match="不见了"):
        store.get("0" * 64)


@pytest.mark.parametrize("name", ["", "../../secret.key", "0" * 63, "G" * 64])
def test_only_a_hash_names_a_file(name: str) -> None:
    with pytest.raises(ValueError, match="Not a sha256"):
        store.get(name)
