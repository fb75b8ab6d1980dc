"""Documents in the months before they expire: to be evaluated, and continued or let go (NRM-6)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from mingbai.organs.models import Organ
from mingbai.records.models import Record, ValidityChange
from mingbai.rules.validity import Change, last_day, needs_evaluation

SHOWN = 200
LONGEST = timedelta(days=200)  # more than the months of evaluation; the rule cuts exactly
ENDING = (Change.REPEALED, Change.EXPIRED)


@dataclass(frozen=True)
class Lapsing:
    """A document and the last day on which it is in force."""

    record: Record
    last_day: date


def lapsing(organs: QuerySet[Organ], *, today: date) -> list[Lapsing]:
    """Those of the organs that are public and in force, the first to expire first."""
    ended = ValidityChange.objects.filter(
        record=OuterRef("pk"), change__in=[str(each) for each in ENDING], on__lte=today
    )
    found = (
        Record.objects.filter(organ__in=organs, public_version__isnull=False)
        .filter(expires_on__gt=today, expires_on__lte=today + LONGEST)
        .filter(~Exists(ended))
        .select_related("organ")
        .order_by("expires_on", "pk")[:SHOWN]
    )
    return [
        Lapsing(record, last_day(record.expires_on))
        for record in found
        if record.expires_on and needs_evaluation(record.expires_on, today)
    ]
