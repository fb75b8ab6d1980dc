"""Drafts and versions: working on a text, and fixing it as the text that is reviewed."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.audit.actions import record as record_event
from mingbai.organs.models import Organ
from mingbai.records import checking, kinds, permissions, pictures, shown, terms
from mingbai.records.actions import fixing
from mingbai.records.actions.locking import locked
from mingbai.records.content import document
from mingbai.records.models import Draft, Record, Version
from mingbai.records.stages import LIFECYCLE, Move, Stage
from mingbai.refusal import Refusal


class Conflict(Refusal):
    """Somebody else has saved the draft since it was opened; ``theirs`` is what he saved."""

    def __init__(self, theirs: Draft) -> None:
        who = theirs.saved_by.user.name
        when = timezone.localtime(theirs.saved_at)
        super().__init__(
            f"{who}已于{when:%m月%d日 %H:%M}保存了另一稿，您打开的是此前的一稿",
            remedy="您写的内容还在下面：请对照修改，再保存",
        )
        self.theirs = theirs


@transaction.atomic
def create(
    *, organ: Organ, kind: str, title: str, content: dict[str, Any], by: Post, at: datetime
) -> Record:
    """A new record with its first draft.

    Raises ``PermissionDenied``, ``KeyError`` for a kind that kinds.toml lacks, ``Refusal`` for one
    whose text another app makes.
    """
    permissions.check_held(by, at)
    permissions.check_can_draft(by, organ)
    if not kinds.kind(kind).is_document:
        raise Refusal("这一种信息由系统生成，不在这里新建", remedy="请在生成它的页面上送审")
    record = Record(organ=organ, kind=kind, key=uuid4().hex, officer=by, changed_at=at)
    _check_files(record, content)
    shown.show(record, title, document(content))
    record.save(force_insert=True)
    Draft.objects.create(
        record=record,
        title=title,
        content=content,
        saved_by=by,
        saved_at=at,
        writers=[str(by.user_id)],
    )
    record_event("record.created", record, chain=organ.code, by=by, at=at, kind=kind)
    return record


@transaction.atomic
def save(
    record_id: UUID, *, edition: int, title: str, content: dict[str, Any], by: Post, at: datetime
) -> Draft:
    """Save the draft upon the edition that was opened; also the automatic saving.

    No event: a draft has no legal effect.  Raises ``PermissionDenied``, ``Refusal`` in a stage
    that is not edited and for files of other records, ``Conflict`` when another saving came first.
    """
    record = locked(record_id, Move.SAVE, may=permissions.check_can_draft, by=by, at=at)
    draft = fixing.draft_of(record, by=by, at=at)
    if draft.title == title and draft.content == content:
        return draft
    if draft.edition != edition:
        raise Conflict(draft)
    _check_files(record, content)
    draft.title, draft.content = title, content
    draft.edition, draft.saved_by, draft.saved_at = draft.edition + 1, by, at
    draft.writers = sorted({*draft.writers, str(by.user_id)})
    draft.save()
    record.officer, record.changed_at = by, at
    # 公开过的，标题和元数据以公开的一稿为准：撤下之后也不由草稿改写
    if record.first_public_at is None:
        shown.show(record, title, document(content))
    record.save(update_fields=[*shown.COLUMNS, "officer", "changed_at"])
    return draft


@transaction.atomic
def submit(record_id: UUID, *, edition: int, by: Post, at: datetime) -> Version:
    """Fix the draft as the next version and hand it to the first review.

    Raises ``Refusal`` naming every field that is missing or wrong, ``Conflict`` when the draft is
    no longer the one that was seen.
    """
    record = locked(record_id, Move.SUBMIT, may=permissions.check_can_draft, by=by, at=at)
    LIFECYCLE.check(Stage(record.stage), Move.SAVE)
    draft = fixing.draft_of(record, by=by, at=at)
    if draft.edition != edition:
        raise Conflict(draft)
    content = pictures.settled(record, draft.content)
    checking.check(record, draft.title, content, today=timezone.localdate(at))
    version, new = fixing.fix(record, draft.title, content, writers=draft.writers, by=by, at=at)
    if not new:
        fixing.hand_in_again(record, version, by=by, at=at)
    return version


@transaction.atomic
def draft(
    *,
    organ: Organ,
    kind: str,
    key: str,
    title: str,
    content: dict[str, Any],
    by: Post,
    at: datetime,
) -> Version:
    """Fix a text that another app made as the next version of the record ``(organ, kind, key)``.

    ``content`` is what JSON can hold; the same title and content as the last version return that
    version.  Raises ``PermissionDenied``, ``KeyError`` for a kind that kinds.toml lacks, and
    ``Refusal`` for a correction of a document without its reason.
    """
    permissions.check_held(by, at)
    permissions.check_can_draft(by, organ)
    kinds.kind(kind)
    record, _ = Record.objects.get_or_create(
        organ=organ, kind=kind, key=key, defaults={"title": title, "changed_at": at, "officer": by}
    )
    record = Record.objects.select_for_update().get(pk=record.pk)
    record.organ = organ
    if record.first_public_at is not None and kinds.kind(kind).is_document:
        checking.check(record, title, content, today=timezone.localdate(at))
    return fixing.fix(record, title, content, writers=[], by=by, at=at)[0]


@transaction.atomic
def recall(record_id: UUID, *, by: Post, at: datetime) -> Record:
    """Take the last version back to work on it; its reviews are worth nothing for the next."""
    return _step_back(record_id, Move.RECALL, "record.recalled", by=by, at=at)


@transaction.atomic
def correct(record_id: UUID, *, by: Post, at: datetime) -> Record:
    """Open a draft upon the public text; the public goes on reading the old until it is reviewed.

    Of a withdrawn record: the way to publish it again.
    """
    return _step_back(record_id, Move.CORRECT, "record.reopened", by=by, at=at)


@transaction.atomic
def abandon(record_id: UUID, *, by: Post, at: datetime) -> Record:
    """Give up a correction; the public text stays what it is."""
    record = locked(record_id, Move.ABANDON, may=permissions.check_can_draft, by=by, at=at)
    if record.first_public_at is None:
        raise Refusal("本件还没有公开过，没有可以放弃的更正", remedy="不再需要的，可以作废")
    to = Stage.PUBLIC if record.is_public else Stage.WITHDRAWN
    record.stage, record.changed_at = LIFECYCLE.after(Stage(record.stage), Move.ABANDON, to), at
    record.due_on = terms.of_record(record)
    record.save(update_fields=["stage", "changed_at", "due_on"])
    Draft.objects.filter(record=record).delete()
    record_event("record.correction_abandoned", record, chain=record.organ.code, by=by, at=at)
    return record


@transaction.atomic
def discard(record_id: UUID, *, by: Post, at: datetime) -> Record:
    """Put a draft that was never public aside for good; the row and its versions stay."""
    record = locked(record_id, Move.DISCARD, may=permissions.check_can_draft, by=by, at=at)
    if record.first_public_at is not None:
        raise Refusal("公开过的信息不能作废", remedy="可以放弃更正，或者办理撤下")
    check_document(record)
    record.stage, record.changed_at = LIFECYCLE.after(Stage(record.stage), Move.DISCARD), at
    record.save(update_fields=["stage", "changed_at"])
    record_event("record.discarded", record, chain=record.organ.code, by=by, at=at)
    return record


def _step_back(record_id: UUID, move: Move, verb: str, *, by: Post, at: datetime) -> Record:
    """To a draft again: what was taken back with its own text, a correction with the public one."""
    record = locked(record_id, move, may=permissions.check_can_draft, by=by, at=at)
    check_document(record)
    last = fixing.reopen(record, correcting=move is Move.CORRECT, by=by, at=at)
    record.stage, record.changed_at = LIFECYCLE.after(Stage(record.stage), move), at
    record.officer = by
    if move is Move.CORRECT:
        record.due_on = terms.change_due_on(record.kind, timezone.localdate(at))
    record.save(update_fields=["stage", "changed_at", "officer", "due_on"])
    record_event(verb, record, chain=record.organ.code, by=by, at=at, version=last.number)
    return record


def check_document(record: Record) -> None:
    """Raises ``Refusal`` for what another app makes and hands in."""
    if not kinds.kind(record.kind).is_document:
        raise Refusal(
            "本件的内容由系统生成，不在这里修改", remedy="请在生成它的页面上修改后重新送审"
        )


def _check_files(record: Record, content: dict[str, Any]) -> None:
    """Raises ``Refusal`` for a file that was not brought to this record."""
    if foreign := checking.foreign_files(record, document(content)):
        raise Refusal(
            f"附件“{foreign[0]}”不是本件上传的文件",
            article=permissions.ARTICLE,
            remedy="请在本件重新上传",
        )
