"""The clock of a record: until when it must be public (第二十六条, or another law)."""

from datetime import date

from mingbai.records.content import OPEN, Document
from mingbai.records.kinds import kind
from mingbai.refusal import Refusal
from mingbai.rules.calendar import Calendar
from mingbai.rules.publication_term import TermKind, publish_due


def due_on(kind_id: str, document: Document) -> date | None:
    """The last day for publication; None before the information is formed, or if it stays closed.

    None also for what was formed before the calendar or the law begins: it is no longer watched.
    """
    calendar = Calendar.load()
    formed = document.formed_on
    if formed is None or document.openness != OPEN or formed < calendar.first_day:
        return None
    try:
        return publish_due(TermKind(kind(kind_id).term), formed, calendar)
    except Refusal:  # older than the first law that set a period
        return None
