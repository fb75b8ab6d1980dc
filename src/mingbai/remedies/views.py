"""The desk's pages of the ledger of remedies."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone

from mingbai.accounts import rights, stepup
from mingbai.accounts.models import Post
from mingbai.accounts.roles import LEDGER_WRITERS
from mingbai.applications.case_views import Book, CasePages
from mingbai.applications.clock import calendar as working_days
from mingbai.files import export
from mingbai.refusal import Refusal
from mingbai.remedies import actions, clocks, course, facts, forms, history, move_forms, queries
from mingbai.remedies.causes import step_article
from mingbai.remedies.models import Remedy
from mingbai.remedies.stages import Move
from mingbai.rules.report.remedies import RemedyKind


def _exported(case: Remedy) -> list[export.Value]:
    found = facts.facts_of(case)
    words: dict[str, export.Value] = {
        "kind": found.kind.label,
        "after_review": "是" if found.after_review else "否",
        "joint_respondent": "是" if found.joint_respondent else "否",
        "result": found.result.label if found.result else "",
        "procedure": str(found.procedure.label),
        "cause": case.cause_label,
    }
    return [*(words.get(name, getattr(found, name)) for name in facts.LABELS), case.organ.name]


def _beside(case: Remedy) -> dict[str, Any]:
    """Clocks, instances and moves, for the page of a case."""
    offers, instances = course.offers(case), queries.instances(case)
    return {
        "clocks": clocks.of_case(case, today=timezone.localdate(), calendar=working_days()),
        "instances": instances,
        "decided": any(each.result for each in instances),
        "possible": [offer for offer in offers if offer.refusal is None],
        "impossible": [offer for offer in offers if offer.refusal is not None],
    }


class RemedyPages(CasePages):
    """The pages of every ledger, and the moves of a remedy."""

    @property
    def urls(self) -> list[URLPattern]:
        """The addresses of a ledger and those of the moves."""
        return [
            *super().urls,
            path("<uuid:key>/correct/", login_required(self.correct), name="correct"),
            path("<uuid:key>/parties/", login_required(self.parties), name="parties"),
            path("<uuid:key>/reveal/", login_required(self.reveal), name="reveal"),
            path("<uuid:key>/move/<str:move>/", login_required(self.move), name="move"),
        ]

    def move(self, request: HttpRequest, key: UUID, move: str) -> HttpResponse:
        """One move: its form, or why it cannot be made now."""
        form_class = move_forms.FORMS.get(Move(move)) if move in set(Move) else None
        if form_class is None:
            raise Http404
        case = self._case(request, key)
        form = form_class(_posted(request), case=case)
        if _sent(request, form, self._acting(request, case, move)):
            messages.success(request, f"{case}：{Move(move).label}，已记入办理记录。")
            return redirect(case)
        context = {
            "form": form,
            "case": case,
            "move": Move(move),
            "article": step_article(move, RemedyKind(case.kind)),
            "refusal": course.obstacle(case, Move(move)),
        }
        return self._page(request, "move", context)

    def parties(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """Register the names of the parties, which the page shows only on request."""
        case = self._case(request, key)
        form = move_forms.PartiesForm(_posted(request), case=case)
        if _sent(request, form, self._acting(request, case, "name_parties")):
            messages.success(request, "已登记当事人，姓名加密存放。")
            return redirect(case)
        return self._page(request, "parties", {"form": form, "case": case})

    def reveal(self, request: HttpRequest, key: UUID) -> HttpResponseBase:
        """The names in full, after the password was asked again (SEC-13)."""
        case, _ = self._handled(request, key)
        if request.method != "POST":
            # 重新登录之后回到案件页
            return redirect(case)
        return stepup.required(self._revealed)(request, key)

    def _revealed(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """The names, with a line in the log."""
        case, post = self._handled(request, key)
        shown = actions.reveal_parties(case.pk, by=post, at=timezone.now())
        form = move_forms.PartiesForm(case=case, initial=asdict(shown))
        return self._page(request, "parties", {"form": form, "case": case, "shown": shown})

    def _handled(self, request: HttpRequest, key: UUID) -> tuple[Remedy, Post]:
        """A case and the post that writes for its organ; 404 for who only reads."""
        case, today = self._case(request, key), timezone.localdate()
        post = rights.acting_post(request.user, case.organ, roles=LEDGER_WRITERS, today=today)  # type: ignore[arg-type]
        if post is None:
            raise Http404
        return case, post

    def correct(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """Put right what was registered of the last decision."""
        case = self._case(request, key)
        last = queries.last_decision(case)
        initial = {
            name: getattr(last, name, None) for name in ("result", "decided_on", "served_on")
        }
        form = move_forms.CorrectForm(_posted(request), case=case, initial=initial)
        if _sent(request, form, self._acting(request, case, "correct")):
            messages.success(request, "已更正裁判，案件的结果随之更正。")
            return redirect(case)
        return self._page(request, "correct", {"form": form, "case": case, "last": last})


def _posted(request: HttpRequest) -> Any:
    """The sent data, which of a form without fields may be empty."""
    return request.POST if request.method == "POST" else None


def _sent(request: HttpRequest, form: Form, act: Callable[..., Any]) -> bool:
    """Whether a sent and sound form was carried out; a refusal is shown with the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(**form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


PAGES = RemedyPages(
    Book(
        namespace="remedies",
        name="复议诉讼台账",
        concluded="已登记审结",
        actions=actions,
        queries=queries,
        forms=forms,
        facts=facts,
        told=history.of_remedy,
        exported=_exported,
        beside=_beside,
        concluding=lambda case: {"kind": facts.facts_of(case).kind},
    )
)
