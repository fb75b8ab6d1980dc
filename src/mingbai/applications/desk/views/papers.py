"""The papers of a case on the screen and as files; the whole case file for the archive."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from mingbai.accounts import stepup
from mingbai.accounts.roles import LEDGER_WRITERS
from mingbai.applications import actions, papers
from mingbai.applications.desk import case_file, handing, queries
from mingbai.applications.desk.views import reach
from mingbai.applications.models import Paper
from mingbai.documents import pdf, word
from mingbai.documents.kinds import KINDS
from mingbai.refusal import Refusal

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
}


@login_required
def paper(request: HttpRequest, key: UUID, paper: UUID) -> HttpResponse:
    """One paper as the citizen reads it."""
    found = _paper(request, key, paper)
    try:
        kept = papers.words(found)
    except Refusal as refusal:
        return _refused(request, found, refusal)
    context = {
        "case": found.application,
        "kept": found,
        "kind": KINDS[found.kind],
        "paper": kept,
        "deliveries": found.deliveries.all(),
    }
    return render(request, "applications/case/paper.html", context)


@login_required
def paper_file(request: HttpRequest, key: UUID, paper: UUID, suffix: str) -> HttpResponse:
    """The same as Word or PDF."""
    makers = {"pdf": pdf.pdf_of, "docx": word.docx_of}
    if suffix not in makers:
        raise Http404
    found = _paper(request, key, paper)
    try:
        data = makers[suffix](papers.words(found))
    except Refusal as refusal:
        return _refused(request, found, refusal)
    name = f"{found.application.number}-{KINDS[found.kind].name}.{suffix}"
    return handing.file(data, name, TYPES[suffix])


@login_required
def whole(request: HttpRequest, key: UUID, suffix: str) -> HttpResponseBase:
    """The case file as one PDF or zip, after the password was asked again (SEC-13)."""
    if suffix not in ("pdf", "zip"):
        raise Http404
    reach.handled(request, key, LEDGER_WRITERS)
    return _whole(request, key, suffix)


@stepup.required
def _whole(request: HttpRequest, key: UUID, suffix: str) -> HttpResponse:
    found, post = reach.handled(request, key, LEDGER_WRITERS)
    try:
        data = case_file.made(found, suffix, on=timezone.localdate())
        actions.export_file(found, suffix=suffix, by=post, at=timezone.now())
    except Refusal as refusal:
        context = {"case": found, "refusal": refusal}
        return render(request, "applications/case/refused.html", context, status=409)
    return handing.file(data, f"{found.number}-案卷.{suffix}", TYPES[suffix])


def _paper(request: HttpRequest, key: UUID, paper_key: UUID) -> Paper:
    """A paper names the applicant: only who handles the case reads it."""
    reach.handled(request, key)
    found = queries.paper(reach.cases(request), key, paper_key)
    if found is None:
        raise Http404
    return found


def _refused(request: HttpRequest, found: Paper, refusal: Refusal) -> HttpResponse:
    context = {"case": found.application, "refusal": refusal}
    return render(request, "applications/case/refused.html", context, status=409)
