"""The reply goes out: how, when, whether in time; and what the applicant does with it (235号)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mingbai.accounts.models import Post
from mingbai.applications import guards, internal_forms, papers
from mingbai.applications.actions.answering import latest
from mingbai.applications.actions.filing import keep
from mingbai.applications.actions.frame import begin, conclude, finish, needed, not_later
from mingbai.applications.actions.ledger import day_of
from mingbai.applications.models import Application, Delivery, ObtainChannel, Paper, Rating
from mingbai.applications.parties import Asking
from mingbai.applications.stages import ENDED, Move, Stage
from mingbai.audit.actions import record
from mingbai.audit.actors import Acting
from mingbai.audit.canonical import digest
from mingbai.files.attachments import Accepted
from mingbai.refusal import Refusal
from mingbai.rules import service
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.report.outcomes import Outcome
from mingbai.rules.service import Method

ONLINE = (ObtainChannel.ONLINE, ObtainChannel.EMAIL)


@transaction.atomic
def serve(
    application_id: UUID,
    *,
    method: str,
    posted_on: date | None = None,
    signed_on: date | None = None,
    tracking: str = "",
    files: Sequence[Accepted] = (),
    by: Acting,
    at: datetime,
) -> Application:
    """Hand out the signed paper and conclude the case on the paper's date (CLK-3, CNT-3).

    Direct and entrusted service need ``signed_on``, post by 中国邮政 ``posted_on`` and the number
    of the item; electronic service, where the applicant asked for it, happens now.  ``files`` are
    what is supplied.  Service in hand or by post leaves a 送达回证 on file.  Raises ``Refusal``
    for a private courier or a day that cannot be.
    """
    today = day_of(at)
    application = begin(application_id, Move.SERVE, by=by, today=today)
    reply = latest(application)
    paper = application.papers.filter(reply=reply, voided_at=None).order_by("-at").first()
    if paper is None:
        raise Refusal("没有签发的文书", remedy="请先签发")
    way = Method(method)
    requested = application.filing.obtain_channel in ONLINE
    service.check_method(way, paper.on, requested=requested)
    days = _days(way, posted_on, signed_on, tracking, today)
    due = application.due_on or today
    timely = service.in_time(way, due_on=due, requested=requested, **days)
    in_time = timely.in_time if timely.day else None
    _deliver(paper, way, days, tracking=tracking, in_time=in_time, by=by, at=at)
    if way is not Method.ELECTRONIC:
        proof = {name: days[name] for name in ("posted_on", "signed_on")}
        facts = internal_forms.service(application, paper, way, tracking=tracking, **proof)
        papers.issue(application, internal_forms.SERVICE, facts, by=by, at=at, on=today)
    keep(application, [("reply", file) for file in files], from_applicant=False, at=at)
    outcome = Outcome(reply.outcome)
    conclude(application, outcome, paper.on)
    return finish(
        application,
        Move.SERVE,
        by=by,
        at=at,
        method=way.value,
        outcome=outcome.value,
        in_time=timely.in_time,
    )


@transaction.atomic
def record_delivery(
    application_id: UUID, *, delivery_id: UUID, signed_on: date, by: Acting, at: datetime
) -> Application:
    """The applicant signed for the item: from this day his remedy periods run."""
    application = begin(application_id, Move.RECORD_DELIVERY, by=by, today=day_of(at))
    not_later(signed_on, day_of(at), "签收日期")
    delivery = _waiting(application, delivery_id)
    delivery.signed_on = signed_on
    delivery.served_on = service.served_on(
        Method(delivery.method),
        posted_on=delivery.posted_on,
        signed_on=signed_on,
        on=delivery.paper.on,
    )
    delivery.save()
    return finish(application, Move.RECORD_DELIVERY, by=by, at=at, signed_on=signed_on)


@transaction.atomic
def record_return(
    application_id: UUID,
    *,
    delivery_id: UUID,
    returned_on: date,
    reason: str,
    by: Acting,
    at: datetime,
) -> Application:
    """The item came back undelivered; the first posting still decides whether it was in time."""
    application = begin(application_id, Move.RECORD_RETURN, by=by, today=day_of(at))
    delivery = _waiting(application, delivery_id)
    not_later(returned_on, day_of(at), "退回日期")
    if delivery.posted_on and returned_on < delivery.posted_on:
        raise Refusal("退回日期早于交邮日期", remedy="请核对两个日期")
    delivery.returned_on = returned_on
    delivery.return_reason = needed(reason, "退回原因", most=300)
    delivery.save()
    sha = digest(delivery.return_reason)
    return finish(
        application, Move.RECORD_RETURN, by=by, at=at, returned_on=returned_on, reason=sha
    )


@transaction.atomic
def serve_again(
    application_id: UUID,
    *,
    method: str,
    posted_on: date | None = None,
    signed_on: date | None = None,
    tracking: str = "",
    by: Acting,
    at: datetime,
) -> Application:
    """Send the returned paper another way; what it needs is what ``serve`` needs."""
    today = day_of(at)
    application = begin(application_id, Move.SERVE_AGAIN, by=by, today=today)
    sent = guards.last_sent(application)
    assert sent is not None  # noqa: S101 (the guard has just asked)
    way = Method(method)
    requested = application.filing.obtain_channel in ONLINE
    service.check_method(way, sent.paper.on, requested=requested)
    days = _days(way, posted_on, signed_on, tracking, today)
    _deliver(sent.paper, way, days, tracking=tracking, in_time=None, by=by, at=at)
    return finish(application, Move.SERVE_AGAIN, by=by, at=at, method=way.value)


@transaction.atomic
def open_reply(application_id: UUID, *, by: Asking, at: datetime) -> None:
    """The applicant opens the reply with his code: the first time is kept as proof of receipt."""
    application = _own(application_id, by)
    opened = Delivery.objects.filter(
        paper__application=application, method=Method.ELECTRONIC.value, first_opened_at=None
    ).first()
    if opened is None:
        return
    opened.first_opened_at = at
    opened.save(update_fields=["first_opened_at"])
    record(
        "application.reply_opened",
        application,
        chain=application.organ.code,
        by=by,
        at=at,
        delivery=str(opened.pk),
    )


@transaction.atomic
def rate(application_id: UUID, *, stars: int, text: str = "", by: Asking, at: datetime) -> Rating:
    """The applicant's rating of the handling, from one to five, once."""
    application = _own(application_id, by)
    if Stage(application.stage) not in ENDED:
        raise Refusal("办结之后才能评价", remedy="请在收到答复之后评价")
    if Rating.objects.filter(application=application).exists():
        raise Refusal("您已经评价过", remedy="每件申请评价一次")
    if not 1 <= stars <= 5:
        raise Refusal("评分只有一至五分", remedy="请重新选择")
    words = needed(text, "意见", most=500) if text.strip() else ""
    made = Rating.objects.create(application=application, stars=stars, text=words, at=at)
    record(
        "application.rated",
        application,
        chain=application.organ.code,
        by=by,
        at=at,
        stars=stars,
        text=digest(words),
    )
    return made


def _deliver(
    paper: Paper,
    way: Method,
    days: Mapping[str, date | None],
    *,
    tracking: str,
    in_time: bool | None,
    by: Acting,
    at: datetime,
) -> None:
    """Keep how the paper went out. Raises ``Refusal`` for a day before the paper's own."""
    posted = days["posted_on"]
    if posted and posted < paper.on:
        raise Refusal(
            f"交邮日期{chinese_date(posted)}早于文书日期{chinese_date(paper.on)}",
            article="国办公开办函〔2016〕235号",
            remedy="请按邮寄凭证上的日期填写",
        )
    Delivery.objects.create(
        paper=paper,
        method=way.value,
        tracking=tracking.strip(),
        posted_on=posted,
        signed_on=days["signed_on"],
        sent_at=at if way is Method.ELECTRONIC else None,
        served_on=service.served_on(way, on=paper.on, **days),
        in_time=in_time,
        by=by if isinstance(by, Post) else None,
        at=at,
    )


def _own(application_id: UUID, by: Asking) -> Application:
    """The applicant's own case, locked."""
    if by.application_id != application_id:
        raise PermissionDenied
    return Application.objects.select_for_update().get(pk=application_id)


def _days(
    way: Method, posted_on: date | None, signed_on: date | None, tracking: str, today: date
) -> dict[str, date | None]:
    """The days that count for a method; what the method needs must be there."""
    for day in (posted_on, signed_on):
        if day:
            not_later(day, today, "送达日期")
    if way is Method.POST:
        if posted_on is None:
            raise Refusal("没有填写交邮日期", remedy="请填写交给中国邮政的日期")
        needed(tracking, "邮件号码", most=40)
    if way in (Method.DIRECT, Method.ENTRUSTED) and signed_on is None:
        raise Refusal("没有填写签收日期", remedy="请填写申请人在送达回证上签收的日期")
    electronic = way is Method.ELECTRONIC
    return {
        "posted_on": posted_on if way is Method.POST else None,
        "signed_on": None if electronic else signed_on,
        "sent_on": today if electronic else None,
    }


def _waiting(application: Application, delivery_id: UUID) -> Delivery:
    sent = Delivery.objects.select_related("paper").filter(
        pk=delivery_id, paper__application=application, served_on=None, returned_on=None
    )
    delivery = sent.first()
    if delivery is None:
        raise Refusal("这一次送达已经登记签收或者退件", remedy="请刷新页面")
    return delivery
