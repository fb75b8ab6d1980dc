"""One paper: its tables with evidence, its findings, what people decided; and the moves on it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from mingbai import __version__
from mingbai.files import store
from mingbai.organs.models import OrganKind
from mingbai.oversight import actions, checking, judged, queries, shown, tasks
from mingbai.oversight.forms import CorrectForm, JudgeForm, RoundForm
from mingbai.oversight.models import Paper
from mingbai.oversight.views.place import Reader, paper_of, writable
from mingbai.reading.reader import Reading
from mingbai.refusal import Refusal
from mingbai.rules.report.display import display

STATES = {"": "全部", **queries.STATES}


@login_required
def paper(request: HttpRequest, key: UUID) -> HttpResponse:
    """The paper."""
    who, found = paper_of(request, key)
    return _page(request, who, found)


@login_required
@require_POST
def correct(request: HttpRequest, key: UUID, cell: str) -> HttpResponse:
    """A cell as a person reads it."""
    found, post = writable(request, key)
    form = CorrectForm(request.POST)
    if form.is_valid():
        try:
            actions.correct(
                found.pk,
                cell=cell,
                value=form.value_or_none(),
                reason=form.cleaned_data["reason"],
                by=post,
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已更正并重新核对，读出的原数仍保留。")
            return redirect(f"{found.get_absolute_url()}?cell={cell}#cell")
    who, found = paper_of(request, key)
    return _page(request, who, found, cell=cell, correct=form)


@login_required
@require_POST
def judge(request: HttpRequest, key: UUID) -> HttpResponse:
    """One verdict for the findings ticked."""
    found, post = writable(request, key)
    form = JudgeForm(request.POST)
    if form.is_valid():
        try:
            number = actions.judge(
                found.pk,
                chosen=request.POST.getlist("finding"),
                by=post,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已记下对{number}处问题的判断。")
            return redirect(found)
    who, found = paper_of(request, key)
    return _page(request, who, found, judge=form)


@login_required
@require_POST
def recheck(request: HttpRequest, key: UUID) -> HttpResponse:
    """Read the bytes again with the present engine."""
    found, post = writable(request, key)
    actions.reread([found.pk], by=post, at=timezone.now())
    found.refresh_from_db()
    tasks.read([found], by=post, at=timezone.now())
    messages.success(request, "已重新读取并核对，已作的判断和更正仍然有效。")
    return redirect(found)


@login_required
@require_POST
def open_round(request: HttpRequest, key: UUID) -> HttpResponse:
    """整改 for the confirmed findings."""
    found, post = writable(request, key)
    form = RoundForm(request.POST)
    if form.is_valid():
        try:
            made = actions.open_round(found.pk, by=post, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已发起整改。收到新版本后，这里会逐条对照。")
            return redirect(made)
    who, found = paper_of(request, key)
    return _page(request, who, found, round=form)


@login_required
def original(request: HttpRequest, key: UUID) -> HttpResponse:
    """The file as it came, only as a download: a browser must not open a stranger's page here."""
    _, found = paper_of(request, key)
    try:
        data = store.get(found.sha256)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(found)
    answer = HttpResponse(data, content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = (
        content_disposition_header(True, found.file_name) or "attachment"
    )
    answer.headers["Content-Security-Policy"] = "sandbox"
    return answer


def _page(
    request: HttpRequest, who: Reader, found: Paper, *, cell: str = "", **forms: Any
) -> HttpResponse:
    post = who.post(found.seat)
    context: dict[str, Any] = {
        "paper": found,
        "may_write": post is not None,
        "judge_form": forms.get("judge") or JudgeForm(),
        "round_form": forms.get("round") or RoundForm(),
        "versions": queries.versions(found),
        "engine_is_old": bool(found.engine) and found.engine != __version__,
    }
    if found.reading:
        context |= _read(request, found)
        context |= _cell(
            context["reading"], found, cell or request.GET.get("cell", ""), forms.get("correct")
        )
    if found.organ and found.year:
        context["round"] = queries.open_round(found.organ, found.year)
        context["last_year"] = queries.current(found.organ, found.year - 1)
        if found.organ.kind == OrganKind.GOVERNMENT:
            context["lacking"] = checking.lacking(found.organ, found.year)
            context["government"] = True
    return render(request, "oversight/paper.html", context)


def _read(request: HttpRequest, found: Paper) -> dict[str, Any]:
    made = checking.corrections([found])[found.pk]
    reading = checking.readings([found])[found.pk]
    state = request.GET.get("state", "")
    issues = judged.of(found)
    chosen = [item for item in issues if state in ("", item.state)]
    checked = replace(reading, findings=tuple(item.finding for item in issues))
    page = shown.page(checked, corrected=made.keys())
    return {
        "reading": reading,
        "page": page,
        "corrections": made,
        "issues": chosen,
        "state": state,
        "states": [
            (name, word, sum(1 for item in issues if name in ("", item.state)))
            for name, word in STATES.items()
        ],
        "confirmed": sum(1 for item in issues if item.state == "confirmed"),
    }


def _cell(reading: Reading, found: Paper, cell: str, form: CorrectForm | None) -> dict[str, Any]:
    form_of = reading.form
    if not cell or form_of is None:
        return {}
    label = shown.label(form_of, cell)
    if label == cell:
        raise Http404
    kept = found.reading["cells"].get(cell)
    now = reading.cells.get(cell)
    return {
        "cell": cell,
        "cell_label": label,
        "cell_kept": kept,
        "cell_certainty": shown.certainty(now) if now else "",
        "cell_now": display(cell, now.value) if now else "",
        "cell_history": judged.corrections(found, cell),
        "correct_form": form or CorrectForm(),
    }
