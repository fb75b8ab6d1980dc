"""The first key of an installation; made once, never in the place of one that is missing."""

from datetime import datetime

from django.conf import settings
from django.db import connections, transaction

from mingbai.vault.keys import generate
from mingbai.vault.models import Key
from mingbai.vault.providers import provider, ring


def ensure(using: str, *, at: datetime) -> None:
    """Make a key where there has never been one, and enter keys that the database does not know.

    Where the database knows keys and the ring is empty, the keys are lost or not yet restored:
    nothing is made, ``checks.keys_present`` tells it.
    """
    if Key._meta.db_table not in connections[using].introspection.table_names():
        return
    known = set(Key.objects.using(using).values_list("kid", flat=True))
    if not ring().keys and not known:
        provider().add(generate(settings.VAULT_CIPHER, at=at))
    with transaction.atomic(using=using):
        for key in ring().keys:
            if key.kid not in known:
                Key.objects.using(using).create(kid=key.kid, alg=key.alg, made_at=at)
