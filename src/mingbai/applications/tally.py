"""The rollup by organ, years, kind and outcome: kept by deltas, proved or rebuilt by a recount."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce

from mingbai.applications.facts import Facts
from mingbai.applications.models import Application, YearCount
from mingbai.organs.models import Organ

# (received_year, concluded_year or 0, applicant_kind, outcome)
Key = tuple[int, int, str, str]
_FIELDS = ("received_year", "concluded_year", "applicant_kind", "outcome")


@dataclass(frozen=True)
class Difference:
    """A row of the rollup that does not say what the ledger says."""

    organ_id: int
    key: Key
    ledger: int
    rollup: int


def add(organ_id: int, facts: Iterable[Facts]) -> None:
    """Count new cases; in the caller's transaction."""
    _apply(organ_id, Counter(item.count_key for item in facts))


def move(organ_id: int, before: Facts, after: Facts | None) -> None:
    """Count a changed case in its new row (``after`` None: a removed one nowhere)."""
    delta = Counter({before.count_key: -1})
    if after is not None:
        delta[after.count_key] += 1
    _apply(organ_id, delta)


@transaction.atomic
def recount(organ: Organ | None = None, *, rebuild: bool = False) -> list[Difference]:
    """Compare the rollup with the ledger, of one organ or all; with ``rebuild`` also write it.

    A rebuild lets nobody write cases meanwhile: one counted on one side only would be undone.  A
    comparison lets the writers go on; a difference it names is sure only once a rebuild finds it.
    """
    if rebuild:
        _hold_still()
    cases = Application.objects.filter(received_year__isnull=False)
    rollup = YearCount.objects.all()
    if organ is not None:
        cases, rollup = cases.filter(organ=organ), rollup.filter(organ=organ)
    counted, kept = _counted(cases), _kept(rollup)
    found = [
        Difference(organ_id, key, counted.get((organ_id, key), 0), kept.get((organ_id, key), 0))
        for organ_id, key in sorted(counted.keys() | kept.keys())
        if counted.get((organ_id, key), 0) != kept.get((organ_id, key), 0)
    ]
    if rebuild:
        for item in found:
            _apply(item.organ_id, {item.key: item.ledger - item.rollup})
    return found


def _hold_still() -> None:
    """Let writers wait until the transaction ends; on SQLite it is the only writer anyway.

    The cases come first, as in every action, so that recount and action never wait in a circle.
    """
    if connection.vendor == "postgresql":
        tables = ", ".join(model._meta.db_table for model in (Application, YearCount))
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


def _apply(organ_id: int, delta: Mapping[Key, int]) -> None:
    # In one order, so that two writers of one organ cannot wait for each other's rows.
    for key in sorted(key for key, change in delta.items() if change):
        row = {"organ_id": organ_id} | dict(zip(_FIELDS, key, strict=True))
        change = F("count") + delta[key]
        if not YearCount.objects.filter(**row).update(count=change):
            YearCount.objects.get_or_create(**row, defaults={"count": 0})
            YearCount.objects.filter(**row).update(count=change)


def _counted(cases: QuerySet[Application]) -> dict[tuple[int, Key], int]:
    rows = (
        cases.order_by()
        .values("organ_id", "received_year", "applicant_kind", "outcome")
        .annotate(ended=Coalesce("concluded_year", 0), cases=Count("pk"))
    )
    return {
        (
            row["organ_id"],
            (row["received_year"] or 0, row["ended"], row["applicant_kind"], row["outcome"]),
        ): row["cases"]
        for row in rows
    }


def _kept(rollup: QuerySet[YearCount]) -> dict[tuple[int, Key], int]:
    rows = rollup.values_list("organ_id", *_FIELDS, "count")
    return {
        (organ_id, (received, concluded, kind, outcome)): count
        for organ_id, received, concluded, kind, outcome, count in rows
    }
