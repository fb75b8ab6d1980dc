"""Establishing, renaming, merging organs: the only writers of the tree."""

from datetime import date, datetime

from django.db import transaction

from mingbai.audit.actions import record
from mingbai.audit.actors import Acting
from mingbai.audit.canonical import digest
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal


@transaction.atomic
def establish(*, by: Acting, at: datetime, parent: Organ | None, **facts: object) -> Organ:
    """Create an organ below ``parent``; facts are the fields of ``Organ``.

    Raises ``ValidationError`` when a field does not hold.
    """
    organ = Organ(parent=parent, **facts)
    organ.path = (parent.path if parent else "") + f"{organ.code}/"
    organ.full_clean()
    organ.save(force_insert=True)
    record("organ.established", organ, chain=organ.code, by=by, at=at, name=digest(organ.name))
    return organ


@transaction.atomic
def merge(organ: Organ, *, into: Organ, on: date, by: Acting, at: datetime) -> None:
    """End an organ on a day; its duties and its cases go on with ``into`` (条例第十条；行政诉讼法第二十六条).

    Its own history stays under its own name.  Raises ``Refusal`` when it has already ended, or
    when it would be merged into itself or into an organ that has ended.
    """
    organ = Organ.objects.select_for_update().get(pk=organ.pk)
    if organ.active_to:
        raise Refusal(f"{organ.name}已于{organ.active_to}撤并", remedy="请核对机关名称")
    if into.pk == organ.pk or into.active_to:
        raise Refusal("承继机关须是另一个现有机关", remedy="请另选承继机关")
    organ.active_to, organ.successor = on, into
    organ.full_clean()
    organ.save(update_fields=["active_to", "successor"])
    record("organ.merged", organ, chain=organ.code, by=by, at=at, into=into.code, on=on)
