"""Reads of the ledger of reconsiderations and suits: for counting, behind a cell, for the list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from mingbai.accounts.models import User
from mingbai.applications.clock import calendar as working_days
from mingbai.applications.permissions import readable_organs
from mingbai.organs.models import Organ
from mingbai.remedies.clocks import Clock, pressing
from mingbai.remedies.facts import Facts, facts_of
from mingbai.remedies.models import Instance, Remedy, Removal
from mingbai.remedies.stages import Stage
from mingbai.rules.report.counting import RemedyGroup, RemedySelection
from mingbai.rules.report.remedies import RemedyKind, RemedyResult

_GROUP = (
    *("kind", "after_review", "accepted_year", "concluded_year", "result"),
    "joint_respondent",
)


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; empty values do not narrow."""

    organ: str = ""
    year: int | None = None
    state: str = ""  # open, concluded or a stage
    kind: str = ""
    text: str = ""


@dataclass(frozen=True)
class Waiting:
    """One case on the first page of the desk, with what is due in it."""

    remedy: Remedy
    clock: Clock | None

    @property
    def what(self) -> str:
        """What is to be done next, in words."""
        if self.clock:
            return self.clock.what
        if self.remedy.stage == Stage.ACCEPTED:
            return "登记收到副本的日期"
        return "等待审理"


def year_groups(organ_ids: Sequence[int], year: int) -> list[RemedyGroup]:
    """The cases of the organs that the report of ``year`` counts, grouped."""
    return _groups(Remedy.objects.filter(organ__in=organ_ids), year)


def tree_groups(root: Organ | str, year: int) -> list[RemedyGroup]:
    """The same for an organ (or its path) and everything below it."""
    path = root.path if isinstance(root, Organ) else root
    return _groups(Remedy.objects.filter(organ__path__startswith=path), year)


def behind(selection: RemedySelection, organs: Iterable[int] | QuerySet[Organ]) -> QuerySet[Remedy]:
    """The cases that a cell counts, of these organs (their keys, or a queryset)."""
    cases = Remedy.objects.filter(organ__in=organs, kind=selection.kind.value)
    cases = cases.exclude(result__in=_values(selection.not_counted)).filter(_state(selection))
    if selection.after_review is not None:
        cases = cases.filter(after_review=selection.after_review)
    if selection.accepted_in is not None:
        cases = cases.filter(accepted_year=selection.accepted_in)
    if not selection.joint:
        cases = cases.filter(joint_respondent=False)
    return cases.select_related("organ", "application")


def known(organ: Organ) -> dict[str, Facts]:
    """The facts of all cases of an organ by number, to compare a file with."""
    rows = Remedy.objects.filter(organ=organ).select_related("application")
    return {row.case_no: facts_of(row) for row in rows}


def visible_to(user: User, today: date) -> QuerySet[Remedy]:
    """The cases of the organs whose ledgers the person may read today."""
    return of_organs(readable_organs(user, today=today))


def of_organs(organs: QuerySet[Organ]) -> QuerySet[Remedy]:
    """The cases of these organs, with what a list shows of them."""
    return Remedy.objects.filter(organ__in=organs).select_related("organ", "application")


def narrowed(cases: QuerySet[Remedy], filters: Filters) -> QuerySet[Remedy]:
    """The cases that pass the list's filters, newest first."""
    exact = {
        "organ__code": filters.organ,
        "accepted_year": filters.year,
        "kind": filters.kind,
    }
    cases = cases.filter(**{name: value for name, value in exact.items() if value})
    if filters.state in ("open", "concluded"):
        cases = cases.filter(concluded_on__isnull=filters.state == "open")
    elif filters.state:
        cases = cases.filter(stage=filters.state)
    if filters.text:
        cases = cases.filter(
            Q(case_no__icontains=filters.text)
            | Q(subject__icontains=filters.text)
            | Q(authority__icontains=filters.text)
        )
    return cases.order_by("-accepted_on", "case_no", "pk")


def removals(organs: QuerySet[Organ]) -> QuerySet[Removal]:
    """Cases removed from the ledgers of these organs, newest first."""
    return Removal.objects.filter(organ__in=organs).select_related("organ", "by__user")


def instances(case: Remedy) -> list[Instance]:
    """The decisions of a case in their order, the one that is waited for last."""
    return list(case.instances.order_by("number"))


def last_decision(case: Remedy) -> Instance | None:
    """The last decision that was registered, None for a case entered without one."""
    return case.instances.exclude(result="").order_by("number").last()


def waiting(organs: QuerySet[Organ], today: date, *, at_most: int = 50) -> list[Waiting]:
    """What waits in the ledgers of these organs, the most pressing first; one query.

    Undecided cases and ordered new answers; ``clock`` is None where nothing is the organ's to do.
    """
    unanswered = Q(stage__in=[Stage.ACCEPTED, Stage.SUSPENDED], answered_on=None)
    answer_due = unanswered & Q(received_on__isnull=False)
    cases = of_organs(organs).filter(Q(concluded_on=None) | Q(stage=Stage.REDOING))
    urgency = Case(
        When(Q(stage=Stage.REDOING) | answer_due, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    calendar = working_days()
    found = [
        Waiting(case, pressing(case, today=today, calendar=calendar))
        for case in cases.order_by(urgency, "accepted_on", "pk")[:at_most]
    ]
    return sorted(found, key=_pressing_first)


def _pressing_first(found: Waiting) -> tuple[bool, date]:
    return found.clock is None, found.clock.due if found.clock else found.remedy.accepted_on


def _groups(cases: QuerySet[Remedy], year: int) -> list[RemedyGroup]:
    rows = (
        cases.order_by()
        .filter(Q(concluded_year=None) | Q(concluded_year__gte=year), accepted_year__lte=year)
        .values(*_GROUP)
        .annotate(cases=Count("pk"))
        .values_list(*_GROUP, "cases")
    )
    return [
        RemedyGroup(
            kind=RemedyKind(kind),
            after_review=after_review,
            accepted=accepted,
            concluded=concluded,
            result=RemedyResult(result) if result else None,
            count=count,
            joint_respondent=joint,
        )
        for kind, after_review, accepted, concluded, result, joint, count in rows
    ]


def _state(selection: RemedySelection) -> Q:
    year, undecided = selection.year, Q(result__in=_values(selection.undecided))
    decided = Q(concluded_year=year) & ~undecided
    if selection.results is not None:
        decided &= Q(result__in=_values(selection.results))
    pending = Q(accepted_year__lte=year) & (
        Q(concluded_year=None) | Q(concluded_year__gt=year) | undecided
    )
    return {"decided": decided, "pending": pending, "any": decided | pending}[selection.state]


def _values(results: Iterable[RemedyResult]) -> list[str]:
    return sorted(result.value for result in results)
