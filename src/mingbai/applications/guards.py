"""What must be true of a case before a move, beyond its stage: one answer for button and POST."""

from collections.abc import Callable
from datetime import date

from mingbai.applications.models import (
    Answer,
    Application,
    Delivery,
    Extension,
    Inquiry,
    InquiryKind,
)
from mingbai.applications.stages import LIFECYCLE, Move, Stage
from mingbai.refusal import Refusal
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.reply import reply_rule

Guard = Callable[[Application, date], None]
_CONSULTATIONS = (InquiryKind.THIRD_PARTY, InquiryKind.AGENCY)
_NOT_CONSENTING = (Answer.PARTIAL, Answer.REFUSE, Answer.SILENT)


def check(application: Application, move: Move, *, today: date) -> None:
    """Raises ``Refusal`` when the move cannot be made now: wrong stage, or what it needs misses."""
    LIFECYCLE.check(Stage(application.stage), move)
    if guard := _GUARDS.get(move):
        guard(application, today)


def open_inquiry(application: Application, *kinds: InquiryKind) -> Inquiry:
    """The oldest unanswered inquiry of these kinds; ``Refusal`` where there is none."""
    for each in application.inquiries.all():
        if each.kind in kinds and each.answered_on is None:
            return each
    names = "、".join(kind.label for kind in kinds)
    raise Refusal(f"本件没有等待答复的{names}", remedy="请刷新页面，核对办理记录")


def pending_extension(application: Application) -> Extension | None:
    """The proposal that waits for the head of the office."""
    return next((each for each in application.extensions.all() if each.approved is None), None)


def _asked_once(application: Application, _: date) -> None:
    if any(each.kind == InquiryKind.CORRECTION for each in application.inquiries.all()):
        raise Refusal(
            "本件已经告知过补正，补正只能告知一次",
            article="《政府信息公开条例》第三十条",
            remedy="补正后内容仍不明确的，请按“补正后申请内容仍不明确”答复",
        )


def _over(*kinds: InquiryKind) -> Guard:
    """The term of the oldest open inquiry has passed."""

    def guard(application: Application, today: date) -> None:
        waiting = open_inquiry(application, *kinds)
        if today <= waiting.due_on:
            raise Refusal(
                f"期限到{chinese_date(waiting.due_on)}届满，现在还不能按逾期处理",
                article=_TERMS[InquiryKind(waiting.kind)],
                remedy="请在期限届满之后办理",
            )

    return guard


def _chargeable(application: Application, today: date) -> None:
    if any(each.kind == InquiryKind.PAYMENT for each in application.inquiries.all()):
        raise Refusal(
            "本件已经发过收费通知",
            article="国办函〔2020〕109号：按件、按量只能选择一种",
            remedy="金额有误的，请撤销原通知后另行处理",
        )

    due = application.due_on
    if due and today > due:
        raise Refusal(
            f"答复期限已于{chinese_date(due)}届满，不能再发收费通知",
            article="国办函〔2020〕109号：收费通知须在申请处理期限内发出",
            remedy="请直接答复",
        )


def _reason_asked_once(application: Application, _: date) -> None:
    if any(each.kind == InquiryKind.REASON for each in application.inquiries.all()):
        raise Refusal(
            "本件已经要求申请人说明过理由",
            article="《政府信息公开条例》第三十五条",
            remedy="请按已经说明的理由判断，不重复要求",
        )


def _reason_known(application: Application, today: date) -> None:
    waiting = [each for each in application.inquiries.all() if each.kind == InquiryKind.REASON]
    if waiting and waiting[-1].answered_on is None and today <= waiting[-1].due_on:
        raise Refusal(
            f"申请人还没有说明理由，期限到{chinese_date(waiting[-1].due_on)}届满",
            article="《政府信息公开条例》第三十五条",
            remedy="请等申请人说明理由，或者期限届满之后再判断",
        )


def untold(application: Application) -> list[Inquiry]:
    """The third parties that objected or kept silent and were not yet told of the disclosure."""
    return [
        each
        for each in application.inquiries.all()
        if each.kind == InquiryKind.THIRD_PARTY
        and each.answer in _NOT_CONSENTING
        and each.told_on is None
    ]


def _to_be_told(application: Application, _: date) -> None:
    if not untold(application):
        raise Refusal(
            "本件没有不同意公开或者逾期未答复、还没有告知的第三方",
            article="《政府信息公开条例》第三十二条",
            remedy="请先书面征求意见并登记结果；第三方同意公开的，不需要另行告知",
        )


def _reason_wanted(application: Application, _: date) -> None:
    open_inquiry(application, InquiryKind.REASON)


def _extendable(application: Application, today: date) -> None:
    rule = reply_rule(application.received_on or today)
    if any(each.approved for each in application.extensions.all()) and not _anew(application):
        raise Refusal("本件已经延期一次", article=rule.basis, remedy="请在现有期限内答复")
    if _ordered(application):
        raise Refusal(
            "期限是复议决定、判决或者本机关重新办理时确定的，不能自行延长",
            article="《行政复议法》第七十七条、《行政诉讼法》第九十四条",
            remedy="请在所定期限内重新答复",
        )
    due = application.due_on
    if due is None:
        raise Refusal("期限现在停止计算，不需要延期", remedy="期限恢复计算之后再办")
    if today > due:
        raise Refusal(
            f"答复期限已于{chinese_date(due)}届满，不能再延期",
            article=rule.basis,
            remedy="请尽快答复；逾期属于程序违法，应如实记录",
        )


def _anew(application: Application) -> bool:
    """Whether the extension so far belongs to the first handling of a reopened case."""
    reopened = max((each.at for each in application.reopenings.all()), default=None)
    granted = [each.decided_at for each in application.extensions.all() if each.approved]
    return reopened is not None and all(at is not None and at < reopened for at in granted)


def _ordered(application: Application) -> bool:
    """Whether who ordered the new handling also set its period."""
    last = max(application.reopenings.all(), key=lambda each: each.at, default=None)
    return last is not None and last.workdays is not None


def _proposable(application: Application, today: date) -> None:
    if pending_extension(application):
        raise Refusal("已经提请延期，正等公开机构负责人决定", remedy="请等候决定")
    _extendable(application, today)


def _proposed(application: Application, _: date) -> None:
    if pending_extension(application) is None:
        raise Refusal("没有等待决定的延期提请", remedy="请刷新页面，核对办理记录")


def _drafted(application: Application, _: date) -> None:
    """A draft that was reviewed or issued before is not reviewed again: a new one is written."""
    last = application.replies.order_by("-number").first()
    if last is None:
        raise Refusal(
            "还没有起草答复", article="《政府信息公开条例》第三十六条", remedy="请先起草答复"
        )
    if last.reviews.exists() or last.papers.exists():
        raise Refusal(
            f"{last}已经审过或者发出，不能再次送审",
            article="《政府信息公开条例》第十七条、第四十五条",
            remedy="请重新起草一稿；内容不变的，也须重新保存，逐级重新审查",
        )


def _delivery_open(application: Application, _: date) -> None:
    if not any(each.waits for each in _deliveries(application)):
        raise Refusal("没有等待签收的文书", remedy="已登记签收、退件的不再重复登记")


def _returned(application: Application, _: date) -> None:
    last = last_sent(application)
    if last is None or last.returned_on is None:
        raise Refusal(
            "没有退回的文书",
            article="国办公开办函〔2016〕235号",
            remedy="邮件退回的，请先登记退件，再另行送达",
        )


def _archivable(application: Application, _: date) -> None:
    for each in _deliveries(application):
        if each.waits:
            raise Refusal(
                f"{each.paper.number or '文书'}还没有登记签收",
                article="《政府信息公开条例》第四十五条",
                remedy="请先登记签收日期或者退件情况，再归档",
            )


def last_sent(application: Application) -> Delivery | None:
    """How the last paper went out, the last time: a case handled anew has earlier ones, too."""
    return max(_deliveries(application), key=lambda each: each.at, default=None)


def _deliveries(application: Application) -> list[Delivery]:
    papers = application.papers.all()
    return [each for paper in papers for each in paper.deliveries.all()]


def _concluded(application: Application, _: date) -> None:
    if application.concluded_on is None:
        raise Refusal("本件还没有办结", remedy="未办结的案件直接继续办理")


_TERMS = {
    InquiryKind.CORRECTION: "《政府信息公开条例》第三十条",
    InquiryKind.REASON: "《政府信息公开条例》第三十五条",
    InquiryKind.PAYMENT: "国办函〔2020〕109号",
    InquiryKind.THIRD_PARTY: "《政府信息公开条例》第三十二条",
    InquiryKind.AGENCY: "《政府信息公开条例》第三十四条",
    InquiryKind.REFERRAL: "《政府信息公开条例》第十七条",
}
_GUARDS: dict[Move, Guard] = {
    Move.ASK_CORRECTION: _asked_once,
    Move.CLOSE_UNCORRECTED: _over(InquiryKind.CORRECTION),
    Move.END_CONSULTATION: _over(*_CONSULTATIONS),
    Move.TELL_THIRD_PARTY: _to_be_told,
    Move.ASK_REASON: _reason_asked_once,
    Move.CHARGE: _chargeable,
    Move.RECEIVE_REASON: _reason_wanted,
    Move.GRANT_DELAY: _reason_known,
    Move.JUDGE_EXCESSIVE: _reason_known,
    Move.CLOSE_UNPAID: _over(InquiryKind.PAYMENT),
    Move.PROPOSE_EXTENSION: _proposable,
    Move.EXTEND: _extendable,
    Move.DECLINE_EXTENSION: _proposed,
    Move.SUBMIT_DRAFT: _drafted,
    Move.RECORD_DELIVERY: _delivery_open,
    Move.RECORD_RETURN: _delivery_open,
    Move.SERVE_AGAIN: _returned,
    Move.ARCHIVE: _archivable,
    Move.REOPEN: _concluded,
}
