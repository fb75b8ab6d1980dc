"""The first draft of a reply from what the case knows: inquiries, links, earlier replies."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from mingbai.applications import drafts
from mingbai.applications.models import Answer, Application, Inquiry, InquiryKind
from mingbai.rules.draft import Correction, Draft, Earlier, FeeWait, Opinion, ThirdParty
from mingbai.rules.report.outcomes import Outcome

_OPINIONS = {
    Answer.CONSENT: Opinion.CONSENT,
    Answer.PARTIAL: Opinion.OBJECTION,
    Answer.REFUSE: Opinion.OBJECTION,
    Answer.SILENT: Opinion.SILENCE,
}


def first(application: Application, outcome: Outcome, *, today: date) -> Draft:
    """A draft of the outcome with everything that need not be typed again.

    The last kept version where there is one, its facts of the procedure brought up to date.
    """
    last = max(application.replies.all(), key=lambda reply: reply.number, default=None)
    kept = drafts.from_json(last.content) if last else None
    base = replace(kept, outcome=outcome) if kept else Draft(outcome=outcome)
    if kept is None or kept.outcome is not outcome:
        base = replace(base, article=_article(outcome))
    return replace(
        base,
        third_parties=_parties(application.inquiries.all(), base.third_parties),
        correction=_correction(application) or base.correction,
        fee=_fee(application) or base.fee,
        reasons_asked_on=_asked(application) or base.reasons_asked_on,
        earlier=base.earlier or _earlier(application),
    )


def suggested(application: Application) -> Outcome | None:
    """The outcome that the last version has, or that the procedure points to."""
    last = max(application.replies.all(), key=lambda reply: reply.number, default=None)
    if last:
        return Outcome(last.outcome)
    judged = [each for each in application.inquiries.all() if each.kind == InquiryKind.REASON]
    if any(each.answer in (Answer.UNREASONABLE, Answer.SILENT) for each in judged):
        return Outcome.EXCESSIVE_UNJUSTIFIED
    if application.filing.same_as_id:
        return Outcome.REPEAT
    return None


def _article(outcome: Outcome) -> str:
    """The provision without the name of the Regulation, which the paper writes itself."""
    return outcome.article.removeprefix("《政府信息公开条例》").removeprefix("《条例》")


def _parties(inquiries: Iterable[Inquiry], typed: tuple[ThirdParty, ...]) -> tuple[ThirdParty, ...]:
    """The consultations of the case; what the officer typed beside them stays."""
    told = {party.asked_on: party.told_on for party in typed}
    asked = tuple(
        ThirdParty(
            asked_on=each.dispatched_on,
            reply_by=each.due_on,
            opinion=_OPINIONS.get(Answer(each.answer)) if each.answer else None,
            objection=each.answer_text if each.answer in (Answer.REFUSE, Answer.PARTIAL) else "",
            told_on=each.told_on or told.get(each.dispatched_on),
        )
        for each in inquiries
        if each.kind == InquiryKind.THIRD_PARTY
    )
    return asked + tuple(party for party in typed if party.impossible)


def _correction(application: Application) -> Correction | None:
    found = _last(application, InquiryKind.CORRECTION)
    if found is None:
        return None
    done = found.answered_on if found.answer == Answer.DONE else None
    return Correction(found.dispatched_on, found.due_on, done)


def _fee(application: Application) -> FeeWait | None:
    found = _last(application, InquiryKind.PAYMENT)
    return FeeWait(found.dispatched_on, found.due_on, found.answered_on) if found else None


def _asked(application: Application) -> date | None:
    found = _last(application, InquiryKind.REASON)
    return found.dispatched_on if found else None


def _last(application: Application, kind: InquiryKind) -> Inquiry | None:
    found = [each for each in application.inquiries.all() if each.kind == kind]
    return found[-1] if found else None


def _earlier(application: Application) -> Earlier | None:
    """The reply to the linked application: number and date of its last paper."""
    other = application.filing.same_as
    if other is None:
        return None
    papers = [paper for paper in other.papers.all() if paper.reply_id and paper.voided_at is None]
    if papers:
        return Earlier(papers[-1].number, papers[-1].on)
    return Earlier("", other.concluded_on) if other.concluded_on else None
