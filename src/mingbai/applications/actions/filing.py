"""From the submission to the desk of the one who handles it (条例第二十九至三十一条)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from mingbai.accounts.models import Post
from mingbai.applications import asked, clock, notices, permissions, receipts, tally
from mingbai.applications.actions.frame import (
    begin,
    finish,
    keep_note,
    needed,
    not_later,
    receive,
)
from mingbai.applications.actions.ledger import day_of
from mingbai.applications.asked import Person, Request
from mingbai.applications.facts import facts_of
from mingbai.applications.models import Applicant, Application, Attachment, Filing, Source
from mingbai.applications.parties import Asking
from mingbai.applications.stages import Move, Stage
from mingbai.audit.actions import record
from mingbai.audit.actors import Acting
from mingbai.audit.canonical import digest
from mingbai.documents.actions import next_number
from mingbai.files import attachments
from mingbai.files.attachments import Accepted
from mingbai.limits import codes
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal
from mingbai.rules import receipt
from mingbai.rules.receipt import Channel
from mingbai.vault import blind

SAME_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True)
class Submitted:
    """A filed application; ``code`` is shown once, ``again``: the same form had come before."""

    application: Application
    code: str
    again: bool = False


def submit(
    *,
    organ: Organ,
    person: Person,
    request: Request,
    channel: Channel,
    arrived_at: datetime,
    confirmed: bool = False,
    confirm_method: str = "",
    files: Sequence[tuple[str, Accepted]] = (),
    notice_version: str = "",
    by: Post | None,
    at: datetime,
) -> Submitted:
    """File an application (第二十九条): ``by`` the officer who enters it, None for the applicant.

    ``confirmed``: both sides have confirmed the receipt now, as the site's rule says (第三十一条);
    ``files`` are (purpose, cleaned file).  The same form by the same person within ten minutes
    gives the same number with a new code (ABU-03).  Raises ``Refusal`` and ``PermissionDenied``.
    """
    code, hashed = _new_code()  # slow on purpose, and so before the others must wait
    with transaction.atomic():
        # Submissions to an organ wait in line: the second of two equal forms sees the first.
        organ = Organ.objects.select_for_update(no_key=True).get(pk=organ.pk)
        asked.check(person, request, organ=organ, today=day_of(at))
        arrived = not_later(day_of(arrived_at), day_of(at), "到达日期")
        if by is None and (earlier := _same(organ, person, request, at=at)):
            return _again(earlier, code, hashed, at=at)
        subject = asked.subject_of(request.description, today=day_of(at))
        facts = {"subject": subject, "applicant_kind": person.kind, "source": Source.CASE}
        application = Application(organ=organ, handler=by, **facts)
        actor = _filing_by(by, application)
        received = receipt.received_on(channel, arrived, day_of(at) if confirmed else None)
        _enter(application, received, at=at)
        agreed = confirmed and receipt.needs_confirmation(channel, arrived)
        Filing.objects.create(
            application=application,
            channel=channel,
            arrived_at=arrived_at,
            confirmed_at=at if agreed else None,
            confirm_method=confirm_method if agreed else "",
            code_hash=hashed,
            code_made_at=at,
            notice_version=notice_version,
            **request.columns(),
        )
        Applicant.objects.create(application=application, **person.columns())
        keep(application, files, from_applicant=True, at=at)
        _submitted(application, by=actor, at=at, channel=str(channel))
        return Submitted(application, code)


@transaction.atomic
def confirm(application_id: UUID, *, method: str, by: Acting, at: datetime) -> Application:
    """Both sides have confirmed the receipt: the case is received today (第三十一条)."""
    application = begin(application_id, Move.CONFIRM, by=by, today=day_of(at))
    filing = application.filing
    filing.confirmed_at, filing.confirm_method = at, needed(method, "确认方式", most=100)
    filing.save(update_fields=["confirmed_at", "confirm_method"])
    day = receipt.received_on(
        Channel(filing.channel), day_of(filing.arrived_at), day_of(at)
    ) or day_of(at)
    receive(application, day)
    finish(application, Move.CONFIRM, by=by, at=at, received_on=day)
    receipts.archive(application, by=by, at=at)
    return application


@transaction.atomic
def fail_to_confirm(application_id: UUID, *, note: str, by: Acting, at: datetime) -> Application:
    """The applicant could not be reached; when and how stands in the record (第三十一条)."""
    application = begin(application_id, Move.FAIL_TO_CONFIRM, by=by, today=day_of(at))
    sha = keep_note(application, Move.FAIL_TO_CONFIRM, note, "联系记录", by=by, at=at)
    return finish(application, Move.FAIL_TO_CONFIRM, by=by, at=at, note=sha)


@transaction.atomic
def return_(application_id: UUID, *, reason: str, by: Acting, at: datetime) -> Application:
    """What came is no application under the Regulation: not registered, not counted."""
    application = begin(application_id, Move.RETURN, by=by, today=day_of(at))
    application.filing.return_reason = needed(reason, "不作登记的原因", most=300)
    application.filing.save(update_fields=["return_reason"])
    reason_sha = digest(application.filing.return_reason)
    return finish(application, Move.RETURN, by=by, at=at, reason=reason_sha)


@transaction.atomic
def assign(application_id: UUID, *, to: Post, by: Acting, at: datetime) -> Application:
    """Name the officer of the organ who handles the case; the clock runs on (SM-1)."""
    application = begin(application_id, Move.ASSIGN, by=by, today=day_of(at))
    held = to.since <= day_of(at) and (to.until is None or day_of(at) <= to.until)
    fits = permissions.makes(to, Move.ACCEPT) and permissions.handles(to, application.organ)
    if not (held and fits):
        raise Refusal(
            "承办人须是本机关现任的经办人",
            article="《政府信息公开条例》第四十五条",
            remedy="申请不能移送其他机关；不属于本机关的，请按第三十六条第（五）项答复",
        )
    application.handler = to
    return finish(application, Move.ASSIGN, by=by, at=at, to_post=str(to.pk))


@transaction.atomic
def accept(application_id: UUID, *, by: Acting, at: datetime) -> Application:
    """Begin to handle the case; who accepts it handles it unless somebody was named."""
    application = begin(application_id, Move.ACCEPT, by=by, today=day_of(at))
    if application.handler is None and isinstance(by, Post):
        application.handler = by
    return finish(application, Move.ACCEPT, by=by, at=at)


@transaction.atomic
def split(
    application_id: UUID, *, items: Sequence[str], by: Acting, at: datetime
) -> list[Application]:
    """Divide a letter into its items, one case each (一事一申请); the first stays this case.

    ``items`` are the contents asked, at least two.  The new cases have the same day of receipt,
    applicant and query code, and numbers of their own (CNT-1).
    """
    application = begin(application_id, Move.SPLIT, by=by, today=day_of(at))
    texts = [needed(item, "各件的内容") for item in items if item.strip()]
    if len(texts) < 2:
        raise Refusal("只有一项内容，不需要分", remedy="请每件写一项内容，至少两件")
    own, *others = texts
    made = [_sibling(application, text, by=by, at=at) for text in others]
    application.subject = asked.subject_of(own, today=day_of(at))
    numbers = [each.number for each in made]
    finish(application, Move.SPLIT, by=by, at=at, into=[digest(number) for number in numbers])
    return [application, *made]


@transaction.atomic
def link(application_id: UUID, *, earlier: UUID, by: Acting, at: datetime) -> Application:
    """Name the earlier application of the same applicant for the same information (REG-36)."""
    application = begin(application_id, Move.LINK, by=by, today=day_of(at))
    other = Application.objects.filter(organ=application.organ, pk=earlier).first()
    if other is None or other.pk == application.pk:
        raise Refusal("没有找到要关联的申请", remedy="请核对登记编号；只能关联本机关的另一件申请")
    if not same_person(application, other):
        raise Refusal(
            f"{other.number}不是同一申请人提出的",
            article="《政府信息公开条例》第三十六条第（六）项",
            remedy="重复申请只指同一申请人；请核对",
        )
    application.filing.same_as = other
    application.filing.save(update_fields=["same_as"])
    return finish(application, Move.LINK, by=by, at=at, earlier=str(other.pk))


@transaction.atomic
def reissue_code(application_id: UUID, *, how: str, by: Post, at: datetime) -> str:
    """A new query code after the officer has checked who asks (ABU-06); the old one is void."""
    application = Application.objects.select_for_update().get(pk=application_id)
    permissions.check_can(by, Move.ACCEPT, application)
    return _renew_code(application, by=by, at=at, how=digest(needed(how, "身份核对情况", most=300)))


def keep(
    application: Application,
    files: Sequence[tuple[str, Accepted]],
    *,
    from_applicant: bool,
    at: datetime,
) -> list[Attachment]:
    """Keep cleaned files of a case, encrypted, under random names; (purpose, file) each."""
    made = []
    for purpose, file in files:
        row = Attachment(
            application=application,
            purpose=purpose,
            name=file.name,
            kind=file.kind,
            size=file.size,
            sha256=hashlib.sha256(file.data).hexdigest(),
            from_applicant=from_applicant,
            at=at,
        )
        row.stored = attachments.keep(file.data, about=place(row))
        row.save(force_insert=True)
        made.append(row)
    return made


def place(attachment: Attachment) -> str:
    """What the sealed bytes of a file are bound to."""
    return f"applications.attachment|{attachment.pk}"


def same_person(one: Application, other: Application) -> bool:
    """Whether both were asked by the same person, by the blind index of the identity number."""
    person = Applicant.objects.filter(application=one).first()
    if person is None or not person.identity:  # a row of the ledger, or erased after its retention
        return False
    who = blind.candidates("person", person.identity)
    return Applicant.objects.filter(application=other, who__in=who).exists()


def _filing_by(by: Post | None, application: Application) -> Acting:
    """The officer who enters the application, or the applicant. Raises ``PermissionDenied``."""
    actor: Acting = by or Asking(application.pk)
    permissions.check_can(actor, Move.SUBMIT, application)
    return actor


def _enter(application: Application, received: date | None, *, at: datetime) -> None:
    """Number the case and put it into the ledger, counted once it is received."""
    application.number = next_number(application.organ, "application", day_of(at))
    application.stage = Stage.REGISTERED if received else Stage.SUBMITTED
    if received:
        application.received_on, application.received_year = received, received.year
        application.due_on = clock.due_on(application)
    application.save(force_insert=True)
    if received:
        tally.add(application.organ_id, [facts_of(application)])


def _submitted(application: Application, *, by: Acting, at: datetime, **codes_: str) -> None:
    record(
        Move.SUBMIT.law.verb,
        application,
        chain=application.organ.code,
        by=by,
        at=at,
        number_sha=digest(application.number),
        applicant_kind=str(application.applicant_kind),
        received_on=application.received_on,
        **codes_,
    )
    receipts.archive(application, by=by, at=at)
    notices.told(application, Move.SUBMIT, at=at)


def _sibling(whole: Application, text: str, *, by: Acting, at: datetime) -> Application:
    part = Application(
        organ=whole.organ,
        subject=asked.subject_of(text, today=day_of(at)),
        applicant_kind=whole.applicant_kind,
        source=Source.CASE,
        handler=whole.handler,
    )
    _enter(part, whole.received_on, at=at)
    filing, person = whole.filing, whole.applicant
    names = ["channel", "arrived_at", "confirmed_at", "confirm_method", "code_hash"]
    names += ["code_made_at", "notice_version", "obtain_method", "obtain_channel", "needs_help"]
    same = {name: getattr(filing, name) for name in names}
    Filing.objects.create(application=part, split_from=whole, description=text, **same)
    names = ["name", "identity", "identity_kind", "phone", "email", "address"]
    names += ["agent", "agent_identity", "agent_phone"]
    values = {name: getattr(person, name) for name in names}
    Applicant.objects.create(application=part, **values)
    _submitted(part, by=by, at=at, split_from=str(whole.pk))
    return part


def _same(organ: Organ, person: Person, request: Request, *, at: datetime) -> Application | None:
    who = blind.candidates("person", person.identity)
    return (
        Application.objects.filter(
            organ=organ,
            applicant__who__in=who,
            filing__arrived_at__gte=at - SAME_WITHIN,
            filing__channel=Channel.WEB,
            filing__description=request.description.strip(),
        )
        .exclude(stage=Stage.LAPSED)
        .order_by("filing__arrived_at")
        .first()
    )


def _renew_code(application: Application, *, by: Acting, at: datetime, **data: str) -> str:
    code, hashed = _new_code()
    _enter_code(application, hashed, by=by, at=at, **data)
    return code


def _new_code() -> tuple[str, str]:
    """A code and what is kept of it."""
    code = codes.make()
    return code, codes.hashed(code)


def _again(earlier: Application, code: str, hashed: str, *, at: datetime) -> Submitted:
    """The same form had come before: its number with the new code."""
    _enter_code(earlier, hashed, by=Asking(earlier.pk), at=at)
    return Submitted(earlier, code, again=True)


def _enter_code(
    application: Application, hashed: str, *, by: Acting, at: datetime, **data: str
) -> None:
    filing = application.filing
    filing.code_hash, filing.code_made_at = hashed, at
    filing.save(update_fields=["code_hash", "code_made_at"])
    record(
        "application.code_reissued",
        application,
        chain=application.organ.code,
        by=by,
        at=at,
        **data,
    )
