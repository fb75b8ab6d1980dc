"""What can be done with a migration batch: begin, go on, review, publish, leave out, give up."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingbai.accounts import rights
from mingbai.accounts.models import Post
from mingbai.records import actions, permissions
from mingbai.records.desk.batch_forms import BatchForm, BatchReviewForm
from mingbai.records.desk.batch_views import batch_of, officer, review_of, writer, writing
from mingbai.records.models import Batch
from mingbai.refusal import Refusal

AT_ONCE = 40  # rows of one request: a few seconds on an ordinary machine
TOLD = 5


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """A list and its files; the rows are read afterwards, some in each request."""
    if not writing(request):
        raise Http404
    user, today = officer(request), timezone.localdate()
    organs = rights.organs(user, roles=permissions.WRITERS, today=today)
    form = BatchForm(request.POST or None, request.FILES or None, organs=organs)
    if request.method == "POST" and form.is_valid() and form.listing:
        organ = form.cleaned_data["organ"]
        by = rights.acting_post(user, organ, roles=permissions.WRITERS, today=today)
        if by is None:
            raise Http404
        try:
            batch = actions.begin_batch(
                organ=organ,
                name=form.cleaned_data["name"],
                listing=form.listing,
                source=form.source,
                defaults=form.defaults(),
                by=by,
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            for note in form.listing.notes[:TOLD]:
                messages.info(request, f"{note}。")
            return redirect("records:batch", pk=batch.pk)
    return render(request, "records/batch/new.html", {"form": form})


@login_required
@require_POST
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Read, or publish, the next rows; the first press after the reviews starts publication."""
    batch, post = _written(request, pk)
    at = timezone.now()
    try:
        if batch.stage == Batch.Stage.READING:
            actions.read_rows(batch.pk, limit=AT_ONCE, at=at)
        else:
            actions.publish_batch(batch.pk, limit=AT_ONCE, by=post, at=at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("records:batch", pk=pk)


@login_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The next review of the whole batch; a 404 for everyone whose it is not."""
    batch = batch_of(request, pk)
    mine = review_of(request, batch)
    if mine is None:
        raise Http404
    step, post = mine
    form = BatchReviewForm(request.POST or None, step=step)
    if request.method == "POST" and form.is_valid():
        try:
            actions.review_batch(batch.pk, by=post, at=timezone.now(), **form.facts())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"“{step.label}”已登记。")
            return redirect("records:batch", pk=pk)
    return render(
        request, "records/batch/review.html", {"batch": batch, "step": step, "form": form}
    )


@login_required
@require_POST
def out(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Leave one page out of the batch."""
    batch, post = _written(request, pk)
    try:
        actions.leave_out(batch.pk, number, by=post, at=timezone.now())
        messages.success(request, f"第{number}行已剔除，此前的审查不再有效，请继续读取。")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("records:batch", pk=pk)


@login_required
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the batch up."""
    batch, post = _written(request, pk)
    try:
        actions.drop_batch(batch.pk, by=post, at=timezone.now())
        messages.success(request, f"批次“{batch.name}”已作废。")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("records:batch", pk=pk)


def _written(request: HttpRequest, pk: int) -> tuple[Batch, Post]:
    """The batch and the post that works on it; a 404 for who only reads."""
    batch = batch_of(request, pk)
    post = writer(request, batch)
    if post is None:
        raise Http404
    return batch, post
