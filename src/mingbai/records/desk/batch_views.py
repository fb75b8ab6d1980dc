"""The pages of migration batches: the list, one batch with its progress and rows, its report."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from mingbai.accounts import rights
from mingbai.accounts.models import Post, User
from mingbai.files import export
from mingbai.files import template as templates
from mingbai.records import actions, permissions
from mingbai.records.desk.batch_forms import AMENDED, RowForm
from mingbai.records.importing import manifest
from mingbai.records.kinds import Step, documents
from mingbai.records.kinds import step as step_of
from mingbai.records.models import Batch, BatchRow
from mingbai.records.queries import batches
from mingbai.refusal import Refusal

PAGE = 50
HEADERS = ("行号", "标题", "原网址", "结果", "说明", "索引号", "公开地址")
TONES = {
    BatchRow.State.PUBLIC: "green",
    BatchRow.State.REFUSED: "danger",
    BatchRow.State.STOPPED: "danger",
    BatchRow.State.SAME: "amber",
}


@login_required
def batches_page(request: HttpRequest) -> HttpResponse:
    """Every batch the officer sees, the latest first."""
    found = batches.visible(officer(request), today=timezone.localdate())
    organs = permissions.readable_organs(officer(request), today=timezone.localdate())
    if not organs.exists():
        raise Http404
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [(batch, batches.progress(batch)) for batch in page]
    context = {"page": page, "rows": rows, "may_write": bool(writing(request))}
    return render(request, "records/batch/list.html", context)


@login_required
def batch_page(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, what can be done, and its rows by state."""
    batch = batch_of(request, pk)
    state = request.GET.get("state", "")
    page = Paginator(batches.rows(batch, state), PAGE).get_page(request.GET.get("page"))
    progress = batches.progress(batch)
    context: dict[str, Any] = {
        "batch": batch,
        "progress": progress,
        "states": [(each, progress.counts.get(each, 0)) for each in BatchRow.State],
        "state": state,
        "page": page,
        "rows": [
            (row, TONES.get(BatchRow.State(row.state), "plain"), batches.title_of(row))
            for row in page
        ],
        "steps": [
            (step, reviews.get(step.id))
            for reviews in [batches.reviews_in_force(batch)]
            for step in batches.steps(batch)
        ],
        "writer": writer(request, batch),
        "review": review_of(request, batch),
    }
    return render(request, "records/batch/batch.html", context)


@login_required
def row_page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One row: what the list says and what became of it; a refused one is put right here."""
    batch = batch_of(request, pk)
    row = get_object_or_404(batches.rows(batch), number=number)
    post = writer(request, batch)
    amendable = post is not None and row.state == BatchRow.State.REFUSED and not row.record_id
    values = row.data["values"]
    form = RowForm(
        request.POST or None, initial={name: values.get(name, "") for name in (*AMENDED, "text")}
    )
    if request.method == "POST":
        if not amendable or post is None:
            raise Http404
        if form.is_valid():
            try:
                actions.amend_row(
                    batch.pk, number, values=form.values(), by=post, at=timezone.now()
                )
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, f"第{number}行已改正，请继续读取。")
                return redirect("records:batch", pk=batch.pk)
    named = {each.id: each.label for each in documents()}
    labels = {column.id: column.label for column in manifest.layout().columns}
    context = {
        "batch": batch,
        "row": row,
        "tone": TONES.get(BatchRow.State(row.state), "plain"),
        "values": [
            (labels[key], named.get(value, value) if key == "kind" else value)
            for key, value in values.items()
            if key in labels
        ],
        "form": form if amendable else None,
        "may_leave_out": post is not None and row.state in (BatchRow.State.READ, "stopped"),
    }
    return render(request, "records/batch/row.html", context)


@login_required
def report(request: HttpRequest, pk: int, suffix: str) -> HttpResponseBase:
    """What became of every row, as CSV or Excel."""
    batch = batch_of(request, pk)
    name = f"{batch.name}-导入报告"
    if suffix == "csv":
        return export.as_csv(name, HEADERS, batches.report(batch))
    if suffix == "xlsx":
        return export.as_xlsx(name, HEADERS, batches.report(batch))
    raise Http404


@login_required
def template(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """A blank list to fill in."""
    if not writing(request):
        raise Http404
    layout = manifest.layout()
    if suffix == "csv":
        return export.as_csv("迁移清单模板", templates.headers(layout), [])
    if suffix == "xlsx":
        return export.download("迁移清单模板.xlsx", templates.workbook(layout))
    raise Http404


def officer(request: HttpRequest) -> User:
    """The signed-in officer."""
    found: Any = request.user
    user: User = found
    return user


def batch_of(request: HttpRequest, pk: int) -> Batch:
    """A batch of an organ whose records the officer sees; a 404 for any other."""
    found = batches.visible(officer(request), today=timezone.localdate())
    return get_object_or_404(found, pk=pk)


def writing(request: HttpRequest) -> list[Post]:
    """The posts under which the officer may import."""
    today = timezone.localdate()
    return rights.posts(officer(request), roles=permissions.WRITERS, today=today)


def writer(request: HttpRequest, batch: Batch) -> Post | None:
    """The post under which the officer works on the batch; None for who only reads."""
    today = timezone.localdate()
    return rights.acting_post(officer(request), batch.organ, roles=permissions.WRITERS, today=today)


def review_of(request: HttpRequest, batch: Batch) -> tuple[Step, Post] | None:
    """The review that waits and is this officer's to give."""
    if batch.stage not in (Batch.Stage.REVIEW, Batch.Stage.RETURNED):
        return None
    step = batches.next_step(batch)
    if step is None or officer(request).pk == batch.by.user_id:
        return None
    today = timezone.localdate()
    held = rights.posts(officer(request), roles=[step_of(step.id).role], today=today)
    post = next((each for each in held if each.organ_id == batch.organ_id), None)
    return (step, post) if post else None
