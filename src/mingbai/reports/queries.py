"""Reads for the report: what was typed, the prose, the seals, and which year is where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import BooleanField, Case, Count, F, Max, Q, QuerySet, Sum, Value, When

from mingbai.organs import queries as organs
from mingbai.organs.models import Organ, OrganKind
from mingbai.records.models import Record, Review, Version
from mingbai.reports.models import Narrative, Seal, SeriesValue, TypedValue
from mingbai.reports.numbers import exact_cells, whole
from mingbai.rules.findings import Number

KIND = "annual_report"
Cells = dict[str, Number | None]


@dataclass(frozen=True)
class Typed:
    """Table two: own values, the sum of all in reach, of those below; untyped cells are absent."""

    own: Cells
    whole: Cells
    below: Cells


def typed(organ: Organ, own: Sequence[int], year: int, *, subtree: bool) -> Typed:
    """The typed values in force, summed in one statement."""
    values = TypedValue.objects.filter(year=year)
    values = values.filter(organ__in=organs.subtree_scope(organ, year) if subtree else own)
    latest = values.order_by().values("organ", "cell").annotate(last=Max("pk")).values("last")
    is_own = Case(
        When(organ__in=own, then=Value(True)), default=Value(False), output_field=BooleanField()
    )
    rows = (
        TypedValue.objects.order_by()
        .filter(pk__in=latest, value__isnull=False)
        .annotate(is_own=is_own)
        .values_list("cell", "is_own")
        .annotate(total=Sum("value"))
    )
    mine: Cells = {}
    below: Cells = {}
    for cell, belongs, total in rows:
        (mine if belongs else below)[cell] = whole(total)
    return Typed(mine, _added(mine, below), below)


def _added(mine: Cells, below: Cells) -> Cells:
    cells = dict.fromkeys([*mine, *below])
    return {cell: (mine.get(cell) or 0) + (below.get(cell) or 0) for cell in cells}


def typed_in_force(organ: Organ, year: int) -> dict[str, TypedValue]:
    """Cell → the value in force that this very organ typed, with who typed it."""
    rows = TypedValue.objects.filter(organ=organ, year=year).select_related("by__user", "by__organ")
    return {row.cell: row for row in rows.order_by("pk")}


def typed_history(organ: Organ, year: int, cell: str) -> list[TypedValue]:
    """Every value typed for a cell, newest first."""
    rows = TypedValue.objects.filter(organ=organ, year=year, cell=cell)
    return list(rows.select_related("by__user", "by__organ").order_by("-pk"))


def typed_cell_counts(scope: Iterable[Organ], year: int) -> dict[int, int]:
    """Organ key → how many cells of table two it has typed."""
    rows = (
        TypedValue.objects.order_by()
        .filter(organ__in=scope, year=year)
        .values_list("organ")
        .annotate(cells=Count("cell", distinct=True))
    )
    return dict(rows)


def narrative(organ: Organ, year: int) -> Narrative | None:
    """The prose in force."""
    rows = Narrative.objects.filter(organ=organ, year=year).select_related("by__user")
    return rows.order_by("-edition").first()


def narrative_editions(organ: Organ, year: int) -> list[Narrative]:
    """All editions of the prose, newest first."""
    rows = Narrative.objects.filter(organ=organ, year=year).select_related("by__user")
    return list(rows.order_by("-edition"))


def series_in_force(organ: Organ, years: Sequence[int]) -> dict[tuple[str, int], SeriesValue]:
    """(series, year) → the typed figure in force."""
    rows = SeriesValue.objects.filter(organ=organ, year__in=years).select_related("by__user")
    return {(row.series, row.year): row for row in rows.order_by("pk")}


def last_seal(organ: Organ, year: int) -> Seal | None:
    """The seal of the published version if there is one, else the latest."""
    rows = Seal.objects.filter(organ=organ, year=year).select_related("version__record")
    seals = list(rows.defer("cases").order_by("-at"))
    public = [s for s in seals if s.version.record.public_version_id == s.version_id]
    return next(iter(public + seals), None)


def previous_cells(organ: Organ, year: int) -> Cells | None:
    """Last year's cells: from its seal, else those typed with their source, else None."""
    seal = last_seal(organ, year - 1)
    if seal is not None:
        return exact_cells(seal.cells)
    typed_last = series_in_force(organ, [year - 1])
    cells: Cells = {
        series: whole(row.value) for (series, _), row in typed_last.items() if "/" in series
    }
    return cells or None


def sealed_children(organ: Organ, year: int) -> list[Cells] | None:
    """The cells of every reporting child's latest seal; None while one of them has none."""
    children = list(organs.reporting_children(organ, year).values_list("pk", flat=True))
    rows = Seal.objects.filter(organ__in=children, year=year).order_by("at")
    latest = dict(rows.values_list("organ_id", "cells"))
    if not children or len(latest) < len(children):
        return None
    return [exact_cells(cells) for cells in latest.values()]


def record(organ: Organ, year: int) -> Record | None:
    """The record of an organ's report, with its public version."""
    rows = Record.objects.filter(organ=organ, kind=KIND, key=str(year))
    return rows.select_related("organ", "public_version").first()


def records(scope: Iterable[Organ] | QuerySet[Organ], year: int) -> dict[int, Record]:
    """Organ key → the record of its report of the year."""
    rows = Record.objects.filter(organ__in=scope, kind=KIND, key=str(year))
    return {row.organ_id: row for row in rows}


def public_version(code: str, year: int) -> Version | None:
    """The version that is public; None for anything unknown or not published."""
    rows = Version.objects.filter(record__kind=KIND, record__key=str(year))
    public = rows.filter(record__organ__code=code, record__public_version=F("pk"))
    return public.select_related("record__organ", "publication").first()


def public_records(root: Organ | None = None) -> list[Record]:
    """Every published report below a root, newest year first, then in the order of the tree."""
    rows = Record.objects.filter(kind=KIND, public_version__isnull=False).select_related("organ")
    if root is not None:
        rows = rows.filter(organ__path__startswith=root.path)
    return list(rows.order_by("-key", "organ__position", "organ__path"))


def typed_sources(organ: Organ, year: int, *, subtree: bool) -> list[str]:
    """The different sources that were typed with the values of table two, in order."""
    scope = organs.subtree_scope(organ, year) if subtree else organs.own_scope(organ, year)
    values = TypedValue.objects.filter(year=year, organ__in=scope).exclude(source="")
    return list(values.order_by("source").values_list("source", flat=True).distinct())


def written_organs(scope: Iterable[Organ], year: int) -> set[int]:
    """Keys of the organs that have written prose."""
    rows = Narrative.objects.order_by().filter(organ__in=scope, year=year)
    return set(rows.values_list("organ", flat=True).distinct())


def latest_versions(records: Iterable[UUID]) -> list[Version]:
    """The last version of each record, without its text."""
    last = (
        Version.objects.order_by()
        .filter(record__in=list(records))
        .values("record")
        .annotate(last=Max("pk"))
        .values("last")
    )
    return list(Version.objects.filter(pk__in=last).defer("body"))


def reviews_of(versions: Sequence[Version]) -> list[Review]:
    """The reviews of some versions, in the order they were made."""
    return list(Review.objects.filter(version__in=versions).order_by("pk"))


def versions(organ: Organ, year: int) -> list[Version]:
    """All versions of a report, newest first, without their texts."""
    rows = Version.objects.filter(record__organ=organ, record__kind=KIND, record__key=str(year))
    rows = rows.select_related("record__organ", "author__user", "seal").defer("body", "seal__cases")
    return list(rows.prefetch_related("reviews__reviewer__user").order_by("-number"))


def version(organ: Organ, year: int, number: int) -> Version | None:
    """One version with its text."""
    rows = Version.objects.filter(record__organ=organ, record__kind=KIND, record__key=str(year))
    return rows.select_related("record__organ", "author__user").filter(number=number).first()


def last_reviewed_before(version: Version) -> Version | None:
    """The latest earlier version that anybody reviewed: what the reviewers have read."""
    rows = version.record.versions.filter(number__lt=version.number, reviews__isnull=False)
    return rows.order_by("-number").first()


def reporting(reach: QuerySet[Organ], year: int) -> QuerySet[Organ]:
    """The organs in reach that report for the year: existing by its end, not merged away."""
    end = date(year, 12, 31)
    merged = Q(successor__isnull=False, active_to__lte=end)
    alive = reach.filter(active_from__lte=end).exclude(merged)
    return alive.exclude(kind=OrganKind.PUBLIC_UNIT).order_by("position", "path")


def latest_year() -> int | None:
    """The latest year anybody works on here; None before the first."""
    years = TypedValue.objects.aggregate(last=Max("year"))["last"]
    return int(years) if years else None


def typed_of_cell(scope: QuerySet[Organ], year: int, cell: str) -> list[TypedValue]:
    """The value in force of every organ that typed the cell, in the order of the tree."""
    values = TypedValue.objects.filter(organ__in=scope, year=year, cell=cell)
    latest = values.order_by().values("organ").annotate(last=Max("pk")).values("last")
    rows = TypedValue.objects.filter(pk__in=latest)
    return list(rows.select_related("organ", "by__user").order_by("organ__path"))


def has_children(organ: Organ) -> bool:
    """Whether anything stands below the organ."""
    return organ.children.exists()
