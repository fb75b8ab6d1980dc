"""What every move shares: permission, lock, guard, then stage, clock, save, event, notice."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from mingbai.accounts.models import Post
from mingbai.applications import clock, guards, notices, permissions, tally
from mingbai.applications.facts import facts_of
from mingbai.applications.models import Answer, Application, Inquiry, InquiryKind, Note
from mingbai.applications.stages import LIFECYCLE, Move, Stage
from mingbai.audit.actions import record
from mingbai.audit.actors import Acting
from mingbai.audit.canonical import digest
from mingbai.refusal import Refusal
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.report.outcomes import Outcome


def begin(application_id: UUID, move: Move, *, by: Acting, today: date) -> Application:
    """The case, locked, after asking whether ``by`` may make the move and whether it can be made.

    Raises ``PermissionDenied`` and ``Refusal``.  Permission is asked before the lock, so that
    nobody waits for a case that is not his.
    """
    application = Application.objects.select_related("organ").get(pk=application_id)
    permissions.check_can(by, move, application)
    locked = Application.objects.select_for_update().get(pk=application_id)
    locked.organ = application.organ
    guards.check(locked, move, today=today)
    return locked


def finish(
    application: Application,
    move: Move,
    *,
    by: Acting,
    at: datetime,
    to: Stage | None = None,
    **codes: Any,
) -> Application:
    """Lead the case to its next stage, count its day anew, save it, write the event, tell him."""
    application.stage = LIFECYCLE.after(Stage(application.stage), move, to)
    application.due_on = clock.due_on(application)
    application.save()
    record(move.law.verb, application, chain=application.organ.code, by=by, at=at, **codes)
    notices.told(application, move, at=at)
    return application


def conclude(application: Application, outcome: Outcome, on: date) -> None:
    """Enter the result in the counted facts and the rollup; the caller saves the case.

    A case that is handled anew keeps its first result, unless the new reply falls in the same year
    (CNT-4, CNT-7).
    """
    if application.received_on is None:
        return
    if on < application.received_on:
        raise Refusal(
            f"办结日期{chinese_date(on)}早于收到申请日期{chinese_date(application.received_on)}",
            article="《政府信息公开条例》第三十三条",
            remedy="请核对日期",
        )
    if application.concluded_on and application.concluded_on.year != on.year:
        return
    before = facts_of(application)
    application.outcome = outcome.value
    application.concluded_on, application.concluded_year = on, on.year
    tally.move(application.organ_id, before, facts_of(application))


def receive(application: Application, on: date) -> None:
    """Enter the day of receipt, from which the case counts (第三十一条, CNT-2)."""
    application.received_on, application.received_year = on, on.year
    tally.add(application.organ_id, [facts_of(application)])


def ask(
    application: Application, kind: InquiryKind, *, question: str, on: date, due: date, **facts: Any
) -> Inquiry:
    """Open an inquiry; ``question`` is what was asked, in words. Raises ``Refusal`` without any."""
    text = needed(question, f"{kind.label}的内容")
    return Inquiry.objects.create(
        application=application, kind=kind, question=text, dispatched_on=on, due_on=due, **facts
    )


def answer(inquiry: Inquiry, code: str, *, on: date, text: str = "", **facts: Any) -> Inquiry:
    """Enter what came back on an inquiry. Raises ``Refusal`` for a day before it was sent."""
    if on < inquiry.dispatched_on:
        raise Refusal(
            f"收到日期{chinese_date(on)}早于发出日期{chinese_date(inquiry.dispatched_on)}",
            remedy="请核对两个日期",
        )
    inquiry.answer, inquiry.answered_on, inquiry.answer_text = code, on, text.strip()
    for name, value in facts.items():
        setattr(inquiry, name, value)
    inquiry.save()
    return inquiry


def settle(application: Application, on: date) -> None:
    """Nobody is waited for any more once the case ends; who was late is kept as late."""
    for each in application.inquiries.filter(answered_on=None):
        answer(each, Answer.SILENT if on > each.due_on else Answer.ENDED, on=on)


def needed(text: str, label: str, *, most: int = 20_000) -> str:
    """The text without spaces around it; ``Refusal`` when there is none or it is too long."""
    text = text.strip()
    if not text:
        raise Refusal(f"没有填写{label}", remedy=f"请填写{label}")
    if len(text) > most:
        raise Refusal(f"{label}有{len(text)}个字，超过{most}个字", remedy="请缩短")
    return text


def keep_note(
    application: Application, move: Move, text: str, label: str, *, by: Acting, at: datetime
) -> str:
    """Keep what the officer wrote down with a move; returns the hash for its event."""
    said = needed(text, label, most=300)
    post = by if isinstance(by, Post) else None
    Note.objects.create(application=application, move=move, text=said, by=post, at=at)
    return digest(said)


def not_later(day: date, today: date, label: str) -> date:
    """The day; ``Refusal`` when it has not come yet."""
    if day > today:
        raise Refusal(f"{label}{chinese_date(day)}晚于今天", remedy="请填写实际日期")
    return day


def own_post(by: Acting) -> Post:
    """The post of the officer who acts, where a person must answer for the act."""
    if not isinstance(by, Post):
        raise Refusal("这一步须由工作人员办理", remedy="请登录后办理")
    return by
