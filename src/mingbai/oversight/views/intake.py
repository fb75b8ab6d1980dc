"""Taking papers in: the upload, its progress, the queue of those nobody's."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingbai.oversight import actions, permissions, queries, tasks
from mingbai.oversight.forms import AssignForm, IntakeForm
from mingbai.oversight.views.place import paper_of, reader, writable, writer
from mingbai.refusal import Refusal

AT_A_TIME = 6  # papers read in one request: ten seconds at most on an ordinary machine
PAGE = 50


@login_required
def upload(request: HttpRequest) -> HttpResponse:
    """Many files at once."""
    who = writer(request)
    form = IntakeForm(request.POST or None, request.FILES or None, posts=who.posts)
    if request.method == "POST" and form.is_valid():
        taken, refused = form.sorted_out()
        post = form.post()
        try:
            made = actions.take_in(
                office=post.organ, files=taken, refused=refused, by=post, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(made)
    recent = queries.intakes(who.user, who.today)[:10]
    return render(request, "oversight/upload.html", {"form": form, "recent": recent})


@login_required
def progress(request: HttpRequest, key: UUID) -> HttpResponse:
    """How far an upload is read, and in the end its report."""
    who = reader(request)
    intake = get_object_or_404(queries.intakes(who.user, who.today), pk=key)
    papers = list(queries.papers_of(intake))
    context = {
        "intake": intake,
        "papers": papers,
        "counts": queries.intake_counts(intake, papers),
        "waiting": sum(1 for paper in papers if paper.waiting),
        "done": sum(1 for paper in papers if not paper.waiting),
        "may_write": who.post(intake.office) is not None,
    }
    return render(request, "oversight/intake.html", context)


@login_required
@require_POST
def go_on(request: HttpRequest, key: UUID) -> HttpResponse:
    """Read some of what waits of an upload."""
    who = reader(request)
    intake = get_object_or_404(queries.intakes(who.user, who.today), pk=key)
    post = who.post(intake.office)
    if post is None:
        raise Http404
    some = list(queries.waiting(queries.papers_of(intake))[:AT_A_TIME])
    tasks.read(some, by=post, at=timezone.now())
    return redirect(intake)


@login_required
def unassigned(request: HttpRequest) -> HttpResponse:
    """Papers read whose organ or year is not known."""
    who = reader(request)
    papers = queries.unassigned(queries.visible_to(who.user, who.today))
    page = Paginator(papers, PAGE).get_page(request.GET.get("page"))
    return render(request, "oversight/unassigned.html", {"page": page, "may_write": who.writes})


@login_required
def assign(request: HttpRequest, key: UUID) -> HttpResponse:
    """Organ and year by hand."""
    paper, post = writable(request, key)
    who, _ = paper_of(request, key)
    read = paper.reading or {}
    form = AssignForm(
        request.POST or None,
        organs=permissions.readable_organs(who.user, today=who.today),
        today=who.today,
        initial={
            "organ": paper.organ.code if paper.organ else None,
            "year": paper.year or read.get("year"),
        },
    )
    if request.method == "POST" and form.is_valid():
        organ = form.cleaned_data["organ"]
        post = who.post(organ) or post
        try:
            done = actions.assign(paper.pk, by=post, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已归到{organ.name}{done.year}年度，第{done.version}版。")
            return redirect(done)
    return render(request, "oversight/assign.html", {"form": form, "paper": paper, "read": read})
