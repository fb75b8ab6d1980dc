"""Writing: a new record, the form of its draft, automatic saving, a text taken from Word."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingbai.accounts import rights
from mingbai.accounts.models import Post
from mingbai.prose.word import imported
from mingbai.records import actions, kinds, permissions, terms
from mingbai.records.content import Document, document
from mingbai.records.desk import (
    work_awaited,
    work_draft,
    work_files,
    work_pictures,
    work_reach,
    work_unsaved,
)
from mingbai.records.desk.record_forms import CreateForm, WordForm
from mingbai.records.models import Draft, Record
from mingbai.records.queries import awaited, doubles, working
from mingbai.records.stages import EDITABLE, Stage
from mingbai.refusal import Refusal
from mingbai.ui import dates

LARGEST_WORD = 50 * 1024 * 1024


@login_required
def create(request: HttpRequest) -> HttpResponse:
    """Whose record and of which kind; then its first draft."""
    user, today = work_reach.officer(request), timezone.localdate()
    organs = list(rights.organs(user, roles=permissions.WRITERS, today=today))
    if not organs:
        raise Http404
    pairs = [(each.code, each.name) for each in organs]
    posted = request.POST if request.method == "POST" else None
    form = CreateForm(posted, organs=pairs)
    if request.method == "POST" and form.is_valid():
        organ = next(each for each in organs if each.code == form.cleaned_data["organ"])
        by = rights.acting_post(user, organ, roles=permissions.WRITERS, today=today)
        if by is None:
            raise Http404
        kind_id = form.cleaned_data["kind"]
        made = actions.create(
            organ=organ,
            kind=kind_id,
            title=form.cleaned_data["title"],
            content=Document(term=terms.usual(kind_id), source=organ.name).as_content(),
            by=by,
            at=timezone.now(),
        )
        return redirect("records:edit", made.pk)
    return render(request, "records/one/create.html", {"form": form, "kinds": kinds.documents()})


@login_required
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """The form of the draft."""
    if request.method != "POST":
        return _opened(request, work_reach.written(request, key)[0])
    found, post, answer, draft = typed(request, key)
    if draft is None:
        return answer
    if "submit" in request.POST:
        return _handed_in(request, found, draft, post)
    messages.success(request, "已保存。")
    return redirect("records:edit", found.pk)


def typed(request: HttpRequest, key: UUID) -> tuple[Record, Post, HttpResponse, Draft | None]:
    """What was typed, saved; without a draft, the page that shows it and says why it was not.

    Also while the record stands elsewhere by now: what was typed is not thrown away.  Who comes
    back by the log-in page, without what he sent, begins at the form.
    """
    found, post = work_reach.written(request, key)
    if request.method != "POST" or not kinds.kind(found.kind).is_document:
        return found, post, _opened(request, found), None
    made = work_draft.tried(found, work_reach.draft(found), request.POST, by=post)
    if made.draft is None:
        return found, post, page(request, found, work_reach.draft(found), made), None
    for note in made.form.notes:
        messages.warning(request, note)
    work_unsaved.note_saved(request)
    return found, post, HttpResponse(), made.draft


@login_required
@require_POST
def autosave(request: HttpRequest, key: UUID) -> JsonResponse:
    """The same saving, answered in JSON: edition and time, or in words why not."""
    found, post = work_reach.written(request, key)
    if Stage(found.stage) not in EDITABLE:
        words = f"本件现在是“{Stage(found.stage).label}”，不能修改。"
        return JsonResponse({"words": words}, status=409)
    made = work_draft.tried(found, work_reach.draft(found), request.POST, by=post)
    if made.draft is None:
        status = 409 if made.theirs else 400
        return JsonResponse({"words": made.words, "conflict": bool(made.theirs)}, status=status)
    saved = timezone.localtime(made.draft.saved_at)
    words = f"{saved:%H:%M:%S} 已自动保存"
    return JsonResponse({"edition": made.draft.edition, "words": words})


@login_required
def import_word(request: HttpRequest, key: UUID) -> HttpResponse:
    """The text of a Word file as the body of the draft; what was typed is saved first."""
    found, post, answer, draft = typed(request, key)
    if draft is None:
        return answer
    form = WordForm(request.POST, request.FILES)
    replace = request.POST.get("replace_body") == "on"
    if not form.is_valid():
        messages.error(request, "请选择 Word 文件（.docx）。")
    elif document(draft.content).body and not replace:
        messages.error(request, "正文已有内容：要换成文件里的，请勾选“替换现有正文”后再取用。")
    else:
        _take_word(request, found, draft, form.cleaned_data["word"], post)
    return redirect("records:edit", found.pk)


def _take_word(request: HttpRequest, found: Record, draft: Draft, sent: Any, by: Post) -> None:
    try:
        if sent.size > LARGEST_WORD:
            raise Refusal("Word 文件超过50 MB", remedy="请压缩其中的图片后再试")
        text = imported(sent.read(), keep=work_pictures.from_word(found, by=by))
        paper = document(draft.content)
        guesses = work_draft.taken_over(paper, doc_no=text.number, formed_on=text.dated)
        title = draft.title if draft.title.strip() else text.title[:300]
        work_draft.changed(found, draft, by=by, title=title, body=text.html, **guesses)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return
    messages.success(request, "已取用 Word 文件的正文；标题、文号、成文日期是推测的，请核对。")
    for note in text.notes:
        messages.warning(request, note)


def _handed_in(request: HttpRequest, found: Record, draft: Draft, by: Post) -> HttpResponse:
    try:
        actions.submit(found.pk, edition=draft.edition, by=by, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("records:edit", found.pk)
    messages.success(request, "已送审。")
    return redirect("records:record", found.pk)


def _opened(request: HttpRequest, found: Record) -> HttpResponse:
    """The form with the text as it was saved; of a stage that is not edited, the way back."""
    if Stage(found.stage) in EDITABLE and kinds.kind(found.kind).is_document:
        return page(request, found, work_reach.draft(found))
    messages.error(request, f"本件现在是“{Stage(found.stage).label}”，不能直接修改。")
    return redirect("records:record", found.pk)


def _sent_back(found: Record) -> list[Any]:
    """Step and review of each opinion with which the last version was returned."""
    last = working.last_version(found) if found.stage == Stage.RETURNED else None
    return awaited.sent_back(last) if last else []


def page(
    request: HttpRequest,
    found: Record,
    draft: Draft,
    made: work_draft.Tried | None = None,
    **more: Any,
) -> HttpResponse:
    """The page of the form, with what is missing, what was found and the files."""
    today = timezone.localdate()
    saved = timezone.localtime(draft.saved_at)
    steps = work_awaited.before_handing_in(found, draft, today=today)
    context = {
        "record": found,
        "kind": kinds.kind(found.kind),
        "form": made.form if made else work_draft.form_of(found, draft),
        "edition": made.edition if made else draft.edition,
        "theirs": made.theirs if made else None,
        "problems": work_draft.problems(found, draft, today=today),
        "same_number": doubles.same_number(found, document(draft.content).doc_no),
        "findings": work_draft.findings(found, draft, today=today),
        "files": work_files.rows(found, draft),
        "pictures": work_pictures.rows(found, draft),
        "saved": f"{dates.short_time(saved)}保存",
        "kept": work_unsaved.saved_pages(request),
        "steps": steps,
        "lacking": work_awaited.lacking(steps, found),
        "sent_back": _sent_back(found),
    }
    return render(request, "records/one/edit.html", context | more)
