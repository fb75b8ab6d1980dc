"""Pictures of a body on the desk: shown to who sees the record, brought, put into the text."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from mingbai.accounts.models import Post
from mingbai.files import store
from mingbai.files.cleaning import STAFF
from mingbai.prose import pictures as prose
from mingbai.records import intake, pictures
from mingbai.records.desk import work_pictures, work_reach
from mingbai.records.desk.work_draft_views import page, typed
from mingbai.records.desk.work_file_views import told
from mingbai.records.models import Attachment, Record
from mingbai.records.queries import working
from mingbai.records.stages import EDITABLE, Stage
from mingbai.refusal import Refusal


@login_required
@require_safe
def picture(request: HttpRequest, key: UUID, sha256: str, kind: str) -> HttpResponse:
    """A picture of this record; a hash that was not brought to it leads nowhere (UPL-08)."""
    found = work_reach.record(request, key)
    kept = working.picture(found, sha256, kind) if kind in pictures.KINDS else None
    if kept is None:
        raise Http404
    try:
        data = store.get(kept.sha256)
    except Refusal:
        raise Http404 from None
    given = HttpResponse(data, content_type=STAFF[kept.kind].served)
    given["Content-Disposition"] = "inline"
    given["X-Content-Type-Options"] = "nosniff"
    given["Content-Security-Policy"] = "sandbox; default-src 'none'"
    given["Cache-Control"] = "private, no-store"
    return given


@login_required
@require_POST
def upload(request: HttpRequest, key: UUID) -> JsonResponse:
    """A picture from the editor, answered in JSON: its address in the body, or why it is none."""
    found, post = work_reach.written(request, key)
    if Stage(found.stage) not in EDITABLE:
        words = f"本件现在是“{Stage(found.stage).label}”，不能修改。"
        return JsonResponse({"words": words}, status=409)
    try:
        made = _brought(request, found, post)
    except Refusal as refusal:
        return JsonResponse({"words": str(refusal)}, status=400)
    strips = "；".join(made.strips)
    words = f"已收下图片“{made.name}”" + (f"，清理时去掉：{strips}" if strips else "") + "。"
    return JsonResponse({"src": prose.address(made.sha256, made.kind), "words": words})


@login_required
def insert(request: HttpRequest, key: UUID) -> HttpResponse:
    """The same without scripts: what was typed is saved, the picture kept and put into the body."""
    found, post, answer, draft = typed(request, key)
    if draft is None:
        return answer
    try:
        made = _brought(request, found, post) if request.FILES.get("picture") else None
        made = made or _chosen(request, found)
        work_pictures.insert(found, draft, made, work_pictures.wish(request.POST), by=post)
    except intake.Stopped as stopped:
        return page(request, found, draft, stopped=told(stopped))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("records:edit", found.pk)
    messages.success(request, f"已把图片“{made.name}”放进正文。")
    for strip in made.strips:
        messages.warning(request, f"“{made.name}”清理时去掉：{strip}。")
    return redirect("records:edit", found.pk)


def _brought(request: HttpRequest, found: Record, post: Post) -> Attachment:
    sent: Any = request.FILES.get("picture")
    if sent is None:
        raise Refusal("请选择图片")
    if sent.size > pictures.LARGEST:
        raise Refusal(f"图片超过{pictures.LARGEST // 1024 // 1024} MB", remedy="请缩小后再上传")
    return work_pictures.bring(
        found,
        sent.read(),
        sent.name or "",
        by=post,
        use_cleaned=request.POST.get("picture_cleaned") == "on",
    )


def _chosen(request: HttpRequest, found: Record) -> Attachment:
    sha256, _, kind = request.POST.get("picture_chosen", "").partition(".")
    kept = working.picture(found, sha256, kind) if kind in pictures.KINDS else None
    if kept is None:
        raise Refusal("请选择要上传的图片，或者选中一幅已经收下的")
    return kept
