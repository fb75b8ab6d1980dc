"""A file of cases entered at once, all rows or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from mingbai.applications.models import Source
from mingbai.applications.permissions import check_can_write
from mingbai.audit.actions import record
from mingbai.audit.actors import Acting
from mingbai.audit.canonical import digest
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal
from mingbai.remedies import queries
from mingbai.remedies.actions.writing import applications_by_number, assign, taken
from mingbai.remedies.checks import check
from mingbai.remedies.facts import Facts, in_text
from mingbai.remedies.models import Import, Remedy

_BATCH = 2000


@dataclass(frozen=True)
class Imported:
    """What an import did: rows that were new, rows already in the ledger with the same facts."""

    new: int
    identical: int


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
    cases = [assign(Remedy(organ=organ, source=Source.IMPORT, batch=batch), f) for f in new]
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
        facts=digest([in_text(facts) for facts in new]),
    )
    return Imported(len(new), len(rows) - len(new))


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
            raise taken(seen)
    return new
