"""The clock of a case, from the facts of its handling; ``rules.explain`` does the counting.

Nothing here is stored but ``due_on``, which is this function's result (CLK-1…5).
"""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.utils import timezone

from mingbai.applications.models import (
    Answer,
    Application,
    Extension,
    Inquiry,
    InquiryKind,
    Reopening,
)
from mingbai.applications.stages import OPEN, Stage
from mingbai.rules.calendar import Calendar
from mingbai.rules.explain import Explanation, explain
from mingbai.rules.reply import (
    Pause,
    PeriodName,
    ReplyClock,
    Restart,
    RestartReason,
    consultation,
    reply_rule,
)

_RESTARTS = {
    InquiryKind.CORRECTION: RestartReason.CORRECTION,
    InquiryKind.PAYMENT: RestartReason.PAYMENT,
}
# 待补正、待缴费：期限停止计算，之后重新起算
_STANDING = (Stage.AWAITING_CORRECTION, Stage.AWAITING_PAYMENT)
_PAUSES = {
    InquiryKind.THIRD_PARTY: PeriodName.THIRD_PARTY,
    InquiryKind.AGENCY: PeriodName.AGENCY,
    InquiryKind.REFERRAL: PeriodName.AGENCY,
}


def calendar() -> Calendar:
    """The working days, with the notices the deployer added (settings.NOTICES)."""
    folder = settings.NOTICES
    return Calendar.load(folder if folder.is_dir() else None)


def clock_of(application: Application) -> ReplyClock:
    """The facts that move the day to reply.

    Raises ``ValueError`` for a case that is not received yet.
    """
    if application.received_on is None:
        raise ValueError(f"{application} has no day of receipt")
    inquiries = list(application.inquiries.all())
    reopened = _last_reopening(application)
    restarts = [
        Restart(each.answered_on, _RESTARTS[InquiryKind(each.kind)])
        for each in inquiries
        if each.kind in _RESTARTS and each.answered_on and each.answer == Answer.DONE
    ]
    if reopened:
        restarts.append(Restart(reopened.ordered_on, RestartReason.ORDER))
    return ReplyClock(
        received=application.received_on,
        restarts=tuple(sorted(restarts, key=lambda each: each.on)),
        pauses=_pauses(inquiries),
        extension=_extension(application, reopened),
        workdays=_ordered(application.received_on, reopened) if reopened else None,
    )


def explanation(application: Application) -> Explanation:
    """The whole derivation of the day to reply, for the explaining calendar."""
    return explain(clock_of(application), calendar())


def due_on(application: Application) -> date | None:
    """The last day to reply; None before receipt, while the period stands still, and at the end."""
    stage = Stage(application.stage)
    if application.received_on is None or stage not in OPEN or stage in _STANDING:
        return None
    return max([explanation(application).due, *_delays(application)])


def handled_from(application: Application) -> date | None:
    """The day from which the case is handled now: its receipt, or the order to handle it anew."""
    reopened = _last_reopening(application)
    return reopened.ordered_on if reopened else application.received_on


def _ordered(received: date, reopened: Reopening) -> int | None:
    """The working days to answer anew: as ordered, else the statutory number of that day.

    None where the number of the day of receipt is the same, so that the article is cited.
    """
    if reopened.workdays is not None:
        return reopened.workdays
    now = reply_rule(reopened.ordered_on).workdays
    return None if reply_rule(received).workdays == now else now


def _delays(application: Application) -> list[date]:
    """The delays granted (第三十五条) in the present handling."""
    reopened = _last_reopening(application)
    since = timezone.localdate(reopened.at) if reopened else date.min
    return [
        each.delayed_to
        for each in application.inquiries.all()
        if each.delayed_to and each.dispatched_on >= since
    ]


def _pauses(inquiries: Sequence[Inquiry]) -> tuple[Pause, ...]:
    found = (
        consultation(
            _PAUSES[InquiryKind(each.kind)],
            each.dispatched_on,
            calendar(),
            delivered=each.delivered_on,
            answered=each.answered_on,
        )
        for each in inquiries
        if each.kind in _PAUSES and (each.kind != InquiryKind.REFERRAL or _referral_pauses())
    )
    return tuple(pause for pause in found if pause)


def _referral_pauses() -> bool:
    """Whether a written referral (第十七条) stops the period like another organ's opinion (L)."""
    return bool(settings.REFERRAL_PAUSES)


def _extension(application: Application, reopened: Reopening | None) -> int:
    granted: list[Extension] = [each for each in application.extensions.all() if each.approved]
    if reopened:
        granted = [each for each in granted if each.decided_at and each.decided_at > reopened.at]
    return sum(each.workdays for each in granted)


def _last_reopening(application: Application) -> Reopening | None:
    return max(application.reopenings.all(), key=lambda each: each.at, default=None)
