"""Reads of the ledger of applications: for counting, behind a cell, for the list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Sum

from mingbai.accounts.models import User
from mingbai.applications.facts import Facts, made
from mingbai.applications.models import Application, Delivery, Redating, Removal, YearCount
from mingbai.applications.permissions import readable_organs
from mingbai.audit.models import Event
from mingbai.organs.models import Organ
from mingbai.rules.report.counting import CaseGroup, Selection
from mingbai.rules.report.outcomes import ApplicantKind, Outcome

_GROUP = ("received_year", "concluded_year", "applicant_kind", "outcome")
LISTED_AT_MOST = 100_000


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; empty values do not narrow."""

    organ: str = ""
    year: int | None = None
    state: str = ""  # open or concluded
    kind: str = ""
    outcome: str = ""
    text: str = ""


def year_groups(organ_ids: Sequence[int], year: int) -> list[CaseGroup]:
    """The cases of the organs that the report of ``year`` counts, grouped, from the ledger itself.

    Received by the end of the year and not concluded before it: two ranges of the covering index
    ``application_counting`` (open, and concluded in or after the year), one statement.
    """
    # One organ is asked for with =, so that the index gives the groups in their order.
    own = {"organ_id": organ_ids[0]} if len(organ_ids) == 1 else {"organ_id__in": organ_ids}
    cases = Application.objects.order_by().filter(**own, received_year__lte=year)
    ranges = (
        part.values(*_GROUP).annotate(count=Count("*")).values_list(*_GROUP, "count")
        for part in (cases.filter(concluded_year=None), cases.filter(concluded_year__gte=year))
    )
    still_open, concluded = ranges
    return [as_group(*row) for row in still_open.union(concluded, all=True)]


def tree_groups(root: Organ | str, year: int) -> list[CaseGroup]:
    """The same for an organ (or its path) and everything below it, from the rollup."""
    path = root.path if isinstance(root, Organ) else root
    # The organs as a list, not a join: SQLite then seeks in ``application_tree_counting``.
    organs = Organ.objects.order_by().filter(path__startswith=path).values("pk")
    counts = YearCount.objects.order_by().filter(organ__in=organs, received_year__lte=year)
    still_open, concluded = (
        part.values(*_GROUP)
        .annotate(cases=Sum("count"))
        .filter(cases__gt=0)
        .values_list(*_GROUP, "cases")
        for part in (counts.filter(concluded_year=0), counts.filter(concluded_year__gte=year))
    )
    return [as_group(*row) for row in still_open.union(concluded, all=True)]


def years_of(root: Organ) -> list[int]:
    """The years in which the tree received or concluded something, newest first."""
    organs = Organ.objects.order_by().filter(path__startswith=root.path).values("pk")
    pairs = YearCount.objects.order_by().filter(organ__in=organs, count__gt=0)
    found = pairs.values_list("received_year", "concluded_year").distinct()
    return sorted({year for pair in found for year in pair if year}, reverse=True)


def timely(root: Organ, year: int) -> tuple[int, int]:
    """Of the replies dated in a year and served: how many in time, how many are known."""
    rows = Delivery.objects.filter(
        paper__application__organ__path__startswith=root.path,
        paper__reply__isnull=False,
        paper__voided_at=None,
        paper__on__year=year,
        in_time__isnull=False,
    )
    found = rows.aggregate(good=Count("pk", filter=Q(in_time=True)), known=Count("pk"))
    return found["good"], found["known"]


def behind(selection: Selection, organs: Iterable[int] | QuerySet[Organ]) -> QuerySet[Application]:
    """The cases that a cell counts, of these organs (their keys, or a queryset)."""
    cases = Application.objects.filter(organ__in=organs).filter(_period(selection))
    if selection.kinds is not None:
        cases = cases.filter(applicant_kind__in=[kind.value for kind in selection.kinds])
    if selection.outcomes is not None:
        cases = cases.filter(outcome__in=[outcome.value for outcome in selection.outcomes])
    return cases.select_related("organ")


def known(organ: Organ) -> dict[str, Facts]:
    """The facts of all cases of an organ by number, to compare a file with."""
    names = ("number", "subject", "applicant_kind", "received_on", "outcome", "concluded_on")
    rows = Application.objects.filter(organ=organ, received_on__isnull=False)
    rows = rows.order_by().values(*names)
    return {row["number"]: made(**row) for row in rows.iterator(chunk_size=5000)}


def numbers_of(organ: Organ) -> set[str]:
    """The numbers of all cases of an organ."""
    return set(Application.objects.filter(organ=organ).order_by().values_list("number", flat=True))


def visible_to(user: User, today: date) -> QuerySet[Application]:
    """The cases of the organs whose ledgers the person may read today, received or not."""
    organs = readable_organs(user, today=today)
    return Application.objects.filter(organ__in=organs).select_related("organ")


def received(cases: QuerySet[Application]) -> QuerySet[Application]:
    """What counts: what was filed and not yet confirmed is no case yet (第三十一条)."""
    return cases.filter(received_on__isnull=False)


def of_organs(organs: QuerySet[Organ]) -> QuerySet[Application]:
    """The cases of these organs for a list; asks first whether it is only one organ.

    With = instead of IN the index gives one organ's cases in the list's order; EXISTS lets the
    planner walk the index of all organs in that order instead of collecting and sorting.
    """
    keys = list(organs.order_by().values_list("pk", flat=True)[:2])
    cases = received(Application.objects.select_related("organ"))
    if len(keys) == 1:
        return cases.filter(organ_id=keys[0])
    return cases.filter(Exists(organs.order_by().filter(pk=OuterRef("organ_id"))))


def narrowed(cases: QuerySet[Application], filters: Filters) -> QuerySet[Application]:
    """The cases that pass the list's filters, newest first."""
    exact = {
        "organ__code": filters.organ,
        "received_year": filters.year,
        "applicant_kind": filters.kind,
        "outcome": filters.outcome,
    }
    cases = cases.filter(**{name: value for name, value in exact.items() if value})
    if filters.state:
        cases = cases.filter(concluded_on__isnull=filters.state == "open")
    if filters.text:
        cases = cases.filter(Q(number__icontains=filters.text) | Q(subject__icontains=filters.text))
    return cases.order_by("-received_on", "number", "pk")


def size(cases: QuerySet[Application]) -> int:
    """How many cases a list has; counted no further than ``LISTED_AT_MOST``."""
    return cases.order_by()[:LISTED_AT_MOST].count()


def history(subject: Model, *, batch: Model | None = None) -> list[Event]:
    """The events of a case, oldest first, with the import that brought it."""
    of_objects = Q(object_type=subject._meta.label_lower, object_id=str(subject.pk))
    if batch is not None:
        of_objects |= Q(object_type=batch._meta.label_lower, object_id=str(batch.pk))
    return list(Event.objects.filter(of_objects).order_by("at", "number"))


def removals(organs: QuerySet[Organ]) -> QuerySet[Removal]:
    """Cases removed from the ledgers of these organs, newest first."""
    return Removal.objects.filter(organ__in=organs).select_related("organ", "by__user")


def _period(selection: Selection) -> Q:
    year = selection.year
    unfinished_before = Q(concluded_year=None) | Q(concluded_year__gte=year)
    unfinished_after = Q(concluded_year=None) | Q(concluded_year__gt=year)
    return {
        "received": Q(received_year=year),
        "carried_in": Q(received_year__lt=year) & unfinished_before,
        "concluded": Q(concluded_year=year),
        "carried_out": Q(received_year__lte=year) & unfinished_after,
    }[selection.period]


def as_group(received: int, concluded: Any, kind: str, outcome: str, count: int) -> CaseGroup:
    """A row of the ledger's or the rollup's grouping (concluded 0 or None while open)."""
    return CaseGroup(
        received=received,
        concluded=concluded or None,
        kind=ApplicantKind(kind),
        outcome=Outcome(outcome) if outcome else None,
        count=count,
    )


@dataclass(frozen=True)
class Redated:
    """An open case whose day to reply a new holiday notice has moved."""

    application: Application
    was: date
    now: date


def redated(cases: QuerySet[Application], *, since: datetime) -> list[Redated]:
    """The cases among these that were re-dated since a moment, the latest move of each."""
    latest: dict[UUID, tuple[date, date]] = {}
    for row in Redating.objects.filter(at__gte=since).order_by("at", "pk"):
        for key, was, now in row.moved:
            latest[UUID(key)] = (date.fromisoformat(was), date.fromisoformat(now))
    found = cases.filter(pk__in=latest) if latest else cases.none()
    return [Redated(case, *latest[case.pk]) for case in found.order_by("due_on", "number")]
