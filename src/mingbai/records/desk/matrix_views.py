"""公开义务: item of Art. 20 × organ, on a page and in a table; the office sets what differs."""

from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from mingbai.accounts import rights
from mingbai.accounts.models import Post, User
from mingbai.accounts.roles import Role
from mingbai.files import export
from mingbai.organs.models import Organ
from mingbai.records import actions
from mingbai.records.desk.column_forms import ObligationForm
from mingbai.records.desk.list_rows import rows
from mingbai.records.permissions import OVERSEERS
from mingbai.records.queries import findings, interpretations, listing, narrowing, obligations
from mingbai.records.queries.narrowing import Filters
from mingbai.refusal import Refusal
from mingbai.rules import publicity
from mingbai.rules.publication_term import TermKind, term

EXPORTS = {"csv": export.as_csv, "xlsx": export.as_xlsx}
LISTED = 20
HEADERS = ("机关", "公开事项", "依据条款", "是否应当公开", "说明")
HEADERS_OF_STATE = ("已公开条数", "最近更新", "更新周期（天）", "逾期天数", "情况")


@login_required
def matrix(request: HttpRequest) -> HttpResponse:
    """Organs down, items across; on a phone one organ after the other."""
    today = timezone.localdate()
    organs = reach(request, OVERSEERS)
    rows = obligations.matrix(organs, today=today)
    only = request.GET.get("only", "")
    shown = [each for each in rows if not only or each.gaps]
    context = {
        "items": obligations.items(),
        "rows": shown,
        "only": only,
        "organs": len(rows),
        "missing": sum(each.missing for each in rows),
        "late": sum(each.late for each in rows),
        "uninterpreted": interpretations.overdue(organs, today=today),
        "interpretation": term(TermKind.INTERPRETATION, today),
        "found": len(findings.critical(organs)),
    }
    return render(request, "records/matrix.html", context)


@login_required
def matrix_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The same as a table, a row for each organ and item."""
    today = timezone.localdate()
    rows = obligations.matrix(reach(request, OVERSEERS), today=today)
    name = f"主动公开义务清单-{today:%Y%m%d}"
    return EXPORTS[kind](name, (*HEADERS, *HEADERS_OF_STATE), _lines(rows))


@login_required
def obligation(request: HttpRequest, code: str, item: str) -> HttpResponse:
    """One cell: what the organ owes of the item and why, and the records behind it.

    An office above or at the organ sets what departs from the default; others only read.
    """
    today, user = timezone.localdate(), _user(request)
    organ = get_object_or_404(reach(request, OVERSEERS), code=code)
    if item not in {each.id for each in obligations.items()}:
        raise Http404
    by = rights.acting_post(user, organ, roles={Role.OFFICE}, today=today)
    cell = obligations.cell_of(organ, item, today=today)
    form = ObligationForm(request.POST or None, initial=_initial(cell)) if by else None
    if request.method == "POST":
        if by is None or form is None:
            raise Http404
        if said := _set(organ, cell, form, request, by):
            messages.success(request, said)
            return redirect("records:matrix")
    obliged, days, basis = obligations.default_of(organ, item)
    found = listing.listed(narrowing.reach(user, today), Filters(organ=code, item=item))
    context = {
        "form": form,
        "organ": organ,
        "cell": cell,
        "default": {"obliged": obliged, "days": days, "basis": basis},
        "rows": rows(found.rows[:LISTED], today),
        "more": found.older is not None or len(found.rows) > LISTED,
    }
    return render(request, "records/obligation.html", context)


def _set(
    organ: Organ, cell: obligations.Cell, form: ObligationForm, request: HttpRequest, by: Post
) -> str:
    """Set or lift what was posted; the words for the officer, empty when it was refused."""
    item, at = cell.item.id, timezone.now()
    if "default" in request.POST:
        actions.lift(organ, item, by=by, at=at)
        return f"{organ}的“{cell.item.short}”已恢复默认。"
    if form.is_valid():
        try:
            actions.oblige(organ, item, by=by, at=at, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return f"{organ}的“{cell.item.short}”已另定。"
    return ""


def _initial(cell: obligations.Cell) -> dict[str, object]:
    return {
        "obliged": "yes" if cell.obliged else "no",
        "update_days": cell.upkeep.period,
        "reason": cell.basis if cell.own else "",
    }


def _lines(rows: list[obligations.Row]) -> Iterator[list[export.Value]]:
    for each in rows:
        for cell in each.cells:
            upkeep = cell.upkeep
            yield [
                *(each.organ.name, cell.item.short, publicity.item(cell.item.id).basis),
                *("应当公开" if cell.obliged else "不要求", cell.basis),
                *(cell.public, upkeep.last, upkeep.period),
                *(upkeep.overdue if cell.obliged else 0, cell.words),
            ]


def reach(request: HttpRequest, roles: frozenset[Role] | set[Role]) -> QuerySet[Organ]:
    """The organs the person reaches in one of the roles; 404 for none."""
    found = rights.organs(_user(request), roles=roles, today=timezone.localdate())
    if not found.exists():
        raise Http404
    return found


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 (login_required stands above every view)
    return request.user
