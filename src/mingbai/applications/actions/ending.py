"""How a case ends without a reply, is archived, and is handled anew."""

from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.applications import archive_list, papers
from mingbai.applications.actions.filing import same_person
from mingbai.applications.actions.frame import (
    begin,
    conclude,
    finish,
    keep_note,
    needed,
    not_later,
    settle,
)
from mingbai.applications.actions.ledger import day_of
from mingbai.applications.internal_forms import INTERNAL
from mingbai.applications.models import (
    Application,
    Filing,
    ObtainChannel,
    ObtainMethod,
    Reopening,
)
from mingbai.applications.stages import OPEN, UNRECEIVED, Move, Stage
from mingbai.audit.actors import Acting
from mingbai.audit.canonical import digest
from mingbai.documents.actions import next_number
from mingbai.refusal import Refusal
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.receipt import Channel
from mingbai.rules.report.outcomes import Outcome

LONGEST_ORDERED = 250  # about a year
ENDS = (Outcome.APPLICANT_ENDED, Outcome.MERGED)


@transaction.atomic
def withdraw(
    application_id: UUID, *, statement: str, on: date, by: Acting, at: datetime
) -> Application:
    """The applicant withdraws in writing; what was never received is not counted."""
    today = day_of(at)
    application = begin(application_id, Move.WITHDRAW, by=by, today=today)
    text = needed(statement, "撤回的表述", most=500)
    not_later(on, today, "撤回日期")
    _not_before_arrival(application, on)
    if Stage(application.stage) in UNRECEIVED:
        return finish(
            application, Move.WITHDRAW, by=by, at=at, to=Stage.LAPSED, statement=digest(text)
        )
    facts = {"withdrawn_on": chinese_date(on), "statement": text}
    papers.issue(application, "withdraw_notice", facts, by=by, at=at, on=today)
    # 已签发而未送达的答复不再送达
    unserved = application.papers.filter(reply__isnull=False, deliveries=None, voided_at=None)
    unserved.update(voided_at=at)
    settle(application, today)
    conclude(application, Outcome.WITHDRAWN, today)
    return finish(application, Move.WITHDRAW, by=by, at=at, statement=digest(text))


@transaction.atomic
def end(
    application_id: UUID,
    *,
    outcome: str,
    reason: str,
    into: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Application:
    """End a case whose applicant is gone, or that is merged into another of his (CNT-1)."""
    today = day_of(at)
    application = begin(application_id, Move.END, by=by, today=today)
    result = Outcome(outcome)
    if result not in ENDS:
        labels = "、".join(each.label for each in ENDS)
        raise Refusal(f"“{result.label}”须以答复办结", remedy=f"终止办理只用于{labels}")
    if result is Outcome.MERGED:
        _merge(application, into)
    sha = keep_note(application, Move.END, reason, "终止办理的原因", by=by, at=at)
    settle(application, today)
    conclude(application, result, today)
    return finish(application, Move.END, by=by, at=at, outcome=result.value, reason=sha)


@transaction.atomic
def archive(application_id: UUID, *, by: Acting, at: datetime) -> Application:
    """Close the file: contents, papers, proofs of service (第四十五条)."""
    today = day_of(at)
    application = begin(application_id, Move.ARCHIVE, by=by, today=today)
    number = next_number(application.organ, "file", today)
    application.filing.archive_number = number
    application.filing.archived_on = today
    application.filing.save(update_fields=["archive_number", "archived_on"])
    facts = archive_list.facts(application, number)
    papers.issue(application, "file_contents", facts, by=by, at=at, on=today)
    return finish(application, Move.ARCHIVE, by=by, at=at, archive=digest(number))


@transaction.atomic
def reopen(
    application_id: UUID,
    *,
    ordered_on: date,
    workdays: int | None = None,
    basis: str,
    ground: str = "review",
    by: Acting,
    at: datetime,
) -> Application:
    """Handle a concluded case anew: ordered by a decision or judgment, or of one's own accord.

    ``workdays`` as ordered, the statutory number if None; ``basis`` names the decision.  No new
    case is counted, and the result of an earlier year stays (CNT-7).
    """
    application = begin(application_id, Move.REOPEN, by=by, today=day_of(at))
    not_later(ordered_on, day_of(at), "收到决定或者裁判的日期")
    ended = _last_ended(application)
    if ended and ordered_on < ended:
        raise Refusal(
            f"日期{chinese_date(ordered_on)}早于上次办结的日期{chinese_date(ended)}",
            remedy="请核对两个日期",
        )
    if workdays is not None and not 1 <= workdays <= LONGEST_ORDERED:
        raise Refusal(
            f"期限应为1至{LONGEST_ORDERED}个工作日，不能是{workdays}个",
            remedy="请按决定或者判决所定的期限填写；没有另定的不填，按法定期限",
        )
    if not Filing.objects.filter(application=application).exists():
        _file(application)
    Reopening.objects.create(
        application=application,
        ground=ground,
        ordered_on=ordered_on,
        workdays=workdays,
        basis=needed(basis, "决定或者裁判文书的名称、文号", most=200),
        by=by if isinstance(by, Post) else None,
        at=at,
    )
    return finish(application, Move.REOPEN, by=by, at=at, ground=ground, ordered_on=ordered_on)


def _last_ended(application: Application) -> date | None:
    """The day of the last ending: of the counted one, or of the last paper of a later handling."""
    issued = application.papers.exclude(kind__in=INTERNAL).aggregate(last=Max("on"))["last"]
    days = [day for day in (application.concluded_on, issued) if day]
    return max(days, default=None)


def _not_before_arrival(application: Application, on: date) -> None:
    arrived = day_of(application.filing.arrived_at)
    if on < arrived:
        raise Refusal(
            f"撤回日期{chinese_date(on)}早于申请到达的日期{chinese_date(arrived)}",
            remedy="请核对两个日期",
        )


def _merge(application: Application, into: UUID | None) -> None:
    others = Application.objects.filter(organ=application.organ)
    other = others.filter(pk=into).first() if into else None
    if other is None or other.pk == application.pk or Stage(other.stage) not in OPEN:
        raise Refusal("没有指明并入哪一件", remedy="请选同一申请人正在办理的另一件")
    if not same_person(application, other):
        raise Refusal(f"{other.number}不是同一申请人提出的", remedy="只能并入同一申请人的另一件")
    application.filing.same_as = other
    application.filing.save(update_fields=["same_as"])


def _file(application: Application) -> None:
    """A row of the ledger gets a filing when it is handled anew: only what the ledger knows."""
    if application.received_on is None:
        raise ValueError(f"{application} was never received")
    Filing.objects.create(
        application=application,
        channel=Channel.FACE,
        arrived_at=timezone.make_aware(datetime.combine(application.received_on, time(12))),
        description=application.subject,
        obtain_method=ObtainMethod.PAPER,
        obtain_channel=ObtainChannel.COLLECT,
    )
