"""The draft on the screen: what was typed, whether it could be saved, what it still lacks."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.prose.changes import FieldChange, changed_fields
from mingbai.records import actions, checking, kinds, privacy
from mingbai.records.content import Document, FileRef, document
from mingbai.records.desk import work_shown
from mingbai.records.desk.record_forms import DraftForm, initial
from mingbai.records.models import Draft, Record
from mingbai.records.queries import working
from mingbai.records.stages import EDITABLE, Stage
from mingbai.refusal import Refusal


@dataclass(frozen=True)
class Theirs:
    """What somebody else saved, beside what was typed."""

    words: str
    draft: Draft
    fields: tuple[FieldChange, ...]
    body: str
    note: str


@dataclass
class Tried:
    """A posted form and what became of it; ``draft`` is None where nothing was saved."""

    form: DraftForm
    edition: int
    draft: Draft | None = None
    words: str = ""
    theirs: Theirs | None = None


def form_of(found: Record, draft: Draft, posted: Any = None) -> DraftForm:
    """The form of the draft, bound to what was posted."""
    return DraftForm(
        posted,
        kind=kinds.kind(found.kind),
        organ=found.organ,
        columns=working.column_choices(found.organ),
        corrects=found.first_public_at is not None,
        initial=initial(draft.title, document(draft.content)),
    )


def tried(found: Record, draft: Draft, posted: Any, *, by: Post) -> Tried:
    """Save what was posted upon the edition it was opened with; nothing typed is lost."""
    form = form_of(found, draft, posted)
    text = str(posted.get("edition", ""))
    edition = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
    made = Tried(form, edition)
    if not form.is_valid():
        made.words = "有的内容没有读懂，请改正后再保存。"
        return made
    if Stage(found.stage) not in EDITABLE:
        made.words = _elsewhere(Stage(found.stage))
        form.add_error(None, made.words)
        return made
    title, content = form.cleaned_data["title"], form.content(files(draft))
    facts: dict[str, Any] = {"title": title, "content": content, "by": by, "at": timezone.now()}
    try:
        made.draft = actions.save(found.pk, edition=edition, **facts)
        made.edition = made.draft.edition
    except actions.Conflict as conflict:
        made.words, made.edition = str(conflict), conflict.theirs.edition
        made.theirs = _beside(found, str(conflict), conflict.theirs, title, content)
    except Refusal as refusal:
        made.words = str(refusal)
        form.add_error(None, made.words)
    return made


def _elsewhere(stage: Stage) -> str:
    """Somebody has handed the draft in, or put it aside, since the form was opened."""
    return (
        f"没有保存：本件现在是“{stage.label}”，不能修改。您写的内容还在下面，可以复制；"
        "要改的，先在另一个窗口打开本件，取回修改或者更正，再在这里按“保存”。"
    )


def changed(found: Record, draft: Draft, *, by: Post, **parts: Any) -> Draft:
    """Save the draft with parts of its document (or its ``title``) replaced."""
    title = parts.pop("title", draft.title)
    content = replace(document(draft.content), **parts).as_content()
    facts: dict[str, Any] = {"by": by, "at": timezone.now()}
    return actions.save(found.pk, edition=draft.edition, title=title, content=content, **facts)


def files(draft: Draft) -> tuple[FileRef, ...]:
    """The attachments that the draft names; its pictures are in its body."""
    return document(draft.content).attached


def problems(found: Record, draft: Draft, *, today: date) -> list[dict[str, str]]:
    """What is missing or wrong, each with its label and the field it is at."""
    return [
        {"field": each.field, "label": checking.LABELS[each.field], "words": each.words}
        for each in checking.problems(found, draft.title, draft.content, today=today)
    ]


def findings(found: Record, draft: Draft, *, today: date) -> list[dict[str, str]]:
    """What the privacy gate would find in title, metadata and body; the files were looked at."""
    content = draft.content | {"files": []}
    rows = privacy.found_in(draft.title, content, found.kind, today=today)
    return [work_shown.finding(row) for row in rows]


def _beside(
    found: Record, words: str, theirs: Draft, title: str, content: dict[str, Any]
) -> Theirs:
    other, own = document(theirs.content), document(content)
    body, note = "", ""
    if other.body != own.body:
        body, note = work_shown.compared(found, other.body, own.body)
    before = work_shown.values(theirs.title, other)
    after = work_shown.values(title, own)
    fields = changed_fields(before, after, work_shown.COMPARED)
    return Theirs(words, theirs, fields, body, note)


def taken_over(paper: Document, **guesses: Any) -> dict[str, Any]:
    """The guesses of an import for the fields that are still empty."""
    return {name: value for name, value in guesses.items() if value and not getattr(paper, name)}
