"""监督 as a whole: which papers are there, the ledger of findings, one-key recheck of a year."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingbai import __version__
from mingbai.accounts import stepup
from mingbai.files import export
from mingbai.organs.models import Organ
from mingbai.oversight import actions, queries, tasks
from mingbai.oversight.actions import FIRST_YEAR
from mingbai.oversight.forms import FilterForm
from mingbai.oversight.models import Issue, Paper
from mingbai.oversight.views.place import Reader, reader, writer
from mingbai.reports.queries import reporting

PAGE = 50
LEAST_FOR_SHARES = 30
MOST_ROWS = 20_000
AT_A_TIME = 6
HEADERS = ("机关", "年度", "规则", "程度", "位置", "问题", "应为", "实为", "状态", "依据")


@dataclass(frozen=True)
class Row:
    """An organ of the board and its current paper."""

    organ: Organ
    paper: Paper | None
    errors: int
    warnings: int


@login_required
def board(request: HttpRequest) -> HttpResponse:
    """Which organs have a paper of the year."""
    who = reader(request)
    year, years = _year(request, who)
    organs = list(reporting(who.reach, year))
    papers = {paper.organ_id: paper for paper in queries.currents(who.reach, year)}
    weights = queries.weights(list(papers.values()))
    rows = [_row(organ, papers.get(organ.pk), weights) for organ in organs]
    there = sum(1 for row in rows if row.paper)
    lacking = request.GET.get("only") == "lacking"
    chosen = [row for row in rows if not (lacking and row.paper)]
    visible = queries.visible_to(who.user, who.today)
    context = {
        "year": year,
        "years": years,
        "there": there,
        "total": len(rows),
        "share": f"{there / len(rows):.1%}" if len(rows) >= LEAST_FOR_SHARES else "",
        "least": LEAST_FOR_SHARES,
        "lacking": lacking,
        "page": Paginator(chosen, PAGE).get_page(request.GET.get("page")),
        "may_write": who.writes,
        "unassigned": queries.unassigned(visible).count(),
        "waiting": queries.waiting(visible).count(),
        "old": len(queries.to_reread(who.reach, year, __version__)),
    }
    return render(request, "oversight/board.html", context)


@login_required
@require_POST
def recheck(request: HttpRequest) -> HttpResponse:
    """Read again what an older engine read of a year, some now and the rest step by step."""
    who = writer(request)
    year, _ = _year(request, who)
    at = timezone.now()
    for post in who.posts:
        old = queries.to_reread(Organ.objects.under(post.organ), year, __version__)
        actions.reread([paper.pk for paper in old], by=post, at=at)
    return go_on(request)


@login_required
@require_POST
def go_on(request: HttpRequest) -> HttpResponse:
    """Read some of everything that waits in reach."""
    who = writer(request)
    waiting = queries.waiting(queries.visible_to(who.user, who.today))
    for paper in list(waiting[:AT_A_TIME]):
        if post := who.post(paper.seat):
            tasks.read([paper], by=post, at=timezone.now())
    left = waiting.count()
    words = f"已读取一批，还有{left}份待读取。" if left else "全部读取完毕。"
    messages.success(request, words)
    return redirect("oversight:board")


@login_required
def issues(request: HttpRequest) -> HttpResponse:
    """The findings of the current papers, with filters."""
    who = reader(request)
    form, found = _narrowed(request, who)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "rows": [(issue, state_of(issue)) for issue in page],
        "page": page,
        "counts": queries.counts(found),
    }
    return render(request, "oversight/issues.html", context)


@login_required
def export_issues(request: HttpRequest) -> HttpResponseBase:
    """The filtered findings as an Excel table, after the password was asked again (SEC-13)."""
    reader(request)
    return _export_issues(request)


@stepup.required
def _export_issues(request: HttpRequest) -> HttpResponseBase:
    """Safe against formulas."""
    who = reader(request)
    _, found = _narrowed(request, who)
    name = f"年度报告问题台账-{timezone.localdate():%Y%m%d}"
    return export.as_xlsx(name, HEADERS, _exported(found[:MOST_ROWS].iterator(chunk_size=2000)))


def state_of(issue: Issue) -> str:
    """The state of a finding of the ledger in words."""
    verdict = getattr(issue, "verdict", None)
    return queries.STATES.get(verdict or queries.UNJUDGED, queries.STATES[queries.UNJUDGED])


def _narrowed(request: HttpRequest, who: Reader) -> tuple[FilterForm, QuerySet[Issue]]:
    found = queries.issues(who.reach)
    form = FilterForm(
        request.GET or None,
        organs=who.reach.order_by("position", "path"),
        years=queries.years_found(who.reach),
        rules=queries.rules_found(found),
    )
    filters, organ = form.filters()
    return form, queries.narrowed(found, filters, organ)


def _exported(found: Iterator[Issue]) -> Iterator[list[export.Value]]:
    for issue in found:
        paper = issue.paper
        yield [
            paper.organ.name if paper.organ else "",
            paper.year,
            issue.rule,
            queries.SEVERITIES[issue.severity],
            issue.where,
            issue.message,
            issue.expected or "",
            issue.found or "",
            state_of(issue),
            issue.basis,
        ]


def _row(organ: Organ, paper: Paper | None, weights: dict[object, dict[str, int]]) -> Row:
    found = weights.get(paper.pk, {}) if paper else {}
    return Row(organ, paper, found.get("error", 0), found.get("warn", 0))


def _year(request: HttpRequest, who: Reader) -> tuple[int, list[int]]:
    """The asked year, else the latest with a paper, else last year."""
    years = list(range(who.today.year - 1, FIRST_YEAR - 1, -1))
    asked = (request.POST or request.GET).get("year", "")
    if asked.isdecimal() and int(asked) in years:
        return int(asked), years
    found = queries.years_found(who.reach)
    return (found or years)[0], years
