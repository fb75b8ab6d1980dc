"""How a case is decided: the decision, its effect, a correction, and the ledger's short cut."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from mingbai.applications.clock import calendar as working_days
from mingbai.audit.actors import Acting
from mingbai.refusal import Refusal
from mingbai.remedies import clocks
from mingbai.remedies.actions.writing import (
    Act,
    assign,
    check_day,
    decisions,
    differences,
    locked,
    moved,
    note,
    ready,
)
from mingbai.remedies.causes import appealable
from mingbai.remedies.checks import check, check_result
from mingbai.remedies.course import ending, stage_of
from mingbai.remedies.facts import Facts, facts_of
from mingbai.remedies.models import Instance, Level, Remedy
from mingbai.remedies.stages import Move, Stage
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.report.remedies import RemedyKind, RemedyResult


@transaction.atomic
def decide(
    remedy_id: UUID,
    *,
    result: str,
    decided_on: date,
    served_on: date | None = None,
    by: Acting,
    at: datetime,
) -> Remedy:
    """The review body or the court of first instance has decided.

    A review is concluded with its decision; a judgment waits for its effect, and a ruling that
    cannot be appealed takes effect when served (LIT-6).
    """
    act = Act("remedy.decided", by, at)
    remedy = ready(remedy_id, Move.DECIDE, act)
    code = _result(remedy, result)
    waits = appealable(code)
    if waits:  # the event says what the case itself does not say yet
        act = replace(act, told={"decision": code.value, "decided_on": decided_on})
    fill(open_instance(remedy), code, decided_on, served_on, act)
    changes: dict[str, Any] = {"served_on": served_on}
    if not waits:
        changes |= {"result": code, "concluded_on": decided_on, "effective_on": served_on}
    stage = Stage.EFFECTIVE if served_on and not waits else Stage.DECIDED
    if remedy.kind == RemedyKind.SUIT and not waits:
        stage = Stage.EFFECTIVE
    return moved(remedy, Move.DECIDE, act, to=stage, **changes)


@transaction.atomic
def take_effect(
    remedy_id: UUID,
    *,
    effective_on: date,
    served_on: date | None = None,
    by: Acting,
    at: datetime,
) -> Remedy:
    """The decision has taken effect: a review when served, a judgment when nobody appealed.

    A judgment concludes the case only now: until then table four counts it as 尚未审结 (LIT-6).
    Raises ``Refusal`` while the period of appeal runs.
    """
    act = Act("remedy.took_effect", by, at)
    remedy = ready(remedy_id, Move.TAKE_EFFECT, act)
    last = decisions(remedy)[-1]
    served = served_on or last.served_on
    if remedy.kind == RemedyKind.REVIEW:
        served = served or effective_on
        return _effective(remedy, last, act, served_on=served, effective_on=effective_on)
    if served:
        due = clocks.appeal_due(RemedyResult(last.result), served, working_days())
        if effective_on <= due:
            raise Refusal(
                f"上诉期到{chinese_date(due)}届满，生效日期应在其后",
                article="《行政诉讼法》第八十五条",
                remedy="上诉期满没有上诉的再登记生效；已上诉的，登记上诉",
            )
    changes = {"result": RemedyResult(last.result), "concluded_on": effective_on}
    return _effective(remedy, last, act, served_on=served, effective_on=effective_on, **changes)


@transaction.atomic
def conclude(
    remedy_id: UUID, *, result: str, concluded_on: date, by: Acting, at: datetime
) -> Remedy:
    """Enter at once how and when an open case ended (LIT-3, LIT-4; of an appealed one the last).

    The short cut of the ledger, without the steps between.
    """
    act = Act("remedy.concluded", by, at)
    remedy = locked(remedy_id, by)
    if remedy.concluded_on:
        raise Refusal(
            f"{remedy.case_no}已于{chinese_date(remedy.concluded_on)}审结",
            remedy="结果登记有误的，请用更正",
        )
    remedy = ready(remedy_id, Move.CONCLUDE, act)
    code = RemedyResult(result)
    after = replace(facts_of(remedy), result=code, concluded_on=concluded_on)
    check(after, organ=remedy.organ, today=act.today)
    if waiting := remedy.instances.filter(decided_on=None).first():
        fill(waiting, code, concluded_on, None, act)
    return moved(
        remedy, Move.CONCLUDE, act, to=ending(after), result=code, concluded_on=concluded_on
    )


@transaction.atomic
def correct(
    remedy_id: UUID,
    *,
    result: str,
    decided_on: date,
    served_on: date | None = None,
    by: Acting,
    at: datetime,
) -> Remedy:
    """Put right what was registered of the last decision; the case follows it."""
    act = Act("remedy.corrected", by, at)
    remedy = locked(remedy_id, by)
    decided = [each for each in decisions(remedy) if each.result]
    if not decided:
        raise Refusal("还没有登记裁判", remedy="请先登记决定、裁判；台账直接审结的，用更正")
    last, code = decided[-1], _result(remedy, result)
    _check_appeal(last, code)
    told = {"instance": last.number, "decided_on": [last.decided_on, decided_on]}
    act = replace(act, told=told | {"decision": [last.result, code.value]})
    fill(last, code, decided_on, served_on, act)
    before = facts_of(remedy)
    after = _following(remedy, before, last)
    check(after, organ=remedy.organ, today=act.today)
    assign(remedy, after, stage_of(after, remedy.stands))
    remedy.save()
    note(remedy, act, **act.told, **differences(before, after))
    return remedy


def open_instance(remedy: Remedy) -> Instance:
    """The instance that waits for its decision; of the first decision it is made now."""
    found = decisions(remedy)
    if found and not found[-1].decided_on:
        return found[-1]
    level = Level.REVIEW if remedy.kind == RemedyKind.REVIEW else Level.FIRST
    return Instance(
        remedy=remedy,
        number=len(found) + 1,
        level=level,
        case_no=remedy.case_no,
        authority=remedy.authority,
        opened_on=remedy.accepted_on,
    )


def fill(
    instance: Instance,
    result: RemedyResult | None,
    decided_on: date,
    served_on: date | None,
    act: Act,
) -> None:
    """Write what was decided, None for sent back. Raises ``Refusal`` for days that cannot be."""
    check_day(decided_on, "裁判日期", after=instance.opened_on, act=act)
    if served_on:
        check_day(served_on, "送达日期", after=decided_on, act=act)
    instance.result = str(result or "")
    instance.remanded = result is None
    instance.decided_on, instance.served_on = decided_on, served_on
    instance.save()


def _result(remedy: Remedy, result: str) -> RemedyResult:
    code = RemedyResult(result)
    check_result(RemedyKind(remedy.kind), code)
    return code


def _effective(remedy: Remedy, last: Instance, act: Act, **changes: Any) -> Remedy:
    served = changes["served_on"]
    if served and served != last.served_on:
        check_day(served, "送达日期", after=last.decided_on or last.opened_on, act=act)
        last.served_on = served
        last.save()
    return moved(remedy, Move.TAKE_EFFECT, act, **changes)


def _following(remedy: Remedy, facts: Facts, last: Instance) -> Facts:
    """The facts of the case after its last decision was put right."""
    facts = replace(facts, served_on=last.served_on)
    if not remedy.concluded_on:
        return facts
    facts = replace(facts, result=RemedyResult(last.result))
    if _waited(last) and facts.effective_on:
        return replace(facts, concluded_on=facts.effective_on)
    effective = facts.effective_on and (last.served_on or last.decided_on)
    return replace(facts, concluded_on=last.decided_on, effective_on=effective)


def _waited(decision: Instance) -> bool:
    """Whether the decision takes effect only when its period of appeal is over."""
    return decision.level == Level.FIRST and appealable(RemedyResult(decision.result))


def _check_appeal(decision: Instance, result: RemedyResult) -> None:
    """A correction cannot turn a decision into one that takes effect in another way."""
    if decision.level == Level.FIRST and _waited(decision) != appealable(result):
        raise Refusal(
            f"“{RemedyResult(decision.result).label}”和“{result.label}”生效的方式不同，不能直接更正",
            article="《行政诉讼法》第八十五条",
            remedy="请删除误登的案件，重新登记",
        )
