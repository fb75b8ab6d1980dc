"""Counting the ledgers for a report: one organ from its cases, a whole tree from the rollup."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import BooleanField, Case, Sum, Value, When

from mingbai.applications import queries as applications
from mingbai.applications.models import YearCount
from mingbai.organs.models import Organ
from mingbai.organs.queries import subtree_scope as scope
from mingbai.remedies import queries as remedies
from mingbai.rules.report.counting import CaseGroup, count_applications, count_remedies
from mingbai.rules.report.formats import Format
from mingbai.rules.report.remedy_counting import RemedyGroup
from mingbai.rules.report.switches import Switches

_GROUP = ("received_year", "concluded_year", "applicant_kind", "outcome")


@dataclass(frozen=True)
class Counts:
    """Tables three and four of some organs, and what they were sued for in the year itself."""

    cells: dict[str, int]
    accepted: dict[str, int]


def switches_in_force() -> Switches:
    """The deployment's choices (setting ``REPORT_SWITCHES``); raises Refusal for a bad one."""
    return Switches(**settings.REPORT_SWITCHES)


def count_own(organ_ids: Sequence[int], year: int, fmt: Format, switches: Switches) -> Counts:
    """The organs' own cases, from the ledgers themselves: two statements."""
    cases = applications.year_groups(organ_ids, year)
    return count(cases, remedies.year_groups(organ_ids, year), year, fmt, switches)


def count_tree(
    organ: Organ, own: Sequence[int], year: int, fmt: Format, switches: Switches
) -> tuple[Counts, Counts]:
    """(The organ with all below it, all below it without ``own``), from the rollup."""
    cases = _rollup(organ, own, year)
    below = scope(organ, year).exclude(pk__in=own).values_list("pk", flat=True)
    others = remedies.year_groups(list(below), year)
    suits = remedies.year_groups([*own, *below], year)
    whole = count([group for _, group in cases], suits, year, fmt, switches)
    rest = count([g for is_own, g in cases if not is_own], others, year, fmt, switches)
    return whole, rest


def count(
    cases: Sequence[CaseGroup],
    suits: Sequence[RemedyGroup],
    year: int,
    fmt: Format,
    switches: Switches,
) -> Counts:
    """Cells and yearly acceptances from groups."""
    third = count_applications(cases, year=year, fmt=fmt, switches=switches)
    fourth = count_remedies(suits, year=year, fmt=fmt, switches=switches)
    this_year = replace(switches, remedy_year="by_acceptance_year")
    taken = count_remedies(suits, year=year, fmt=fmt, switches=this_year)
    accepted = {
        "reviews": taken["review/total"],
        "suits": taken["suit_direct/total"] + taken["suit_after_review/total"],
    }
    return Counts({**third, **fourth}, accepted)


def _rollup(organ: Organ, own: Sequence[int], year: int) -> list[tuple[bool, CaseGroup]]:
    """One statement over the rollup, the organ's own part kept apart."""
    is_own = Case(
        When(organ__in=own, then=Value(True)), default=Value(False), output_field=BooleanField()
    )
    # The organs as a list, not a join: SQLite then seeks in ``application_tree_counting``.
    organs = scope(organ, year).values("pk")
    counts = YearCount.objects.order_by().filter(organ__in=organs, received_year__lte=year)
    still_open, concluded = (
        part.annotate(is_own=is_own)
        .values("is_own", *_GROUP)
        .annotate(cases=Sum("count"))
        .filter(cases__gt=0)
        .values_list("is_own", *_GROUP, "cases")
        for part in (counts.filter(concluded_year=0), counts.filter(concluded_year__gte=year))
    )
    rows = still_open.union(concluded, all=True)
    return [(bool(row[0]), applications.as_group(*row[1:])) for row in rows]
