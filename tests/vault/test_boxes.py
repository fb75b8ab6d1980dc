"""Sealed bytes and the shelf they stand on (CRY-01, UPL-08, UPL-09)."""

import os
from pathlib import Path

import pytest

from mingbai.refusal import Refusal
from mingbai.vault import boxes, shelf
from mingbai.vault.errors import KeysMissing, Tampered

PICTURE = bytes(range(256)) * 40


def files(var: Path) -> list[Path]:
    return [path for path in (var / "attachments").glob("??/*") if path.is_file()]


@pytest.mark.parametrize(
    "data", [b"", b"x", b"\n\n", PICTURE], ids=["空", "一字节", "换行", "图片"]
)
def test_what_was_sealed_opens(cipher: str, key: str, data: bytes) -> None:
    box = boxes.seal(data, about="a|1")
    assert boxes.open_(box, about="a|1") == data
    assert boxes.kid(box[:200]) == key
    assert cipher.encode() in box[:60]


def test_a_box_of_another_place_does_not_open(key: str) -> None:
    with pytest.raises(Tampered, match="调换"):
        boxes.open_(boxes.seal(PICTURE, about="a|1"), about="a|2")


def test_a_box_whose_place_was_rewritten_does_not_open(key: str) -> None:
    box, other = boxes.seal(PICTURE, about="a|1"), boxes.seal(b"", about="a|2")
    line, _, rest = box.partition(b"\n")
    forged = other.partition(b"\n")[0] + b"\n" + rest
    assert len(forged) == len(box)
    assert line != other.partition(b"\n")[0]
    with pytest.raises(Tampered):
        boxes.open_(forged, about="a|2")


def test_one_altered_byte_anywhere_is_found(key: str) -> None:
    box = boxes.seal(b"secret", about="a|1")
    for place in range(len(box)):
        forged = box[:place] + bytes([box[place] ^ 1]) + box[place + 1 :]
        with pytest.raises((Tampered, KeysMissing)):
            boxes.open_(forged, about="a|1")


@pytest.mark.parametrize("cut", [0, 1, 20, 110, 120, 130])
def test_a_cut_box_does_not_open(key: str, cut: int) -> None:
    with pytest.raises((Tampered, KeysMissing)):
        boxes.open_(boxes.seal(b"secret", about="a|1")[:cut], about="a|1")


def test_the_disk_holds_neither_content_nor_name(key: str, var: Path) -> None:
    name = shelf.keep(PICTURE, about="applications.attachment|1")
    (path,) = files(var)
    assert path.name == name
    assert len(name) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o077 == 0
    assert path.parent.parent.stat().st_mode & 0o077 == 0
    assert PICTURE[:32] not in path.read_bytes()
    assert b"applications" not in path.read_bytes()
    assert shelf.fetch(name, about="applications.attachment|1") == PICTURE


def test_two_files_exchanged_on_disk_do_not_open(key: str, var: Path) -> None:
    one, other = shelf.keep(b"1", about="a|1"), shelf.keep(b"2", about="a|2")
    paths = {path.name: path for path in files(var)}
    swap = paths[one].read_bytes()
    paths[one].write_bytes(paths[other].read_bytes())
    paths[other].write_bytes(swap)
    with pytest.raises(Tampered):
        shelf.fetch(one, about="a|1")


def test_a_dropped_file_is_gone_and_may_be_dropped_again(key: str, var: Path) -> None:
    name = shelf.keep(b"1", about="a|1")
    shelf.drop(name)
    shelf.drop(name)
    assert files(var) == []
    with pytest.raises(Refusal, match="不见了"):
        shelf.fetch(name, about="a|1")
    assert shelf.rewrap(name) is False
    assert files(var) == []


@pytest.mark.parametrize("name", ["", "../ring.json", "0" * 31, "G" * 32, "0" * 32 + "/x"])
def test_only_a_random_name_names_a_file(key: str, name: str) -> None:
    for act in (shelf.drop, shelf.rewrap, lambda name: shelf.fetch(name, about="a")):
        with pytest.raises(ValueError, match="Not the name"):
            act(name)


def test_a_half_written_file_is_no_file(
    key: str, var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fills up while a file is written: nothing bears its name."""

    def full(handle: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        shelf.keep(PICTURE, about="a|1")
    assert list(shelf.names()) == []
