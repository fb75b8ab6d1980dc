"""From draft to public: seal, review against the last read version, publish."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingbai.accounts import rights
from mingbai.accounts.models import Post
from mingbai.records import actions as records
from mingbai.records import gate, kinds
from mingbai.records.models import Conclusion, Version
from mingbai.records.permissions import PUBLISHERS
from mingbai.refusal import Refusal
from mingbai.reports import actions, downloads, pages, queries
from mingbai.reports.difference import Difference, difference
from mingbai.reports.forms import ReviewForm
from mingbai.reports.views.place import Place, place

TABLES = ("t2", "t3", "t4")


@login_required
@require_POST
def seal(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """送审: fix the report as a version."""
    here = place(request, code, year)
    try:
        version = actions.seal(
            organ=here.organ, year=year, subtree=here.subtree, by=here.writer, at=timezone.now()
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{here.address()}?scope={here.scope}")
    messages.success(request, f"已定为第{version.number}稿送审。")
    return redirect(here.address("version", version.number))


@login_required
def version(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
    """A version: what changed since the last read one, the whole, its reviews, what comes next."""
    here, made = _version(request, code, year, number)
    step = gate.next_step(made)
    reviewer = _reviewer(here, made)
    form = ReviewForm(request.POST or None) if step and reviewer else None
    if request.method == "POST" and form is not None and reviewer and form.is_valid():
        try:
            _review(made, form, reviewer)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "审查结论已记录。")
            return redirect(here.address("version", number))
    return render(request, "reports/version.html", _shown(here, made, form))


def _review(made: Version, form: ReviewForm, reviewer: Post) -> None:
    records.review(
        made,
        conclusion=Conclusion(form.cleaned_data["conclusion"]),
        basis=form.cleaned_data["basis"],
        opinion=form.cleaned_data["opinion"],
        by=reviewer,
        at=timezone.now(),
    )


def _shown(here: Place, made: Version, form: ReviewForm | None) -> dict[str, Any]:
    content = made.content()
    read = queries.last_reviewed_before(made)
    steps = kinds.kind(queries.KIND).steps
    in_force = gate.reviews_in_force(made)
    changed: Difference | None = difference(read.content(), content) if read else None
    return {
        "here": here,
        "version": made,
        "report": content,
        "tables": [pages.shown(content, name) for name in TABLES],
        "charts": pages.drawn(content),
        "steps": [(step, in_force.get(step.id)) for step in steps],
        "next_step": gate.next_step(made),
        "obstacle": gate.obstacle(made, today=timezone.localdate()),
        "is_public": made.record.public_version_id == made.pk,
        "form": form,
        "read": read,
        "changed": changed,
        "publisher": _publisher(here),
        "forms": list(downloads.FORMS.values()),
        "reviews": made.reviews.select_related("reviewer__user").order_by("pk"),
    }


@login_required
@require_POST
def publish(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
    """公开: through the one gate."""
    here, made = _version(request, code, year, number)
    publisher = _publisher(here)
    if publisher is None:
        raise Http404
    try:
        records.publish(made, by=publisher, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已公开。")
    return redirect(here.address("version", number))


@login_required
def download(request: HttpRequest, code: str, year: int, number: int, form: str) -> HttpResponse:
    """A version as a file, before anybody outside can see it."""
    here, made = _version(request, code, year, number)
    if form not in downloads.FORMS:
        raise Http404
    try:
        return downloads.as_response(made.content(), form, tag=made.sha256)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(here.address("version", number))


def _version(request: HttpRequest, code: str, year: int, number: int) -> tuple[Place, Version]:
    here = place(request, code, year)
    made = queries.version(here.organ, year, number)
    if made is None:
        raise Http404
    return here, made


def _reviewer(here: Place, made: Version) -> Post | None:
    """The person's post that gives the next review of this organ's version."""
    step = gate.next_step(made)
    if step is None:
        return None
    held = rights.posts(here.user, roles=[step.role], today=here.today)
    return next((post for post in held if post.organ_id == here.organ.pk), None)


def _publisher(here: Place) -> Post | None:
    return rights.acting_post(here.user, here.organ, roles=PUBLISHERS, today=here.today)
