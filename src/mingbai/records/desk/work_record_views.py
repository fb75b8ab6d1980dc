"""The page of one record: facts, text, reviews, findings, versions, moves; a comparison."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from mingbai.records import gate, kinds
from mingbai.records.content import document
from mingbai.records.desk import work_awaited, work_forms, work_offers, work_reach, work_shown
from mingbai.records.desk.list_rows import stage_pill
from mingbai.records.desk.work_acts import ACTS
from mingbai.records.desk.work_case import Case, case_of
from mingbai.records.models import Record, Version
from mingbai.records.queries import evaluations, working
from mingbai.records.stages import EDITABLE
from mingbai.refusal import Refusal


@login_required
def record(request: HttpRequest, key: UUID) -> HttpResponse:
    """One record as it stands today."""
    found = work_reach.record(request, key)
    case = case_of(found, today=timezone.localdate())
    posts = working.posts_of(work_reach.officer(request), today=case.today)
    offered = work_offers.offers(case, posts)
    writes = work_reach.writer(request, found)
    awaits, lacking = work_awaited.waits(case)
    context = _whole(case) | {
        "awaits": awaits,
        "lacking": lacking,
        "possible": [each for each in offered if each.possible],
        "impossible": [each for each in offered if not each.possible],
        "writes": writes,
        "edits": writes and case.stage in EDITABLE and kinds.kind(found.kind).is_document,
        "versions": working.versions_of(found),
        "relations": working.relations_of(found, work_reach.visible(request)),
        "changes": working.validity_changes_of(found),
        "withdrawals": _withdrawals(found),
        "evaluations": evaluations.of(found),
    }
    return render(request, "records/one/record.html", context)


@login_required
def move(request: HttpRequest, key: UUID, move: str) -> HttpResponse:
    """One act: its form with the consequence, or why it cannot be done now."""
    found = work_reach.record(request, key)
    case = case_of(found, today=timezone.localdate())
    posts = working.posts_of(work_reach.officer(request), today=case.today)
    offered = work_offers.offer(ACTS[move], case, posts) if move in ACTS else None
    if offered is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    made = offered.act.form or work_forms.ActForm
    form = made(posted, step=case.step, today=case.today)
    if request.method == "POST" and _done(request, case, offered, form):
        messages.success(request, f"{offered.act.label}：已办，记入审计日志。")
        return redirect(found)
    earlier = working.before(case.version) if case.version and move == "review" else None
    context = _whole(case) | {
        "offer": offered,
        "form": form,
        "earlier": earlier,
        "difference": _since(earlier, case.version),
        "notes": kinds.data("withdrawals").values() if move == "ask_withdrawal" else None,
    }
    return render(request, "records/one/move.html", context)


@login_required
def compare(request: HttpRequest, key: UUID, old: int, new: int) -> HttpResponse:
    """Two versions of a record; the same number twice is the whole of that version."""
    found = work_reach.record(request, key)
    left, right = working.numbered(found, old), working.numbered(found, new)
    if left is None or right is None or not kinds.kind(found.kind).is_document:
        raise Http404
    context = {
        "record": found,
        "old": left,
        "new": right,
        "difference": work_shown.difference(left, right) if old != new else None,
        "facts": work_shown.facts(right),
        "body": _body(right),
        "versions": working.versions_of(found),
    }
    return render(request, "records/one/compare.html", context)


def _done(
    request: HttpRequest, case: Case, offered: work_offers.Offer, form: work_forms.ActForm
) -> bool:
    """Whether the act was carried out; a refusal is shown with what was typed."""
    if not form.is_valid():
        return False
    if request.POST.get("seen", case.seen) != case.seen:
        words = "您打开这一页之后，本件有了变动。请返回核对后再办。"
        form.add_error(None, words)
        return False
    data = dict(form.cleaned_data)
    if isinstance(form, work_forms.ReviewForm):
        data = {name: data[name] for name in ("conclusion", "basis", "opinion")}
        data["answers"] = form.answers()
    try:
        if not offered.possible:
            raise Refusal(offered.reason)
        offered.act.run(case, offered.post, timezone.now(), data)
    except Refusal as refusal:
        form.add_error(None, str(refusal) if offered.possible else offered.reason)
        return False
    return True


def _whole(case: Case) -> dict[str, Any]:
    """What the pages of a record show of its last version."""
    found, version = case.record, case.version
    context = {
        "record": found,
        "case": case,
        "kind": kinds.kind(found.kind),
        "stage": stage_pill(found),
        "version": version,
        "facts": work_shown.facts(version) if version else [],
        "body": _body(version) if version else "",
        "steps": _steps(version) if version else [],
        "findings": [work_shown.finding(each) for each in case.scan.findings] if case.scan else [],
        "files": _files(found, version) if version else [],
    }
    return context


def _since(earlier: Version | None, version: Version | None) -> Any:
    return work_shown.difference(earlier, version) if earlier and version else None


def _body(version: Version) -> Any:
    if not kinds.kind(version.record.kind).is_document:
        return ""
    try:
        return work_shown.body(version.record, document(version.content()).body)
    except Refusal as refusal:
        return f"正文不能显示：{refusal}"


def _steps(version: Version) -> list[dict[str, Any]]:
    """Each required review with its conclusion in force, None where it was not given."""
    given = gate.reviews_in_force(version)
    rows = []
    for step in gate.steps(version.record):
        review: Any = given.get(step.id)
        answers = review.answers if review else {}
        asked = [(label, answers.get(key, "")) for key, label in step.questions.items()]
        rows.append({"step": step, "review": review, "answers": asked if review else []})
    return rows


def _files(found: Record, version: Version) -> list[dict[str, Any]]:
    """The files of the version, with what was taken away from them."""
    if not kinds.kind(found.kind).is_document:
        return []
    known = working.attachments_by_hash(found)
    refs = document(version.content()).attached
    return [{"ref": ref, "kept": known.get((ref.name, ref.sha256))} for ref in refs]


def _withdrawals(found: Record) -> list[dict[str, Any]]:
    reasons = kinds.data("withdrawals")
    return [
        {"row": each, "reason": reasons.get(each.reason, {}).get("label", each.reason)}
        for each in working.withdrawals_of(found)
    ]
