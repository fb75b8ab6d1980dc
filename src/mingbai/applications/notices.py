"""Notices to the applicant by the channel he left, in the transaction of the act (REL-14)."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from mingbai.applications import telling
from mingbai.applications.models import Applicant, Application, Inquiry
from mingbai.applications.stages import UNRECEIVED, Move, Stage
from mingbai.organs.models import Organ
from mingbai.organs.queries import site_of
from mingbai.outbox import actions as outbox
from mingbai.outbox.models import Channel, Message
from mingbai.rules.legal_days import chinese_date

HOW = "凭登记编号和查询码可以查询进度、办理：{address}"


def told(application: Application, move: Move, *, at: datetime) -> Message | None:
    """Queue the notice of a move, where one is due; in the caller's transaction.

    E-mail where there is an address, else SMS, else a message that stays at the desk for whoever
    telephones or writes.  The text holds number, step and days, nothing of the person or content.
    """
    waiting = move is Move.SUBMIT and Stage(application.stage) in UNRECEIVED
    words = telling.notice(move, waiting=waiting)
    if words is None:
        return None
    applicant = Applicant.objects.filter(application=application).first()
    if applicant is None:  # a row of the ledger that is handled anew
        return None
    channel, to = _channel(applicant)
    body = words.body.format(
        number=application.number, due=_day(application), until=_until(application)
    )
    return outbox.queue(
        organ=application.organ,
        channel=channel,
        to=to,
        subject=words.subject,
        body=f"{application.organ.name}：{body}{_how(application.organ)}",
        dedupe_key=f"{move.law.verb}:{application.pk}:{at:%Y%m%d%H%M%S%f}",
        about=application,
        at=at,
    )


def status_url(organ: Organ) -> str:
    """The address of the status page on the organ's site; empty while the site has no host."""
    site = site_of(organ)
    if site is None:
        return ""
    address = settings.ADDRESS or f"{'https' if settings.HTTPS else 'http'}://{site.host}"
    return f"{address}{reverse('apply:status')}"


def _how(organ: Organ) -> str:
    address = status_url(organ)
    return HOW.format(address=address) if address else ""


def _channel(applicant: Applicant) -> tuple[Channel, str]:
    if applicant.email:
        return Channel.EMAIL, applicant.email
    if applicant.phone:
        return Channel.SMS, applicant.phone
    return Channel.NONE, ""


def _day(application: Application) -> str:
    return chinese_date(application.due_on) if application.due_on else "法定期限内"


def _until(application: Application) -> str:
    waiting = Inquiry.objects.filter(application=application, answered_on=None)
    found = waiting.order_by("dispatched_on", "pk").last()
    return chinese_date(found.due_on) if found else ""
