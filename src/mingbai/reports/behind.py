"""The cases behind every cell, counted case by case: what a sealed report keeps."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet

from mingbai.applications import queries as applications
from mingbai.applications.models import Application
from mingbai.organs import queries as organs
from mingbai.organs.models import Organ
from mingbai.remedies import queries as remedies
from mingbai.remedies.models import Remedy
from mingbai.reports.figures import Figures
from mingbai.rules.report.counting import (
    CaseGroup,
    count_applications,
    count_remedies,
    remedy_selection,
    selection,
)
from mingbai.rules.report.outcomes import ApplicantKind, Outcome
from mingbai.rules.report.remedies import RemedyKind, RemedyResult
from mingbai.rules.report.remedy_counting import RemedyGroup


@dataclass
class Behind:
    """``cases``: [kind, organ code, number]; ``cells``: cell → places in that list.

    Organ and number name a case for people and machines alike, whatever key a database gave it.
    """

    cases: list[list[str]] = field(default_factory=list)
    cells: dict[str, list[int]] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """What is hashed and kept."""
        return {"cases": self.cases, "cells": self.cells}

    def numbers(self) -> dict[str, list[str]]:
        """Cell → the cases' numbers, each with its organ, so that no two are alike."""
        names = [f"{organ} {number}" for _, organ, number in self.cases]
        return {cell: [names[place] for place in places] for cell, places in self.cells.items()}

    def count(self, cell: str) -> int:
        """How many cases stand behind a cell."""
        return len(self.cells.get(cell, ()))

    def add(self, kind: str, organ: str, number: str, cells: Iterable[str]) -> None:
        """Put one case behind its cells."""
        place = len(self.cases)
        self.cases.append([kind, organ, number])
        for cell in cells:
            self.cells.setdefault(cell, []).append(place)


def scope_of(made: Figures) -> QuerySet[Organ]:
    """The organs whose cases the report counts."""
    if made.subtree:
        return organs.subtree_scope(made.organ, made.year)
    return Organ.objects.filter(pk__in=organs.own_scope(made.organ, made.year))


def all_cases(made: Figures) -> Behind:
    """Every case that the report counts, read one by one from the ledgers in a fixed order."""
    found = Behind()
    _add_applications(found, made)
    _add_remedies(found, made)
    return found


def of_cell(
    made: Figures, cell: str, readable: QuerySet[Organ]
) -> QuerySet[Application] | QuerySet[Remedy]:
    """The cases behind one cell of table three or four, of organs the reader reaches.

    Raises Refusal for a cell that the form does not count (table two is typed).
    """
    scope = scope_of(made)
    year, fmt, switches = made.year, made.fmt, made.switches
    reached = readable.filter(pk__in=scope)
    if cell in fmt.cell_ids("t4"):
        chosen = remedy_selection(cell, year=year, fmt=fmt, switches=switches)
        return remedies.behind(chosen, reached)
    return applications.behind(selection(cell, year=year, fmt=fmt, switches=switches), reached)


def _add_applications(found: Behind, made: Figures) -> None:
    year, fmt, switches = made.year, made.fmt, made.switches

    @cache
    def cells(received: int, concluded: int | None, kind: str, outcome: str) -> tuple[str, ...]:
        one = CaseGroup(
            received, concluded, ApplicantKind(kind), Outcome(outcome) if outcome else None
        )
        counted = count_applications([one], year=year, fmt=fmt, switches=switches)
        return tuple(cell for cell, count in counted.items() if count)

    relevant = Q(concluded_year=None) | Q(concluded_year__gte=year)
    rows = Application.objects.filter(relevant, organ__in=scope_of(made), received_year__lte=year)
    counted = rows.values_list(
        *("organ__code", "number"),
        *("received_year", "concluded_year", "applicant_kind", "outcome"),
    )
    for organ, number, *facts in sorted(counted.iterator(), key=_place):
        if places := cells(*facts):
            found.add("application", organ, number, places)


def _place(row: tuple[Any, ...]) -> tuple[str, str]:
    """Sorted here, not by the database: each sorts text in its own way."""
    return row[0], row[1]


def _add_remedies(found: Behind, made: Figures) -> None:
    year, fmt, switches = made.year, made.fmt, made.switches
    relevant = Q(concluded_year=None) | Q(concluded_year__gte=year)
    rows = Remedy.objects.filter(relevant, organ__in=scope_of(made), accepted_year__lte=year)
    for row in sorted(rows.select_related("organ"), key=lambda row: (row.organ.code, row.case_no)):
        one = RemedyGroup(
            kind=RemedyKind(row.kind),
            after_review=row.after_review,
            accepted=row.accepted_year,
            concluded=row.concluded_year,
            result=RemedyResult(row.result) if row.result else None,
            joint_respondent=row.joint_respondent,
        )
        counted = count_remedies([one], year=year, fmt=fmt, switches=switches)
        cells = tuple(cell for cell, count in counted.items() if count)
        if cells:
            found.add("remedy", row.organ.code, row.case_no, cells)
