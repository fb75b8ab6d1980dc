"""The workbench: tables as they stand now, findings beside them, the cases behind a cell."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from mingbai.audit.canonical import digest
from mingbai.refusal import Refusal
from mingbai.reports import (
    behind,
    board,
    content,
    definitions,
    downloads,
    figures,
    pages,
    permissions,
    queries,
)
from mingbai.reports.downloads import marks
from mingbai.reports.numbers import whole
from mingbai.reports.views.place import Place, place
from mingbai.rules.findings import Finding, Severity
from mingbai.rules.report.display import display
from mingbai.rules.report.formats import Table

PAGE = 50
TABLES: tuple[Table, ...] = ("t2", "t3", "t4")


@login_required
def report(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Tables, findings, charts, versions, and what can be done now."""
    here = place(request, code, year)
    made = figures.figures(here.organ, year, subtree=here.subtree)
    found = figures.findings(made, text=content.text_of(made) if here.reported else "")
    draft = content.compose(made, dated=here.today)
    return render(request, "reports/report.html", _shown(here, made, found, draft))


def _shown(
    here: Place, made: figures.Figures, found: Sequence[Finding], draft: dict[str, Any]
) -> dict[str, Any]:
    bad = frozenset(item.where for item in found if item.severity != Severity.INFO)

    def link(cell: str) -> str:
        return f"{here.address('cell', cell)}?scope={here.scope}"

    return {
        "here": here,
        "made": made,
        "draft": draft,
        "tables": [pages.shown(draft, name, link=link, bad=bad) for name in TABLES],
        "findings": _grouped(found, made),
        "counts": Counter(str(item.severity) for item in found),
        "charts": pages.drawn(draft),
        "versions": queries.versions(here.organ, here.year),
        "row": board.state_of(here.organ, here.year, today=here.today),
        "narrative": queries.narrative(here.organ, here.year),
        "switches": made.switches.in_words(),
        "has_children": queries.has_children(here.organ),
    }


def _grouped(
    found: Sequence[Finding], made: figures.Figures
) -> dict[str, list[tuple[Finding, str]]]:
    """Findings by the table they stand beside (t2, t3, t4, text), each with its cell's anchor."""
    beside: dict[str, list[tuple[Finding, str]]] = {name: [] for name in (*TABLES, "text")}
    cells = {cell: name for name in TABLES for cell in made.fmt.cell_ids(name)}
    for item in found:
        name = cells.get(item.where) or _by_rule(item)
        anchor = item.where.replace("/", "-").replace(".", "-") if item.where in cells else ""
        beside[name].append((item, anchor))
    return beside


def _by_rule(item: Finding) -> str:
    if item.where[:2] in TABLES:
        return item.where[:2]
    named = f"t{item.rule[1:2]}"
    return named if named in TABLES and item.rule[2:3] == "-" else "text"


@login_required
def draft_file(request: HttpRequest, code: str, year: int, form: str) -> HttpResponse:
    """What would be sealed now, as a file that says on every page that it is a draft."""
    here = place(request, code, year)
    if form not in downloads.FORMS:
        raise Http404
    made = figures.figures(here.organ, year, subtree=here.subtree)
    draft = content.compose(made, dated=here.today) | {"draft_note": marks.DRAFT}
    try:
        return downloads.as_response(draft, form, tag=digest(draft))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{here.address()}?scope={here.scope}")


@login_required
def cell(request: HttpRequest, code: str, year: int, cell_id: str) -> HttpResponse:
    """The cases behind a cell, of the organs the officer reaches; for table two what was typed."""
    here = place(request, code, year)
    made = figures.figures(here.organ, year, subtree=here.subtree)
    try:
        label = made.fmt.cell_label(cell_id)
    except Refusal:
        raise Http404 from None
    shown = {
        "here": here,
        "label": label,
        "value": display(cell_id, made.cells[cell_id]),
        "cell_id": cell_id,
        "back": f"{here.address()}?scope={here.scope}",
    }
    if cell_id in made.fmt.cell_ids("t2"):
        return render(request, "reports/typed_cell.html", shown | _typed(here, made, cell_id))
    readable = permissions.readable_organs(here.user, today=here.today)
    cases = behind.of_cell(made, cell_id, readable)
    count = cases.count()
    remedy = cell_id in made.fmt.cell_ids("t4")
    return render(
        request,
        "reports/cell.html",
        shown
        | {
            "count": count,
            "out_of_reach": (made.cells[cell_id] or 0) - count,
            "page": Paginator(cases.order_by("organ__path", "pk"), PAGE).get_page(
                request.GET.get("page")
            ),
            "remedy": remedy,
            "detail": "remedies:detail" if remedy else "applications:detail",
            "definition": definitions.meaning(made.fmt, cell_id, made.switches),
        },
    )


def _typed(here: Place, made: figures.Figures, cell_id: str) -> dict[str, Any]:
    readable = permissions.readable_organs(here.user, today=here.today)
    scope = readable.filter(pk__in=behind.scope_of(made))
    rows = queries.typed_of_cell(scope, here.year, cell_id)
    return {
        "rows": [(row, display(cell_id, whole(row.value))) for row in rows],
        "history": [
            (row, display(cell_id, whole(row.value)))
            for row in queries.typed_history(here.organ, here.year, cell_id)
        ],
        "typing": reverse("reports:table_two", args=[here.organ.code, here.year]),
    }
