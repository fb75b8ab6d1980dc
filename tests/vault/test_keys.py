"""The ring and where it comes from: a file only its owner reads, or the environment (CRY-04)."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.core import checks

from mingbai.refusal import Refusal
from mingbai.vault import first
from mingbai.vault.errors import KeysMissing
from mingbai.vault.keys import Ring, dumped, generate, parsed
from mingbai.vault.models import Key
from mingbai.vault.providers import EnvironmentKeys, FileKeys, provider, ring
from tests.factories import NOON


def warnings() -> list[str]:
    return [
        str(found.msg)
        for found in checks.run_checks(databases=["default"])
        if found.id == "vault.W001"
    ]


def test_the_first_start_makes_a_key_that_only_its_owner_reads(
    cipher: str, db: None, var: Path
) -> None:
    Key.objects.all().delete()
    first.ensure("default", at=NOON)
    path = var / "keys" / "ring.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o077 == 0
    row = json.loads(path.read_text())["keys"][0]
    assert (row["alg"], row["created"]) == (cipher, "2020-01-10T04:00:00+00:00")
    assert Key.objects.get().kid == ring().writing == row["kid"]


def test_the_second_start_makes_none(key: str) -> None:
    first.ensure("default", at=NOON)
    assert ring().kids() == (key,)
    assert Key.objects.count() == 1


def test_lost_keys_are_told_and_never_replaced(key: str, var: Path) -> None:
    """CRY-04: a database restored without its keys."""
    assert warnings() == []
    (var / "keys" / "ring.json").unlink()
    first.ensure("default", at=NOON)
    assert ring() == Ring()
    assert warnings() == [f"缺少密钥 {key}：用它加密的个人信息读不出来"]
    with pytest.raises(KeysMissing, match=r"还没有密钥|不在密钥环里"):
        ring().current()


def test_a_damaged_ring_is_told(key: str, var: Path) -> None:
    (var / "keys" / "ring.json").write_text("{")
    assert warnings() == ["密钥环读不出来，格式有误。请从备份放回密钥文件，或核对 MINGBAI_KEYS。"]


def test_another_process_sees_a_new_key_at_once(key: str, var: Path) -> None:
    other = FileKeys(var / "keys")
    assert other.ring().writing == key
    added = generate("SM4-GCM", at=NOON)
    provider().add(added)
    assert other.ring().kids() == (key, added.kid)
    provider().write_with(added.kid)
    assert other.ring().current() == added


def test_only_a_key_of_the_ring_can_write(key: str) -> None:
    with pytest.raises(KeysMissing):
        provider().write_with("00000000")
    assert ring().writing == key


def test_the_writing_key_cannot_be_taken_out(key: str) -> None:
    with pytest.raises(Refusal, match="正在使用的密钥"):
        provider().retire(key)


def test_a_key_taken_out_is_kept_for_old_backups(key: str, var: Path) -> None:
    added = generate("AES-256-GCM", at=NOON)
    provider().add(added)
    old = ring().named(key)
    provider().write_with(added.kid)
    provider().retire(key)
    assert ring().kids() == (added.kid,)
    path = var / "keys" / f"retired-{key}.json"
    assert parsed(path.read_text())[0] == (old,)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_crash_while_the_ring_is_written_leaves_the_old_one(
    key: str, var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(handle: int) -> None:
        raise OSError("power cut")

    monkeypatch.setattr(os, "fsync", crash)
    with pytest.raises(OSError, match="power cut"):
        provider().add(generate("AES-256-GCM", at=NOON))
    assert FileKeys(var / "keys").ring().kids() == (key,)


def test_keys_from_the_environment_are_used_and_not_changed(key: str, settings: Any) -> None:
    given = generate("AES-256-GCM", at=NOON)
    settings.VAULT_KEYS = dumped([given], given.kid)
    assert ring().current() == given
    for change in (lambda: provider().add(given), lambda: provider().write_with("x")):
        with pytest.raises(Refusal, match="MINGBAI_KEYS"):
            change()


@pytest.mark.parametrize(
    "change",
    [
        {"writing": "00000000"},
        {"keys": []},
        {"keys": "x"},
        {"keys": [{"kid": "1"}]},
        {
            "keys": [
                {"kid": "1", "alg": "AES-256-GCM", "key": "AAAA", "index": "AAAA", "created": ""}
            ]
        },
    ],
    ids=["没有所指的密钥", "空的", "不是列表", "缺项", "太短"],
)
def test_a_wrong_ring_is_refused_without_quoting_it(change: dict[str, Any]) -> None:
    made = generate("AES-256-GCM", at=NOON)
    text = dumped([made], made.kid)
    assert EnvironmentKeys(text).ring().current() == made
    secret = json.loads(text)["keys"][0]["key"]
    with pytest.raises(Refusal, match="密钥环读不出来") as caught:
        parsed(json.dumps(json.loads(text) | change))
    assert secret not in str(caught.value)


def test_a_key_never_shows_its_bytes() -> None:
    made = generate("AES-256-GCM", at=NOON)
    assert repr(made.secret) not in repr(made)
    assert "secret" not in repr(made)
