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
from mingbai.accounts.models import User
from mingbai.accounts.roles import Role
from mingbai.files import export
from mingbai.organs.models import Organ
from mingbai.records import actions
from mingbai.records.desk.column_forms import ObligationForm
from mingbai.records.queries import findings, interpretations, obligations
from mingbai.refusal import Refusal
from mingbai.rules import publicity

READERS = frozenset({Role.OFFICE, Role.AUDITOR})
EXPORTS = {"csv": export.as_csv, "xlsx": export.as_xlsx}
HEADERS = ("机关", "公开事项", "依据条款", "是否应当公开", "说明")
HEADERS_OF_STATE = ("已公开条数", "最近更新", "更新周期（天）", "逾期天数", "情况")


@login_required
def matrix(request: HttpRequest) -> HttpResponse:
    """Organs down, items across; on a phone one organ after the other."""
    today = timezone.localdate()
    organs = reach(request, READERS)
    rows = obligations.matrix(organs, today=today)
    only = request.GET.get("only", "")
    context = {
        "items": obligations.items(),
        "rows": [row for row in rows if not only or row.missing or row.late],
        "only": only,
        "organs": len(rows),
        "missing": sum(row.missing for row in rows),
        "late": sum(row.late for row in rows),
        "uninterpreted": interpretations.overdue(organs, today=today),
        "found": len(findings.critical(organs)),
        "may_set": _may_set(request),
    }
    return render(request, "records/matrix.html", context)


@login_required
def matrix_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The same as a table, a row for each organ and item."""
    today = timezone.localdate()
    rows = obligations.matrix(reach(request, READERS), today=today)
    name = f"主动公开义务清单-{today:%Y%m%d}"
    return EXPORTS[kind](name, (*HEADERS, *HEADERS_OF_STATE), _lines(rows))


@login_required
def obligation(request: HttpRequest, code: str, item: str) -> HttpResponse:
    """What the organ owes of the item, where it departs from the default."""
    today = timezone.localdate()
    organ = get_object_or_404(reach(request, {Role.OFFICE}), code=code)
    if item not in {each.id for each in obligations.items()}:
        raise Http404
    user = _user(request)
    by = rights.acting_post(user, organ, roles={Role.OFFICE}, today=today)
    if by is None:
        raise Http404
    cell = obligations.cell_of(organ, item, today=today)
    form = ObligationForm(request.POST or None, initial=_initial(cell))
    if request.method == "POST":
        if "default" in request.POST:
            actions.lift(organ, item, by=by, at=timezone.now())
            messages.success(request, f"{organ}的“{cell.item.short}”已恢复默认。")
            return redirect("records:matrix")
        if form.is_valid():
            try:
                now = timezone.now()
                actions.oblige(organ, item, by=by, at=now, **form.cleaned_data)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, f"{organ}的“{cell.item.short}”已另定。")
                return redirect("records:matrix")
    obliged, days, basis = obligations.default_of(organ, item)
    default = {"obliged": obliged, "days": days, "basis": basis}
    context = {"form": form, "organ": organ, "cell": cell, "default": default}
    return render(request, "records/obligation.html", context)


def _initial(cell: obligations.Cell) -> dict[str, object]:
    return {
        "obliged": "yes" if cell.obliged else "no",
        "update_days": cell.upkeep.period,
        "reason": cell.basis if cell.own else "",
    }


def _lines(rows: list[obligations.Row]) -> Iterator[list[export.Value]]:
    for row in rows:
        for cell in row.cells:
            upkeep = cell.upkeep
            yield [
                *(row.organ.name, cell.item.short, publicity.item(cell.item.id).basis),
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


def _may_set(request: HttpRequest) -> bool:
    return bool(rights.posts(_user(request), roles={Role.OFFICE}, today=timezone.localdate()))


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 (login_required stands above every view)
    return request.user
