"""A kept paper as it is checked: with its corrections, beside the current papers around it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from django.db.models import Max

from mingbai.organs.models import Organ, OrganKind
from mingbai.organs.queries import reporting_children
from mingbai.oversight.kept import as_reading
from mingbai.oversight.models import Correction, Paper
from mingbai.reading.reader import Reading
from mingbai.reading.rechecking import Around, checked, corrected
from mingbai.rules.findings import Number
from mingbai.rules.report.counting import add_up
from mingbai.rules.report.report import Cells


def corrections(papers: Sequence[Paper]) -> dict[UUID, dict[str, Correction]]:
    """The corrections in force by paper and cell: the last of each cell, if it has a value."""
    made = Correction.objects.filter(paper__in=papers)
    last = made.order_by().values("paper", "cell").annotate(last=Max("pk")).values("last")
    found: dict[UUID, dict[str, Correction]] = {paper.pk: {} for paper in papers}
    rows = Correction.objects.filter(pk__in=last, value__isnull=False)
    for row in rows.select_related("by__user"):
        found[row.paper_id][row.cell] = row
    return found


def readings(papers: Sequence[Paper]) -> dict[UUID, Reading]:
    """The papers as read and corrected, without the reports around them."""
    by_paper = corrections(papers)
    return {paper.pk: _reading(paper, by_paper[paper.pk]) for paper in papers if paper.reading}


def reading_of(paper: Paper) -> Reading:
    """One paper as read, corrected and checked beside the current papers around it."""
    alone = readings([paper])[paper.pk]
    return checked(alone, around(paper))


def around(paper: Paper) -> Around:
    """Last year's cells, and the sum of the organs below when every paper of them is at hand."""
    if paper.organ is None or paper.year is None:
        return Around()
    last = Paper.objects.filter(organ=paper.organ, year=paper.year - 1, current=True).first()
    previous = _cells([last])[0] if last and last.reading else None
    below: Cells | None = None
    if paper.organ.kind == OrganKind.GOVERNMENT and not lacking(paper.organ, paper.year):
        children = current_below(paper.organ, paper.year)
        below = add_up(_cells(children)) if children else None
    return Around(previous, below)


def current_below(organ: Organ, year: int) -> list[Paper]:
    """The current papers of the organs directly below."""
    children = reporting_children(organ, year)
    papers = Paper.objects.filter(organ__in=children, year=year, current=True)
    return list(papers.select_related("organ"))


def lacking(organ: Organ, year: int) -> list[Organ]:
    """The organs directly below whose paper of the year is missing or was not read whole."""
    papers = {paper.pk: paper for paper in current_below(organ, year)}
    found = readings(list(papers.values()))
    whole = {papers[key].organ_id for key, made in found.items() if made.complete and made.form}
    children = reporting_children(organ, year).exclude(kind=OrganKind.PUBLIC_UNIT)
    return [child for child in children.order_by("position", "path") if child.pk not in whole]


def affected(organ: Organ, year: int) -> list[Paper]:
    """The current papers that are checked with this one: next year's, and the one above."""
    nxt = Paper.objects.filter(organ=organ, year=year + 1, current=True)
    above = Paper.objects.filter(organ=organ.parent_id, year=year, current=True)
    return [paper for paper in (*nxt, *above) if paper.reading]


def values(made: Mapping[str, Correction]) -> dict[str, Number]:
    """The corrected numbers as the rules take them: an int where there is no fraction."""
    return {cell: _number(row.value) for cell, row in made.items() if row.value is not None}


def _reading(paper: Paper, made: Mapping[str, Correction]) -> Reading:
    kept = as_reading(paper.reading, name=paper.file_name, text=paper.text)
    return corrected(kept, values(made)) if made else kept


def _cells(papers: Sequence[Paper]) -> list[Cells]:
    found = readings(papers)
    return [found[paper.pk].report().cells for paper in papers if found[paper.pk].form]


def _number(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else value.normalize()
