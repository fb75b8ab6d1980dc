"""The way back: a decision that orders a new answer, the new answer, the end of the matter."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mingbai.audit.actors import Acting
from mingbai.refusal import Refusal
from mingbai.remedies import reopening
from mingbai.remedies.actions.writing import Act, check_day, moved, ready, step
from mingbai.remedies.models import Remedy
from mingbai.remedies.stages import Move
from mingbai.rules.report.remedies import RemedyKind

LONGEST = 250


@transaction.atomic
def order_redo(
    remedy_id: UUID, *, ordered_on: date, workdays: int | None = None, by: Acting, at: datetime
) -> Remedy:
    """The decision orders the organ to answer anew; the application it concerns is reopened.

    ``ordered_on`` is the day the decision was received, ``workdays`` the period it sets, None for
    the period of the Regulation.
    """
    act = Act("remedy.redo_ordered", by, at, {"workdays": workdays})
    remedy = ready(remedy_id, Move.ORDER_REDO, act)
    check_day(ordered_on, "责令重新答复日期", after=remedy.accepted_on, act=act)
    if workdays is not None and not 1 <= workdays <= LONGEST:
        raise Refusal(
            f"重新答复的期限应为1至{LONGEST}个工作日",
            remedy="请按决定书、判决书填写，没有限定的留空",
        )
    remedy.redo_workdays = workdays
    moved(remedy, Move.ORDER_REDO, act, redo_ordered_on=ordered_on)
    if remedy.application:
        reopening.reopen(
            remedy.application,
            kind=RemedyKind(remedy.kind),
            ordered_on=ordered_on,
            workdays=workdays,
            basis=f"{remedy.authority}{remedy.case_no}",
            by=by,
            at=at,
        )
    return remedy


@transaction.atomic
def finish_redo(remedy_id: UUID, *, redo_done_on: date, by: Acting, at: datetime) -> Remedy:
    """The organ has answered anew."""
    act = Act("remedy.redone", by, at)
    return step(remedy_id, Move.FINISH_REDO, act, redo_done_on=redo_done_on)


@transaction.atomic
def close(remedy_id: UUID, *, by: Acting, at: datetime) -> Remedy:
    """Nothing is left to do: a corrected answer has its cause, its lesson and its new answer."""
    return step(remedy_id, Move.CLOSE, Act("remedy.closed", by, at))
