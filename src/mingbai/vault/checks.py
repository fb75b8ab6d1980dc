"""System checks: the cipher is one we know, and the keys that sealed something are here."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import connections

from mingbai.refusal import Refusal
from mingbai.vault import ciphers
from mingbai.vault.models import Key
from mingbai.vault.providers import ring


def register_all() -> None:
    """Register the checks."""
    checks.register(cipher_known, checks.Tags.security)
    checks.register(keys_present, checks.Tags.database)


def cipher_known(**_: Any) -> list[checks.CheckMessage]:
    """``MINGBAI_CIPHER`` names a suite."""
    try:
        ciphers.suite(settings.VAULT_CIPHER)
    except Refusal as refusal:
        return [checks.Error(str(refusal), id="vault.E004")]
    return []


def keys_present(*, databases: Sequence[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """Every key that may have sealed something is in the ring. A warning: public pages go on."""
    found: list[checks.CheckMessage] = []
    for alias in databases or []:
        if Key._meta.db_table in connections[alias].introspection.table_names():
            found.extend(_absent(alias))
    return found


def _absent(alias: str) -> list[checks.CheckMessage]:
    hint = "把备份的密钥放回数据目录的 keys/ring.json，或设 MINGBAI_KEYS；公开的内容不受影响"
    try:
        present = ring().kids()
    except Refusal as refusal:
        return [checks.Warning(str(refusal), hint=hint, id="vault.W001")]
    rows = Key.objects.using(alias).filter(retired_at=None).exclude(kid__in=present)
    return [
        checks.Warning(
            f"缺少密钥 {row.kid}：用它加密的个人信息读不出来", hint=hint, id="vault.W001"
        )
        for row in rows
    ]
