"""Policies that must be interpreted and are not, after three working days (国办发〔2016〕80号)."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from mingbai.organs.models import Organ
from mingbai.records.kinds import kinds
from mingbai.records.models import Record, Relation, ValidityChange
from mingbai.refusal import Refusal
from mingbai.rules.calendar import Calendar
from mingbai.rules.publication_term import TermKind, interpretation_due, term

SHOWN = 200


@dataclass(frozen=True)
class Wanting:
    """A public policy without an interpretation; ``due`` is the last day for it."""

    record: Record
    due: date
    late: int

    @property
    def words(self) -> str:
        """How late it is."""
        return f"应于{self.due:%Y-%m-%d}前解读，已逾期{self.late}个工作日"


def overdue(organs: QuerySet[Organ], *, today: date) -> list[Wanting]:
    """The overdue ones of the organs that are in force, oldest first, at most ``SHOWN``.

    Migrated pages are left out: whether they were interpreted in their time the old site knows.
    """
    calendar = Calendar.load()
    found = []
    for record in _uninterpreted(organs, today)[:SHOWN]:
        published = timezone.localdate(record.first_public_at)
        try:
            due = interpretation_due(published, calendar)
        except Refusal:  # 该日尚无解读期限的规定
            continue
        if due < today:
            found.append(Wanting(record, due, calendar.workdays_between(due, today)))
    return found


def _uninterpreted(organs: QuerySet[Organ], today: date) -> QuerySet[Record]:
    wanted = [kind.id for kind in kinds() if kind.interpret]
    interpreted = Relation.objects.filter(
        kind="interprets",
        target=OuterRef("pk"),
        ended_at=None,
        source__public_version__isnull=False,
    )
    ended = ValidityChange.objects.filter(
        record=OuterRef("pk"), change__in=["repealed", "expired"], on__lte=today
    )
    first = timezone.make_aware(datetime.combine(_since(today), time()))
    return (
        Record.objects.filter(organ__in=organs, kind__in=wanted, public_version__isnull=False)
        .filter(~Exists(interpreted), ~Exists(ended), migrated=False, first_public_at__gte=first)
        .select_related("organ")
        .order_by("first_public_at", "pk")
    )


def _since(today: date) -> date:
    """From which day on the rule of today has held."""
    return term(TermKind.INTERPRETATION, today).effective_from
