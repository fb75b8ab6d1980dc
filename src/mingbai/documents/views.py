"""The desk for papers: which texts an organ uses, adapting one with its paper beside it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingbai.accounts import rights
from mingbai.accounts.models import Post
from mingbai.documents import actions, pdf, queries, word
from mingbai.documents.composing import composed
from mingbai.documents.forms import NumberForm, TextForm
from mingbai.documents.kinds import KINDS, Kind, examples
from mingbai.documents.numbering import SERIES
from mingbai.documents.paper import Paper
from mingbai.documents.permissions import WRITERS
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal

MARK = "示例　非真实文书"
FORMS: dict[str, tuple[str, Callable[[Paper], bytes]]] = {
    "pdf": ("application/pdf", lambda paper: pdf.pdf_of(paper, mark=MARK)),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        word.docx_of,
    ),
}


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """The organs whose texts the officer may change."""
    return render(
        request, "documents/index.html", {"organs": _reach(request).select_related("parent")}
    )


@login_required
def kinds(request: HttpRequest, code: str) -> HttpResponse:
    """The papers of an organ with whose text holds, and its number formats."""
    organ = _organ(request, code)
    context = {
        "organ": organ,
        "wordings": queries.wordings(organ),
        "formats": queries.number_formats(organ),
    }
    return render(request, "documents/kinds.html", context)


@login_required
def edit(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The text of a kind with what it may use, and the paper it makes of a made-up case."""
    organ, row = _organ(request, code), _kind(kind)
    held = queries.wording(organ, kind)
    form = TextForm(request.POST or None, kind=row, initial={"text": held.text})
    if request.method == "POST" and _decide(request, form, organ, row):
        return redirect("documents:edit", code=code, kind=kind)
    text = request.POST.get("text", held.text) if not form.errors else held.text
    context = {
        "organ": organ,
        "kind": row,
        "held": held,
        "above": queries.inherited(organ, kind),
        "history": queries.history(organ, kind),
        "form": form,
        "paper": _example(organ, row, text),
    }
    return render(request, "documents/edit.html", context)


@login_required
@require_POST
def seen(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The paper of the text at hand, as a piece of the page (live preview)."""
    organ, row = _organ(request, code), _kind(kind)
    try:
        paper = _example(organ, row, request.POST.get("text", ""))
    except Refusal as refusal:
        return render(request, "documents/refused.html", {"refusal": refusal})
    return render(request, "documents/paper.html", {"paper": paper})


@login_required
def example(request: HttpRequest, code: str, kind: str, form: str) -> HttpResponse:
    """The paper of a made-up case as a file: of the text at hand (POST), or the one that holds."""
    organ, row = _organ(request, code), _kind(kind)
    if form not in FORMS:
        raise Http404
    text = request.POST.get("text") or queries.wording(organ, kind).text
    media, made = FORMS[form]
    try:
        data = made(_example(organ, row, text))
    except Refusal as refusal:
        context = {"refusal": refusal, "organ": organ, "kind": row}
        return render(request, "documents/refused_page.html", context, status=422)
    answer = HttpResponse(data, content_type=media)
    name = quote(f"示例-{row.name}.{form}")
    answer.headers["Content-Disposition"] = (
        f"inline; filename=\"{kind}.{form}\"; filename*=UTF-8''{name}"
    )
    return answer


@login_required
def numbers(request: HttpRequest, code: str, series: str) -> HttpResponse:
    """The format of a series of numbers."""
    organ = _organ(request, code)
    if series not in SERIES:
        raise Http404
    form = NumberForm(request.POST or None, organ=organ, series=SERIES[series])
    if request.method == "POST" and form.is_valid():
        facts = {"mark": "", **form.cleaned_data}
        by, now = _post(request, organ), timezone.now()
        if _try(form, lambda: actions.set_numbering(series, organ=organ, by=by, at=now, **facts)):
            shown = queries.number_format(organ, series)
            messages.success(request, f"{shown.series.name}的格式已保存，例如：{shown.example}。")
            return redirect("documents:kinds", code=code)
    context = {"organ": organ, "form": form, "format": queries.number_format(organ, series)}
    return render(request, "documents/numbers.html", context)


def _decide(request: HttpRequest, form: TextForm, organ: Organ, kind: Kind) -> bool:
    """Do what the pressed button says; whether something was written."""
    by, now, move = _post(request, organ), timezone.now(), request.POST.get("move")
    if move == "restore":
        form.is_valid()
        form.errors.clear()
        if _try(form, lambda: actions.restore(kind.code, organ=organ, by=by, at=now)):
            messages.success(request, f"{kind.name}已恢复。")
            return True
    elif form.is_valid() and move == "save":
        text = form.cleaned_data["text"]
        if _try(form, lambda: actions.adapt(kind.code, organ=organ, text=text, by=by, at=now)):
            messages.success(request, f"{kind.name}的文本已保存，此后的文书按新文本生成。")
            return True
    return False


def _example(organ: Organ, kind: Kind, text: str) -> Paper:
    number = queries.number_format(organ, "document").example
    return composed(
        kind.code,
        text,
        organ=organ.name,
        facts=examples(kind.code),
        number=number,
        on=timezone.localdate(),
    )


def _reach(request: HttpRequest) -> Any:
    today = timezone.localdate()
    found = rights.organs(request.user, roles=WRITERS, today=today)  # type: ignore[arg-type]
    if not found.exists():
        raise Http404
    return found


def _organ(request: HttpRequest, code: str) -> Organ:
    found: Organ = get_object_or_404(_reach(request), code=code)
    return found


def _kind(kind: str) -> Kind:
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]


def _post(request: HttpRequest, organ: Organ) -> Post:
    today = timezone.localdate()
    post = rights.acting_post(request.user, organ, roles=WRITERS, today=today)  # type: ignore[arg-type]
    if post is None:
        raise Http404
    return post


def _try(form: BaseForm, act: Callable[[], object]) -> bool:
    """Whether the act was done; a refusal goes into the form, what is out of reach is a 404."""
    try:
        act()
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    except PermissionDenied:
        raise Http404 from None
    return True
