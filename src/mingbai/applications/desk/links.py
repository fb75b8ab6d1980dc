"""Links to a file that open once, for one officer, within five minutes (UPL-09)."""

import secrets
from uuid import UUID

from django.core import signing
from django.core.cache import cache

from mingbai.accounts.models import User

SALT = "mingbai.applications.desk.links"
LIVES = 300  # seconds


def make(attachment: UUID, *, to: User) -> str:
    """A token for one download by one officer."""
    facts = [attachment.hex, str(to.pk), secrets.token_hex(8)]
    return signing.dumps(facts, salt=SALT)


def spend(token: str, *, by: User) -> UUID | None:
    """The file the token opens; None when it is used, old, another's or made up."""
    try:
        file, holder, once = signing.loads(token, salt=SALT, max_age=LIVES)
    except (signing.BadSignature, ValueError):
        return None
    if holder != str(by.pk) or not cache.add(f"file-link:{once}", 1, LIVES * 2):
        return None
    return UUID(file)
