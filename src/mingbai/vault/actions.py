"""A new key, everything sealed anew under it, the old key out of use (CRY-03)."""

from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction

from mingbai.audit.actions import record
from mingbai.audit.actors import Acting
from mingbai.refusal import Refusal
from mingbai.vault import queries, rewrapping
from mingbai.vault.keys import generate
from mingbai.vault.models import Key
from mingbai.vault.providers import provider, ring

CHAIN = "vault"  # where the installation has no organ yet


@transaction.atomic
def rotate(*, by: Acting, at: datetime, chain: str = CHAIN) -> Key:
    """A new key writes from the commit on; old ones still read.

    The key's bytes are kept before the event is, and used only after it: a crash between leaves a
    key that nothing was sealed with.  Raises ``Refusal`` where the provider cannot keep keys.
    """
    made = generate(settings.VAULT_CIPHER, at=at)
    provider().add(made)
    row = Key.objects.create(kid=made.kid, alg=made.alg, made_at=at)
    record("key.made", row, chain=chain, by=by, at=at, alg=made.alg)
    transaction.on_commit(partial(provider().write_with, made.kid))
    return row


def rewrap(*, limit: int = 1000) -> int:
    """Seal up to ``limit`` rows and files anew under the writing key; returns how many.

    Each in a transaction of its own, and only if nobody has changed it meanwhile.  0 means done.
    """
    rows = rewrapping.rows(limit)
    return rows + rewrapping.files(limit - rows)


@transaction.atomic
def retire(kid: str, *, by: Acting, at: datetime, chain: str = CHAIN) -> None:
    """Take a key out of use. Raises ``Refusal`` while it writes or anything is sealed under it."""
    row = Key.objects.select_for_update().filter(kid=kid).first()
    if row is None:
        raise Refusal(f"没有编号为 {kid} 的密钥", remedy="用 mingbai vault status 查看编号")
    if kid == ring().writing:
        raise Refusal("正在使用的密钥不能停用", remedy="请先换新密钥：mingbai vault rotate")
    if left := queries.sealed_under(kid):
        raise Refusal(f"还有 {left} 处用这把密钥加密", remedy="请先运行 mingbai vault rewrap")
    row.retired_at = at
    row.save(update_fields=["retired_at"])
    record("key.retired", row, chain=chain, by=by, at=at)
    transaction.on_commit(partial(provider().retire, kid))
