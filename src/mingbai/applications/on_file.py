"""What a draft says, held against the file of the case: nothing is claimed that did not happen."""

from collections.abc import Iterator
from datetime import date

from mingbai.applications.models import Answer, Application, Inquiry, InquiryKind, Source
from mingbai.applications.stages import Move
from mingbai.refusal import Refusal
from mingbai.rules.draft import Draft, Opinion, ThirdParty
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.report.outcomes import Outcome

ARTICLE_32 = "《政府信息公开条例》第三十二条"
# 这些结果各有自己的办理事项，不能写成答复
_OWN_MOVES = {
    Outcome.ABANDONED_NO_CORRECTION: Move.CLOSE_UNCORRECTED,
    Outcome.ABANDONED_NO_FEE: Move.CLOSE_UNPAID,
    Outcome.WITHDRAWN: Move.WITHDRAW,
    Outcome.APPLICANT_ENDED: Move.END,
    Outcome.MERGED: Move.END,
}
_SAID = {
    Opinion.CONSENT: (Answer.CONSENT,),
    Opinion.OBJECTION: (Answer.REFUSE, Answer.PARTIAL),
    Opinion.SILENCE: (Answer.SILENT,),
}
_DISCLOSING = frozenset({Outcome.PROVIDED, Outcome.PARTIAL})


def check(application: Application, draft: Draft) -> None:
    """Raises ``Refusal`` for the first claim of the draft that the file does not bear out."""
    if move := _OWN_MOVES.get(draft.outcome):
        raise Refusal(
            f"“{draft.outcome.label}”不能用答复办结",
            article=move.law.article,
            remedy=f"请按“{move.label}”办理",
        )
    inquiries = list(application.inquiries.all())
    _asked(draft.outcome, inquiries)
    for refusal in _parties(application, draft, inquiries):
        raise refusal


def _asked(outcome: Outcome, inquiries: list[Inquiry]) -> None:
    """内容仍不明确 needs a correction that came, 不予处理 for number a reason that was judged."""
    if outcome is Outcome.STILL_UNCLEAR and not _found(
        inquiries, InquiryKind.CORRECTION, Answer.DONE
    ):
        raise Refusal(
            "本件没有告知补正，或者没有收到补正，不能按“补正后申请内容仍不明确”答复",
            article="《政府信息公开条例》第三十条",
            remedy="内容不明确的，请先一次性告知补正",
        )
    if outcome is Outcome.EXCESSIVE_UNJUSTIFIED and not _found(
        inquiries, InquiryKind.REASON, Answer.SILENT, Answer.UNREASONABLE
    ):
        raise Refusal(
            "本件没有要求说明理由，或者没有认定理由不合理",
            article="《政府信息公开条例》第三十五条",
            remedy="请先要求申请人说明理由，并作出判断",
        )


def _parties(application: Application, draft: Draft, inquiries: list[Inquiry]) -> Iterator[Refusal]:
    """The third parties of the draft are those of the file; an objection is not left out."""
    asked = [each for each in inquiries if each.kind == InquiryKind.THIRD_PARTY]
    if application.source == Source.CASE:
        for party in draft.third_parties:
            if party.asked_on and not any(_same(party, each) for each in asked):
                yield Refusal(
                    f"案卷里没有{chinese_date(party.asked_on)}发出的第三方意见征求书，"
                    "或者登记的意见与稿件所写不同",
                    article=ARTICLE_32,
                    remedy="请按案卷里登记的征求和意见填写",
                )
    if draft.outcome in _DISCLOSING:
        told = {each.asked_on for each in draft.third_parties}
        for each in asked:
            if each.answer in _SAID[Opinion.OBJECTION] and each.dispatched_on not in told:
                yield _left_out(each.dispatched_on)


def _same(party: ThirdParty, inquiry: Inquiry) -> bool:
    said = _SAID[party.opinion] if party.opinion else ("",)
    return inquiry.dispatched_on == party.asked_on and inquiry.answer in said


def _left_out(day: date) -> Refusal:
    return Refusal(
        f"第三方对{chinese_date(day)}的征求意见书表示不同意公开，稿件没有写明",
        article=ARTICLE_32,
        remedy="请写明第三方的意见；仍决定公开的，说明对公共利益的衡量并书面告知第三方",
    )


def _found(inquiries: list[Inquiry], kind: InquiryKind, *answers: Answer) -> bool:
    return any(each.kind == kind and each.answer in answers for each in inquiries)
