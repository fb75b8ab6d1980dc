"""The clock of a record: until when it must be public (第二十六条, or another law)."""

from datetime import date

from mingbai.records.content import OPEN, Document
from mingbai.records.kinds import kind
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

    None also for what was formed before the calendar or the law begins: it is no longer watched;
    and for an interpretation or a feedback, whose clock other information sets going
    (``OTHERS``): it is watched there.
    """
    clock = TermKind(kind(kind_id).term)
    if clock in OTHERS:
        return None
    calendar = Calendar.load()
    formed = document.formed_on
    if formed is None or document.openness != OPEN or formed < calendar.first_day:
        return None
    try:
        return publish_due(clock, formed, calendar)
    except Refusal:  # older than the first law that set a period
        return None
