"""The desk's pages of the ledger of remedies. Whatever a person may not see is a 404."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from mingbai.accounts import rights
from mingbai.accounts.models import Post
from mingbai.accounts.roles import LEDGER_WRITERS
from mingbai.applications import history, permissions
from mingbai.applications.queries import history as events_of
from mingbai.files import export
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal
from mingbai.remedies import actions, queries
from mingbai.remedies.facts import LABELS, facts_of, fingerprint
from mingbai.remedies.forms import (
    AmendForm,
    ConcludeForm,
    FilterForm,
    RegisterForm,
    RemoveForm,
)
from mingbai.remedies.history import of_remedy
from mingbai.remedies.models import Remedy

PAGE = 50
XLSX_ROWS = 20_000


@login_required
def ledger(request: HttpRequest) -> HttpResponse:
    """The list with its filters."""
    form, cases = _filtered(request)
    page = Paginator(cases, PAGE).get_page(request.GET.get("page"))
    writable = permissions.writable_organs(_user(request), today=timezone.localdate())
    context = {
        "form": form,
        "page": page,
        "narrowed": any(form.data.values()) if form.is_bound else False,
        "may_write": writable.exists(),
    }
    return render(request, "remedies/list.html", context)


@login_required
def download(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The filtered list as a table that can be imported again."""
    _, cases = _filtered(request)
    headers = [*LABELS.values(), "登记机关"]
    rows = (_exported(case) for case in cases.iterator(chunk_size=2000))
    name = f"复议诉讼台账-{timezone.localdate():%Y%m%d}"
    if suffix == "csv":
        return export.as_csv(name, headers, rows)
    if suffix != "xlsx":
        raise Http404
    if cases.count() > XLSX_ROWS:
        messages.error(request, f"超过{XLSX_ROWS}件，请导出CSV，或用筛选缩小范围。")
        return redirect("remedies:list")
    return export.as_xlsx(name, headers, rows)


@login_required
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """One case: facts, history, what can be done."""
    case = _case(request, key)
    events = events_of(case, batch=case.batch)
    context = {
        "case": case,
        "facts": facts_of(case),
        "history": history.lines(events, of_remedy),
        "may_write": permissions.can_write(_user(request), case.organ, today=timezone.localdate()),
    }
    return render(request, "remedies/detail.html", context)


@login_required
def register(request: HttpRequest) -> HttpResponse:
    """A new case."""
    today = timezone.localdate()
    organs = permissions.writable_organs(_user(request), today=today)
    if not organs.exists():
        raise Http404
    form = RegisterForm(request.POST or None, today=today, organs=organs)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            case = actions.register(by=_post(request, data["organ"]), at=timezone.now(), **data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已登记{case.case_no}。")
            return redirect(case)
    return render(request, "remedies/register.html", {"form": form})


@login_required
def amend(request: HttpRequest, key: UUID) -> HttpResponse:
    """Correct the facts of a case."""
    case = _case(request, key)
    post, facts = _post(request, case.organ), facts_of(case)
    form = AmendForm(
        request.POST or None,
        today=timezone.localdate(),
        organ=case.organ,
        initial=asdict(facts) | {"seen": fingerprint(facts)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.amend(case.pk, by=post, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已更正，改动记入了这一件的办理记录。")
            return redirect(case)
    return render(request, "remedies/amend.html", {"form": form, "case": case})


@login_required
def conclude(request: HttpRequest, key: UUID) -> HttpResponse:
    """Enter how an open case ended."""
    case = _case(request, key)
    post, form = (
        _post(request, case.organ),
        ConcludeForm(request.POST or None, kind=facts_of(case).kind),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.conclude(case.pk, by=post, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{case.case_no}已登记审结。")
            return redirect(case)
    return render(request, "remedies/conclude.html", {"form": form, "case": case})


@login_required
def remove(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a wrongly registered case out."""
    case = _case(request, key)
    post, form = _post(request, case.organ), RemoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove(case.pk, by=post, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已删除{case.case_no}，原登记内容和原因留在删除记录里。")
            return redirect("remedies:list")
    return render(request, "remedies/remove.html", {"form": form, "case": case})


@login_required
def removed(request: HttpRequest) -> HttpResponse:
    """What was removed, by whom and why."""
    organs = permissions.readable_organs(_user(request), today=timezone.localdate())
    if not organs.exists():
        raise Http404
    page = Paginator(queries.removals(organs), PAGE).get_page(request.GET.get("page"))
    return render(request, "remedies/removed.html", {"page": page})


def _filtered(request: HttpRequest) -> tuple[FilterForm, Any]:
    today = timezone.localdate()
    organs = permissions.readable_organs(_user(request), today=today)
    if not organs.exists():
        raise Http404
    form = FilterForm(request.GET or None, organs=organs)
    cases = queries.of_organs(organs)
    return form, queries.narrowed(cases, form.filters() if form.is_bound else queries.Filters())


def _case(request: HttpRequest, key: UUID) -> Remedy:
    return get_object_or_404(queries.visible_to(_user(request), timezone.localdate()), pk=key)


def _post(request: HttpRequest, organ: Organ) -> Post:
    today = timezone.localdate()
    post = rights.acting_post(_user(request), organ, roles=LEDGER_WRITERS, today=today)
    if post is None:
        raise Http404
    return post


def _user(request: HttpRequest) -> Any:
    return request.user


def _exported(case: Remedy) -> list[export.Value]:
    facts = facts_of(case)
    words: dict[str, export.Value] = {
        "kind": facts.kind.label,
        "after_review": "是" if facts.after_review else "否",
        "joint_respondent": "是" if facts.joint_respondent else "否",
        "result": facts.result.label if facts.result else "",
    }
    return [*(words.get(name, getattr(facts, name)) for name in LABELS), case.organ.name]
