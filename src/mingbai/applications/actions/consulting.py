"""Asking others: third parties, other organs, who determines (第十七、三十二、三十四条)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mingbai.applications import clock, guards, papers, reply_words
from mingbai.applications.actions.frame import (
    answer,
    ask,
    begin,
    finish,
    needed,
    not_later,
    own_post,
)
from mingbai.applications.actions.ledger import day_of
from mingbai.applications.models import Answer, Application, Inquiry, InquiryKind, Opinion
from mingbai.applications.stages import Move, Stage
from mingbai.audit.actors import Acting
from mingbai.audit.canonical import digest
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.reply import PeriodName, period_due

CONSULTATIONS = (InquiryKind.THIRD_PARTY, InquiryKind.AGENCY)
_PERIODS = {
    InquiryKind.THIRD_PARTY: PeriodName.THIRD_PARTY,
    InquiryKind.AGENCY: PeriodName.AGENCY,
}
_STAGES = {
    InquiryKind.THIRD_PARTY: Stage.CONSULTING_THIRD_PARTY,
    InquiryKind.AGENCY: Stage.CONSULTING_AGENCY,
}


@transaction.atomic
def consult_third_party(
    application_id: UUID, *, name: str, info: str, reasons: str = "", by: Acting, at: datetime
) -> Application:
    """Ask a third party in writing and tell the applicant the same day (第三十二条、第三十三条).

    ``info``: the information concerned, one item a line.
    """
    today = day_of(at)
    application = begin(application_id, Move.CONSULT_THIRD_PARTY, by=by, today=today)
    due = period_due(PeriodName.THIRD_PARTY, today, clock.calendar())
    party = needed(name, "第三方的姓名或者名称", most=100)
    inquiry = ask(
        application, InquiryKind.THIRD_PARTY, question=info, on=today, due=due, to_name=party
    )
    letter = {"info": info.strip(), "reasons": reasons.strip()}
    papers.issue(application, "third_party_letter", letter, by=by, at=at, on=today, addressee=party)
    # 告知书写的是征求意见之后的期限，不是发函之前的
    application.due_on = clock.due_on(application)
    notice = {"sent_on": chinese_date(today)}
    papers.issue(application, "third_party_notice_to_applicant", notice, by=by, at=at, on=today)
    return finish(
        application, Move.CONSULT_THIRD_PARTY, by=by, at=at, inquiry=str(inquiry.pk), until=due
    )


@transaction.atomic
def consult_agency(
    application_id: UUID,
    *,
    name: str,
    organ: Organ | None = None,
    question: str,
    co_maker: bool,
    by: Acting,
    at: datetime,
) -> Application:
    """Ask a co-maker (silence is consent) or another organ (第三十四条、第三十三条第三款)."""
    today = day_of(at)
    application = begin(application_id, Move.CONSULT_AGENCY, by=by, today=today)
    due = period_due(PeriodName.AGENCY, today, clock.calendar())
    asked = organ.name if organ else needed(name, "机关名称", most=100)
    inquiry = ask(
        application,
        InquiryKind.AGENCY,
        question=question,
        on=today,
        due=due,
        to_name=asked,
        to_organ=organ,
        co_maker=co_maker,
    )
    facts = {"co_made" if co_maker else "assist": question.strip()}
    papers.issue(application, "agency_letter", facts, by=by, at=at, on=today, addressee=asked)
    return finish(
        application, Move.CONSULT_AGENCY, by=by, at=at, inquiry=str(inquiry.pk), until=due
    )


@transaction.atomic
def record_opinion(
    application_id: UUID,
    *,
    inquiry_id: UUID,
    opinion: str,
    text: str,
    on: date,
    delivered_on: date | None = None,
    by: Acting,
    at: datetime,
) -> Application:
    """An opinion came in; a late one is kept, but the period ran on from the last day (CLK-2)."""
    application = begin(application_id, Move.RECORD_OPINION, by=by, today=day_of(at))
    inquiry = _open(application, inquiry_id)
    not_later(on, day_of(at), "收到意见的日期")
    if opinion not in (Answer.CONSENT, Answer.PARTIAL, Answer.REFUSE):
        raise Refusal("没有选定意见", remedy="请选同意、部分同意或者不同意")
    if opinion != Answer.CONSENT and not text.strip():
        raise Refusal(
            "不同意公开须有理由",
            article="《政府信息公开条例》第三十二条“合理理由”",
            remedy="请填写对方陈述的理由；没有陈述的，注明“未说明理由”",
        )
    if delivered_on:
        _delivered(inquiry, delivered_on, latest=on)
    answer(inquiry, opinion, on=on, text=text)
    to = _next(application)
    return finish(application, Move.RECORD_OPINION, by=by, at=at, to=to, opinion=opinion, on=on)


@transaction.atomic
def end_consultation(
    application_id: UUID,
    *,
    inquiry_id: UUID,
    delivered_on: date | None = None,
    by: Acting,
    at: datetime,
) -> Application:
    """The term is over: a co-maker consents, a third party's silence is neither.

    ``delivered_on``: when the letter was received, from which the term runs (第三十二条).
    """
    today = day_of(at)
    application = begin(application_id, Move.END_CONSULTATION, by=by, today=today)
    inquiry = _open(application, inquiry_id)
    if delivered_on:
        _delivered(inquiry, delivered_on, latest=today)
    if today <= inquiry.due_on:
        raise Refusal(
            f"期限到{chinese_date(inquiry.due_on)}届满",
            article="《政府信息公开条例》第三十二条、第三十四条",
            remedy="请等期限届满，或者登记收到的意见",
        )
    code = reply_words.silence_counts(inquiry)
    answer(inquiry, code, on=inquiry.due_on, text="期限届满未答复")
    return finish(
        application, Move.END_CONSULTATION, by=by, at=at, to=_next(application), counted=code
    )


@transaction.atomic
def tell_third_party(
    application_id: UUID, *, inquiry_id: UUID, info: str, reasons: str, by: Acting, at: datetime
) -> Application:
    """Tell a third party in writing what is disclosed against its objection, and why (第三十二条).

    ``info``: what is disclosed, one item a line.  The paper carries the third party's own remedies
    and nothing of the applicant.  Raises ``Refusal`` for one that consented or was told before.
    """
    today = day_of(at)
    application = begin(application_id, Move.TELL_THIRD_PARTY, by=by, today=today)
    inquiry = next((each for each in guards.untold(application) if each.pk == inquiry_id), None)
    if inquiry is None:
        raise Refusal("这一第三方不需要告知，或者已经告知", remedy="请刷新页面，核对办理记录")
    kind = Move.TELL_THIRD_PARTY.law.document
    facts = {
        "you": "贵方",
        "progress": "",
        "info": needed(info, "决定公开的内容"),
        "reasons": needed(reasons, "决定公开的理由"),
        "opinion": reply_words.answered(inquiry),
        "remedies": papers.paper_remedies(application, kind, on=today),
    }
    party = inquiry.to_name or "第三方"
    papers.issue(application, kind, facts, by=by, at=at, on=today, addressee=party)
    inquiry.told_on = today
    inquiry.save(update_fields=["told_on"])
    return finish(application, Move.TELL_THIRD_PARTY, by=by, at=at, inquiry=str(inquiry.pk))


@transaction.atomic
def refer(
    application_id: UUID,
    *,
    to: str,
    info: str,
    doubts: str,
    own_view: str,
    by: Acting,
    at: datetime,
) -> Application:
    """Ask the competent department whether it may be disclosed (第十七条); no transfer (SM-1)."""
    today = day_of(at)
    application = begin(application_id, Move.REFER, by=by, today=today)
    due = period_due(PeriodName.AGENCY, today, clock.calendar())
    office = needed(to, "主管部门或者保密行政管理部门", most=100)
    ask(application, InquiryKind.REFERRAL, question=doubts, on=today, due=due, to_name=office)
    facts = {"info": info.strip(), "doubts": doubts.strip(), "own_view": own_view.strip()}
    papers.issue(
        application, "determination_request", facts, by=by, at=at, on=today, addressee=office
    )
    return finish(application, Move.REFER, by=by, at=at, until=due)


@transaction.atomic
def record_determination(
    application_id: UUID, *, text: str, may_disclose: bool, on: date, by: Acting, at: datetime
) -> Application:
    """The department has determined; the handling goes on."""
    application = begin(application_id, Move.RECORD_DETERMINATION, by=by, today=day_of(at))
    inquiry = guards.open_inquiry(application, InquiryKind.REFERRAL)
    not_later(on, day_of(at), "收到确定意见的日期")
    code = Answer.CONSENT if may_disclose else Answer.REFUSE
    answer(inquiry, code, on=on, text=needed(text, "确定意见"))
    return finish(application, Move.RECORD_DETERMINATION, by=by, at=at, determined=code, on=on)


@transaction.atomic
def note_opinion(
    application_id: UUID,
    *,
    unit: str,
    person: str,
    capacity: str,
    text: str,
    on: date,
    by: Acting,
    at: datetime,
) -> Application:
    """Record an opinion of the collective consultation (集体会商): legal office, lawyer, units."""
    application = begin(application_id, Move.NOTE_OPINION, by=by, today=day_of(at))
    said = needed(text, "意见")
    Opinion.objects.create(
        application=application,
        unit=needed(unit, "单位", most=100),
        person=needed(person, "人员", most=60),
        capacity=capacity,
        text=said,
        on=not_later(on, day_of(at), "日期"),
        by=own_post(by),
        at=at,
    )
    return finish(
        application, Move.NOTE_OPINION, by=by, at=at, capacity=capacity, text=digest(said)
    )


def _delivered(inquiry: Inquiry, day: date, *, latest: date) -> None:
    """The term runs from the day the letter was received, not from its dispatch."""
    if not inquiry.dispatched_on <= day <= latest:
        raise Refusal(
            f"对方收到函件的日期{chinese_date(day)}早于发函日期或者晚于答复日期",
            remedy="请核对函件的签收日期",
        )
    name = _PERIODS[InquiryKind(inquiry.kind)]
    inquiry.delivered_on, inquiry.due_on = day, period_due(name, day, clock.calendar())


def _open(application: Application, inquiry_id: UUID) -> Inquiry:
    for each in application.inquiries.all():
        if each.pk == inquiry_id and each.kind in CONSULTATIONS and each.answered_on is None:
            return each
    raise Refusal("这一征求意见已经办结", remedy="请刷新页面，核对办理记录")


def _next(application: Application) -> Stage:
    """The stage after one consultation has ended: another that is still open, else 办理."""
    for each in application.inquiries.all():
        if each.kind in CONSULTATIONS and each.answered_on is None:
            return _STAGES[InquiryKind(each.kind)]
    return Stage.PROCESSING
