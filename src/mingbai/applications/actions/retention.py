"""Personal data go when their retention is over; the counted facts stay (PIPL Art 19)."""

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from mingbai.applications import permissions
from mingbai.applications.actions.ledger import day_of
from mingbai.applications.models import Applicant, Application, Attachment
from mingbai.applications.stages import ENDED, Move, Stage
from mingbai.audit.actions import record
from mingbai.audit.actors import Acting
from mingbai.files import attachments
from mingbai.refusal import Refusal
from mingbai.vault import shelf

ERASED = "（保存期满，已清除）"
PERSONAL = [
    *("name", "identity", "phone", "email", "address"),
    *("agent", "agent_identity", "agent_phone"),
]


def erase(*, limit: int, by: Acting, at: datetime) -> int:
    """Erase what identifies applicants in cases ended long enough ago; returns how many cases.

    ``settings.RETENTION_YEARS`` after the end; the applicants' files already after
    ``ATTACHMENT_YEARS``.  A case on hold, or with an open remedy, is left alone.
    """
    today = day_of(at)
    files = _due(_years_before(today, settings.ATTACHMENT_YEARS))
    files = files.filter(attachments__from_applicant=True, attachments__erased_at=None).distinct()
    for key in list(files.values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            _erase_files(key, at=at)
    cases = _due(_years_before(today, settings.RETENTION_YEARS)).filter(applicant__erased_at=None)
    keys = list(cases.values_list("pk", flat=True)[:limit])
    for key in keys:
        with transaction.atomic():
            _erase_case(key, by=by, at=at)
    return len(keys)


@transaction.atomic
def hold(application_id: UUID, *, on: bool, by: Acting, at: datetime) -> None:
    """Keep a case's personal data beyond the retention while they are needed in a dispute.

    Nothing happens where it is so already.  Raises ``Refusal`` for a row of the ledger, which has
    no personal data, and once they are erased.
    """
    application = Application.objects.select_for_update().get(pk=application_id)
    permissions.check_can(by, Move.ARCHIVE, application)
    applicant = Applicant.objects.filter(application=application, erased_at=None).first()
    if applicant is None:
        raise Refusal(
            "本件没有保存申请人的个人信息，或者保存期满已经清除",
            article="《个人信息保护法》第十九条",
            remedy="涉诉材料请查阅已归档的案卷",
        )
    if applicant.hold == on:
        return
    applicant.hold = on
    applicant.save(update_fields=["hold"])
    record("application.held", application, chain=application.organ.code, by=by, at=at, hold=on)


def _due(before: date) -> QuerySet[Application]:
    ended = Q(stage__in=ENDED, concluded_on__lt=before)
    lapsed = Q(stage=Stage.LAPSED, filing__arrived_at__date__lt=before)
    over = Application.objects.filter(ended | lapsed, applicant__hold=False)
    return over.exclude(remedies__concluded_on=None, remedies__isnull=False).order_by("pk")


def _erase_files(key: UUID, *, at: datetime) -> None:
    for file in Attachment.objects.select_for_update().filter(
        application=key, from_applicant=True, erased_at=None
    ):
        file.name, file.erased_at = ERASED, at
        file.save()
        transaction.on_commit(lambda stored=file.stored: attachments.drop(stored))  # type: ignore[misc]


def _erase_case(key: UUID, *, by: Acting, at: datetime) -> None:
    application = Application.objects.select_for_update().get(pk=key)
    applicant = Applicant.objects.get(application=application)
    for name in PERSONAL:
        setattr(applicant, name, "")
    applicant.erased_at = at
    applicant.save()
    filing = application.filing
    filing.description, filing.features = ERASED, ""
    filing.save(update_fields=["description", "features"])
    for inquiry in application.inquiries.all():
        inquiry.to_name, inquiry.answer_text = "", ""
        inquiry.save()
    for paper in application.papers.all():
        paper.content = ""
        paper.save()
    record("application.erased", application, chain=application.organ.code, by=by, at=at)


def _years_before(day: date, years: int) -> date:
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year - years, day=last)


def drop_strays(*, before: datetime) -> int:
    """Delete kept files that no case knows: their transaction never came to an end."""
    known = set(Attachment.objects.values_list("stored", flat=True))
    strays = [name for name in shelf.names() if name not in known and shelf.older(name, before)]
    for name in strays:
        attachments.drop(name)
    return len(strays)
