"""What every writer of the ledger does: lock the case, hold the facts, save, leave the event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from mingbai.applications.models import Application
from mingbai.applications.permissions import check_can_write
from mingbai.audit.actions import record
from mingbai.audit.actors import Acting
from mingbai.audit.canonical import digest
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal
from mingbai.remedies.checks import check
from mingbai.remedies.course import obstacle, stage_of
from mingbai.remedies.facts import NAMES, Facts, facts_of
from mingbai.remedies.models import Instance, Remedy
from mingbai.remedies.stages import LIFECYCLE, Move, Stage
from mingbai.rules.legal_days import chinese_date

TEXTS = ("case_no", "authority", "subject", "application_number", "lesson")
CODED = tuple(name for name in NAMES if name not in TEXTS)


@dataclass(frozen=True)
class Act:
    """Who does what, when: the verb of the event, and what it tells beside the facts."""

    verb: str
    by: Acting
    at: datetime
    told: Mapping[str, Any] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day in Shanghai."""
        return timezone.localdate(self.at)


def locked(remedy_id: UUID, by: Acting) -> Remedy:
    """The case, locked; raises ``PermissionDenied`` for a post that does not write here."""
    # The organ is read first without the lock, so that nobody waits for a row not his to write.
    organ = Organ.objects.get(remedies__pk=remedy_id)
    check_can_write(by, organ)
    remedy = Remedy.objects.select_for_update().get(pk=remedy_id)
    remedy.organ = organ
    return remedy


def step(remedy_id: UUID, move: Move, act: Act, **changes: Any) -> Remedy:
    """Make a move that changes these facts of the case; raises ``Refusal``."""
    return moved(ready(remedy_id, move, act), move, act, **changes)


def ready(remedy_id: UUID, move: Move, act: Act) -> Remedy:
    """The locked case in a stage that knows the move. Raises ``Refusal``."""
    remedy = locked(remedy_id, act.by)
    if refusal := obstacle(remedy, move):
        raise refusal
    return remedy


def moved(
    remedy: Remedy, move: Move, act: Act, *, to: Stage | None = None, **changes: Any
) -> Remedy:
    """Put the case into its next stage with these facts changed, and leave the event.

    ``to`` chooses where the table leaves a choice.
    """
    was, before = remedy.stands, facts_of(remedy)
    stage = LIFECYCLE.after(was, move, to)
    after = replace(before, **changes)
    check(after, organ=remedy.organ, today=act.today)
    assign(remedy, after, stage)
    remedy.save()
    told = {"stage": [was, stage]} if was is not stage else {}
    note(remedy, act, **told, **act.told, **differences(before, after))
    return remedy


def note(remedy: Remedy, act: Act, **data: Any) -> None:
    """The event of the act in the chain of the case's organ."""
    record(act.verb, remedy, chain=remedy.organ.code, by=act.by, at=act.at, **data)


def assign(remedy: Remedy, facts: Facts, stage: Stage | None = None) -> Remedy:
    """Write the facts into the row; without ``stage`` it follows from them."""
    for name in NAMES:
        if name not in ("kind", "result", "procedure", "application_number"):
            setattr(remedy, name, getattr(facts, name))
    remedy.kind, remedy.result = str(facts.kind), str(facts.result or "")
    remedy.procedure = str(facts.procedure)
    remedy.accepted_year = facts.accepted_on.year
    remedy.concluded_year = facts.concluded_on.year if facts.concluded_on else None
    remedy.stage = stage or stage_of(facts, remedy.stands)
    if remedy.stage != Stage.SUSPENDED:
        remedy.suspended_from = ""
    if not facts.redo_ordered_on:
        remedy.redo_workdays = None
    return remedy


def save(remedy: Remedy) -> None:
    """Save a row whose number may be taken. Raises ``Refusal`` that names the other case."""
    others = Remedy.objects.filter(organ=remedy.organ, case_no=remedy.case_no)
    others = others.exclude(pk=remedy.pk).select_related("application")
    if other := others.first():
        raise taken(facts_of(other))
    try:
        with transaction.atomic():
            remedy.save()
    except IntegrityError:  # somebody registered the number between our look and our save
        other = others.first()
        if other is None:
            raise
        raise taken(facts_of(other)) from None


def taken(other: Facts) -> Refusal:
    """The number belongs to another case."""
    accepted = chinese_date(other.accepted_on)
    return Refusal(
        f"案号{other.case_no}已登记，是{accepted}由{other.authority}受理的{other.kind.label}案件",
        article="一案一行，上诉不另计",
        remedy="请核对案号；原登记有误的，请打开该案更正",
    )


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


def linked(organ: Organ, facts: Facts) -> Application | None:
    """The application that the facts name."""
    return applications_by_number(organ, [facts]).get(facts.application_number)


def coded(facts: Facts) -> dict[str, Any]:
    """The facts that an event holds as they are."""
    return {name: getattr(facts, name) for name in CODED}


def hashed(facts: Facts) -> dict[str, str]:
    """The texts that an event holds as hashes; of the lesson only where there is one."""
    texts = {name: getattr(facts, name) for name in TEXTS}
    return {f"{name}_sha": digest(text) for name, text in texts.items() if text or name != "lesson"}


def differences(before: Facts, after: Facts) -> dict[str, Any]:
    """What changed: pairs of codes and days, pairs of hashes of texts."""
    was, now = coded(before), coded(after)
    changed = {name: [was[name], now[name]] for name in CODED if was[name] != now[name]}
    texts = {
        f"{name}_sha": [digest(getattr(before, name)), digest(getattr(after, name))]
        for name in TEXTS
        if getattr(before, name) != getattr(after, name)
    }
    return changed | texts


def decisions(remedy: Remedy) -> list[Instance]:
    """The instances of the case in their order."""
    return list(remedy.instances.order_by("number"))


def check_day(day: date, label: str, *, after: date, act: Act) -> None:
    """Raises ``Refusal`` for a day that has not come yet, or lies before ``after``."""
    if day > act.today:
        raise Refusal(f"{label}{chinese_date(day)}晚于今天", remedy="发生以后再登记，请核对日期")
    if day < after:
        raise Refusal(
            f"{label}{chinese_date(day)}早于{chinese_date(after)}", remedy="请核对两个日期"
        )
