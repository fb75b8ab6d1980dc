"""Choosing the organ, the form, and what is public already (第二十七条、第二十九条)."""

from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from mingbai.applications import actions
from mingbai.applications.actions.filing import Submitted
from mingbai.limits import bounds
from mingbai.organs import queries as organs
from mingbai.organs.models import Organ
from mingbai.portal.apply import notice, tickets
from mingbai.portal.apply.forms import AGAIN, ApplyForm
from mingbai.portal.apply.pages import organ_of, private, root_of, site_of
from mingbai.portal.apply.uploads import in_memory
from mingbai.records import queries as records
from mingbai.records.queries import standing
from mingbai.refusal import Refusal
from mingbai.rules.receipt import Channel
from mingbai.ui.views import try_again

CONFIRMED = "系统自动确认"
BUSY = (
    "此刻提交的人太多，您的申请还没有登记。已填的内容还在，请过十几秒再提交一次；"
    "十分钟内重复提交同一份申请，不会重复登记。"
)
LEAST = 4  # characters before a suggestion is looked for


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The organs that may be asked, with a search by name, and the four ways to apply."""
    text = request.GET.get("q", "").strip()[:50]
    today = timezone.localdate()
    found = organs.open_to_applications(root_of(request), today, text=text)
    profiles = organs.profiles_of(found)
    rows = [(organ, profiles.get(organ.pk)) for organ in found]
    return render(request, "portal/apply/choose.html", {"rows": rows, "text": text})


@private
@in_memory
@sensitive_post_parameters()
def apply(request: HttpRequest, code: str) -> HttpResponse:
    """The form for one organ; filed, it leads to the receipt."""
    now = timezone.now()
    today = timezone.localdate(now)
    organ = organ_of(request, code)
    options: dict[str, Any] = {"organ": organ, "today": today, "at": now}
    if request.method != "POST":
        return _form(request, ApplyForm(**options), organ)
    if "lookup" in request.POST:
        form = ApplyForm(initial=_typed(request), **options)
        return _form(request, form, organ, looked=True)
    form = ApplyForm(request.POST, request.FILES, **options)
    try:
        bounds.check_or_refuse(request, "apply", at=now)
        if form.is_valid():
            return _filed(_submit(request, form, organ))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    except OperationalError:  # the writer's turn did not come, or the database is away
        form.add_error(None, BUSY)
        return try_again(_form(request, form, organ))
    return _form(request, form, organ)


@require_POST
def suggest(request: HttpRequest) -> HttpResponse:
    """A part of the page: what is public already under such a title; the text is in no address."""
    at = timezone.now()
    if not bounds.check(request, "suggest", at=at).allowed:
        return HttpResponse(status=204)
    text = request.POST.get("description", "")[:500]
    found = _found(request, text)
    return render(request, "portal/apply/found.html", {"found": found, "looked": False})


def _submit(request: HttpRequest, form: ApplyForm, organ: Organ) -> Submitted:
    site = site_of(request)
    auto = site is None or site.online_receipt == "auto"
    return actions.submit(
        organ=organ,
        person=form.person,
        request=form.request,
        channel=Channel.WEB,
        arrived_at=form.at,
        confirmed=auto,
        confirm_method=CONFIRMED if auto else "",
        files=[("evidence", file) for file in form.cleaned_data["attached"]],
        notice_version=notice.version(),
        by=None,
        at=form.at,
    )


def _filed(made: Submitted) -> HttpResponse:
    """On to the receipt, with the code sealed for one showing."""
    answer = redirect("apply:receipt")
    tickets.give(answer, tickets.of(made.application))
    tickets.hold_code(answer, made.application, made.code, again=made.again)
    return answer


def _form(
    request: HttpRequest, form: ApplyForm, organ: Organ, *, looked: bool = False
) -> HttpResponse:
    profile = organs.profile_of(organ)
    site = site_of(request)
    context = {
        "form": form,
        "organ": organ,
        "profile": profile,
        "notice": notice.sections(profile),
        "sensitive": notice.SENSITIVE,
        "manual": site is not None and site.online_receipt == "manual",
        "again": AGAIN if request.FILES else "",
        "looked": looked,
        "found": _found(request, request.POST.get("description", "")) if looked else [],
        "agent_open": any(form[name].value() for name in ("agent", "agent_identity"))
        or "agent" in form.errors,
    }
    return render(request, "portal/apply/form.html", context)


def _found(request: HttpRequest, text: str) -> list[Any]:
    if len(text.strip()) < LEAST:
        return []
    found = records.suggest(text, root_of(request))
    standing.mark(found, timezone.localdate())
    return found


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What was typed, to be shown again."""
    return {name: value for name, value in request.POST.items() if name in ApplyForm.base_fields}
