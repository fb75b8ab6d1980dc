"""The one extension of the period (条例第三十三条第二款; SM-2)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mingbai.applications import clock, guards, papers
from mingbai.applications.actions.frame import begin, finish, needed, own_post
from mingbai.applications.actions.ledger import day_of
from mingbai.applications.models import Application, Extension
from mingbai.applications.stages import Move
from mingbai.audit.actors import Acting
from mingbai.audit.canonical import digest
from mingbai.refusal import Refusal
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.reply import reply_rule


@transaction.atomic
def propose_extension(
    application_id: UUID, *, workdays: int, reason: str, by: Acting, at: datetime
) -> Application:
    """Ask the head of the office for more time, before the period is over."""
    application = begin(application_id, Move.PROPOSE_EXTENSION, by=by, today=day_of(at))
    text = needed(reason, "延期的理由", most=300)
    Extension.objects.create(
        application=application,
        workdays=_allowed(application, workdays),
        reason=text,
        proposed_by=own_post(by),
        proposed_at=at,
    )
    return finish(
        application, Move.PROPOSE_EXTENSION, by=by, at=at, workdays=workdays, reason=digest(text)
    )


@transaction.atomic
def extend(
    application_id: UUID,
    *,
    workdays: int,
    reason: str,
    opinion: str = "",
    by: Acting,
    at: datetime,
) -> Application:
    """The head agrees, to what was proposed or of his own accord; the applicant is told."""
    today = day_of(at)
    application = begin(application_id, Move.EXTEND, by=by, today=today)
    head = own_post(by)
    extension = guards.pending_extension(application)
    if extension is None:
        extension = Extension(application=application, proposed_by=head, proposed_at=at)
    elif extension.proposed_by.user_id == head.user_id:
        raise Refusal(
            "提请延期的人不能自己同意",
            article="《政府信息公开条例》第三十三条第二款",
            remedy="请由公开机构负责人决定",
        )
    before = application.due_on
    extension.workdays = _allowed(application, workdays)
    extension.reason = needed(reason, "延期的理由", most=300)
    extension.approved, extension.decided_by, extension.decided_at = True, head, at
    extension.opinion = opinion.strip()
    extension.save()
    application.due_on = clock.due_on(application)
    if before and application.due_on and application.due_on <= before:
        raise Refusal(
            f"延长{workdays}个工作日不晚于已经延迟到的{chinese_date(before)}",
            article="《政府信息公开条例》第三十三条第二款、第三十五条",
            remedy="本件已按第三十五条延迟答复，请在延迟的期限内答复",
        )
    facts = {
        "due_before": chinese_date(before) if before else "",
        "workdays": str(workdays),
        "due_on": chinese_date(application.due_on) if application.due_on else "",
        "approved_by": f"{application.organ.name}政府信息公开工作机构负责人",
        "reasons": extension.reason,
    }
    papers.issue(application, "extension_notice", facts, by=by, at=at, on=today)
    return finish(application, Move.EXTEND, by=by, at=at, workdays=workdays)


@transaction.atomic
def decline_extension(
    application_id: UUID, *, opinion: str, by: Acting, at: datetime
) -> Application:
    """The head does not agree; the period stays as it is."""
    application = begin(application_id, Move.DECLINE_EXTENSION, by=by, today=day_of(at))
    extension = guards.pending_extension(application)
    if extension is None:
        raise Refusal("没有等待决定的延期提请", remedy="请刷新页面")
    extension.approved, extension.decided_by, extension.decided_at = False, own_post(by), at
    extension.opinion = needed(opinion, "不同意的意见", most=300)
    extension.save()
    return finish(application, Move.DECLINE_EXTENSION, by=by, at=at)


def _allowed(application: Application, workdays: int) -> int:
    rule = reply_rule(application.received_on or clock.calendar().last_day)
    if not 1 <= workdays <= rule.max_extension:
        raise Refusal(
            f"只能延长1至{rule.max_extension}个工作日，不能是{workdays}个",
            article=rule.basis,
            remedy="请重新填写延长的工作日数",
        )
    return workdays
