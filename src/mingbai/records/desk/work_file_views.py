"""Files of a record: brought (looked through first), arranged, masked, handed to officers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header

from mingbai.files import store
from mingbai.files.cleaning import STAFF
from mingbai.records import actions, intake
from mingbai.records.desk import work_files, work_reach, work_shown
from mingbai.records.desk.work_draft_views import page, typed
from mingbai.records.queries import working
from mingbai.refusal import Refusal
from mingbai.rules.privacy.redacting import redacted

LARGEST = max(kind.most for kind in STAFF.values())


@login_required
def attach(request: HttpRequest, key: UUID) -> HttpResponse:
    """One more file; what was typed is saved first. One that leaks is stopped, with places."""
    found, post, answer, draft = typed(request, key)
    if draft is None:
        return answer
    sent = request.FILES.get("file")
    if sent is None:
        messages.error(request, "请选择要上传的附件。")
        return redirect("records:edit", found.pk)
    try:
        taken = _taken(request, sent)
        work_files.add(found, draft, taken, by=post)
    except intake.Stopped as stopped:
        return page(request, found, draft, stopped=told(stopped))
    except Refusal as refusal:
        messages.error(request, f"“{sent.name}”：{refusal}")
        return redirect("records:edit", found.pk)
    messages.success(request, f"已收下附件“{redacted(taken.name, timezone.localdate())}”。")
    for strip in taken.strips:
        messages.warning(request, f"“{taken.name}”清理时去掉：{strip}。")
    return redirect("records:edit", found.pk)


@login_required
def arrange(request: HttpRequest, key: UUID, number: int, how: str) -> HttpResponse:
    """A file up or down, out of the draft, or exchanged for its masked copy."""
    if how not in work_files.HOWS:
        raise Http404
    found, post, answer, draft = typed(request, key)
    if draft is None:
        return answer
    try:
        work_files.arranged(found, draft, number, how, by=post)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        done = {"remove": "已去掉这一附件。", "mask": "已换成遮盖后的副本，请核对。"}
        messages.success(request, done.get(how, "已调整附件的次序。"))
    return redirect("records:edit", found.pk)


@login_required
def mask_body(request: HttpRequest, key: UUID) -> HttpResponse:
    """Star what was found in the body, by the site's one policy."""
    found, post, answer, draft = typed(request, key)
    if draft is None:
        return answer
    try:
        _, count = work_files.body_masked(found, draft, by=post, today=timezone.localdate())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        words = f"正文里遮盖了{count}处，请核对。" if count else "正文里没有需要遮盖的号码。"
        messages.success(request, words)
    return redirect("records:edit", found.pk)


@login_required
def file(request: HttpRequest, key: UUID, file: int) -> HttpResponse:
    """A file of the record as a download that a browser neither shows nor keeps (UPL-08)."""
    found = work_reach.record(request, key)
    kept = working.attachment(found, file)
    if kept is None:
        raise Http404
    try:
        data = store.get(kept.sha256)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("records:record", found.pk)
    if kept.findings and (by := work_reach.reader(request, found)):
        actions.opened_file(kept, by=by, at=timezone.now())
    served = STAFF[kept.kind].served if kept.kind in STAFF else "application/octet-stream"
    given = HttpResponse(data, content_type=served)
    given["Content-Disposition"] = content_disposition_header(True, kept.name)
    given["X-Content-Type-Options"] = "nosniff"
    given["Content-Security-Policy"] = "sandbox; default-src 'none'"
    given["Cache-Control"] = "private, no-store"
    return given


def _taken(request: HttpRequest, sent: Any) -> intake.Taken:
    if sent.size > LARGEST:
        raise Refusal(f"文件超过{LARGEST // 1024 // 1024} MB的上限", remedy="请压缩或者分成几个")
    return intake.take(
        sent.read(),
        sent.name or "",
        timezone.localdate(),
        use_cleaned=request.POST.get("use_cleaned") == "on",
        knowing=request.POST.get("knowing") == "on",
    )


def told(stopped: intake.Stopped) -> dict[str, Any]:
    """What the page says of a file that was stopped."""
    return {
        "words": str(stopped),
        "name": stopped.name,
        "findings": [work_shown.finding(each) for each in stopped.findings[:50]],
        "more": max(0, len(stopped.findings) - 50),
        "strips": stopped.strips,
        "cleanable": stopped.cleanable,
    }
