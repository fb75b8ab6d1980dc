"""The course of a case before it is decided: the organ's answer, the hearing, a suspension."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mingbai.audit.actors import Acting
from mingbai.files.text import tidy
from mingbai.remedies.actions.writing import Act, check_day, moved, ready, step
from mingbai.remedies.models import Remedy
from mingbai.remedies.stages import Move, Stage


@transaction.atomic
def answer(remedy_id: UUID, *, answered_on: date, by: Acting, at: datetime) -> Remedy:
    """The organ has handed in its written answer and the evidence (LIT-8)."""
    return step(remedy_id, Move.ANSWER, Act("remedy.answered", by, at), answered_on=answered_on)


@transaction.atomic
def hear(remedy_id: UUID, *, hearing_on: date, by: Acting, at: datetime) -> Remedy:
    """A hearing was held; of several the last is kept."""
    return step(remedy_id, Move.HEAR, Act("remedy.heard", by, at), hearing_on=hearing_on)


@transaction.atomic
def suspend(remedy_id: UUID, *, on: date, by: Acting, at: datetime) -> Remedy:
    """The authority has suspended the case; it stays 尚未审结 (LIT-3)."""
    act = Act("remedy.suspended", by, at, {"on": on})
    remedy = ready(remedy_id, Move.SUSPEND, act)
    check_day(on, "中止日期", after=remedy.accepted_on, act=act)
    remedy.suspended_from = remedy.stage
    return moved(remedy, Move.SUSPEND, act)


@transaction.atomic
def resume(remedy_id: UUID, *, on: date, by: Acting, at: datetime) -> Remedy:
    """The case goes on where it stood; an answer handed in meanwhile counts."""
    act = Act("remedy.resumed", by, at, {"on": on})
    remedy = ready(remedy_id, Move.RESUME, act)
    check_day(on, "恢复日期", after=remedy.accepted_on, act=act)
    was = Stage(remedy.suspended_from)
    if was is Stage.ACCEPTED and remedy.answered_on:
        was = Stage.ANSWERED
    return moved(remedy, Move.RESUME, act, to=was)


@transaction.atomic
def reflect(remedy_id: UUID, *, cause: str, lesson: str, by: Acting, at: datetime) -> Remedy:
    """Why the answer was challenged with success, and what is done about it."""
    act = Act("remedy.reflected", by, at)
    return step(remedy_id, Move.REFLECT, act, cause=cause, lesson=tidy(lesson))
