"""Files by links that live five minutes, and the last days as a calendar (UPL-09, ABU-05)."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mingbai.applications import public
from mingbai.applications.actions.filing import place
from mingbai.applications.models import Application
from mingbai.files import attachments
from mingbai.portal.apply import tickets
from mingbai.portal.apply.entering import pdf_file
from mingbai.portal.apply.pages import private
from mingbai.refusal import Refusal
from mingbai.rules.ics import Event, calendar_file


@private
@require_safe
def file(request: HttpRequest, token: str) -> HttpResponse:
    """A paper as PDF or a supplied file; 404 for what is not ours, 410 after five minutes."""
    found = tickets.linked(token)
    if found is None:
        return render(request, "portal/apply/expired.html", status=410)
    try:
        application = public.case_of(found.application_id)
    except Application.DoesNotExist as error:
        raise Http404 from error
    try:
        opened = _paper(application, found.id) if found.kind == "paper" else None
        return opened or _file(application, found.id)
    except Refusal as refusal:
        return HttpResponse(str(refusal), status=404, content_type="text/plain; charset=utf-8")


@private
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The applicant's own last days as an .ics file: number and day, nothing else."""
    held = tickets.shown(request)
    if held is None:
        raise Http404
    application = held[1]
    days = [row for row in public.remedies(application) if row.last_day]
    if not days:
        raise Http404
    events = [
        Event(
            uid=f"{application.pk}-{place}@mingbai",
            day=row.last_day,
            summary=f"{row.name}的最后一日（{application.number}）",
            description=f"{row.sentence}{row.basis}",
        )
        for place, row in enumerate(days)
        if row.last_day
    ]
    text = calendar_file("政府信息公开申请的救济期限", events, timezone.now())
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="remedies.ics"'
    return answer


def _paper(application: Application, paper_id: UUID) -> HttpResponse:
    paper = public.paper_of(application, paper_id)
    if paper is None:
        raise Http404
    words = public.words(paper)
    return pdf_file(words, f"{words.title}{application.number}.pdf")


def _file(application: Application, file_id: UUID) -> HttpResponse:
    row = next((each for each in public.files(application) if each.pk == file_id), None)
    if row is None:
        raise Http404
    data = attachments.fetch(row.stored, about=place(row))
    return attachments.response(data, row.name, row.kind)
