"""What the applicant is asked: 补正, 说明理由, 缴费 (第三十、三十五、四十二条)."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mingbai.applications import clock, guards, papers
from mingbai.applications.actions.filing import keep
from mingbai.applications.actions.frame import (
    answer,
    ask,
    begin,
    conclude,
    finish,
    not_later,
    settle,
)
from mingbai.applications.actions.ledger import day_of
from mingbai.applications.models import Answer, Application, Inquiry, InquiryKind
from mingbai.applications.stages import Move
from mingbai.audit.actors import Acting
from mingbai.audit.canonical import digest
from mingbai.files.attachments import Accepted
from mingbai.refusal import Refusal
from mingbai.rules import fees
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.reply import PeriodName, period, period_due
from mingbai.rules.report.outcomes import Outcome

LONGEST_TERM = 60


@transaction.atomic
def ask_correction(
    application_id: UUID,
    *,
    points: str,
    guidance: str,
    workdays: int | None = None,
    by: Acting,
    at: datetime,
) -> Application:
    """Tell once, in one go, what is to be corrected and until when (第三十条; SM-3).

    ``points``: one a line; ``workdays``: the reasonable period, the default of the rules if None.
    After the seventh working day the notice is marked as late: a breach, yet the clock restarts.
    """
    today = day_of(at)
    application = begin(application_id, Move.ASK_CORRECTION, by=by, today=today)
    days = workdays or period(PeriodName.CORRECTION, today).workdays
    until = clock.calendar().add_workdays(today, _reasonable(days))
    late = _correction_is_late(application, today)
    question = points.strip()
    inquiry = ask(
        application, InquiryKind.CORRECTION, question=question, on=today, due=until, late=late
    )
    facts = {"points": question, "guidance": guidance.strip(), **papers.term(days, until)}
    papers.issue(application, "correction_notice", facts, by=by, at=at, on=today)
    return finish(
        application,
        Move.ASK_CORRECTION,
        by=by,
        at=at,
        until=until,
        late=late,
        inquiry=str(inquiry.pk),
    )


@transaction.atomic
def receive_correction(
    application_id: UUID,
    *,
    text: str,
    on: date,
    files: Sequence[Accepted] = (),
    by: Acting,
    at: datetime,
) -> Application:
    """The corrected request came on a day; the period runs anew from the next (第三十条)."""
    application = begin(application_id, Move.RECEIVE_CORRECTION, by=by, today=day_of(at))
    inquiry = guards.open_inquiry(application, InquiryKind.CORRECTION)
    not_later(on, day_of(at), "收到补正的日期")
    if not text.strip():
        raise Refusal("没有填写补正的内容", remedy="请填写补正后的申请内容")
    answer(inquiry, Answer.DONE, on=on, text=text)
    keep(application, [("correction", file) for file in files], from_applicant=True, at=at)
    return finish(
        application, Move.RECEIVE_CORRECTION, by=by, at=at, on=on, text=digest(text.strip())
    )


@transaction.atomic
def close_uncorrected(application_id: UUID, *, by: Acting, at: datetime) -> Application:
    """No correction and no good reason within the period: taken as given up (第三十条)."""
    application = begin(application_id, Move.CLOSE_UNCORRECTED, by=by, today=day_of(at))
    inquiry = guards.open_inquiry(application, InquiryKind.CORRECTION)
    return _abandoned(application, Move.CLOSE_UNCORRECTED, inquiry.due_on, by=by, at=at)


@transaction.atomic
def ask_reason(
    application_id: UUID, *, findings: str, workdays: int | None = None, by: Acting, at: datetime
) -> Application:
    """Ask for the reasons of clearly excessive numbers; ``findings`` names them (第三十五条)."""
    today = day_of(at)
    application = begin(application_id, Move.ASK_REASON, by=by, today=today)
    days = _reasonable(workdays or period(PeriodName.CORRECTION, today).workdays)
    until = clock.calendar().add_workdays(today, days)
    ask(application, InquiryKind.REASON, question=findings, on=today, due=until)
    facts = {"findings": findings.strip(), **papers.term(days, until)}
    papers.issue(application, "reason_notice", facts, by=by, at=at, on=today)
    return finish(application, Move.ASK_REASON, by=by, at=at, until=until)


@transaction.atomic
def receive_reason(
    application_id: UUID, *, text: str, on: date, by: Acting, at: datetime
) -> Application:
    """The applicant gave reasons; whether they are good is judged next (第三十五条)."""
    application = begin(application_id, Move.RECEIVE_REASON, by=by, today=day_of(at))
    inquiry = guards.open_inquiry(application, InquiryKind.REASON)
    not_later(on, day_of(at), "收到日期")
    if not text.strip():
        raise Refusal("没有填写理由", remedy="请填写理由")
    answer(inquiry, Answer.DONE, on=on, text=text)
    return finish(application, Move.RECEIVE_REASON, by=by, at=at, on=on, text=digest(text.strip()))


@transaction.atomic
def grant_delay(
    application_id: UUID, *, until: date, reasons: str, by: Acting, at: datetime
) -> Application:
    """The reasons are good, but the period cannot be kept: set a reasonable delay (第三十五条)."""
    today = day_of(at)
    application = begin(application_id, Move.GRANT_DELAY, by=by, today=today)
    due = application.due_on
    if until <= today or (due and until <= due):
        raise Refusal(
            f"延迟答复至{chinese_date(until)}，不晚于现在的期限",
            article="《政府信息公开条例》第三十五条",
            remedy="请填写更晚的日期；能按期答复的，不必延迟",
        )
    inquiry = _reason_of(application)
    if inquiry.answered_on is None:
        answer(inquiry, Answer.SILENT, on=today)
    inquiry.delayed_to = until
    inquiry.save()
    facts = {"reasons": reasons.strip(), "delayed_until": chinese_date(until)}
    papers.issue(application, "delay_notice", facts, by=by, at=at, on=today)
    return finish(application, Move.GRANT_DELAY, by=by, at=at, until=until)


@transaction.atomic
def judge_excessive(application_id: UUID, *, by: Acting, at: datetime) -> Application:
    """No reasons, or none that are good; the refusal still has to be written and signed."""
    today = day_of(at)
    application = begin(application_id, Move.JUDGE_EXCESSIVE, by=by, today=today)
    inquiry = _reason_of(application)
    if inquiry.answered_on is None:
        answer(inquiry, Answer.SILENT, on=today)
    else:
        inquiry.answer = Answer.UNREASONABLE
        inquiry.save()
    return finish(application, Move.JUDGE_EXCESSIVE, by=by, at=at)


@transaction.atomic
def charge(
    application_id: UUID,
    *,
    tariff: str,
    before: int,
    count: int,
    findings: str,
    payment: str,
    by: Acting,
    at: datetime,
) -> Application:
    """Levy the processing fee within the period (第四十二条; FEE-2…6).

    ``tariff`` is ``items`` or ``pages``; ``before`` how many items the applicant already asked this
    month (0 for pages), ``count`` how many items or pages are charged.
    """
    today = day_of(at)
    application = begin(application_id, Move.CHARGE, by=by, today=today)
    rule = fees.tariff(fees.Tariff(tariff), today)
    lines = fees.lines(rule.kind, count, on=today, before=before)
    amount = sum(line.amount for line in lines)
    if not amount:
        raise Refusal(
            "按标准计算，本件不收费",
            article="国办函〔2020〕109号：超过规定数量、频次的部分才收费",
            remedy="请直接答复",
        )
    until = period_due(PeriodName.PAYMENT, today, clock.calendar())
    ask(
        application,
        InquiryKind.PAYMENT,
        question=f"{rule.label}，{amount}元",
        on=today,
        due=until,
        amount=amount,
    )
    facts = papers.fee_facts(rule, lines, amount, payment=payment, findings=findings)
    facts["remedies"] = papers.paper_remedies(application, "fee_notice", on=today)
    papers.issue(application, "fee_notice", facts, by=by, at=at, on=today)
    return finish(application, Move.CHARGE, by=by, at=at, amount=amount, until=until)


@transaction.atomic
def record_payment(application_id: UUID, *, on: date, by: Acting, at: datetime) -> Application:
    """The fee is paid in full; the period runs anew from the next day (FEE-6)."""
    application = begin(application_id, Move.RECORD_PAYMENT, by=by, today=day_of(at))
    inquiry = guards.open_inquiry(application, InquiryKind.PAYMENT)
    answer(inquiry, Answer.DONE, on=not_later(on, day_of(at), "缴费日期"))
    return finish(application, Move.RECORD_PAYMENT, by=by, at=at, on=on)


@transaction.atomic
def close_unpaid(application_id: UUID, *, by: Acting, at: datetime) -> Application:
    """Not paid in time: taken as given up (109号)."""
    application = begin(application_id, Move.CLOSE_UNPAID, by=by, today=day_of(at))
    inquiry = guards.open_inquiry(application, InquiryKind.PAYMENT)
    return _abandoned(application, Move.CLOSE_UNPAID, inquiry.due_on, by=by, at=at)


def _abandoned(
    application: Application, move: Move, until: date, *, by: Acting, at: datetime
) -> Application:
    """Close a case that the applicant has let lapse, with the notice that says so."""
    today = day_of(at)
    unpaid = move is Move.CLOSE_UNPAID
    outcome = Outcome.ABANDONED_NO_FEE if unpaid else Outcome.ABANDONED_NO_CORRECTION
    what = "缴纳信息处理费" if unpaid else "补正申请内容"
    facts = {
        "lapsed": f"本机关告知应于{chinese_date(until)}前{what}，至今没有{what}。",
        "ground": outcome.article if unpaid else "《条例》第三十条",
        "remedies": papers.remedies(application, outcome, on=today),
    }
    papers.issue(application, "notice_abandoned", facts, by=by, at=at, on=today)
    settle(application, today)
    conclude(application, outcome, today)
    return finish(application, move, by=by, at=at, outcome=outcome.value)


def _correction_is_late(application: Application, today: date) -> bool:
    """Whether the seven working days are over (第三十条), counted from this handling's start.

    The Regulation of 2008 set no such number: an application of its time is never late.
    """
    start = clock.handled_from(application) or today
    try:
        return today > period_due(PeriodName.CORRECTION_NOTICE, start, clock.calendar())
    except Refusal:
        return False


def _reason_of(application: Application) -> Inquiry:
    return [each for each in application.inquiries.all() if each.kind == InquiryKind.REASON][-1]


def _reasonable(days: int) -> int:
    if not 1 <= days <= LONGEST_TERM:
        raise Refusal(
            f"期限{days}个工作日不合理",
            article="《政府信息公开条例》第三十条、第三十五条“合理期限”",
            remedy=f"请在1至{LONGEST_TERM}个工作日之间确定",
        )
    return days
