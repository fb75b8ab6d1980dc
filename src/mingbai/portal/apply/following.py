"""The status page and what the applicant does on it: answer, withdraw, read, rate."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingbai.applications import actions, public
from mingbai.applications.models import Application, InquiryKind
from mingbai.applications.parties import Asking
from mingbai.applications.stages import ENDED, Move, Stage
from mingbai.files.attachments import Accepted
from mingbai.limits import bounds
from mingbai.organs.queries import profile_of
from mingbai.portal.apply import tickets
from mingbai.portal.apply.pages import private
from mingbai.portal.apply.tickets import Ticket
from mingbai.portal.apply.uploads import FilesField, in_memory
from mingbai.refusal import Refusal

ANSWERS = {InquiryKind.CORRECTION: Move.RECEIVE_CORRECTION, InquiryKind.REASON: Move.RECEIVE_REASON}
RECEIVED = {
    InquiryKind.CORRECTION: "已收到补正。答复期限从次日起重新计算。",
    InquiryKind.REASON: "已收到您说明的理由。",
}
STARS = [
    (5, "5分，很满意"),
    (4, "4分，满意"),
    (3, "3分，一般"),
    (2, "2分，不满意"),
    (1, "1分，很不满意"),
]
View = Callable[[HttpRequest, Ticket, Application], HttpResponse]


class AnswerForm(forms.Form):
    """A correction, or the reasons asked for; files only with a correction."""

    use_required_attribute = False

    text = forms.CharField(
        label="补正后的申请内容", strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    attached = FilesField()

    def __init__(self, *args: Any, kind: InquiryKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind is InquiryKind.REASON:
            self.fields["text"].label = "申请的理由"
            del self.fields["attached"]


class WithdrawForm(forms.Form):
    """The statement and a second look."""

    use_required_attribute = False

    statement = forms.CharField(
        label="撤回的表述",
        initial="我撤回本件政府信息公开申请，不再要求答复。",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sure = forms.BooleanField(label="我知道撤回后本件不再办理，需要时可以重新申请")


class RateForm(forms.Form):
    """One to five, and what could be better."""

    use_required_attribute = False

    stars = forms.TypedChoiceField(
        label="您对办理满意吗", choices=STARS, coerce=int, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label="意见",
        help_text="请不要写姓名、电话等个人信息。",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def held(view: View, *, proof: str = "") -> Callable[..., HttpResponse]:
    """A view of the ticket's case; without one to the entrance, without ``proof`` to ask for it."""

    @private
    @wraps(view)
    def admitted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = tickets.shown(request)
        if found is None:
            if request.method == "POST":
                messages.warning(request, "查询已超过三十分钟，请重新输入登记编号和查询码。")
            return redirect("apply:status")
        if proof and not found[0].proved:
            return redirect("apply:prove", proof)
        return tickets.give(view(request, *found, *args, **kwargs), found[0])

    return admitted


def _case(request: HttpRequest, _: Ticket, application: Application) -> HttpResponse:
    """Steps, clock, what can be done now; nothing of the person or the content."""
    return _page(request, application, RateForm())


def _page(request: HttpRequest, application: Application, rate: RateForm) -> HttpResponse:
    today = timezone.localdate()
    clock = public.clock_of(application, today=today)
    stage = Stage(application.stage)
    context = {
        "case": application,
        "profile": profile_of(application.organ),
        "stage": stage,
        "ended": stage in ENDED,
        "steps": public.steps(application),
        "clock": clock,
        "derivation": public.derivation(clock.explanation) if clock.explanation else "",
        "waiting": public.waiting(application),
        "may_withdraw": public.may(application, Move.WITHDRAW, today=today),
        "letters": public.letters(application),
        "service": public.service(application),
        "remedies": public.remedies(application),
        "rating": public.rating(application),
        "rate_form": rate,
    }
    return render(request, "portal/apply/case.html", context)


def _answer(request: HttpRequest, ticket: Ticket, application: Application) -> HttpResponse:
    """Correct the application, or give the reasons that were asked for."""
    inquiry = public.waiting(application)
    move = ANSWERS.get(InquiryKind(inquiry.kind)) if inquiry else None
    if inquiry is None or move is None:
        return redirect("apply:case")
    kind = InquiryKind(inquiry.kind)
    form = AnswerForm(*_posted(request), kind=kind)
    if form.is_bound and form.is_valid():
        files = form.cleaned_data.get("attached") or []
        if _made(request, form, lambda at: _receive(application, move, form, files, at=at)):
            return _done(request, RECEIVED[kind])
    context = {"form": form, "case": application, "inquiry": inquiry, "move": move}
    return render(request, "portal/apply/answer.html", context)


def _receive(
    application: Application,
    move: Move,
    form: AnswerForm,
    files: Sequence[Accepted],
    *,
    at: datetime,
) -> None:
    facts: dict[str, Any] = {
        "text": form.cleaned_data["text"],
        "on": timezone.localdate(at),
        "by": Asking(application.pk),
        "at": at,
    }
    if move is Move.RECEIVE_CORRECTION:
        actions.receive_correction(application.pk, files=files, **facts)
    else:
        actions.receive_reason(application.pk, **facts)


def _withdraw(request: HttpRequest, ticket: Ticket, application: Application) -> HttpResponse:
    """Withdraw, after reading what that means."""
    if not public.may(application, Move.WITHDRAW, today=timezone.localdate()):
        return redirect("apply:case")
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        statement = form.cleaned_data["statement"]

        def withdraw(at: datetime) -> object:
            day, by = timezone.localdate(at), Asking(application.pk)
            return actions.withdraw(application.pk, statement=statement, on=day, by=by, at=at)

        if _made(request, form, withdraw):
            return _done(request, "申请已撤回。")
    return render(request, "portal/apply/withdraw.html", {"form": form, "case": application})


def _rate(request: HttpRequest, ticket: Ticket, application: Application) -> HttpResponse:
    """Rate the handling, once."""
    form = RateForm(request.POST)
    if form.is_valid():
        facts = {"stars": form.cleaned_data["stars"], "text": form.cleaned_data["text"]}
        by = Asking(application.pk)
        if _made(request, form, lambda at: actions.rate(application.pk, by=by, at=at, **facts)):
            return _done(request, "谢谢您的评价。")
    return _page(request, application, form)


def _papers(request: HttpRequest, ticket: Ticket, application: Application) -> HttpResponse:
    """The reply in full, every paper and file as a link that lives five minutes."""
    _note_opening(application)
    letters = public.letters(application)
    last = public.service(application)
    paper = public.paper_of(application, last.paper_id) if last else None
    context = {
        "case": application,
        "reply": public.words(paper) if paper else None,
        "over": public.retention_over(application),
        "letters": [(each, tickets.link(application, "paper", each.id)) for each in letters],
        "files": [
            (each, tickets.link(application, "file", each.pk)) for each in public.files(application)
        ],
    }
    return render(request, "portal/apply/papers.html", context)


def _note_opening(application: Application) -> None:
    """The first opening of an electronic reply is the proof that it came."""
    last = public.service(application)
    if last and last.method == "electronic" and last.first_opened_at is None:
        actions.open_reply(application.pk, by=Asking(application.pk), at=timezone.now())


def _posted(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _made(request: HttpRequest, form: forms.Form, act: Callable[[datetime], object]) -> bool:
    """Act within the bound; what is refused stands on the form, with everything typed."""
    now = timezone.now()
    try:
        bounds.check_or_refuse(request, "answer", at=now)
        act(now)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _done(request: HttpRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("apply:case")


case = require_safe(held(_case))
answer = in_memory(require_http_methods(["GET", "HEAD", "POST"])(held(_answer, proof="answer")))
withdraw = require_http_methods(["GET", "HEAD", "POST"])(held(_withdraw, proof="withdraw"))
papers = require_safe(held(_papers, proof="papers"))
rate = require_POST(held(_rate))
