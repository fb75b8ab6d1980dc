"""The clock of a record: until when it must be public (第二十六条, or another law)."""

from datetime import date

from mingbai.records.content import OPEN, Document
from mingbai.records.kinds import kind
from mingbai.records.models import Record
from mingbai.refusal import Refusal
from mingbai.rules.calendar import Calendar
from mingbai.rules.publication_term import TermKind, publish_due

# 自文件公开、征集截止起算，不自本件成文起算：看解读的政策、征集的公告
OTHERS = frozenset({TermKind.INTERPRETATION, TermKind.FEEDBACK})

# 新稿的“公开时限”先按种类填好，拟稿人可以改
USUAL = {
    TermKind.GENERAL: "twenty_workdays",
    TermKind.BUDGET: "twenty_days",
    TermKind.DEPARTMENT_BUDGET: "twenty_days",
}


def usual(kind_id: str) -> str:
    """The 公开时限 (an id of publicity.toml) that a new draft of the kind begins with."""
    return USUAL.get(TermKind(kind(kind_id).term), "timely")


def due_on(kind_id: str, document: Document) -> date | None:
    """The last day for publication; None before the information is formed, or if it stays closed.

    None also for what was formed before the calendar or the law begins: it is no longer watched.
    """
    formed = document.formed_on
    return _last_day(kind_id, formed) if formed and document.openness == OPEN else None


def change_due_on(kind_id: str, changed_on: date) -> date | None:
    """The last day for a correction of what is public: the clock runs from 变更, too."""
    return _last_day(kind_id, changed_on)


def of_record(record: Record) -> date | None:
    """The same by what lists know of a record."""
    return due_on(record.kind, Document(formed_on=record.formed_on, openness=record.openness))


def _last_day(kind_id: str, start: date) -> date | None:
    """None where other information sets the clock going (``OTHERS``): it is watched there."""
    clock, calendar = TermKind(kind(kind_id).term), Calendar.load()
    if clock in OTHERS or start < calendar.first_day:
        return None
    try:
        return publish_due(clock, start, calendar)
    except Refusal:  # older than the first law that set a period
        return None
