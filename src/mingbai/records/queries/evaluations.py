"""Which of what is not public is to be looked at again (第十八条; the period is a default)."""

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from mingbai.records.content import OPEN
from mingbai.records.models import Evaluation, Record
from mingbai.records.stages import Stage
from mingbai.rules.publication_term import TermKind, term


def settled() -> QuerySet[Record]:
    """What passed its reviews as not to be public; few beside what is public."""
    found = Record.objects.filter(stage=Stage.READY, public_version=None)
    return found.exclude(openness__in=["", OPEN])


def is_settled(record: Record) -> bool:
    """Whether the record is one of these."""
    closed = record.openness not in ("", OPEN)
    return closed and record.stage == Stage.READY and not record.is_public


def due(today: date) -> QuerySet[Record]:
    """Those whose text was made, and last evaluated, a whole period ago."""
    last = today - timedelta(days=term(TermKind.EVALUATION, today).length)
    since = timezone.make_aware(datetime.combine(last + timedelta(days=1), time()))
    return settled().exclude(versions__made_at__gte=since).exclude(evaluations__at__gte=since)


def of(record: Record) -> list[Evaluation]:
    """Every evaluation of a record, the newest first."""
    return list(record.evaluations.select_related("by__user").order_by("-at", "-pk"))
