"""Number and code, the receipt that shows the code once, and the second proof (ABU-04, ABU-05)."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingbai.applications import public, receipts
from mingbai.applications.models import Application
from mingbai.documents import pdf
from mingbai.files import attachments
from mingbai.limits import bounds, codes, tries
from mingbai.portal.apply import tickets
from mingbai.portal.apply.pages import private, root_of
from mingbai.refusal import Refusal

WRONG = "登记编号或者查询码不对。请对照登记回执核对；查询码不分大小写，没有字母 I、L、O、U。"
WRONG_FOUR = "与申请时填写的电话、证件号码都对不上。请核对后四位；字母 X 也算一位。"
AFTER = {"papers": "apply:papers", "answer": "apply:answer", "withdraw": "apply:withdraw"}


class EnterForm(forms.Form):
    """What the receipt says."""

    use_required_attribute = False

    number = forms.CharField(
        label="登记编号",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    code = forms.CharField(
        label="查询码",
        help_text="12位字母和数字，中间的横线可写可不写。",
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_number(self) -> str:
        """Capitals, no spaces, however it was copied."""
        return "".join(str(self.cleaned_data["number"]).upper().split())


class ProofForm(forms.Form):
    """The last four of a number that the applicant gave."""

    use_required_attribute = False

    four = forms.CharField(
        label="电话或者证件号码的后四位",
        help_text="申请人或者代理人的都可以。",
        max_length=8,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "four"}),
    )


@private
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for number and code; an unknown number and a wrong code get the same answer."""
    if request.method != "POST":
        if tickets.shown(request):
            return redirect("apply:case")
        return _entrance(request, EnterForm())
    now = timezone.now()
    verdict = bounds.check(request, "track", at=now, closed=True)
    if not verdict.allowed:
        return bounds.too_many(request, verdict)
    form = EnterForm(request.POST)
    if form.is_valid():
        found = _opened(request, form, now)
        if found:
            return tickets.give(redirect("apply:case"), tickets.of(found))
    return _entrance(request, form)


@private
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End what the browser holds."""
    return tickets.take_back(redirect("apply:status"))


@private
@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """The receipt after filing; the code stands on it the first time only."""
    held = tickets.shown(request)
    if held is None:
        return redirect("apply:status")
    _, application = held
    code, again = tickets.held_code(request, application)
    context = {"case": application, "code": code, "again": again}
    if application.received_on and application.due_on:
        context["why_received"] = receipts.why_received(application)
        context["why_due"] = receipts.why_due(application)
    answer = render(request, "portal/apply/receipt.html", context)
    tickets.forget_code(answer)
    return answer


@private
@sensitive_post_parameters("code")
@require_POST
def receipt_file(request: HttpRequest) -> HttpResponse:
    """The receipt as PDF with the code that the page showed; it is made anew and kept nowhere."""
    held = tickets.shown(request)
    code = request.POST.get("code", "")
    if held is None or not codes.matches(code, held[1].filing.code_hash):
        raise Http404
    words = receipts.copy_for(held[1], code)
    if words is None:
        raise Http404
    return pdf_file(words, f"登记回执{held[1].number}.pdf")


@private
@sensitive_post_parameters("four")
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest, then: str) -> HttpResponse:
    """Ask for the last four digits before papers are opened or anything is done."""
    held = tickets.shown(request)
    if held is None or then not in AFTER:
        return redirect("apply:status")
    ticket, application = held
    if ticket.proved:
        return redirect(AFTER[then])
    form = ProofForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _proved(form, application):
        return tickets.give(redirect(AFTER[then]), tickets.proved(ticket))
    # 信息清除之后无从核对，也没有可打开的
    over = public.retention_over(application)
    context = {"form": form, "case": application, "then": then, "over": over}
    return render(request, "portal/apply/prove.html", context)


def pdf_file(words: Any, name: str) -> HttpResponse:
    """A paper as a download; where no font is installed, the reason in words."""
    try:
        return attachments.response(pdf.pdf_of(words), name, "pdf")
    except Refusal as refusal:
        return HttpResponse(str(refusal), status=503, content_type="text/plain; charset=utf-8")


def _opened(request: HttpRequest, form: EnterForm, now: datetime) -> Application | None:
    number = form.cleaned_data["number"]
    verdict = tries.spend("application", number, at=now)
    if not verdict.allowed:
        form.add_error(None, _later(verdict.after))
        return None
    found = public.opened(number, form.cleaned_data["code"], root_of(request))
    if found is None:
        form.add_error(None, WRONG)
        return None
    tries.forgive("application", number)
    return found


def _proved(form: ProofForm, application: Application) -> bool:
    verdict = tries.spend("proof", str(application.pk), at=timezone.now())
    if not verdict.allowed:
        form.add_error(None, _later(verdict.after))
    elif public.proves(application, form.cleaned_data["four"]):
        tries.forgive("proof", str(application.pk))
        return True
    else:
        form.add_error("four", WRONG_FOUR)
    return False


def _later(seconds: int) -> str:
    return (
        f"连续输错五次，为防止他人试探，请过{bounds.wait(seconds)}再试。"
        "急着办的，请打电话给受理机关，或者带证件当面查询、换发查询码。"
    )


def _entrance(request: HttpRequest, form: EnterForm) -> HttpResponse:
    return render(request, "portal/apply/enter.html", {"form": form})
