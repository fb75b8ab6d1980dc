"""The year in figures, and the procedure as the table of moves has it (条例第二十九至四十五条)."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mingbai.applications import queries
from mingbai.applications.stages import LIFECYCLE, Move, Stage
from mingbai.organs.models import Organ
from mingbai.portal.apply import chart
from mingbai.portal.apply.pages import root_of
from mingbai.rules.report.outcomes import ApplicantKind


@dataclass(frozen=True)
class Year:
    """What the organs of a site received and concluded in a year."""

    year: int
    received: int
    carried_in: int
    concluded: int
    pending: int
    natural: int
    outcomes: list[tuple[str, int]]
    timely: int
    known: int

    @property
    def share(self) -> float | None:
        """The share of replies in time, None where none was served."""
        return self.timely / self.known if self.known else None


@dataclass(frozen=True)
class Act:
    """A move in a stage: who makes it, by which article, where it leads."""

    label: str
    article: str
    who: str
    to: str


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """One year, chosen in the address; the newest first."""
    root = root_of(request)
    years = queries.years_of(root) if root else []
    chosen = request.GET.get("year", "")
    year = int(chosen) if chosen.isdecimal() and int(chosen) in years else None
    year = year or next(iter(years), None)
    context: dict[str, Any] = {"root": root, "years": years, "at": timezone.now()}
    if root and year:
        context["figures"] = _year(root, year)
    return render(request, "portal/apply/statistics.html", context)


@require_safe
def procedure(request: HttpRequest) -> HttpResponse:
    """The flow chart and the same as tables, both from ``stages.LIFECYCLE``."""
    context = {
        "stages": [(stage, _acts(stage)) for stage in chart.ORDER],
        "drawing": chart.drawing(),
        "undrawn": [move.label for move in chart.everywhere()],
        "everywhere": [_act(_last(move), move) for move in Move if chart.common(move)],
    }
    return render(request, "portal/apply/procedure.html", context)


def _year(root: Organ, year: int) -> Year:
    groups = queries.tree_groups(root, year)
    results: Counter[str] = Counter()
    for group in groups:
        if group.concluded == year and group.outcome:
            results[group.outcome.label] += group.count
    received = [group for group in groups if group.received == year]
    done = sum(group.count for group in groups if group.concluded == year)
    carried = sum(group.count for group in groups if group.received < year)
    total = sum(group.count for group in received)
    timely, known = queries.timely(root, year)
    return Year(
        year=year,
        received=total,
        carried_in=carried,
        concluded=done,
        pending=carried + total - done,
        natural=sum(g.count for g in received if g.kind is ApplicantKind.NATURAL),
        outcomes=results.most_common(),
        timely=timely,
        known=known,
    )


def _acts(stage: Stage) -> list[Act]:
    moves = LIFECYCLE.moves_from(stage)
    return [_act(stage, move) for move in moves if not chart.common(move)]


def _last(move: Move) -> Stage:
    return LIFECYCLE.stages_of(move)[-1]


def _act(stage: Stage, move: Move) -> Act:
    who = [role.label for role in sorted(move.law.roles)]
    if move.law.applicant:
        who.insert(0, "申请人")
    to = [each.label for each in LIFECYCLE.table[stage, move] if each is not stage]
    return Act(move.label, move.law.article, "、".join(who), "或者".join(to) or "不变")
