"""What an organ must publish, where it departs from the default of its kind (条例第二十条)."""

from datetime import datetime

from django.db import transaction

from mingbai.accounts.models import Post
from mingbai.audit.actions import record as record_event
from mingbai.audit.canonical import digest
from mingbai.organs.models import Organ
from mingbai.records import permissions
from mingbai.records.models import Obligation
from mingbai.refusal import Refusal
from mingbai.rules import publicity

ARTICLE = "《政府信息公开条例》第二十条"


@transaction.atomic
def oblige(
    organ: Organ,
    item: str,
    *,
    obliged: bool,
    update_days: int | None,
    reason: str,
    by: Post,
    at: datetime,
) -> Obligation:
    """Set whether the organ must publish the item, and how often something new is due.

    Raises ``PermissionDenied``, ``Refusal`` for an unknown item and without a reason.
    """
    permissions.check_held(by, at)
    permissions.check_can_oblige(by, organ)
    publicity.item(item)
    if not reason.strip():
        raise Refusal("请写明与默认不同的理由", article=ARTICLE, remedy="例如：本机关没有此项职权")
    facts = {"obliged": obliged, "update_days": update_days, "reason": reason.strip()}
    made, _ = Obligation.objects.update_or_create(organ=organ, item=item, defaults=facts)
    record_event(
        "obligation.set",
        made,
        chain=organ.code,
        by=by,
        at=at,
        item=item,
        obliged=obliged,
        update_days=update_days or 0,
        reason=digest(reason),
    )
    return made


@transaction.atomic
def lift(organ: Organ, item: str, *, by: Post, at: datetime) -> None:
    """Back to the default of the organ's kind. Nothing happens where it holds already."""
    permissions.check_held(by, at)
    permissions.check_can_oblige(by, organ)
    found = Obligation.objects.select_for_update().filter(organ=organ, item=item).first()
    if found is None:
        return
    record_event("obligation.lifted", found, chain=organ.code, by=by, at=at, item=item)
    found.delete()
