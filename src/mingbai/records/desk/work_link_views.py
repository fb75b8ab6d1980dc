"""Relations of a record, made and ended; what becomes of its validity."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingbai.accounts.models import Post
from mingbai.records import actions
from mingbai.records.desk import work_forms, work_reach
from mingbai.records.models import Record
from mingbai.records.queries import working
from mingbai.refusal import Refusal


@login_required
def relate(request: HttpRequest, key: UUID) -> HttpResponse:
    """Look for the other record, then say how the two stand to each other."""
    found, post = work_reach.written(request, key)
    words = request.GET.get("words", "")[:60]
    visible = work_reach.visible(request)
    posted = request.POST if request.method == "POST" else None
    form = work_forms.RelateForm(posted, step=None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid() and _related(request, found, form, post):
        messages.success(request, "已建立关系，两边的页面上都能看到。")
        return redirect(found)
    context = {
        "record": found,
        "search": work_forms.SearchForm({"words": words}),
        "words": words,
        "hits": working.to_relate(visible, words, without=found.pk),
        "form": form,
    }
    return render(request, "records/one/relate.html", context)


@login_required
@require_POST
def unrelate(request: HttpRequest, key: UUID, relation: int) -> HttpResponse:
    """End a relation that was made from this record."""
    found, post = work_reach.written(request, key)
    kept = working.own_relation(found, relation)
    if kept is None:
        raise Http404
    try:
        actions.unrelate(kept.pk, by=post, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已解除关系。")
    return redirect(found)


@login_required
def validity(request: HttpRequest, key: UUID) -> HttpResponse:
    """Enter that the document was amended or repealed, or that it expired."""
    found, post = work_reach.written(request, key)
    posted = request.POST if request.method == "POST" else None
    form = work_forms.ValidityForm(posted, step=None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid() and _changed(request, found, form, post):
        messages.success(request, "已登记效力变动。")
        return redirect(found)
    return render(request, "records/one/validity.html", {"record": found, "form": form})


def _related(request: HttpRequest, found: Record, form: work_forms.RelateForm, by: Post) -> bool:
    other = working.related_to(work_reach.visible(request), form.cleaned_data["target"])
    if other is None:
        form.add_error(None, "没有找到这一件信息，或者它还没有公开。请重新查找。")
        return False
    kind = form.cleaned_data["kind"]
    try:
        actions.relate(found.pk, other.pk, kind=kind, by=by, at=timezone.now())
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _changed(request: HttpRequest, found: Record, form: work_forms.ValidityForm, by: Post) -> bool:
    facts = dict(form.cleaned_data)
    number = facts.pop("number").strip()
    other = working.by_index_number(work_reach.visible(request), number) if number else None
    if number and other is None:
        form.add_error("number", "没有这一索引号的信息，请核对；不在本系统中的留空。")
        return False
    facts["basis_record"] = other.pk if other else None
    try:
        actions.change_validity(found.pk, by=by, at=timezone.now(), **facts)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
