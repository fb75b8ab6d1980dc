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
from mingbai.records.actions.changing import Entered
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
    hits = working.to_relate(visible, words, without=found.pk)
    posted = request.POST if request.method == "POST" else None
    form = work_forms.RelateForm(
        posted,
        step=None,
        today=timezone.localdate(),
        inward=posted is not None or work_reach.writes_one_of(request, hits),
    )
    if request.method == "POST" and form.is_valid() and _related(request, found, form, post):
        messages.success(request, "已建立关系，两边的页面上都能看到。")
        return redirect(found)
    context = {
        "record": found,
        "search": work_forms.SearchForm({"words": words}),
        "words": words,
        "hits": hits,
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
    """Enter that the document was amended or repealed, expired, or is in force again."""
    found, post = work_reach.written(request, key)
    form = _validity_form(request)
    if form.is_bound and form.is_valid() and (made := _changed(request, found, form, post)):
        told = "已提出效力变动，等另一人确认后生效。" if made.asked else "已登记效力变动。"
        messages.success(request, told)
        return redirect(found)
    asked = request.POST if request.method == "POST" else request.GET
    words, chosen = asked.get("words", "")[:60], work_forms.key_of(asked.get("target", ""))
    hits = working.to_relate(work_reach.visible(request), words, without=found.pk, chosen=chosen)
    context = {"record": found, "form": form, "words": words, "hits": hits, "chosen": chosen}
    live = "HX-Request" in request.headers
    page = "records/one/basis_hits.html" if live else "records/one/validity.html"
    return render(request, page, context)


def _validity_form(request: HttpRequest) -> work_forms.ValidityForm:
    """Bound when it is to be entered; who only looks for the basis keeps what was typed."""
    today = timezone.localdate()
    if request.method == "POST" and "find" not in request.POST:
        return work_forms.ValidityForm(request.POST, step=None, today=today)
    return work_forms.ValidityForm(initial=request.POST.dict(), step=None, today=today)


def _related(request: HttpRequest, found: Record, form: work_forms.RelateForm, by: Post) -> bool:
    other = working.related_to(work_reach.visible(request), form.cleaned_data["target"])
    if other is None:
        form.add_error(None, "没有找到这一件信息，或者它还没有公开。请重新查找。")
        return False
    kind, _, inward = form.cleaned_data["kind"].partition(".")
    source, target = (other, found) if inward else (found, other)
    writer = work_reach.writer(request, other) if inward else by
    if writer is None:
        form.add_error("kind", f"这一关系写在对方的页面上，请由{other.organ.name}的经办人建立。")
        return False
    try:
        actions.relate(source.pk, target.pk, kind=kind, by=writer, at=timezone.now())
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _changed(
    request: HttpRequest, found: Record, form: work_forms.ValidityForm, by: Post
) -> Entered | None:
    facts = {name: form.cleaned_data[name] for name in ("change", "on", "basis")}
    if target := form.cleaned_data["target"]:
        other = working.related_to(work_reach.visible(request), target)
        if other is None:
            form.add_error(None, "没有找到选中的文件，或者它还没有公开。请重新查找。")
            return None
        facts["basis_record"] = other.pk
    try:
        return actions.change_validity(found.pk, by=by, at=timezone.now(), **facts)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None
