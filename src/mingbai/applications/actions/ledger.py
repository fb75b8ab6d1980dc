"""The only writers of the ledger of applications; the rollup follows in the same transaction."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.applications import permissions, queries, tally
from mingbai.applications.facts import Facts, check, facts_of, fingerprint, made
from mingbai.applications.models import Application, Import, Removal, Source
from mingbai.applications.stages import Stage
from mingbai.audit.actions import record
from mingbai.audit.actors import Acting
from mingbai.audit.canonical import digest
from mingbai.files.text import tidy
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal
from mingbai.rules.legal_days import chinese_date

# What an event may show in clear; the other facts are free text and stand in it as hashes (_sha).
CODED = ("applicant_kind", "received_on", "outcome", "concluded_on")
TEXTS = ("number", "subject")
_BATCH = 2000


@dataclass(frozen=True)
class Imported:
    """What an import did: rows that were new, rows already in the ledger with the same facts."""

    new: int
    identical: int


@transaction.atomic
def register(
    *,
    organ: Organ,
    number: str,
    subject: str,
    applicant_kind: str,
    received_on: date,
    outcome: str | None = None,
    concluded_on: date | None = None,
    by: Acting,
    at: datetime,
) -> Application:
    """Enter one case (条例第三十一条). Raises ``Refusal`` for facts that cannot be."""
    permissions.check_can_write(by, organ)
    facts = made(
        number=number,
        subject=subject,
        applicant_kind=applicant_kind,
        received_on=received_on,
        outcome=outcome,
        concluded_on=concluded_on,
    )
    check(facts, organ=organ, today=day_of(at))
    application = _assign(Application(organ=organ, source=Source.FORM), facts)
    _save(application)
    tally.add(organ.pk, [facts])
    record(
        "application.registered",
        application,
        chain=organ.code,
        by=by,
        at=at,
        **_coded(facts),
        **{f"{name}_sha": digest(getattr(facts, name)) for name in TEXTS},
    )
    return application


@transaction.atomic
def amend(
    application_id: UUID, *, by: Acting, at: datetime, seen: str = "", **changes: Any
) -> Application:
    """Correct facts of a case (CNT-10); ``changes`` are fields of ``Facts``.

    ``seen`` is the fingerprint of the facts the officer had before him.  Raises ``Refusal`` for
    facts that cannot be, or when somebody changed them meanwhile; changes nothing where nothing
    differs.
    """
    application = _locked(application_id, by=by)
    before = facts_of(application)
    if seen and seen != fingerprint(before):
        raise Refusal("这一件刚被别人改过", remedy="请重新打开，核对现在的内容后再改")
    after = made(**(asdict(before) | changes))
    if after != before:
        _change("application.amended", application, before, after, by=by, at=at)
    return application


@transaction.atomic
def conclude(
    application_id: UUID, *, outcome: str, concluded_on: date, by: Acting, at: datetime
) -> Application:
    """Enter how and when an open case ended (条例第三十六条; CNT-3)."""
    application = _locked(application_id, by=by)
    before = facts_of(application)
    if before.concluded_on:
        raise Refusal(
            f"{before.number}已于{chinese_date(before.concluded_on)}办结",
            remedy="结果登记有误的，请用更正",
        )
    after = made(**(asdict(before) | {"outcome": outcome, "concluded_on": concluded_on}))
    _change("application.concluded", application, before, after, by=by, at=at)
    return application


@transaction.atomic
def remove(application_id: UUID, *, reason: str, by: Acting, at: datetime) -> None:
    """Take a wrongly registered case out of the ledger; what it said is kept with the reason."""
    application = _locked(application_id, by=by)
    reason = tidy(reason)
    if not reason:
        raise Refusal("没有写明删除原因", remedy="请写明为何属于误登，如重复登记、不属于本机关")
    if application.remedies.exists():
        raise Refusal(
            f"{application.number}有关联的复议或诉讼，不能删除",
            remedy="请先在复议诉讼台账中解除关联",
        )
    facts = facts_of(application)
    # The case before the rollup, the order in which a recount locks them; the row keeps its key.
    Application.objects.filter(pk=application.pk).delete()
    tally.move(application.organ_id, facts, None)
    Removal.objects.create(
        organ=application.organ,
        number=facts.number,
        application_id=application.pk,
        facts=_coded(facts, text=True) | {"subject": facts.subject},
        reason=reason,
        by=by if isinstance(by, Post) else None,
        at=at,
    )
    record(
        "application.removed",
        application,
        chain=application.organ.code,
        by=by,
        at=at,
        **_coded(facts),
        reason=digest(reason),
    )


@transaction.atomic
def import_batch(
    *, organ: Organ, rows: Sequence[Facts], sha256: str, by: Acting, at: datetime
) -> Imported:
    """Enter all rows of a file or none; rows already in the ledger with the same facts are skipped.

    ``sha256`` is the hash of the file.  Raises ``Refusal`` for the first row that cannot be, or
    whose number stands in the ledger, or in the file, with other facts.
    """
    permissions.check_can_write(by, organ)
    # Imports of an organ wait in line; a case registered meanwhile need not wait for the organ.
    organ = Organ.objects.select_for_update(no_key=True).get(pk=organ.pk)
    new = _new_rows(organ, rows, today=day_of(at))
    if not new:
        return Imported(0, len(rows))
    batch = Import.objects.create(organ=organ, sha256=sha256, rows=len(new), at=at)
    cases = [_assign(Application(organ=organ, source=Source.IMPORT, batch=batch), f) for f in new]
    try:
        with transaction.atomic():
            Application.objects.bulk_create(cases, batch_size=_BATCH)
    except IntegrityError:
        raise Refusal("导入时有人登记了文件中的编号", remedy="请重新预览，核对后再导入") from None
    tally.add(organ.pk, new)
    record(
        "applications.imported",
        batch,
        chain=organ.code,
        by=by,
        at=at,
        sha256=sha256,
        rows=len(new),
        facts=digest([_coded(facts, text=True) | {"number": facts.number} for facts in new]),
    )
    return Imported(len(new), len(rows) - len(new))


def _new_rows(organ: Organ, rows: Sequence[Facts], *, today: date) -> list[Facts]:
    known = queries.known(organ)
    new: list[Facts] = []
    for facts in rows:
        check(facts, organ=organ, today=today)
        seen = known.get(facts.number)
        if seen is None:
            known[facts.number] = facts
            new.append(facts)
        elif seen != facts:
            raise _taken(facts.number, seen.received_on, seen.subject)
    return new


def _locked(application_id: UUID, *, by: Acting) -> Application:
    # The organ is read first without the lock, so that nobody waits for a row not his to write.
    organ = Organ.objects.get(applications__pk=application_id)
    permissions.check_can_write(by, organ)
    application = Application.objects.select_for_update().get(pk=application_id)
    application.organ = organ
    if application.source == Source.CASE or application.stage != Stage.LEDGER:
        raise Refusal(
            "本件按程序办理，登记内容由办理产生",
            article="《政府信息公开条例》第四十五条",
            remedy="请在办件页办理；本机关自行纠正的，请用“重新办理”",
        )
    return application


def _change(
    verb: str, application: Application, before: Facts, after: Facts, *, by: Acting, at: datetime
) -> None:
    check(after, organ=application.organ, today=day_of(at))
    _save(_assign(application, after))
    tally.move(application.organ_id, before, after)
    was, now = _coded(before), _coded(after)
    changed = {name: [was[name], now[name]] for name in CODED if was[name] != now[name]}
    texts = {
        f"{name}_sha": [digest(getattr(before, name)), digest(getattr(after, name))]
        for name in TEXTS
        if getattr(before, name) != getattr(after, name)
    }
    record(verb, application, chain=application.organ.code, by=by, at=at, **changed, **texts)


def _save(application: Application) -> None:
    others = Application.objects.filter(organ=application.organ, number=application.number)
    if other := others.exclude(pk=application.pk).first():
        raise _taken(application.number, other.received_on, other.subject)
    try:
        with transaction.atomic():
            application.save()
    except IntegrityError:  # somebody registered the number between our look and our save
        other = others.exclude(pk=application.pk).first()
        if other is None:
            raise
        raise _taken(application.number, other.received_on, other.subject) from None


def _taken(number: str, received_on: date | None, subject: str) -> Refusal:
    came = f"{chinese_date(received_on)}收到" if received_on else "尚待确认"
    return Refusal(
        f"登记编号{number}已登记，是{came}的“{subject}”",
        article="统计以登记的件为单位，一件一号",
        remedy="请核对编号；原登记有误的，请打开该件更正",
    )


def _assign(application: Application, facts: Facts) -> Application:
    application.number, application.subject = facts.number, facts.subject
    application.applicant_kind = str(facts.applicant_kind)
    application.received_on, application.concluded_on = facts.received_on, facts.concluded_on
    application.outcome = str(facts.outcome or "")
    application.received_year = facts.received_on.year
    application.concluded_year = facts.concluded_on.year if facts.concluded_on else None
    return application


def _coded(facts: Facts, *, text: bool = False) -> dict[str, Any]:
    """The coded facts; with ``text`` as JSON can hold them."""
    values = {name: getattr(facts, name) for name in CODED}
    return {name: str(value or "") for name, value in values.items()} if text else values


def day_of(at: datetime) -> date:
    """The legal date of a moment: that in Asia/Shanghai."""
    return timezone.localdate(at)
