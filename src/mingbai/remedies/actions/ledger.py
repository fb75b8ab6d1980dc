"""The ledger as such: a case entered, corrected, taken out."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.applications.models import Source
from mingbai.applications.permissions import check_can_write
from mingbai.audit.actors import Acting
from mingbai.audit.canonical import digest
from mingbai.files.text import tidy
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal
from mingbai.remedies.actions.writing import (
    Act,
    assign,
    coded,
    decisions,
    differences,
    hashed,
    linked,
    locked,
    note,
    save,
)
from mingbai.remedies.checks import check
from mingbai.remedies.facts import Facts, facts_of, fingerprint, in_text, made
from mingbai.remedies.models import Remedy, Removal

# 这些由裁判得出：有裁判登记的，改裁判，不在台账里改。
_OF_DECISIONS = ("kind", "result", "concluded_on", "served_on", "effective_on")


@transaction.atomic
def register(*, organ: Organ, by: Acting, at: datetime, **facts: Any) -> Remedy:
    """Enter one case; ``facts`` are the arguments of ``facts.made`` (``kind``, ``case_no`` …).

    Raises ``Refusal`` for facts that cannot be.
    """
    check_can_write(by, organ)
    entered = made(**facts)
    check(entered, organ=organ, today=timezone.localdate(at))
    remedy = assign(Remedy(organ=organ, source=Source.FORM), entered)
    remedy.application = linked(organ, entered)
    save(remedy)
    told = {name: value for name, value in coded(entered).items() if value not in (None, "")}
    note(remedy, Act("remedy.registered", by, at), **told, **hashed(entered))
    return remedy


@transaction.atomic
def amend(remedy_id: UUID, *, by: Acting, at: datetime, seen: str = "", **changes: Any) -> Remedy:
    """Correct facts of a case; ``changes`` are fields of ``Facts``.

    ``seen`` is the fingerprint of the facts the officer had before him.  Raises ``Refusal`` for
    facts that cannot be, that a registered judgment says, or that somebody changed meanwhile.
    """
    remedy = locked(remedy_id, by)
    before = facts_of(remedy)
    if seen and seen != fingerprint(before):
        raise Refusal("这一件刚被别人改过", remedy="请重新打开，核对现在的内容后再改")
    after = made(**(asdict(before) | changes))
    if after != before:
        _check_decisions(remedy, before, after)
        act = Act("remedy.amended", by, at)
        check(after, organ=remedy.organ, today=act.today)
        assign(remedy, after).application = linked(remedy.organ, after)
        save(remedy)
        note(remedy, act, **differences(before, after))
    return remedy


@transaction.atomic
def remove(remedy_id: UUID, *, reason: str, by: Acting, at: datetime) -> None:
    """Take a wrongly registered case out of the ledger; what it said is kept with the reason."""
    remedy = locked(remedy_id, by)
    reason = tidy(reason)
    if not reason:
        raise Refusal("没有写明删除原因", remedy="请写明为何属于误登，如重复登记、不属于本机关")
    facts = facts_of(remedy)
    Removal.objects.create(
        organ=remedy.organ,
        case_no=facts.case_no,
        remedy_id=remedy.pk,
        facts=in_text(facts) | {"instances": [str(each) for each in decisions(remedy)]},
        reason=reason,
        by=by if isinstance(by, Post) else None,
        at=at,
    )
    told = {name: value for name, value in coded(facts).items() if value not in (None, "")}
    note(remedy, Act("remedy.removed", by, at), reason=digest(reason), **told)
    remedy.delete()


def _check_decisions(remedy: Remedy, before: Facts, after: Facts) -> None:
    """What a registered judgment says is corrected there, so that the two cannot differ."""
    changed = [name for name in _OF_DECISIONS if getattr(before, name) != getattr(after, name)]
    if changed and remedy.instances.exists():
        raise Refusal(
            "种类、结果和裁判的日期由登记的裁判得出，不能在台账里直接改",
            article="以最后生效的裁判为准",
            remedy="请在案件页“审级和裁判”里更正该次裁判",
        )
