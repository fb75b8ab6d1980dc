"""Who stands against the organ: sealed names, shown only to who writes the ledger, and logged."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from mingbai.audit.actors import Acting
from mingbai.files.personal import personal_number
from mingbai.files.text import tidy
from mingbai.refusal import Refusal
from mingbai.remedies.actions.writing import Act, locked, note
from mingbai.remedies.models import Remedy
from mingbai.remedies.stages import Stage

LONGEST = 200


@dataclass(frozen=True)
class Parties:
    """The names, empty where none is registered."""

    applicant: str
    third_party: str


@transaction.atomic
def name_parties(
    remedy_id: UUID, *, applicant: str, third_party: str = "", by: Acting, at: datetime
) -> Remedy:
    """Register the applicant or plaintiff and the third party; the event holds no name."""
    remedy = locked(remedy_id, by)
    remedy.applicant, remedy.third_party = _name(applicant), _name(third_party)
    remedy.save(update_fields=["applicant", "third_party"])
    told = {"applicant": bool(remedy.applicant), "third_party": bool(remedy.third_party)}
    note(remedy, Act("remedy.parties_named", by, at), **told)
    return remedy


@transaction.atomic
def reveal_parties(remedy_id: UUID, *, by: Acting, at: datetime) -> Parties:
    """The names, and the event that says who looked at them."""
    remedy = locked(remedy_id, by)
    note(remedy, Act("remedy.parties_revealed", by, at))
    return Parties(remedy.applicant, remedy.third_party)


@transaction.atomic
def erase_parties(*, limit: int, by: Acting, at: datetime) -> int:
    """Erase names in cases ended ``settings.RETENTION_YEARS`` ago; returns in how many."""
    today = timezone.localdate(at)
    before = today.replace(year=today.year - settings.RETENTION_YEARS, day=min(today.day, 28))
    closed = Remedy.objects.filter(stage=Stage.CLOSED, concluded_on__lt=before)
    keys = list(closed.exclude(applicant="", third_party="").values_list("pk", flat=True)[:limit])
    for key in keys:
        _erase(key, Act("remedy.parties_erased", by, at))
    return len(keys)


@transaction.atomic
def _erase(key: UUID, act: Act) -> None:
    remedy = locked(key, act.by)
    remedy.applicant = remedy.third_party = ""
    remedy.save(update_fields=["applicant", "third_party"])
    note(remedy, act)


def _name(text: str) -> str:
    name = tidy(text)
    if len(name) > LONGEST:
        raise Refusal(f"姓名或者名称超过{LONGEST}个字", remedy="人数多的，写代表人和人数")
    if kind := personal_number(name):
        raise Refusal(
            f"姓名里有{kind}", article="《个人信息保护法》第六条", remedy="只写姓名或者名称"
        )
    return name
