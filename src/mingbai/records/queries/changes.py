"""Reads of changes of validity that were asked: of one record, and what waits for whom."""

from datetime import date

from mingbai.accounts import rights
from mingbai.accounts.models import User
from mingbai.records.models import AskedChange, Record
from mingbai.records.permissions import CONFIRMERS
from mingbai.records.queries.waiting import LISTED


def asked_of(record: Record) -> list[AskedChange]:
    """Every change that was asked of the record, the newest first."""
    rows = record.asked_changes.select_related("asked_by__user", "decided_by__user")
    found = list(rows.order_by("-pk"))
    for each in found:
        each.record = record
    return found


def to_confirm(user: User, *, today: date) -> list[AskedChange]:
    """Changes that another asked for and the person may confirm; the oldest first."""
    organs = rights.organs(user, roles=CONFIRMERS, today=today)
    asked = AskedChange.objects.filter(decided_at=None, record__organ__in=organs)
    asked = asked.exclude(asked_by__user=user).order_by("asked_at", "pk")
    return list(asked.select_related("record__organ", "asked_by__user")[:LISTED])
