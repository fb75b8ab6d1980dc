"""Who may change an organ's texts and formats: its 经办人, and the 政务公开科 above it."""

from datetime import date

from django.core.exceptions import PermissionDenied

from mingbai.accounts.models import Post
from mingbai.accounts.roles import LEDGER_WRITERS
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal

WRITERS = LEDGER_WRITERS


def check_can_set(by: Post, organ: Organ, *, today: date) -> None:
    """Raises ``PermissionDenied`` unless the post may, ``Refusal`` for an organ that has ended."""
    held = by.since <= today and (by.until is None or by.until >= today) and by.user.is_active
    if not (held and by.role in WRITERS and by.covers(organ)):
        raise PermissionDenied
    if organ.active_to:
        raise Refusal(f"{organ.name}已于{organ.active_to}撤并", remedy="请在承继它的机关设置")
