"""What follows a judgment: the appeal, the second decision, a case sent back, a retrial (LIT-6)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mingbai.audit.actors import Acting
from mingbai.audit.canonical import digest
from mingbai.files.text import tidy
from mingbai.refusal import Refusal
from mingbai.remedies.actions.deciding import fill, open_instance
from mingbai.remedies.actions.writing import Act, check_day, decisions, moved, ready
from mingbai.remedies.causes import SAME
from mingbai.remedies.checks import check_result
from mingbai.remedies.models import Instance, Level, Remedy
from mingbai.remedies.stages import Move
from mingbai.rules.report.remedies import RemedyKind, RemedyResult


@transaction.atomic
def appeal(
    remedy_id: UUID, *, case_no: str, authority: str, opened_on: date, by: Acting, at: datetime
) -> Remedy:
    """A party has appealed: no second case, the same one is 尚未审结 again."""
    act = Act("remedy.appealed", by, at, {"opened_on": opened_on, "case": digest(tidy(case_no))})
    remedy = ready(remedy_id, Move.APPEAL, act)
    _open(remedy, Level.SECOND, case_no, authority, opened_on, act)
    return moved(remedy, Move.APPEAL, act)


@transaction.atomic
def retry(
    remedy_id: UUID, *, case_no: str, authority: str, opened_on: date, by: Acting, at: datetime
) -> Remedy:
    """A retrial was ordered; the judgment in force counts until the new one."""
    act = Act("remedy.retried", by, at, {"opened_on": opened_on, "case": digest(tidy(case_no))})
    remedy = ready(remedy_id, Move.RETRY, act)
    _open(remedy, Level.RETRIAL, case_no, authority, opened_on, act)
    return moved(remedy, Move.RETRY, act)


@transaction.atomic
def decide_again(
    remedy_id: UUID,
    *,
    result: str,
    decided_on: date,
    served_on: date | None = None,
    by: Acting,
    at: datetime,
) -> Remedy:
    """The second or the retrying court has decided, with effect at once.

    ``result`` is that of the case now; ``SAME`` leaves what the judgment before said.
    """
    act = Act("remedy.decided_again", by, at)
    remedy = ready(remedy_id, Move.DECIDE_AGAIN, act)
    code = _before(remedy) if result == SAME else RemedyResult(result)
    check_result(RemedyKind.SUIT, code)
    fill(open_instance(remedy), code, decided_on, served_on, act)
    return moved(
        remedy,
        Move.DECIDE_AGAIN,
        act,
        result=code,
        concluded_on=decided_on,
        served_on=served_on,
        effective_on=served_on or decided_on,
    )


@transaction.atomic
def remand(
    remedy_id: UUID,
    *,
    decided_on: date,
    case_no: str,
    authority: str,
    opened_on: date,
    by: Acting,
    at: datetime,
) -> Remedy:
    """The second court sent the case back: the first instance begins anew under its new number."""
    told = {"decided_on": decided_on, "opened_on": opened_on, "case": digest(tidy(case_no))}
    act = Act("remedy.remanded", by, at, told)
    remedy = ready(remedy_id, Move.REMAND, act)
    fill(open_instance(remedy), None, decided_on, None, act)
    _open(remedy, Level.FIRST, case_no, authority, opened_on, act)
    return moved(remedy, Move.REMAND, act, served_on=None)


def _before(remedy: Remedy) -> RemedyResult:
    """What the last judgment said; of a case from an old ledger, what the ledger says."""
    said = [each.result for each in decisions(remedy) if each.result]
    return RemedyResult(said[-1] if said else remedy.result)


def _open(
    remedy: Remedy, level: Level, case_no: str, authority: str, opened_on: date, act: Act
) -> None:
    found = decisions(remedy)
    last = found[-1].decided_on if found else remedy.concluded_on
    check_day(opened_on, "受理日期", after=last or remedy.accepted_on, act=act)
    number, court = tidy(case_no), tidy(authority)
    for text, label in ((number, "案号"), (court, "审理法院")):
        if not text:
            raise Refusal(f"没有{label}", remedy=f"请填写{label}")
    Instance.objects.create(
        remedy=remedy,
        number=len(found) + 1,
        level=level,
        case_no=number,
        authority=court,
        opened_on=opened_on,
    )
