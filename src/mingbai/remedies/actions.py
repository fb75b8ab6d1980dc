"""The only writers of the ledger of reconsiderations and suits."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.applications.models import Application, Source
from mingbai.applications.permissions import check_can_write
from mingbai.audit.actions import record
from mingbai.audit.actors import Acting
from mingbai.audit.canonical import digest
from mingbai.files.text import tidy
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal
from mingbai.remedies import queries
from mingbai.remedies.facts import Facts, check, facts_of, fingerprint, made
from mingbai.remedies.models import Import, Remedy, Removal
from mingbai.rules.legal_days import chinese_date

CODED = ("kind", "after_review", "joint_respondent", "accepted_on", "concluded_on", "result")
TEXTS = ("case_no", "authority", "subject", "application_number")
_BATCH = 2000


@dataclass(frozen=True)
class Imported:
    """What an import did: rows that were new, rows already in the ledger with the same facts."""

    new: int
    identical: int


@transaction.atomic
def register(*, organ: Organ, by: Acting, at: datetime, **facts: Any) -> Remedy:
    """Enter one case; ``facts`` are the arguments of ``facts.made`` (``kind``, ``case_no`` …).

    Raises ``Refusal`` for facts that cannot be.
    """
    check_can_write(by, organ)
    entered = made(**facts)
    check(entered, organ=organ, today=timezone.localdate(at))
    remedy = _assign(Remedy(organ=organ, source=Source.FORM), entered)
    remedy.application = _linked(organ, entered)
    _save(remedy)
    record(
        "remedy.registered",
        remedy,
        chain=organ.code,
        by=by,
        at=at,
        **_coded(entered),
        **{f"{name}_sha": digest(getattr(entered, name)) for name in TEXTS},
    )
    return remedy


@transaction.atomic
def amend(remedy_id: UUID, *, by: Acting, at: datetime, seen: str = "", **changes: Any) -> Remedy:
    """Correct facts of a case; ``changes`` are fields of ``Facts``.

    ``seen`` is the fingerprint of the facts the officer had before him.  Raises ``Refusal`` for
    facts that cannot be, or when somebody changed them meanwhile.
    """
    remedy = _locked(remedy_id, by=by)
    before = facts_of(remedy)
    if seen and seen != fingerprint(before):
        raise Refusal("这一件刚被别人改过", remedy="请重新打开，核对现在的内容后再改")
    after = made(**(asdict(before) | changes))
    if after != before:
        _change("remedy.amended", remedy, before, after, by=by, at=at)
    return remedy


@transaction.atomic
def conclude(
    remedy_id: UUID, *, result: str, concluded_on: date, by: Acting, at: datetime
) -> Remedy:
    """Enter how and when an open case ended (LIT-3, LIT-4; of an appealed one the last, LIT-6)."""
    remedy = _locked(remedy_id, by=by)
    before = facts_of(remedy)
    if before.concluded_on:
        raise Refusal(
            f"{before.case_no}已于{chinese_date(before.concluded_on)}审结",
            remedy="结果登记有误的，请用更正",
        )
    after = made(**(asdict(before) | {"result": result, "concluded_on": concluded_on}))
    _change("remedy.concluded", remedy, before, after, by=by, at=at)
    return remedy


@transaction.atomic
def remove(remedy_id: UUID, *, reason: str, by: Acting, at: datetime) -> None:
    """Take a wrongly registered case out of the ledger; what it said is kept with the reason."""
    remedy = _locked(remedy_id, by=by)
    reason = tidy(reason)
    if not reason:
        raise Refusal("没有写明删除原因", remedy="请写明为何属于误登，如重复登记、不属于本机关")
    facts = facts_of(remedy)
    Removal.objects.create(
        organ=remedy.organ,
        case_no=facts.case_no,
        remedy_id=remedy.pk,
        facts={name: str(value or "") for name, value in asdict(facts).items()},
        reason=reason,
        by=by if isinstance(by, Post) else None,
        at=at,
    )
    chain = remedy.organ.code
    record(
        "remedy.removed", remedy, chain=chain, by=by, at=at, reason=digest(reason), **_coded(facts)
    )
    remedy.delete()


@transaction.atomic
def import_batch(
    *, organ: Organ, rows: Sequence[Facts], sha256: str, by: Acting, at: datetime
) -> Imported:
    """Enter all rows of a file or none; rows already in the ledger with the same facts are skipped.

    Raises ``Refusal`` for the first row that cannot be, or whose number is taken by another case.
    """
    check_can_write(by, organ)
    # Imports of an organ wait in line; a case registered meanwhile need not wait for the organ.
    organ = Organ.objects.select_for_update(no_key=True).get(pk=organ.pk)
    new = _new_rows(organ, rows, today=timezone.localdate(at))
    if not new:
        return Imported(0, len(rows))
    batch = Import.objects.create(organ=organ, sha256=sha256, rows=len(new), at=at)
    linked = applications_by_number(organ, new)
    cases = [_assign(Remedy(organ=organ, source=Source.IMPORT, batch=batch), f) for f in new]
    for case, facts in zip(cases, new, strict=True):
        case.application = linked.get(facts.application_number)
    try:
        with transaction.atomic():
            Remedy.objects.bulk_create(cases, batch_size=_BATCH)
    except IntegrityError:
        raise Refusal("导入时有人登记了文件中的案号", remedy="请重新预览，核对后再导入") from None
    record(
        "remedies.imported",
        batch,
        chain=organ.code,
        by=by,
        at=at,
        sha256=sha256,
        rows=len(new),
        facts=digest([{k: str(v or "") for k, v in asdict(facts).items()} for facts in new]),
    )
    return Imported(len(new), len(rows) - len(new))


def applications_by_number(organ: Organ, rows: Sequence[Facts]) -> dict[str, Application]:
    """The organ's applications that the rows name; raises ``Refusal`` for one it does not have."""
    numbers = {facts.application_number for facts in rows if facts.application_number}
    found = {
        case.number: case for case in Application.objects.filter(organ=organ, number__in=numbers)
    }
    for number in sorted(numbers - found.keys()):
        raise Refusal(
            f"申请台账中没有登记编号{number}",
            remedy="请核对编号，或先登记该申请；不涉及具体申请的，留空",
        )
    return found


def _linked(organ: Organ, facts: Facts) -> Application | None:
    return applications_by_number(organ, [facts]).get(facts.application_number)


def _new_rows(organ: Organ, rows: Sequence[Facts], *, today: date) -> list[Facts]:
    known = queries.known(organ)
    new: list[Facts] = []
    for facts in rows:
        check(facts, organ=organ, today=today)
        seen = known.get(facts.case_no)
        if seen is None:
            known[facts.case_no] = facts
            new.append(facts)
        elif seen != facts:
            raise _taken(seen)
    return new


def _locked(remedy_id: UUID, *, by: Acting) -> Remedy:
    # The organ is read first without the lock, so that nobody waits for a row not his to write.
    organ = Organ.objects.get(remedies__pk=remedy_id)
    check_can_write(by, organ)
    remedy = Remedy.objects.select_for_update().get(pk=remedy_id)
    remedy.organ = organ
    return remedy


def _change(
    verb: str, remedy: Remedy, before: Facts, after: Facts, *, by: Acting, at: datetime
) -> None:
    check(after, organ=remedy.organ, today=timezone.localdate(at))
    remedy = _assign(remedy, after)
    remedy.application = _linked(remedy.organ, after)
    _save(remedy)
    was, now = _coded(before), _coded(after)
    changed = {name: [was[name], now[name]] for name in CODED if was[name] != now[name]}
    texts = {
        f"{name}_sha": [digest(getattr(before, name)), digest(getattr(after, name))]
        for name in TEXTS
        if getattr(before, name) != getattr(after, name)
    }
    record(verb, remedy, chain=remedy.organ.code, by=by, at=at, **changed, **texts)


def _save(remedy: Remedy) -> None:
    others = Remedy.objects.filter(organ=remedy.organ, case_no=remedy.case_no)
    others = others.exclude(pk=remedy.pk).select_related("application")
    if other := others.first():
        raise _taken(facts_of(other))
    try:
        with transaction.atomic():
            remedy.save()
    except IntegrityError:  # somebody registered the number between our look and our save
        other = others.first()
        if other is None:
            raise
        raise _taken(facts_of(other)) from None


def _taken(other: Facts) -> Refusal:
    accepted = chinese_date(other.accepted_on)
    return Refusal(
        f"案号{other.case_no}已登记，是{accepted}由{other.authority}受理的{other.kind.label}案件",
        article="一案一行，上诉不另计",
        remedy="请核对案号；原登记有误的，请打开该案更正",
    )


def _assign(remedy: Remedy, facts: Facts) -> Remedy:
    for name in ("case_no", "authority", "subject", "after_review", "joint_respondent"):
        setattr(remedy, name, getattr(facts, name))
    remedy.kind, remedy.result = str(facts.kind), str(facts.result or "")
    remedy.accepted_on, remedy.concluded_on = facts.accepted_on, facts.concluded_on
    remedy.accepted_year = facts.accepted_on.year
    remedy.concluded_year = facts.concluded_on.year if facts.concluded_on else None
    return remedy


def _coded(facts: Facts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in CODED}
