"""What no ledger knows: table two, the prose, the figures of earlier years."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from mingbai.refusal import Refusal
from mingbai.reports import actions, content, figures, prose, queries, series
from mingbai.reports.forms import ProseForm, SeriesForm, TableTwoForm
from mingbai.reports.models import Narrative
from mingbai.reports.views.place import Place, place
from mingbai.rules.findings import Finding
from mingbai.rules.report import formats

TEXT_RULES = ("TX-", "RPT-", "T4-R2")


@login_required
def table_two(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Type table two of the organ itself; each value with who and when."""
    here = place(request, code, year)
    writer = here.writer
    fmt, typed = formats.for_year(year), queries.typed_in_force(here.organ, year)
    form = TableTwoForm(request.POST or None, fmt=fmt, typed=typed)
    if request.method == "POST" and form.is_valid():
        try:
            rows = actions.type_values(
                organ=here.organ,
                year=year,
                values=form.changed(),
                source=form.cleaned_data["source"],
                by=writer,
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已保存{len(rows)}格。" if rows else "没有改动。")
            return redirect(here.address("table_two"))
    return render(request, "reports/table_two.html", {"here": here, "form": form, "fmt": fmt})


@login_required
def write(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The prose, with what the text rules find in the edition that stands."""
    here = place(request, code, year)
    writer = here.writer
    current = queries.narrative(here.organ, year)
    form = ProseForm(request.POST or None, initial=_opened(current))
    theirs: Narrative | None = None
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.write_narrative(
                organ=here.organ,
                year=year,
                sections={part.key: form.cleaned_data[part.key] for part in prose.PARTS},
                edition=form.cleaned_data["edition"],
                by=writer,
                at=timezone.now(),
            )
        except actions.EditedMeanwhile as conflict:
            theirs = conflict.theirs
            form.add_error(None, str(conflict))
            # Saving again, after comparing, then follows the edition that stands.
            data = request.POST.copy()
            data["edition"] = str(theirs.edition)
            form.data = data
        else:
            messages.success(request, f"已保存第{saved.edition}稿。")
            return redirect(f"{here.address('write')}?scope={here.scope}")
    return render(
        request,
        "reports/write.html",
        {
            "here": here,
            "form": form,
            "current": current,
            "theirs": [(part.label, theirs.sections[part.key]) for part in prose.PARTS]
            if theirs
            else [],
            "findings": _text_findings(here),
            "editions": queries.narrative_editions(here.organ, year),
        },
    )


def _opened(current: Narrative | None) -> dict[str, str | int]:
    if current is None:
        return {"edition": 0}
    return {"edition": current.edition, **current.sections}


def _text_findings(here: Place) -> list[Finding]:
    made = figures.figures(here.organ, here.year, subtree=here.subtree)
    found = figures.findings(made, text=content.text_of(made))
    return [item for item in found if item.rule.startswith(TEXT_RULES)]


@login_required
def over_years(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The figures of earlier years, each with its source."""
    here = place(request, code, year)
    writer = here.writer
    form = SeriesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.type_series(organ=here.organ, by=writer, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已保存。")
            return redirect(here.address("over_years"))
    made = figures.figures(here.organ, year, subtree=here.subtree)
    points = series.points(made)
    shown = [(item, points[item.id]) for item in series.SERIES]
    years = series.years_of(year)
    return render(
        request,
        "reports/over_years.html",
        {
            "here": here,
            "form": form,
            "series": shown,
            "years": years,
            "last_year": year - 1,
            "carried": series.carried(here.organ, year - 1),
        },
    )
