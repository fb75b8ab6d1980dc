"""Tokens of calendar feeds: 256 random bits, kept as a hash, ended by their holder."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.utils.crypto import constant_time_compare

from mingbai.accounts.models import FeedToken, User

NOTED_EVERY = timedelta(hours=1)  # a calendar asks often; one write an hour is enough


def new_token() -> str:
    """A token: 43 characters of base64url."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What is kept of it; with 256 bits a fast hash is enough (ASVS 6.5.2)."""
    return sha256(token.encode("utf-8")).hexdigest()


def holder(token: str, *, at: datetime) -> User | None:
    """Whose feed the token opens; None for an unknown or ended one and for a closed account.

    The look-up is by the hash, of which a guesser cannot choose the beginning.
    """
    wanted = hashed(token)
    kept = FeedToken.objects.filter(hash=wanted, revoked_at=None).select_related("user").first()
    if kept is None or not constant_time_compare(kept.hash, wanted) or not kept.user.is_active:
        return None
    if kept.last_used_at is None or at - kept.last_used_at >= NOTED_EVERY:
        FeedToken.objects.filter(pk=kept.pk).update(last_used_at=at)
    return kept.user
